import Worlds

/// A learner that searches over θ by trying candidates and comparing what they return: what hill climbing, evolution and the
/// cross-entropy method over parameters share.
///
/// A candidate is scored by K roll-outs of the policy at its θ, on the world as it is and on random streams of its own, world's
/// and policy's, that begin at its luck. What comes of one candidate therefore depends on no other, and while nobody looks
/// those of a generation are played side by side, on all processors (`Foresight`); the numbers are the same to the bit. Who
/// looks sees them one after the other.
protocol PopulationLearner: PolicyLearner {
  var population: Population { get set }
  var foresight: Foresight<R> { get set }
  /// The lines that a roll-out passes.
  static var rolling: (start: Line, until: Line, choose: Line, act: Line) { get }
  /// Whether it learns from the steps of a roll-out and not from its return alone.
  static var keepsSteps: Bool { get }
}

extension PopulationLearner {
  public static var learnsFromWholeEpisodes: Bool { true }
  static var keepsSteps: Bool { false }

  public var shownPopulation: Population? { population }

  /// Against another player that learns a score is out of date before it is compared.
  static func requireFixedScores(on world: R.W) throws(ParameterError) {
    if let world = world as? any TabularWorld { try world.requireStationary() }
  }

  static func requireElite(_ elite: Int, of candidates: Int) throws(ParameterError) {
    guard elite <= candidates else {
      throw ParameterError("`elite` is \(elite); it must be at most `candidates`, \(candidates)")
    }
  }

  /// The parameters that are searched: those of the policy that it learns.
  var searched: [Double] { Array(policy.parameters[policy.learntIndices]) }

  /// The policy at another θ.
  func actor(at θ: [Double]) -> R.Actor {
    var (actor, parameters) = (policy, policy.parameters)
    parameters.replaceSubrange(policy.learntIndices, with: θ)
    actor.parameters = parameters
    return actor
  }

  /// Tries one candidate of the population.
  /// - Parameters:
  ///   - index: its place.
  ///   - episodes: K, the roll-outs that it is scored by.
  ///   - probe: is shown every step or, where nobody looks, none.
  /// - Returns: the mean discounted return, which counts for the candidate's score.
  @discardableResult
  mutating func score<P: Probe>(
    _ index: Int, episodes: Int, _ probe: inout P
  ) throws(P.Interrupt) -> Double {
    let candidate = population.candidates[index]
    if probe.isUnwatched, !foresight.knows(candidate) { lookAhead(from: index, episodes) }
    if let trial = foresight.take(candidate), probe.canLeap(over: trial.passage, self) {
      environment.absorb(trial.environment, trial.passage)
      foresight.steps = trial.steps
      population.candidates[index].count(trial.score)
      try probe.leapt(over: trial.passage, &self)
      return trial.score
    }
    foresight.steps = []
    let actor = actor(at: candidate.θ)
    var choice = RandomStream(seed: candidate.luck, name: "policy")
    var sum = 0.0
    for episode in 0..<episodes {
      environment.begin(episode, of: candidate)
      var γᵗ = 1.0
      try probe.passed(Self.rolling.start, &self, ["k": Double(episode + 1)])
      while environment.ending == .none {
        try probe.passed(Self.rolling.until, &self)
        let state = environment.observation
        let action = actor.sample(at: state, using: &choice)
        try probe.passed(Self.rolling.choose, &self)
        let reward = environment.step(action).reward
        if Self.keepsSteps { foresight.steps.append(Step(state, action, reward)) }
        sum += γᵗ * reward
        γᵗ *= environment.γ
        try probe.passed(Self.rolling.act, &self, ["R": reward])
      }
    }
    population.candidates[index].count(sum / Double(episodes))
    return sum / Double(episodes)
  }

  /// Tries candidates from this one on side by side.
  private mutating func lookAhead(from first: Int, _ episodes: Int) {
    let waiting = population.candidates[first...].filter { !$0.isTried }.prefix(foresight.breadth)
    let actors = waiting.map { (actor(at: $0.θ), $0) }
    foresight.play(actors, episodes: episodes, on: environment.withoutReturns, keepsSteps: Self.keepsSteps)
  }
}

extension Environment {
  /// Begins an episode of a candidate: the first at its luck, the others where that has come to.
  mutating func begin(_ episode: Int, of candidate: Population.Candidate) {
    if episode == 0 { reset(luck: RandomStream(seed: candidate.luck, name: "world")) } else { reset() }
  }
}
