import Worlds

/// A learner that searches over θ by trying candidates and comparing what they return: what hill climbing, evolution and the
/// cross-entropy method over parameters share.
///
/// A candidate is scored by K roll-outs of the policy at its θ, on the world as it is and on random streams of its own, world's
/// and policy's, that begin at its luck. What comes of one candidate therefore depends on no other, and while nobody looks
/// those of a generation are played side by side, on all processors (`Foresight`); the numbers are the same to the bit. Who
/// looks sees them one after the other, and who has seen enough leaves out the rest of an episode: it may be long.
protocol PopulationLearner: PolicyLearner {
  var population: Population { get set }
  var foresight: Foresight<R> { get set }
  /// The lines that a roll-out passes.
  static var rolling: (start: Line, until: Line, choose: Line, act: Line) { get }
  /// Whether it learns from the steps of a roll-out and not from its return alone.
  static var keepsSteps: Bool { get }
  /// What the first lines say of the generation while its candidates are tried.
  var generationValues: [[NamedValue]] { get }
}

extension PopulationLearner {
  public static var learnsFromWholeEpisodes: Bool { true }
  static var keepsSteps: Bool { false }
  var generationValues: [[NamedValue]] { [] }
  /// A piece that is placed takes a microsecond, in which tables take a hundred steps.
  public static var marksBetweenCheckups: Int { R.Actor.self == PlacementSoftmax.self ? 1 << 12 : 1 << 16 }

  public var shownPopulation: Population? { population }

  /// A generation may take minutes.
  public var standing: [(line: Line, values: [NamedValue])] {
    // What the next one begins with is known as soon as all have been tried.
    population.onTrial == nil ? [] : zip(Line.allCases, generationValues).map { ($0, $1) }
  }

  public var playerOnTrial: R.Actor? {
    guard policy is PlacementSoftmax else { return nil }
    return population.onTrial.map { actor(at: population.candidates[$0].θ) }
  }

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

  /// Begins the next generation. What was tried ahead for one that was given up is forgotten: its candidates may come again by the
  /// same luck, but for other episodes.
  /// - Parameters:
  ///   - mean: what the candidates are drawn about.
  ///   - spread: how they are.
  ///   - elite: how many will be chosen.
  mutating func begin(from mean: [Double]? = nil, _ spread: Population.Spread? = nil, elite: Int = 0) {
    foresight.forget()
    population.begin(from: mean, spread, elite: elite)
  }

  /// Tries one candidate of the population.
  /// - Parameters:
  ///   - index: its place.
  ///   - episodes: K, the roll-outs that it is scored by.
  ///   - probe: is shown every step, but for those that are left out while nobody looks.
  /// - Returns: the mean discounted return, which counts for the candidate's score.
  @discardableResult
  mutating func score<P: Probe>(
    _ index: Int, episodes: Int, _ probe: inout P
  ) throws(P.Interrupt) -> Double {
    if let score = try leap(over: index, episodes, from: nil, &probe) { return score }
    let candidate = population.candidates[index]
    foresight.steps = []
    let actor = actor(at: candidate.θ)
    var choice = RandomStream(seed: candidate.luck, name: "policy")
    var (sum, steps) = (0.0, 0)
    for episode in 0..<episodes {
      environment.begin(episode, of: candidate)
      var γᵗ = 1.0
      try probe.passed(Self.rolling.start, &self, ["k": Double(episode + 1)])
      while environment.ending == .none {
        if let score = try leap(over: index, episodes, from: (episode, steps), &probe) { return score }
        try probe.passed(Self.rolling.until, &self)
        let state = environment.observation
        let action = actor.sample(at: state, using: &choice)
        try probe.passed(Self.rolling.choose, &self)
        let reward = environment.step(action).reward
        if Self.keepsSteps { foresight.steps.append(Step(state, action, reward)) }
        sum += γᵗ * reward
        γᵗ *= environment.γ
        steps += 1
        try probe.passed(Self.rolling.act, &self, ["R": reward])
      }
    }
    _ = foresight.take(candidate)
    return count(sum / Double(episodes), for: index)
  }

  private mutating func count(_ score: Double, for index: Int) -> Double {
    population.candidates[index].count(score)
    return score
  }

  /// Leaves out what nobody looks at of a candidate's roll-outs, by what is found out ahead of it.
  /// - Parameter place: the episode and the steps that have been played line by line; nil before the first.
  /// - Returns: the score; nil where they are to be played on.
  private mutating func leap<P: Probe>(
    over index: Int, _ episodes: Int, from place: (episode: Int, steps: Int)?, _ probe: inout P
  ) throws(P.Interrupt) -> Double? {
    guard probe.isUnwatched else { return nil }
    let candidate = population.candidates[index]
    while !foresight.knows(candidate) {
      // A roll-out that a limit lies within, or that has no end, is not worth looking further ahead.
      let soFar = foresight.trial(of: candidate)
      guard soFar?.isTooLong != true, probe.canLeap(over: soFar?.passage ?? Passage(), self), probe.isPatient else {
        return nil
      }
      lookAhead(from: index, episodes)
    }
    guard let trial = foresight.trial(of: candidate) else { return nil }
    let rest = place.map { trial.passage.rest(from: $0.episode, $0.steps) } ?? trial.passage
    guard probe.canLeap(over: rest, self) else { return nil }
    _ = foresight.take(candidate)
    environment.absorb(trial.environment, rest)
    foresight.steps = trial.steps
    _ = count(trial.score, for: index)
    try probe.leapt(over: rest, &self)
    return trial.score
  }

  /// Tries candidates from this one on side by side.
  private mutating func lookAhead(from first: Int, _ episodes: Int) {
    var next: [(actor: R.Actor, candidate: Population.Candidate)] = []
    for candidate in population.candidates[first...] where !candidate.isTried && !foresight.knows(candidate) {
      next.append((actor(at: candidate.θ), candidate))
      if next.count == foresight.breadth { break }
    }
    foresight.play(next, episodes: episodes, on: environment.withoutReturns, keepsSteps: Self.keepsSteps)
  }
}

extension Environment {
  /// Begins an episode of a candidate: the first at its luck, the others where that has come to.
  mutating func begin(_ episode: Int, of candidate: Population.Candidate) {
    if episode == 0 { reset(luck: RandomStream(seed: candidate.luck, name: "world")) } else { reset() }
  }
}
