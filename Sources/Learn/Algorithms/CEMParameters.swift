import Worlds

/// The cross-entropy method over parameters: a Gaussian over θ, refitted to the elite. Szita & Lőrincz 2006, "Learning Tetris
/// using the noisy cross-entropy method", section 2; the lecture's subsection 1. Mannor, Rubinstein & Gat 2003 for the method
/// in policy search.
///
/// μ and σ² are the elite's mean and variance, parameter by parameter. Fitted so and no more, σ² falls to nothing long before
/// the best is found; what helps is noise that is added to it, Z_t = max(z − t d, 0) in generation t: constant where d = 0,
/// and none at all where z = 0, the plain method. The policy is that of μ.
///
/// Departures: the first generation is drawn about the policy as it is, θ = 0 in linear ones as in the paper, with a deviation
/// that is a parameter (the paper has σ² = 100). The paper's elite is a share ρ of the candidates, here it is a number.
public struct CEMParameters<R: Representation>: PopulationLearner {
  public enum Line: Int, Listing {
    case generation, draw, candidate, start, until, choose, act, score, elite, mean, variance

    public var text: String {
      switch self {
      case .generation: "for each generation t"
      case .draw: "  draw θ_1 … θ_N from N(μ, diag σ²)"
      case .candidate: "  for each θ_i"
      case .start: "    K times: S ← a start state"
      case .until: "      until the episode ends"
      case .choose: "        A ∼ π(·∣S, θ_i)"
      case .act: "        take A; observe R, next S"
      case .score: "    Ĵ_i ← the mean return"
      case .elite: "  elite ← the M best of θ_1 … θ_N"
      case .mean: "  μ ← the elite's mean; π has θ = μ"
      case .variance: "  σ² ← its variance + max(z − t d, 0)"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// N, the candidates of a generation.
    public var candidates = 50
    /// M, those that the Gaussian is refitted to.
    public var elite = 10
    /// K, the episodes that a candidate is scored by.
    public var episodes = 1
    /// σ of the first generation.
    public var deviation = 1.0
    /// z, the variance that is added at first.
    public var noise = 0.1
    /// d, by which that falls with every generation.
    public var fall = 0.005

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .candidates(\.candidates), .elite(\.elite), .rollouts(\.episodes),
        .real("spread", \.deviation, 1e-9...(.greatestFiniteMagnitude), "σ of the first generation"),
        .real(
          "noise", \.noise, 0...(.greatestFiniteMagnitude), live: true,
          "z, the variance that is added at first; 0 for the plain method"),
        .real("fall", \.fall, 0...(.greatestFiniteMagnitude), live: true, "d, by which z falls in each generation"),
      ]
    }
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "cem-parameters", title: "Cross-entropy over parameters",
      summary: "a Gaussian over θ that moves to where the best of its draws are",
      lesson: """
        Whole policies are drawn from a Gaussian over θ, and it is refitted to those that returned most. Look for its \
        ellipse, which shrinks about the elite: without noise it is a point long before it has come to the best, and \
        noise that falls with the generations keeps it open for long enough.
        """,
      section: "1 Gradient-free", source: "Szita & Lőrincz 2006")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    // One episode says little where so much depends on its start.
    case "aliased-corridor", "short-corridor": settings.episodes = 10
    case "river-swim": settings.episodes = 5
    // Small observations want large weights.
    case "cart-pole": (settings.deviation, settings.noise, settings.fall) = (5, 1, 0.02)
    // As Szita & Lőrincz have it there.
    case "tetris":
      (settings.candidates, settings.elite) = (100, 10)
      (settings.deviation, settings.noise, settings.fall) = (10, 5, 0.1)
    default: break
    }
    return settings
  }

  public static func check(_ settings: Settings, on world: R.W) throws(ParameterError) {
    try requireFixedScores(on: world)
    try requireElite(settings.elite, of: settings.candidates)
  }

  static var rolling: (start: Line, until: Line, choose: Line, act: Line) { (.start, .until, .choose, .act) }

  public var settings: Settings
  public var environment: Environment<R.W>
  public var policy: R.Actor
  public var random: RandomStream
  public private(set) var updates = 0
  var population: Population
  var foresight = Foresight<R>()
  /// σ², of each parameter that is searched.
  private var variances: [Double]

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world, seed: seed)
    random = RandomStream(seed: seed, name: "policy")
    population = Population(of: policy)
    variances = policy.learntIndices.map { _ in settings.deviation * settings.deviation }
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    let (N, M, K, t) = (settings.candidates, settings.elite, settings.episodes, Double(updates))
    var (μ, σ²) = (searched, variances)
    begin(from: μ, .variances(σ²), elite: M)
    try probe.passed(Line.generation, &self, ["t": t])
    for _ in 0..<N {
      let θ = zip(μ, σ²).map { $0 + $1.squareRoot() * random.normal() }
      population.candidates.append(.init(θ, luck: random.next()))
    }
    let drawn = (μ, σ²)
    try probe.passed(Line.draw, &self, ["∣μ∣": length(drawn.0), "mean σ": Self.meanDeviation(drawn.1)])
    for i in 0..<N {
      try probe.passed(Line.candidate, &self, ["i": Double(i + 1)])
      let Ĵ = try score(i, episodes: K, &probe)
      try probe.passed(Line.score, &self, ["Ĵ_i": Ĵ])
    }
    let elite = population.selectElite(M).map { population.candidates[$0] }
    population.remember(elite[0])
    let (best, last, mean) = (elite[0].score!, elite[elite.count - 1].score!, population.meanScore)
    try probe.passed(Line.elite, &self, ["best": best, "M-th": last, "mean": mean])
    μ = moments(of: elite.map(\.θ)).mean
    policy = actor(at: μ)
    let centre = μ
    try probe.passed(Line.mean, &self, ["∣μ∣": length(centre)])
    let Z = max(settings.noise - t * settings.fall, 0)
    σ² = moments(of: elite.map(\.θ)).variance.map { $0 + Z }
    variances = σ²
    updates += 1
    let refitted = σ²
    try probe.passed(Line.variance, &self, ["mean σ": Self.meanDeviation(refitted), "z − t d": Z])
  }

  var generationValues: [[NamedValue]] {
    [
      [NamedValue("t", Double(updates))],
      [NamedValue("∣μ∣", length(searched)), NamedValue("mean σ", Self.meanDeviation(variances))],
    ]
  }

  private static func meanDeviation(_ variances: [Double]) -> Double {
    variances.reduce(0) { $0 + $1.squareRoot() } / Double(variances.count)
  }

  public var parameters: [LearntParameters] {
    [LearntParameters("θ", policy.parameters), LearntParameters("σ²", variances)]
  }
}
