import Worlds

/// A genetic algorithm over θ, whose genes are its real parameters: tournaments, uniform crossover, mutation and elitism.
/// Holland 1975; Goldberg 1989; Eiben & Smith 2015, chapters 4 and 5. The lecture's subsection 1.
///
/// The first generation is drawn about the policy as it is. Afterwards the E best stay as they are, and every other place is
/// filled by a child of two parents, each the best of k drawn at random (Goldberg & Deb 1991): with probability `crossover` each
/// gene comes from one or the other by the toss of a coin (Syswerda 1989), else all come from the first; then each is moved by
/// σ ε with probability m (Eiben & Smith, 4.4.1).
///
/// Returns are noisy, and elitism keeps what was lucky. Therefore those that stay are tried again in every generation, by new
/// luck, and are known by the mean of all their trials (Fitzpatrick & Grefenstette 1988 on such samples). The policy is the best
/// of those that were tried more than once; in the first generation, of all.
public struct Genetic<R: Representation>: PopulationLearner {
  public enum Line: Int, Listing {
    case generation, candidate, start, until, choose, act, score, rank, elite, parents, crossover, mutate

    public var text: String {
      switch self {
      case .generation: "for each generation, the first random"
      case .candidate: "  for each θ_i"
      case .start: "    K times: S ← a start state"
      case .until: "      until the episode ends"
      case .choose: "        A ∼ π(·∣S, θ_i)"
      case .act: "        take A; observe R, next S"
      case .score: "    Ĵ_i ← the mean of all its returns"
      case .rank: "  sort by Ĵ; π ← the best tried twice"
      case .elite: "  the E best stay; for each other place"
      case .parents: "    a, b ← winners of tournaments of k"
      case .crossover: "    θ_j ← a_j or b_j, by chance"
      case .mutate: "    θ_j ← θ_j + σ ε with probability m"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// N, the candidates of a generation.
    public var candidates = 40
    /// E, those that stay.
    public var elite = 8
    /// K, the episodes that a candidate is scored by.
    public var episodes = 10
    /// k, those that compete to be a parent.
    public var tournament = 3
    public var crossover = 0.7
    /// m, the probability that a gene mutates.
    public var mutation = 0.15
    /// σ, the deviation of a mutation.
    public var deviation = 0.8
    /// The deviation of the first generation.
    public var spread = 1.0

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .candidates(\.candidates, atLeast: 2),
        .integer("elite", \.elite, 1...100_000, live: true, "E, the best, which stay and are tried again"),
        .rollouts(\.episodes),
        .integer("tournament", \.tournament, 1...1000, live: true, "k, drawn at random: the best is a parent"),
        .real("crossover", \.crossover, 0...1, live: true, "probability that a child has genes of both parents"),
        .real("mutation", \.mutation, 0...1, live: true, "m, probability that a gene mutates"),
        .real("sigma-mutation", \.deviation, 0...(.greatestFiniteMagnitude), live: true, "σ of a mutation"),
        .real("spread", \.spread, 0...(.greatestFiniteMagnitude), "deviation of θ in the first generation"),
      ]
    }
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "genetic", title: "Genetic algorithm",
      summary: "policies compete, cross and mutate; the best of them stay",
      lesson: """
        A population of policies breeds: winners of small tournaments have children that mix their parameters, and a few \
        of these are changed by chance. Look for how the cloud gathers about what returns most, while mutation keeps some \
        far from it, and for lucky ones that fall back when they are tried again.
        """,
      section: "1 Gradient-free", source: "Goldberg 1989; Eiben & Smith 2015")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "short-corridor": settings.episodes = 20
    case "cart-pole": settings.episodes = 5
    case "point-mass", "pendulum": settings.episodes = 3
    case "tetris": (settings.episodes, settings.spread, settings.deviation) = (1, 10, 4)
    // Nothing there is chance but the policy's own.
    case "gridworld", "cliff-walking", "windy-gridworld", "four-rooms": settings.episodes = 1
    default: break
    }
    return settings
  }

  public static func check(_ settings: Settings, on world: R.W) throws(ParameterError) {
    try requireFixedScores(on: world)
    guard settings.elite < settings.candidates else {
      throw ParameterError(
        "`elite` is \(settings.elite); it must be less than `candidates`, \(settings.candidates), or no child is born")
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
  /// Those that are tried next; nil before the first generation.
  private var next: [Population.Candidate]?

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world, seed: seed)
    random = RandomStream(seed: seed, name: "policy")
    population = Population(of: policy)
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    // What is begun comes to its end, whatever changes meanwhile.
    let (N, K, E) = (settings.candidates, settings.episodes, settings.elite)
    begin(elite: E)
    population.candidates = next ?? firstGeneration()
    let number = Double(population.generation)
    try probe.passed(Line.generation, &self, ["g": number])
    for i in population.candidates.indices {
      let trials = Double(population.candidates[i].trials)
      try probe.passed(Line.candidate, &self, ["i": Double(i + 1), "trials": trials])
      try score(i, episodes: K, &probe)
      let Ĵ = population.candidates[i].score!
      try probe.passed(Line.score, &self, ["Ĵ_i": Ĵ])
    }
    let ranked = population.selectElite(population.candidates.count).map { population.candidates[$0] }
    population.selectElite(E)
    let champion = ranked.first { $0.trials > 1 } ?? ranked[0]
    population.best = champion
    policy = actor(at: champion.θ)
    updates += 1
    let (best, known, mean) = (ranked[0].score!, champion.score!, population.meanScore)
    try probe.passed(Line.rank, &self, ["best": best, "tried twice": known, "mean": mean])
    var children = ranked.prefix(E).map { candidate in
      var candidate = candidate
      candidate.tryAgain(luck: random.next())
      return candidate
    }
    try probe.passed(Line.elite, &self, ["E-th": ranked[min(E, ranked.count) - 1].score!])
    while children.count < N {
      let (a, b) = (winner(among: ranked), winner(among: ranked))
      try probe.passed(Line.parents, &self, ["Ĵ_a": a.score!, "Ĵ_b": b.score!])
      var θ = a.θ
      if random.uniform() < settings.crossover {
        for j in θ.indices where random.next() >> 63 == 1 { θ[j] = b.θ[j] }
      }
      let crossed = difference(θ, a.θ).count { $0 != 0 }
      try probe.passed(Line.crossover, &self, ["of b": Double(crossed)])
      var mutations = 0
      for j in θ.indices where random.uniform() < settings.mutation {
        θ[j] += settings.deviation * random.normal()
        mutations += 1
      }
      children.append(.init(θ, luck: random.next()))
      if children.count == N { next = children }
      let count = Double(mutations)
      try probe.passed(Line.mutate, &self, ["mutations": count])
    }
  }

  var generationValues: [[NamedValue]] { [[NamedValue("g", Double(population.generation))]] }

  private mutating func firstGeneration() -> [Population.Candidate] {
    let θ = searched
    return (0..<settings.candidates).map { _ in
      let candidate = θ.map { $0 + settings.spread * random.normal() }
      return Population.Candidate(candidate, luck: random.next())
    }
  }

  /// The best of k drawn at random, which in their order is the first.
  private mutating func winner(among ranked: [Population.Candidate]) -> Population.Candidate {
    var best = ranked.count
    for _ in 0..<settings.tournament { best = min(best, random.index(below: ranked.count)) }
    return ranked[best]
  }
}
