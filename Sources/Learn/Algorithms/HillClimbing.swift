import Worlds

/// Hill climbing over θ: look about, go where it is better. Rastrigin 1963; the radius adapts as in Schumer & Steiglitz 1968, by
/// Rechenberg's rule (1973, the one-fifth rule in the form of Hansen, Arnold & Auger 2015, 44.2.1); restarts as in Russell &
/// Norvig 2021, section 4.1.1. The lecture's subsection 1.
///
/// θ′ = θ + r ε takes the place of θ where it returns more; ε is N(0, 1) in a share q of the places, drawn anew each time, and 0
/// in the others. r grows by e^⅓ then, to twice the first at the most, and shrinks by e^(−1/12) where nothing better was found, so
/// that it rests where one round in five succeeds. A climb ends when r has fallen below `smallest`: from there the next begins
/// at a random θ ∼ N(0, s² I) with J = −∞, as often as `restarts` allows. The first begins at the policy as it is. The policy is
/// that of the best climb that has ended; before one has, of θ.
///
/// Returns are noisy, and a lucky θ that is believed is hard to beat. With `again`, therefore, θ is tried again in every round, by
/// new luck, and so is what looks better, before it is believed: both are known by the mean of all their trials. At N > 1 the
/// best of N neighbours is looked at, steepest ascent among those that were drawn.
public struct HillClimbing<R: Representation>: PopulationLearner {
  public enum Line: Int, Listing {
    case round, neighbours, candidate, start, until, choose, act, score, again, accept, radius, restart, policy

