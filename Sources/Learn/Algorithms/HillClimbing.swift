import Worlds

/// Hill climbing over θ: look about, go where it is better. Rastrigin 1963; the radius adapts as in Schumer & Steiglitz 1968, by
/// Rechenberg's rule (1973, the one-fifth rule in the form of Hansen, Arnold & Auger 2015, 44.2.1); restarts as in Russell &
/// Norvig 2021, section 4.1.1. The lecture's subsection 1.
///
/// θ′ = θ + r ε with ε ∼ N(0, I) takes the place of θ where it returns more. r grows by e^⅓ then, and shrinks by e^(−1/12) where
/// nothing better was found, so that it rests where one round in five succeeds. A climb ends when r has fallen below
/// `smallest`: from there the next begins at a random θ ∼ N(0, s² I) with J = −∞, as often as `restarts` allows. The first
/// begins at the policy as it is. What the policy does is the best θ of all climbs.
///
/// Returns are noisy. A lucky θ that is believed once is hard to beat, and so `again` rolls the one that looks better out a
/// second time, by luck of its own, before it is believed: what counts is the mean. At N > 1 the best of N neighbours is looked
/// at, steepest ascent among those that were drawn.
public struct HillClimbing<R: Representation>: PopulationLearner {
  public enum Line: Int, Listing {
    case round, neighbours, candidate, start, until, choose, act, score, again, accept, radius, restart, policy

    public var text: String {
      switch self {
      case .round: "for each round"
      case .neighbours: "  θ_i ← θ + r ε, ε ∼ N(0, I), i = 1 … N"
      case .candidate: "  for each θ_i"
      case .start: "    K times: S ← a start state"
      case .until: "      until the episode ends"
      case .choose: "        A ∼ π(·∣S, θ_i)"
      case .act: "        take A; observe R, next S"
      case .score: "    Ĵ_i ← the mean return"
      case .again: "  the best Ĵ_i > J: K more, Ĵ_i ← the mean"
      case .accept: "  if Ĵ_i > J: θ ← θ_i, J ← Ĵ_i"
      case .radius: "  r grows if so, else it shrinks"
      case .restart: "  if r < r_min: θ ← random, J ← −∞"
      case .policy: "  π ← the best θ of all climbs"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// N, the neighbours of a round.
    public var candidates = 1
    /// K, the episodes that a neighbour is scored by.
    public var episodes = 10
    /// r at the start of a climb.
    public var radius = 1.0
    /// r_min, at which a climb ends.
    public var smallest = 0.1
    /// The climbs after the first.
    public var restarts = 1000
    /// s, the deviation of the θ at which those begin.
    public var spread = 1.0
    /// Whether what looks better is tried a second time.
    public var again = true

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .candidates(\.candidates), .rollouts(\.episodes),
        .real("spread", \.spread, 0...(.greatestFiniteMagnitude), live: true, "s of θ ∼ N(0, s²), where restarts begin"),
        .real("radius", \.radius, 1e-9...(.greatestFiniteMagnitude), live: true, "r at the start of a climb"),
        .real("smallest", \.smallest, 1e-9...(.greatestFiniteMagnitude), live: true, "r_min, at which a climb ends"),
        .integer("restarts", \.restarts, 0...1_000_000, live: true, "climbs after the first; 0 for none"),
        .flag("again", \.again, "whether what looks better is rolled out again before it is believed"),
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
    Settings()
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
  /// Where the present climb is, what that returned, how far it looks, and how often it began anew; nil before the first.
  private var climb: Climb?

  private struct Climb {
    var θ: [Double]
    var J = -Double.infinity
    var radius: Double
    var restarts = 0
  }

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world, seed: seed)
    random = RandomStream(seed: seed, name: "policy")
    population = Population(names: Array(policy.parameterNames[policy.learntIndices]))
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    let (N, K) = (settings.candidates, settings.episodes)
    var climb = climb ?? Climb(θ: searched, radius: settings.radius)
    population.begin(from: climb.θ, .radius(climb.radius))
    let before = climb
    try probe.passed(Line.round, &self, ["J": before.J, "r": before.radius])
    for _ in 0..<N {
      let θ = climb.θ.map { $0 + climb.radius * random.normal() }
      population.candidates.append(.init(θ, luck: random.next()))
    }
    try probe.passed(Line.neighbours, &self, ["r": before.radius])
    for i in 0..<N {
      try probe.passed(Line.candidate, &self, ["i": Double(i + 1)])
      let Ĵ = try score(i, episodes: K, &probe)
      try probe.passed(Line.score, &self, ["Ĵ_i": Ĵ])
    }
    let best = population.ranking[0]
    if settings.again {
      let first = population.candidates[best].score!
      if first > climb.J {
        population.candidates[best].tryAgain(luck: random.next())
        try score(best, episodes: K, &probe)
      }
      let mean = population.candidates[best].score!
      try probe.passed(Line.again, &self, ["first": first, "Ĵ_i": mean])
    }
    let candidate = population.candidates[best]
    let rises = candidate.score! > climb.J
    if rises {
      (climb.θ, climb.J) = (candidate.θ, candidate.score!)
      population.selectElite(1)
    }
    let reached = climb.J
    try probe.passed(Line.accept, &self, ["J": reached])
    climb.radius *= exp(rises ? 1 / 3 : -1 / 12)
    let radius = climb.radius
    try probe.passed(Line.radius, &self, ["r": radius])
    if rises { population.remember(candidate) }
    if radius < settings.smallest {
      if climb.restarts < settings.restarts {
        let start = searched.map { _ in settings.spread * random.normal() }
        climb = Climb(θ: start, radius: settings.radius, restarts: climb.restarts + 1)
      } else {
        climb.radius = settings.smallest
      }
    }
    let begun = Double(climb.restarts)
    try probe.passed(Line.restart, &self, ["restarts": begun])
    self.climb = climb
    if let best = population.best { policy = actor(at: best.θ) }
    updates += 1
    let known = population.best?.score ?? -.infinity
    try probe.passed(Line.policy, &self, ["J": known])
  }

  public var parameters: [LearntParameters] { [LearntParameters("θ", policy.parameters)] }
}
