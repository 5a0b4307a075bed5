import Worlds

/// CMA-ES: a Gaussian over θ that learns where to and how far, in all directions. Hansen 2016, "The CMA evolution strategy: a
/// tutorial" (arXiv 1604.00772), figure 6; Heidrich-Meisner & Igel 2009 for policy search. The method itself is `CMAES`.
///
/// Beside the mean it adapts σ, by whether steps in a row lead the same way, and the whole covariance, by where they lead and
/// where the better candidates are. Only the order of the returns counts, not by how much they differ. The policy is that of m.
///
/// The tutorial minimises, here returns are maximised: the order is turned round. Where it would end a search that has run off,
/// as to a policy that a larger θ only makes surer, this one begins anew at m, with the first σ and C = I. Beyond a hundred
/// parameters, and with `diagonal`, C is kept diagonal (Ros & Hansen 2008). Nothing is done about noise but to take more
/// episodes; `smallest`, which is not the tutorial's, keeps σ from falling to where noise alone decides.
public struct CMAESSearch<R: Representation>: PopulationLearner {
  public enum Line: Int, Listing {
    case generation, draw, candidate, start, until, choose, act, score, rank, mean, stepSize, covariance

    public var text: String {
      switch self {
      case .generation: "for each generation"
      case .draw: "  draw θ_1 … θ_λ from N(m, σ² C)"
      case .candidate: "  for each θ_i"
      case .start: "    K times: S ← a start state"
      case .until: "      until the episode ends"
      case .choose: "        A ∼ π(·∣S, θ_i)"
      case .act: "        take A; observe R, next S"
      case .score: "    Ĵ_i ← the mean return"
      case .rank: "  sort by Ĵ; y_i ← (θ_i − m) / σ"
      case .mean: "  m ← m + σ Σ w_i y_i; π has θ = m"
      case .stepSize: "  p_σ ← … C^(−½) Σ w_i y_i; σ by ∣p_σ∣"
      case .covariance: "  C ← … + c_1 p_c p_cᵀ + c_μ Σ w_i y_i y_iᵀ"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// λ, the candidates of a generation; nil for the default, 4 + 3 ln n.
    public var candidates: Int?
    /// K, the episodes that a candidate is scored by.
    public var episodes = 1
    /// σ of the first generation.
    public var deviation = 0.5
    /// What σ does not fall below.
    public var smallest = 0.0
    /// Whether C is kept diagonal also where it could be full.
    public var isDiagonal = false

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .optionalInteger(
          "candidates", \.candidates, 2...100_000, "λ, the candidates of a generation; `none` for 4 + 3 ln n"),
        .rollouts(\.episodes),
        .real("spread", \.deviation, 1e-9...(.greatestFiniteMagnitude), "σ of the first generation"),
        .real(
          "smallest", \.smallest, 0...(.greatestFiniteMagnitude), live: true,
          "σ does not fall below it; 0 for the tutorial's"),
        .flag("diagonal", \.isDiagonal, "whether C is diagonal, as it always is beyond 100 parameters"),
      ]
    }
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "cma-es", title: "CMA-ES",
      summary: "a Gaussian over θ that learns its own shape from the steps that paid",
      lesson: """
        The cross-entropy method's Gaussian, grown up: it learns from the path of its steps how far to go, and from their \
        directions which parameters want to change together. Watch the ellipse turn to where the returns rise, and \
        stretch, while ∣p_σ∣ says whether σ should grow.
        """,
      section: "1 Gradient-free", source: "Hansen 2016, arXiv 1604.00772")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    // One episode says little where so much depends on its start.
    case "aliased-corridor": settings.episodes = 10
    case "short-corridor": settings.episodes = 50
    case "river-swim": settings.episodes = 5
    case "tetris": settings.deviation = 3
    default: break
    }
    return settings
  }

  public static func check(_ settings: Settings, on world: R.W) throws(ParameterError) {
    try requireFixedScores(on: world)
  }

  static var rolling: (start: Line, until: Line, choose: Line, act: Line) { (.start, .until, .choose, .act) }

  public var settings: Settings
  public var environment: Environment<R.W>
  public var policy: R.Actor
  public var random: RandomStream
  public private(set) var updates = 0
  var population: Population
  var foresight = Foresight<R>()
  /// Nil before the first generation, which is drawn about the policy as it is then.
  private(set) var strategy: CMAES?

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world, seed: seed)
    random = RandomStream(seed: seed, name: "policy")
    population = Population(of: policy)
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    let K = settings.episodes
    var cma =
      strategy
      ?? CMAES(
        mean: searched, σ: settings.deviation, λ: settings.candidates, isDiagonal: settings.isDiagonal ? true : nil)
    begin(from: cma.mean, cma.spread, elite: cma.μ)
    let (σ, ratio) = (cma.σ, cma.axisRatio)
    let number = Double(population.generation)
    try probe.passed(Line.generation, &self, ["g": number])
    for _ in 0..<cma.λ {
      population.candidates.append(.init(cma.draw(using: &random), luck: random.next()))
    }
    try probe.passed(Line.draw, &self, ["σ": σ, "axes": ratio])
    for i in 0..<cma.λ {
      try probe.passed(Line.candidate, &self, ["i": Double(i + 1)])
      let Ĵ = try score(i, episodes: K, &probe)
      try probe.passed(Line.score, &self, ["Ĵ_i": Ĵ])
    }
    population.selectElite(cma.μ)
    let ranked = population.ranking.map { population.candidates[$0] }
    population.remember(ranked[0])
    let (best, mean) = (ranked[0].score!, population.meanScore)
    try probe.passed(Line.rank, &self, ["best": best, "mean": mean])
    let (step, steps) = cma.recombine(ranked.map(\.θ))
    policy = actor(at: cma.mean)
    try probe.passed(Line.mean, &self, ["∣Σ w y∣": length(step)])
    cma.adaptStepSize(by: step, isFlat: cma.isFlat(ranked.map { $0.score! }), smallest: settings.smallest)
    let (path, next) = (length(cma.pσ) / cma.χ, cma.σ)
    try probe.passed(Line.stepSize, &self, ["∣p_σ∣/χ": path, "σ": next])
    cma.adaptCovariance(by: step, steps)
    if cma.isSpent { cma.beginAnew() }
    strategy = cma
    updates += 1
    let (axes, restarts) = (cma.axisRatio, Double(cma.restarts))
    try probe.passed(Line.covariance, &self, ["axes": axes, "restarts": restarts])
  }

  var generationValues: [[NamedValue]] {
    let number = [NamedValue("g", Double(population.generation))]
    return [number] + (strategy.map { [[NamedValue("σ", $0.σ), NamedValue("axes", $0.axisRatio)]] } ?? [])
  }

  public var parameters: [LearntParameters] {
    [LearntParameters("θ", policy.parameters)]
      + (strategy.map { [LearntParameters("σ", [$0.σ]), LearntParameters("C", $0.C)] } ?? [])
  }
}

extension CMAES {
  /// The spread of its points: σ² C.
  var spread: Population.Spread {
    let share = σ * σ
    return isDiagonal
      ? .variances(C.map { share * $0 }) : .covariance(covariance.map { $0.map { share * $0 } })
  }
}
