import Worlds

/// The cross-entropy method for policies that are functions: the lecture's "approximated" one, where the policy learns to do
/// what its own best roll-outs did.
///
/// Rubinstein 1999 and Mannor, Rubinstein & Gat 2003 for the method: the new distribution is the one of greatest likelihood of the
/// elite. A table has that in closed form (`cem-tabular`); here the log-likelihood ascends by gradient steps,
/// θ ← θ + α ∇ mean ln π(a∣s) over the elite's pairs, E of them a generation. The lecture's sum is a mean here, so that α does not
/// depend on how long episodes are. The scores are those of the policy; the returns' only part is to choose.
///
/// Where all returns are equal, everyone is elite and there is nothing to learn: of equals the first are taken.
public struct CEMPolicy<R: Representation>: PopulationLearner {
  public enum Line: Int, Listing {
    case generation, candidate, start, until, choose, act, score, elite, ascent, gradient, policy

    public var text: String {
      switch self {
      case .generation: "for each generation"
      case .candidate: "  for each roll-out i = 1 … N"
      case .start: "    S ← a start state"
      case .until: "    until the episode ends"
      case .choose: "      A ∼ π(·∣S, θ)"
      case .act: "      take A; observe R, next S"
      case .score: "    R_i ← its return"
      case .elite: "  elite ← the M best of the roll-outs"
      case .ascent: "  E times"
      case .gradient: "    g ← mean of ∇ln π(a∣s, θ) over the elite"
      case .policy: "    θ ← θ + α g"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// Step size of the policy.
    public var α = 1.0
    /// N, the roll-outs of a generation.
    public var candidates = 100
    /// M, those whose likelihood ascends.
    public var elite = 20
    /// E, the steps of an ascent.
    public var steps = 10

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .policyStep(\.α), .integer("candidates", \.candidates, 1...100_000, live: true, "N, roll-outs of a generation"),
        .integer("elite", \.elite, 1...100_000, live: true, "M, the best of them, which the policy learns to repeat"),
        .integer("steps", \.steps, 1...10_000, live: true, "E, gradient steps of a generation"),
      ]
    }
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "cem-policy", title: "Cross-entropy of a policy",
      summary: "learn to do again what the best roll-outs did: supervised learning by one's own luck",
      lesson: """
        The policy plays many episodes and is then taught its own best, as if they were labelled examples: the gradient \
        is of their likelihood, not of the return. Look for how the M-th best return rises behind the best, and for how \
        the entropy falls, since a policy that repeats itself tries nothing new.
        """,
      section: "1 Gradient-free", source: "Mannor, Rubinstein & Gat 2003")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "cart-pole": (settings.α, settings.steps) = (2, 30)
    // A Gaussian's score grows with the inverse of its variance.
    case "continuous-bandit", "point-mass", "pendulum": settings.α = 0.1
    default: break
    }
    return settings
  }

  public static func check(_ settings: Settings, on world: R.W) throws(ParameterError) {
    try requireFixedScores(on: world)
    try requireElite(settings.elite, of: settings.candidates)
  }

  static var rolling: (start: Line, until: Line, choose: Line, act: Line) { (.start, .until, .choose, .act) }
  static var keepsSteps: Bool { true }
  /// Every roll-out is of the same θ: there is no cloud to be seen.
  public var shownPopulation: Population? { nil }

  public var settings: Settings
  public var environment: Environment<R.W>
  public var policy: R.Actor
  public var random: RandomStream
  public private(set) var updates = 0
  var population: Population
  var foresight = Foresight<R>()

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world, seed: seed)
    random = RandomStream(seed: seed, name: "policy")
    population = Population(names: [])
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    let (N, M, E) = (settings.candidates, settings.elite, settings.steps)
    let θ = searched
    begin(elite: M)
    for _ in 0..<N { population.candidates.append(.init(θ, luck: random.next())) }
    var episodes: [[Step<R.W>]] = []
    try probe.passed(Line.generation, &self)
    for i in 0..<N {
      try probe.passed(Line.candidate, &self, ["i": Double(i + 1)])
      let R_i = try score(i, episodes: 1, &probe)
      episodes.append(foresight.steps)
      try probe.passed(Line.score, &self, ["R_i": R_i])
    }
    let elite = population.selectElite(M)
    let pairs = elite.flatMap { episodes[$0] }
    let (best, last, mean) = (
      population.candidates[elite[0]].score!, population.candidates[elite[M - 1]].score!, population.meanScore
    )
    try probe.passed(Line.elite, &self, ["best": best, "M-th": last, "mean": mean])
    for step in 0..<E {
      var g = [Double](repeating: 0, count: policy.parameters.count)
      let share = 1 / Double(pairs.count)
      try probe.passed(Line.ascent, &self, ["step": Double(step + 1)])
      for pair in pairs { policy.addScore(share, of: pair.action, at: pair.observation, into: &g) }
      let gradient = g
      try probe.passed(Line.gradient, &self, ["∣g∣": length(gradient), "pairs": Double(pairs.count)])
      let α = settings.α
      policy.move(α, along: g)
      updates += 1
      try probe.passed(Line.policy, &self, ["∣α g∣": α * length(gradient)])
    }
  }
}
