import Worlds

/// Every world and every algorithm: a new one is a file of its own and a line here.
///
/// This is also the one place where types are erased. Each row is built from concrete types, so that the compiler makes a
/// loop of its own for every pair of world and algorithm.
public enum Catalogue {
  public static let worlds: [WorldRow] = [
    .linear(AliasedCorridor.self),
    .linear(ShortCorridor.self),
    .tabular(Gridworld.self),
    .walked(FourRooms.self),
    .walked(CliffWalking.self),
    .walked(FrozenLake.self),
    .walked(FrozenLake8x8.self),
    .walked(WindyGridworld.self),
    .walked(TwoStateLoop.self),
    .walked(RiverSwim.self),
    .walked(Bandit.self),
    .tabular(RockPaperScissors.self),
    .tetris,
    .continuous(ContinuousBandit.self),
    .continuous(PointMass.self),
    .continuous(Pendulum.self),
    .continuous(MountainCarContinuous.self),
    .switched(MountainCar.self),
    .switched(CartPole.self),
    .switched(Acrobot.self),
    .continuous(CartPoleSwingUp.self),
    .continuous(Swimmer.self),
  ]

  /// What goes by returns alone: searches over θ, and what learns from its own best.
  static func gradientFree<R: Representation>(_ world: R.W, _ representation: R.Type) -> [AlgorithmRow] {
    [
      AlgorithmRow(HillClimbing<R>.self, world),
      AlgorithmRow(CEMParameters<R>.self, world),
      AlgorithmRow(CMAESSearch<R>.self, world),
      AlgorithmRow(Genetic<R>.self, world),
      AlgorithmRow(NelderMead<R>.self, world),
      AlgorithmRow(CEMPolicy<R>.self, world),
    ]
  }

  /// The algorithms that need no more than a differentiable policy and a critic.
  /// - Parameter stepwise: what those are represented by that can do with a network too.
  static func policySearch<R: Representation, S: Representation>(
    _ world: R.W, _ representation: R.Type, stepwise: S.Type
  ) -> [AlgorithmRow] where S.W == R.W {
    [
      AlgorithmRow(ConjugateGradient<R>.self, world),
      AlgorithmRow(QuasiNewton<R>.self, world),
      AlgorithmRow(FiniteDifference<R>.self, world),
      AlgorithmRow(VanillaPG<R>.self, world),
      AlgorithmRow(Reinforce<S>.self, world),
      AlgorithmRow(ReinforceBaseline<S>.self, world),
      AlgorithmRow(QAC<R>.self, world),
      AlgorithmRow(A2CQV<R>.self, world),
      AlgorithmRow(TDActorCritic<R>.self, world),
      AlgorithmRow(NStepActorCritic<R>.self, world),
      AlgorithmRow(CompatibleActorCritic<R>.self, world),
      AlgorithmRow(NaturalGradient<R>.self, world),
      AlgorithmRow(NaturalActorCritic<R>.self, world),
      AlgorithmRow(TDLambdaActorCritic<S>.self, world),
    ]
  }

  /// What works where pieces are placed: searches over θ by greedy players, and gradients by players that draw. What learns
  /// from the best games' steps, or from one step after the other, is left out: games have some hundred thousands of them.
  static func placing(_ world: Tetris) -> [AlgorithmRow] {
    [
      AlgorithmRow(HillClimbing<GreedyPlacements>.self, world),
      AlgorithmRow(CEMParameters<GreedyPlacements>.self, world),
      AlgorithmRow(CMAESSearch<GreedyPlacements>.self, world),
      AlgorithmRow(Genetic<GreedyPlacements>.self, world),
      AlgorithmRow(NelderMead<GreedyPlacements>.self, world),
      AlgorithmRow(VanillaPG<SampledPlacements>.self, world),
      AlgorithmRow(Reinforce<SampledPlacements>.self, world),
      AlgorithmRow(ReinforceBaseline<SampledPlacements>.self, world),
      AlgorithmRow(NaturalGradient<SampledPlacements>.self, world),
      AlgorithmRow(NaturalActorCritic<SampledPlacements>.self, world),
    ]
  }

  /// What works where actions are reals: policy search, and what climbs the slope of Q by the action.
  static func continuous(_ world: SharedWorld<Reals>) -> [AlgorithmRow] {
    typealias R = GaussianRepresentation<SharedWorld<Reals>>
    typealias E = EitherRepresentation<R>
    return gradientFree(world, E.self) + policySearch(world, R.self, stepwise: E.self) + onPolicy(world, R.self) + [
      AlgorithmRow(DDPG.self, world),
      AlgorithmRow(TD3.self, world),
      AlgorithmRow(SACV.self, world),
      AlgorithmRow(SAC.self, world),
    ]
  }

  /// What learns by networks from fresh steps.
  static func onPolicy<R: NetworkRepresentation>(_ world: R.W, _ representation: R.Type) -> [AlgorithmRow] {
    [
      AlgorithmRow(A2C<R>.self, world),
      AlgorithmRow(TRPO<R>.self, world),
      AlgorithmRow(A3C<R>.self, world),
      AlgorithmRow(PPO<R>.self, world),
    ]
  }

  /// What works on a tabular world: policy search of every kind, and then the value-based foils.
  static func discrete<R: DiscreteRepresentation>(_ world: R.W, _ representation: R.Type) -> [AlgorithmRow] {
    gradientFree(world, representation) + byTables(world, representation)
      + policySearch(world, representation, stepwise: representation) + valueBased(world, representation)
  }

  /// What learns in tables, or goes by the model.
  static func byTables<R: DiscreteRepresentation>(_ world: R.W, _ representation: R.Type) -> [AlgorithmRow] {
    [
      AlgorithmRow(CEMTabular<R>.self, world),
      AlgorithmRow(ExactGradientAscent<R>.self, world),
    ]
  }

  /// What policy search is compared with.
  static func valueBased<R: DiscreteRepresentation>(_ world: R.W, _ representation: R.Type) -> [AlgorithmRow] {
    [
      AlgorithmRow(Sarsa<R>.self, world),
      AlgorithmRow(QLearning<R>.self, world),
    ]
  }

  /// What the dashboard opens with.
  public static let firstWorld = "aliased-corridor"
  public static let firstAlgorithm = "reinforce-baseline"

  /// What policy search is compared with, one key away, and what it is compared with where nothing was chosen.
  public static let foil = "q-learning"
  public static let comparedWithFoil = "reinforce"

  /// Every algorithm once, in the order of the lecture's catalogue.
  public static let algorithms: [AlgorithmRow] = {
    var rows: [AlgorithmRow] = []
    for world in worlds {
      for row in world.algorithms where !rows.contains(where: { $0.info.id == row.info.id }) { rows.append(row) }
    }
    return rows
  }()

  /// - Throws: a `ParameterError` with the nearest names where there is no such world.
  public static func world(_ id: String) throws(ParameterError) -> WorldRow {
    if let row = worlds.first(where: { $0.info.id == id }) { return row }
    throw ParameterError("there is no world `\(id)`; " + Spelling.advice(for: id, among: worlds.map(\.info.id)))
  }

  /// That there is no such algorithm, with the nearest names.
  public static func noAlgorithm(_ id: String) -> ParameterError {
    let infos = algorithms.map(\.info)
    let keywords = Dictionary(uniqueKeysWithValues: infos.map { ($0.id, $0.keywords) })
    return ParameterError(
      "there is no algorithm `\(id)`; " + Spelling.advice(for: id, among: infos.map(\.id), keywords: keywords))
  }
}
