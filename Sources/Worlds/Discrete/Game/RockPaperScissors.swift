/// Rock-paper-scissors, round after round against one opponent: zero-sum, +1 for a win, −1 for a loss, 0 for a draw.
///
/// Nothing ends the game; a hundred rounds truncate, and γ = 0.9, as in the other tasks without an end: undiscounted, a
/// critic that bootstraps where an episode is cut would have no finite value to learn.
///
/// Opponents: `mixture` draws from fixed probabilities; `counter` best-responds to the frequencies of the agent's moves in
/// this episode, ties drawn uniformly; `copycat` plays the agent's last move, and anything in the first round; `self`
/// learns (see `LearningSelf`), from `mixture` on and across episodes. The agent sees nothing, or both last moves.
public struct RockPaperScissors: TabularWorld, DefinedWorld {
  public enum Opponent: String, CaseIterable, Sendable { case mixture, counter, copycat, `self` }
  public enum Memory: String, CaseIterable, Sendable { case none, last }
  public enum Gradient: String, CaseIterable, Sendable { case exact, sampled }

  public struct Settings: ParameterSet {
    public var opponent = Opponent.mixture
    /// Weights of rock, paper and scissors, parted by `/`; nil for equal ones.
    public var mixture: String? = "2/1/1"
    public var memory = Memory.none
    public var selfGradient = Gradient.exact
    public var selfStep = 0.05
    public var γ = 0.9
    public var horizon: Int? = 100

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .choice("opponent", \.opponent, "who plays on the other side"),
      .text("mixture", \.mixture, "weights of rock/paper/scissors, of the mixture and where self begins; none: equal"),
      .choice("memory", \.memory, "what the agent sees: nothing, or both last moves"),
      .choice("self-gradient", \.selfGradient, "how self learns: by exact gradients or from its rounds"),
      .real("self-alpha", \.selfStep, 0...1000, "step size α of self; exact gradients want at most 0.05"),
      .real("gamma", \.γ, 0...1, "discount of the return"),
      .optionalInteger("horizon", \.horizon, 1...1_000_000, unit: "rounds", "length at which episodes are cut"),
    ]
  }

  public static let info = WorldInfo(
    id: "rock-paper-scissors", title: "Rock-paper-scissors",
    summary: "a deterministic policy is easily exploited: only chance is safe",
    lesson: """
      Whoever always plays the same is found out by an opponent that counts, and loses every round; equal \
      probabilities cannot be exploited at all. A fixed mixture can be exploited by one best move, a copycat only by \
      who remembers. Look for two learners that chase each other round the equilibrium instead of settling on it.
      """,
    source: "the lecture; zero-sum matrix game")

  public var isContinuing: Bool { true }

  /// What move a earns against move b: paper beats rock, scissors beat paper, rock beats scissors.
  static func payoff(_ a: Int, _ b: Int) -> Double { [0, 1, -1][(a - b + 3) % 3] }

  public static let moves: [ActionSpace.Choice] = [
    .init("rock", "R", ascii: "R"), .init("paper", "P", ascii: "P"), .init("scissors", "S", ascii: "S"),
  ]

  public let settings: Settings
  private let rules: GameRules
  private var position = GameRules.Position()
  private var learner: LearningSelf
  private var clock: Clock
  private var trail = MixtureTrail()
  public private(set) var lastRound: (agent: Int, opponent: Int)?
  /// The rewards of this episode, undiscounted.
  public private(set) var score = 0.0

  /// - Throws: a `ParameterError` where the mixture is none.
  public init(_ settings: Settings) throws(ParameterError) {
    self.settings = settings
    guard settings.opponent != .counter || settings.horizon ?? .max <= Leads.capacity else {
      throw ParameterError(
        "`horizon` is \(settings.horizon.map(String.init) ?? "none"); the counter keeps count of at most "
          + "\(Leads.capacity) rounds an episode")
    }
    let mixture = try Self.mixture(settings)
    rules = GameRules(settings, mixture: mixture)
    learner = LearningSelf(start: mixture, observations: rules.observationCount)
    clock = Clock(horizon: settings.horizon)
  }

  private static func mixture(_ settings: Settings) throws(ParameterError) -> Vector<3> {
    guard let text = settings.mixture else { return Vector(repeating: 1.0 / 3) }
    let weights = text.split(separator: "/", omittingEmptySubsequences: false).map { Double($0) ?? -1 }
    let sum = weights.reduce(0, +)
    let isPositive = weights.allSatisfy { settings.opponent == .self ? $0 > 0 : $0 >= 0 }
    guard weights.count == 3, isPositive, sum > 0, sum.isFinite else {
      throw ParameterError(
        "`mixture` is `\(text)`; it must be three weights of rock/paper/scissors, as 2/1/1"
          + (settings.opponent == .self ? ", each above 0 where self begins there" : ""))
    }
    return Vector([weights[0] / sum, weights[1] / sum, weights[2] / sum])
  }

  public var γ: Double { settings.γ }
  public var horizon: Int? { settings.horizon }
  public var observation: Int { rules.observation(position) }
  public var state: Int { rules.index(of: position) }

  /// What the opponent's next move is drawn from.
  public var opponentMixture: Vector<3> { rules.response(at: position, learner) }

  /// The model; of a learning self that of the moment, in which it learns no more.
  public var model: TabularModel { rules.model(learner) }
  /// Whether the model holds for the whole run.
  public var isStationary: Bool { settings.opponent != .self }

  public mutating func reset(using random: inout RandomStream) { restart(at: GameRules.Position()) }

  private mutating func restart(at position: GameRules.Position) {
    self.position = position
    clock.restart()
    lastRound = nil
    score = 0
  }

  public mutating func step(_ action: Int, using random: inout RandomStream) -> Outcome {
    let seen = observation
    let move = Self.draw(opponentMixture, using: &random)
    let reward = Self.payoff(action, move)
    if settings.opponent == .self, settings.selfGradient == .sampled {
      learner.learn(from: -reward, of: move, at: seen, step: settings.selfStep)
    }
    position = rules.successor(of: position, action, move)
    lastRound = (action, move)
    score += reward
    return Outcome(reward: reward, ending: clock.tick(terminated: false))
  }

  /// Where only one move can come nothing is drawn.
  private static func draw(_ mixture: Vector<3>, using random: inout RandomStream) -> Int {
    for move in 0..<3 where mixture[move] == 1 { return move }
    let draw = random.uniform()
    return draw < mixture[0] ? 0 : draw < mixture[0] + mixture[1] || mixture[2] == 0 ? 1 : 2
  }

  public var meetsPolicies: Bool { true }

  /// Notes where both players stand; a self that learns by exact gradients takes one step against this policy.
  public mutating func meet(_ policy: [Double]) {
    trail.append(agent: policy, opponent: learner.mixtures)
    guard settings.opponent == .self, settings.selfGradient == .exact else { return }
    learner.climb(against: policy, step: settings.selfStep)
  }

  /// One index; against a learning self the index, then its preferences.
  public var stateVector: [Double] { [Double(state)] + (isStationary ? [] : learner.preferences) }

  public mutating func reset(to state: [Double]) throws(ParameterError) {
    guard isStationary else {
      let count = learner.preferences.count
      guard state.count == count + 1, state.dropFirst().allSatisfy(\.isFinite) else {
        throw Self.noState(state, form: "an index and self's \(count) preferences")
      }
      restart(at: rules.positions[try Self.index(in: [state[0]], below: rules.positions.count)])
      learner.adopt(Array(state.dropFirst()))
      return
    }
    restart(at: rules.positions[try Self.index(in: state, below: rules.positions.count)])
  }

  public var observationSpace: ObservationSpace {
    guard settings.memory == .last else { return .indices(labels: ["nothing"]) }
    let pairs = Self.moves.flatMap { a in Self.moves.map { "\(a.name), they \($0.name)" } }
    return .indices(labels: ["first round"] + pairs)
  }

  public var actionSpace: ActionSpace { .choices(Self.moves) }

  public var scene: Scene {
    let isLearning = settings.opponent == .self
    return .game(
      GameScene(
        payoffs: (0..<3).map { a in (0..<3).map { b in Self.payoff(a, b) } }, opponent: settings.opponent.rawValue,
        mixture: opponentMixture.array, round: clock.elapsed, rounds: settings.horizon, score: score,
        last: lastRound.map { .init(agent: $0.agent, opponent: $0.opponent) },
        agentTrail: trail.rows(of: \.agent, at: observation),
        opponentTrail: isLearning ? trail.rows(of: \.opponent, at: observation) : [],
        agentMean: trail.mean(of: \.agent, at: observation),
        opponentMean: isLearning ? trail.mean(of: \.opponent, at: observation) : nil))
  }
}