    public var text: String {
      switch self {
      case .round: "for each round"
      case .neighbours: "  θ_i ← θ + r ε in a share q, i = 1 … N"
      case .candidate: "  for each θ_i, and θ again"
      case .start: "    K times: S ← a start state"
      case .until: "      until the episode ends"
      case .choose: "        A ∼ π(·∣S, θ_i)"
      case .act: "        take A; observe R, next S"
      case .score: "    Ĵ_i, J ← the mean of all its returns"
      case .again: "  if the best Ĵ_i > J: try it again"
      case .accept: "  if Ĵ_i > J: θ ← θ_i, J ← Ĵ_i"
      case .radius: "  r grows if so, else it shrinks"
      case .restart: "  if r < r_min: θ ← random, J ← −∞"
      case .policy: "  π ← the best climb that ended, or θ"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// N, the neighbours of a round.
    public var candidates = 1
    /// K, the episodes that a neighbour is scored by.
    public var episodes = 5
    /// r at the start of a climb.
    public var radius = 3.0
    /// r_min, at which a climb ends.
    public var smallest = 0.7
    /// The climbs after the first.
    public var restarts = 1000
    /// s, the deviation of the θ at which those begin.
    public var spread = 0.5
    /// q, the share of the places that a neighbour differs in.
    public var share = 0.15
    /// Whether θ, and what looks better, are tried again.
    public var again = true

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .candidates(\.candidates), .rollouts(\.episodes),
        .real(
          "spread", \.spread, 0...(.greatestFiniteMagnitude), live: true, "s of θ ∼ N(0, s²), where restarts begin"),
        .real("radius", \.radius, 1e-9...(.greatestFiniteMagnitude), live: true, "r at the start of a climb"),
        .real("smallest", \.smallest, 1e-9...(.greatestFiniteMagnitude), live: true, "r_min, at which a climb ends"),
        .integer("restarts", \.restarts, 0...1_000_000, live: true, "climbs after the first; 0 for none"),
        .real("share", \.share, 0.001...1, live: true, "q, the share of the places that a neighbour differs in"),
        .flag("again", \.again, live: true, "whether θ, and what looks better, are tried again by new luck"),
      ]
    }
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "hill-climbing", title: "Hill climbing",
      summary: "shake θ, keep what returns more: no gradient, no model, no memory",
      lesson: """
        The simplest search there is: a random step is kept if the return rises. Where J has hills it ends on the one it \
        began at, and only a restart finds another. Look for r, which says how far it still dares to go, and for a lucky \
        roll-out that nothing can beat any more; `again` is what helps.
        """,
      section: "1 Gradient-free", source: "Rastrigin 1963; Schumer & Steiglitz 1968")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    if world == "tetris" {
      (settings.episodes, settings.spread, settings.share) = (3, 10, 0.5)
      (settings.radius, settings.smallest) = (10, 1)
    }
    return settings
  }

  public static func check(_ settings: Settings, on world: R.W) throws(ParameterError) {
    try requireFixedScores(on: world)
    guard settings.smallest <= settings.radius else {
      throw ParameterError("`smallest` is \(settings.smallest); it must be at most `radius`, \(settings.radius)")
    }
  }

  public static func listing(_ settings: Settings, on world: R.W) -> [String] {
    Line.allCases.map { $0 == .again && !settings.again ? "" : $0.text }
  }

  static var rolling: (start: Line, until: Line, choose: Line, act: Line) { (.start, .until, .choose, .act) }

  public var settings: Settings
  public var environment: Environment<R.W>
  public var policy: R.Actor
  public var random: RandomStream
  public private(set) var updates = 0
  var population: Population
  var foresight = Foresight<R>()
  /// Nil before the first round.
  private var climb: Climb?

  /// Where the present climb is, how far it looks, and how often it began anew.
  private struct Climb {
    /// θ, and J as its score.
    var point: Population.Candidate
    var radius: Double
    var restarts = 0

    init(at θ: [Double], radius: Double, restarts: Int = 0) {
      point = .init(θ, luck: 0)
      (self.radius, self.restarts) = (radius, restarts)
    }

    var J: Double { point.score ?? -.infinity }
  }

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world, seed: seed)
    random = RandomStream(seed: seed, name: "policy")
    population = Population(of: policy)
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    let (N, K, again) = (settings.candidates, settings.episodes, settings.again)
    var climb = climb ?? Climb(at: searched, radius: settings.radius)
    begin(from: climb.point.θ, .radius(climb.radius))
    let (J, r) = (climb.J, climb.radius)
    try probe.passed(Line.round, &self, ["J": J, "r": r])
    for _ in 0..<N {
      population.candidates.append(.init(neighbour(of: climb.point.θ, r), luck: random.next()))
    }
    if again, climb.point.score != nil {
      climb.point.tryAgain(luck: random.next())
      population.candidates.append(climb.point)
    }
    try probe.passed(Line.neighbours, &self, ["r": r])
    for i in population.candidates.indices {
      try probe.passed(Line.candidate, &self, ["i": Double(i + 1)])
      let Ĵ = try score(i, episodes: K, &probe)
      try probe.passed(Line.score, &self, ["Ĵ_i": Ĵ])
    }
    if population.candidates.count > N { climb.point = population.candidates[N] }
    let best = population.ranking.first { $0 < N }!
    if again {
      let (first, known) = (population.candidates[best].score!, climb.J)
      if first > known {
        population.candidates[best].tryAgain(luck: random.next())
        try score(best, episodes: K, &probe)
      }
      let mean = population.candidates[best].score!
      try probe.passed(Line.again, &self, ["first": first, "Ĵ_i": mean, "J": known])
    }
    let rises = population.candidates[best].score! > climb.J
    if rises {
      climb.point = population.candidates[best]
      population.candidates[best].isElite = true
    }
    let reached = climb.J
    try probe.passed(Line.accept, &self, ["J": reached])
    climb.radius = min(r * exp(rises ? 1 / 3 : -1 / 12), 2 * settings.radius)
    let radius = climb.radius
    try probe.passed(Line.radius, &self, ["r": radius])
    if radius < settings.smallest {
      if climb.restarts < settings.restarts {
        population.remember(climb.point)
        let start = searched.map { _ in settings.spread * random.normal() }
        climb = Climb(at: start, radius: settings.radius, restarts: climb.restarts + 1)
      } else {
        climb.radius = settings.smallest
      }
    }
    let begun = Double(climb.restarts)
    try probe.passed(Line.restart, &self, ["restarts": begun])
    self.climb = climb
    let shown = population.best ?? climb.point
    policy = actor(at: shown.θ)
    updates += 1
    try probe.passed(Line.policy, &self, ["J": shown.score ?? -.infinity])
  }

  var generationValues: [[NamedValue]] {
    let (J, r) = (climb?.J ?? -.infinity, NamedValue("r", climb?.radius ?? settings.radius))
    return [[NamedValue("J", J), r], [r]]
  }

  /// θ with a share of its places moved, one at the least.
  private mutating func neighbour(of θ: [Double], _ r: Double) -> [Double] {
    var result = θ
    repeat {
      for j in θ.indices where random.uniform() < settings.share { result[j] += r * random.normal() }
    } while result == θ
    return result
  }
}
