import Worlds

/// The simplex method on the noisy return: d + 1 points of θ, of which the worst is reflected through the others. Nelder & Mead
/// 1965, with the standard coefficients 1, 2, ½, ½ in the form of Lagarias et al. 1998, section 2; the lecture's subsection 1.
/// Of equal values each comparison says what theirs says, and a new point comes after old ones that are as good; with one parameter
/// θ_d is the best point.
///
/// Like all methods that only compare, it takes noise for slopes: the simplex shrinks about what was lucky. K must be large
/// therefore, and a simplex whose points are all within `smallest` of the best gives way to a new one of the first size about the
/// best point, which is tried again by new luck and known by the mean of its trials. The policy is that best point.
///
/// The first simplex is θ and θ + s e_i for each parameter.
public struct NelderMead<R: Representation>: PopulationLearner {
  public enum Line: Int, Listing {
    case round, simplex, order, reflect, expand, contract, shrink, policy, trial, start, until, choose, act, score

    public var text: String {
      switch self {
      case .round: "for each step of the simplex"
      case .simplex: "  none, or within s_min: θ_1, θ_1 + s e_i"
      case .order: "  sort by Ĵ: θ_1 is best, c is the mean"
      case .reflect: "  of all but θ_d+1; θ_r ← c + (c − θ_d+1)"
      case .expand: "  if best: the better of θ_r, c + 2(θ_r − c)"
      case .contract: "  if not better than θ_d: c ± ½ (θ_r − c)"
      case .shrink: "  if that fails: θ_i ← θ_1 + ½ (θ_i − θ_1)"
      case .policy: "  π ← the best point"
      case .trial: "to try a point θ"
      case .start: "  K times: S ← a start state"
      case .until: "    until the episode ends"
      case .choose: "      A ∼ π(·∣S, θ)"
      case .act: "      take A; observe R, next S"
      case .score: "  Ĵ ← the mean return"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// K, the episodes that a point is scored by.
    public var episodes = 100
    /// s, the edge of a new simplex.
    public var edge = 1.0
    /// The size at which a simplex gives way to a new one.
    public var smallest = 0.1

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .rollouts(\.episodes),
        .real(
          "smallest", \.smallest, 0...(.greatestFiniteMagnitude), live: true,
          "s_min, the size at which a simplex gives way to a new one; 0 for never"),
        .real("edge", \.edge, 1e-9...(.greatestFiniteMagnitude), live: true, "s, the edge of a new simplex"),
      ]
    }
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "nelder-mead", title: "Nelder–Mead simplex",
      summary: "an amoeba of d + 1 policies whose worst leaps over the others",
      lesson: """
        The simplex needs one or two trials a step and no distribution at all: its worst point is reflected through the \
        others, further if that pays, and drawn in if it does not. It believes every return, so that luck makes it \
        shrink too soon: look for that with few episodes, and for how many parameters mean as many trials before the \
        first step.
        """,
      section: "1 Gradient-free", source: "Nelder & Mead 1965; Lagarias et al. 1998")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "two-state-loop", "cart-pole": settings.episodes = 5
    case "river-swim", "continuous-bandit": settings.episodes = 10
    case "point-mass": settings.episodes = 3
    default: break
    }
    return settings
  }

  public static func check(_ settings: Settings, on world: R.W) throws(ParameterError) {
    try requireFixedScores(on: world)
    guard settings.smallest < settings.edge else {
      throw ParameterError("`smallest` is \(settings.smallest); it must be less than `edge`, \(settings.edge)")
    }
  }

  static var rolling: (start: Line, until: Line, choose: Line, act: Line) { (.start, .until, .choose, .act) }

  public var settings: Settings
  public var environment: Environment<R.W>
  public var policy: R.Actor
  public var random: RandomStream
  public private(set) var updates = 0
  var population: Population
  var foresight = Foresight<R>()
  /// The points from best to worst, all tried; empty before the first simplex.
  private(set) var simplex: [Population.Candidate] = []

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world, seed: seed)
    random = RandomStream(seed: seed, name: "policy")
    population = Population(of: policy)
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    let (K, size) = (settings.episodes, Self.size(of: simplex.map(\.θ)))
    begin(elite: 1)
    population.candidates = simplex
    try probe.passed(Line.round, &self, ["size": size])
    if simplex.isEmpty || size < settings.smallest {
      var points = [simplex.first ?? .init(searched, luck: random.next())]
      points[0].tryAgain(luck: random.next())
      for i in points[0].θ.indices {
        var θ = points[0].θ
        θ[i] += settings.edge
        points.append(.init(θ, luck: random.next()))
      }
      population.candidates = points
    }
    try probe.passed(Line.simplex, &self)
    for i in population.candidates.indices where !population.candidates[i].isTried { try attempt(i, K, &probe) }
    var points = population.ranking.map { population.candidates[$0] }
    let d = points.count - 1
    let (best, second, worst) = (points[0].score!, points[max(d - 1, 0)].score!, points[d].score!)
    let c = moments(of: points[..<d].map(\.θ)).mean
    try probe.passed(Line.order, &self, ["Ĵ_1": best, "Ĵ_d": second, "Ĵ_d+1": worst])
    let away = difference(c, points[d].θ)
    var taken: Population.Candidate?
    let reflected = try attempt(sum(c, 1, away), K, &probe)
    let r = reflected.score!
    try probe.passed(Line.reflect, &self, ["Ĵ_r": r])
    if r > second { taken = reflected }
    if r > best {
      let expanded = try attempt(sum(c, 2, away), K, &probe)
      if expanded.score! > r { taken = expanded }
    }
    try probe.passed(Line.expand, &self, ["Ĵ": taken?.score ?? r])
    if taken == nil {
      // Outside where the reflected point is better than the worst, else inside.
      let isOutside = r > worst
      let contracted = try attempt(sum(c, isOutside ? 0.5 : -0.5, away), K, &probe)
      if isOutside ? contracted.score! >= r : contracted.score! > worst { taken = contracted }
    }
    try probe.passed(Line.contract, &self, ["Ĵ": taken?.score ?? worst])
    if let taken {
      points[d] = taken
    } else {
      let centre = points[0].θ
      for i in 1...d { points[i] = .init(sum(centre, 0.5, difference(points[i].θ, centre)), luck: random.next()) }
    }
    population.candidates = points
    try probe.passed(Line.shrink, &self)
    for i in points.indices where !points[i].isTried { try attempt(i, K, &probe) }
    points = population.candidates
    simplex = population.ranking.map { points[$0] }
    population.selectElite(1)
    population.best = simplex[0]
    policy = actor(at: simplex[0].θ)
    updates += 1
    let known = simplex[0].score!
    try probe.passed(Line.policy, &self, ["Ĵ_1": known])
  }

  var generationValues: [[NamedValue]] { [[NamedValue("size", Self.size(of: simplex.map(\.θ)))]] }

  /// Tries a point beside those of the simplex.
  private mutating func attempt<P: Probe>(
    _ θ: [Double], _ K: Int, _ probe: inout P
  ) throws(P.Interrupt) -> Population.Candidate {
    population.candidates.append(.init(θ, luck: random.next()))
    try attempt(population.candidates.count - 1, K, &probe)
    return population.candidates[population.candidates.count - 1]
  }

  private mutating func attempt<P: Probe>(_ index: Int, _ K: Int, _ probe: inout P) throws(P.Interrupt) {
    try probe.passed(Line.trial, &self, ["i": Double(index + 1)])
    let Ĵ = try score(index, episodes: K, &probe)
    try probe.passed(Line.score, &self, ["Ĵ": Ĵ])
  }

  /// The largest distance from the first point, by the parameter that differs most; infinite where there is none.
  static func size(of points: [[Double]]) -> Double {
    guard let first = points.first else { return .infinity }
    return points.reduce(0) { size, point in
      zip(point, first).reduce(size) { max($0, abs($1.0 - $1.1)) }
    }
  }
}
