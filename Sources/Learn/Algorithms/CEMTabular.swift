import Worlds

/// The cross-entropy method on a table of probabilities, as the lecture has it: N roll-outs, the M best of them, and a
/// policy that does what these did. Mannor, Rubinstein & Gat 2003; the method is Rubinstein's (1999).
///
/// λ smooths the counts, as if every action had been taken λ times more: without it, an action that the elite did not take
/// is never tried again. A state that the elite never came to is uniform then; at λ = 0, where the formula has no value, its
/// row stays as it was.
///
/// The lecture's remedy against lucky roll-outs is `average`. At 1 a candidate is one roll-out of π. At K > 1 it is a
/// deterministic policy drawn from π, scored by the mean return of K roll-outs: each of its actions is drawn where it first
/// comes by, which is the same as drawing all of them beforehand, and kept. In the refit a candidate then counts once for
/// each state that it came to, however often it went in circles there. It needs a world with some chance in it, or a start
/// that is not far from the goal: where nothing slips, hardly any deterministic policy drawn at random ever arrives.
///
/// The lecture begins with a random table; here that is `initial=random`, and the uniform one is what it begins with, so that
/// seeds differ by their roll-outs alone. At λ = 1 it does not make up its mind: on the 10×10 gridworld J stays near −38 after
/// thirty generations.
///
/// Roll-outs are not stored: of a candidate only its score and the pairs of state and action that it took remain.
public struct CEMTabular<R: DiscreteRepresentation>: Learner {
  public enum Line: Int, Listing {
    case generation, candidate, start, until, choose, act, score, elite, state, count, policy

    public var text: String {
      switch self {
      case .generation: "for each generation"
      case .candidate: "  for each candidate i = 1 … N"
      case .start: "    K times: S ← a start state"
      case .until: "      until the episode ends"
      case .choose: "        A ∼ π(·∣S), kept if K > 1"
      case .act: "        take A; observe R, next S"
      case .score: "    R_i ← the mean return"
      case .elite: "  elite ← the M best of R_1 … R_N"
      case .state: "  for each state s"
      case .count: "    n(s,a) ← elite's count of a in s"
      case .policy: "    π(a∣s) ← (n(s,a)+λ) / (n(s)+λ∣A∣)"
      }
    }
  }

  /// The policy of the first generation.
  public enum Initial: String, CaseIterable, Sendable { case uniform, random }

  public struct Settings: ParameterSet {
    /// N, the candidates of a generation.
    public var candidates = 200
    /// M, those that the policy is refitted to.
    public var elite = 20
    /// λ, added to each count.
    public var smoothing = 0.01
    /// K, the roll-outs by which a candidate is scored.
    public var average = 1
    public var initial = Initial.uniform

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .real(
          "smoothing", \.smoothing, 0...(.greatestFiniteMagnitude), live: true, "λ, added to each count of the elite"),
        .integer("candidates", \.candidates, 1...1_000_000, live: true, "N, the candidates of a generation"),
        .integer("elite", \.elite, 1...1_000_000, live: true, "M, the best of them that the policy is refitted to"),
        .integer(
          "average", \.average, 1...1_000_000, unit: "episodes", live: true,
          "K, roll-outs that score a candidate, a deterministic policy where K > 1"),
        .choice("initial", \.initial, "the policy of the first generation"),
      ]
    }
  }

  public static var learnsFromWholeEpisodes: Bool { true }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "cem-tabular", title: "Cross-entropy method",
      summary: "try many, keep the best, do as they did: no gradient and no value function",
      lesson: """
        The policy gives many roll-outs, the best tenth is kept, and the policy becomes what that tenth did. It asks for \
        nothing but returns, and pays for it in episodes, since it does not look at which step brought what. Look for \
        lucky roll-outs, which teach what only chance made good, for how averaging helps, and for λ = 1, which keeps it \
        from ever making up its mind.
        """,
      section: "1 Gradient-free", source: "Mannor, Rubinstein & Gat 2003")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    // One roll-out teaches little there but the luck of where it began, or of which way it slipped.
    if ["aliased-corridor", "four-rooms"].contains(world) { settings.average = 10 }
    return settings
  }

  public static func check(_ settings: Settings, on world: R.W) throws(ParameterError) {
    guard settings.elite <= settings.candidates else {
      throw ParameterError("`elite` is \(settings.elite); it must be at most `candidates`, \(settings.candidates)")
    }
    // A deterministic policy that goes in circles would never come to its score.
    if settings.average > 1, world.horizon == nil {
      throw ParameterError(
        "`average` is \(settings.average) on a world without a horizon, where a deterministic candidate may never end; "
          + "it must be 1, or the world needs a `horizon`")
    }
  }

  public var settings: Settings
  public var environment: Environment<R.W>
  private var policy: ProbabilityTable
  private var random: RandomStream
  /// The candidate that is being rolled out, and those of this generation that are.
  private var tally: ActionTally
  private var candidates: [Candidate] = []
  public private(set) var updates = 0

  /// What is left of a candidate.
  private struct Candidate {
    var score: Double
    var counts: [ActionTally.Entry]
  }

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    let (observations, actions) = (world.observationCount, world.actionSpace.count!)
    switch settings.initial {
    case .uniform: policy = ProbabilityTable(observationCount: observations, actionCount: actions)
    case .random:
      var stream = RandomStream(seed: seed, name: "initialisation")
      policy = ProbabilityTable(observationCount: observations, actionCount: actions, using: &stream)
    }
    random = RandomStream(seed: seed, name: "policy")
    tally = ActionTally(observationCount: observations, actionCount: actions)
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    candidates.removeAll(keepingCapacity: true)
    try probe.passed(Line.generation, &self)
    while candidates.count < settings.candidates {
      tally.clear()
      var sum = 0.0
      var rollouts = 0
      let isDeterministic = settings.average > 1
      let number = Double(candidates.count + 1)
      try probe.passed(Line.candidate, &self, ["i": number])
      while rollouts < settings.average {
        environment.reset()
        rollouts += 1
        try probe.passed(Line.start, &self, ["k": Double(rollouts)])
        while environment.ending == .none {
          try probe.passed(Line.until, &self)
          let state = environment.observation
          let known = isDeterministic ? tally.action(at: state) : nil
          let action = known ?? policy.sample(at: state, using: &random)
          try probe.passed(Line.choose, &self)
          let reward = environment.step(action).reward
          if known == nil { tally.add(action, at: state) }
          try probe.passed(Line.act, &self, ["R": reward])
        }
        sum += environment.episodeReturn
      }
      let score = sum / Double(rollouts)
      candidates.append(Candidate(score: score, counts: tally.entries))
      try probe.passed(Line.score, &self, ["R_i": score])
    }
    let generation = candidates
    selectElite()
    let elite = candidates
    try probe.passed(
      Line.elite, &self,
      [
        "best": elite[0].score, "M-th": elite[elite.count - 1].score,
        "mean": generation.reduce(0) { $0 + $1.score } / Double(generation.count),
      ])
    tally.clear()
    for candidate in candidates { tally.add(candidate.counts) }
    for state in 0..<policy.observationCount {
      try probe.passed(Line.state, &self, ["s": Double(state)])
      let counts = tally.counts(at: state)
      let total = counts.reduce(0, +)
      try probe.passed(Line.count, &self, ["n(s)": total])
      let λ = settings.smoothing
      if total + λ > 0 { policy[state] = counts.map { $0 + λ } }
      if state == policy.observationCount - 1 { updates += 1 }
      let row = policy[state]
      try probe.passed(Line.policy, &self, ["max π": row.reduce(0, max)])
    }
  }

  /// The M best, the best first; of equals those that came earlier.
  private mutating func selectElite() {
    let order = candidates.indices.sorted {
      (candidates[$0].score, $1) > (candidates[$1].score, $0)
    }
    candidates = order.prefix(settings.elite).map { candidates[$0] }
  }

  public mutating func act(at observation: Int) -> Int { policy.sample(at: observation, using: &random) }

  public func distribution(at observation: Int) -> ActionDistribution { policy.distribution(at: observation) }

  public var policies: [PolicyTable] { [policy.table(named: "π"), policy.greedy.table(named: "greedy")] }

  public var learntValues: [Double]? { nil }

  public var parameters: [LearntParameters] {
    [LearntParameters("π", (0..<policy.observationCount).flatMap { policy[$0] })]
  }

  /// Probabilities are no preferences: there is nothing to carry over.
  public var policyParameters: [Double]? {
    get { nil }
    set {}
  }

  public var storedPolicy: StoredPolicy { policy.stored }

  public mutating func restorePolicy(_ tensors: [Tensor]) { policy.restore(tensors) }
}
