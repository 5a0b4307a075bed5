import Worlds

/// A quasi-Newton method on J, exact or sampled: how the gradient changed over the last steps tells the curvature. L-BFGS,
/// Liu & Nocedal 1989; Nocedal & Wright 2006, section 7.2.
///
/// Exactly, J and ∇J come from the world's model, so that nothing is sampled and every run from the same θ is the same; the
/// episode between two updates teaches nothing and is there to be seen. Sampled, both come from N episodes, which have
/// the same luck at every trial of a search (`LineClimber`). A difference of gradients with different luck would be no
/// curvature at all: a pair is made within one search, from the gradients at both ends of the step (Schraudolph, Yu &
/// Günter 2007).
///
/// What sampling brings is said in `ConjugateGradient`: the gradient is unbiased, the J′ found too good, and searches fail
/// where N episodes show no rise. H, made of the gradients' differences, is noisy beyond that, and smaller than it should
/// be, since noise makes y longer; the search doubles to make up for it. On the aliased corridor `reach` 0.5 is needed too.
///
/// The book's line search keeps to Wolfe's conditions, so that every pair of step and change is curved as a maximum is.
/// Ours halves and doubles (`LineSearch`), and a pair that is not is left out: a soft-max is full of such places, as J is
/// not concave in θ. A search that finds nothing leaves θ as it is, forgets the pairs, and is shown as η = 0: at a maximum
/// of the exact J, to its rounding, each one ends so. No step is longer than `reach`, since a soft-max far out is flat and
/// the way back long.
public struct QuasiNewton<R: Representation>: LineClimber {
  public enum Line: Int, Listing {
    case update, gradient, direction, search, trial, judge, policy, sweep, start, until, choose, act

    public var text: String {
      switch self {
      case .update: "for each update"
      case .gradient: "  J, g ← J(θ), ∇J(θ)"
      case .direction: "  d ← H g,  H from the last m steps"
      case .search: "  until J has risen enough along d"
      case .trial: "    J′ ← J(θ + η d), with the same luck"
      case .judge: "    halve η; or double it while J′ rises"
      case .policy: "  θ ← θ + η d;  η = 0 where none was found"
      case .sweep: "where J, ∇J are needed: sweep the model"
      case .start: "  or play N episodes: S ← a start state"
      case .until: "    until the episode ends"
      case .choose: "      A ∼ π(·∣S, θ)"
      case .act: "      take A; observe R and the next S"
      }
    }
  }

  static var measuring: (sweep: Line, start: Line, until: Line, choose: Line, act: Line) {
    (.sweep, .start, .until, .choose, .act)
  }

  public struct Settings: ParameterSet {
    /// Where J comes from.
    public var objective = ObjectiveSource.exact
    /// N, the episodes of a measurement where it is sampled.
    public var episodes = 200
    /// Pairs of step and change that are kept.
    public var memory = 10
    /// The longest step, as a distance in θ.
    public var reach = 4.0

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .objective(\.objective), .batchOfEpisodes(\.episodes),
        .integer("memory", \.memory, 1...1000, live: true, "m, steps from which the curvature is known"),
        .reach(\.reach),
      ]
    }
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "quasi-newton", title: "Quasi-Newton (L-BFGS)",
      summary: "ascent that learns the curvature from its own steps",
      lesson: """
        Two gradients and the step between them tell how J bends along it, and a handful of such pairs stand in for the \
        matrix of second derivatives. Look for η = 1 that is accepted at once near a maximum and for digits of J that \
        double from update to update; and for a soft-max that goes to certainty, where no maximum is and it only runs on.
        """,
      section: "2 Policy gradient", source: "Liu & Nocedal 1989; Nocedal & Wright 2006, 7.2",
      keywords: "l-bfgs lbfgs bfgs")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    if !(R.W.self is any TabularWorld.Type) { settings.objective = .sampled }
    if world == "aliased-corridor" { settings.episodes = 300 }
    return settings
  }

  public static func check(_ settings: Settings, on world: R.W) throws(ParameterError) {
    try check(settings.objective, on: world)
  }

  public var settings: Settings
  public var environment: Environment<R.W>
  public var policy: R.Actor
  public var random: RandomStream
  public private(set) var updates = 0
  let model: TabularModel?
  var batch = EpisodeBatch<R.W>()
  private var curvature = LimitedMemory()
  /// Where the last gradient was taken, and what it was; nil before the first.
  private var last: (θ: [Double], g: [Double])?

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world)
    random = RandomStream(seed: seed, name: "policy")
    model = (world as? any TabularWorld)?.model
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    let isSampled = settings.objective == .sampled
    let luck = isSampled ? SharedLuck(seed: random.next(), episodes: settings.episodes) : nil
    let θ = policy.parameters
    try probe.passed(Line.update, &self)
    let here = try measure(policy, luck, wantsGradient: true, &probe)
    let (J, g) = (here.J ?? .nan, here.g)
    try probe.passed(Line.gradient, &self, ["J": J, "∣g∣": length(g)])
    if let last { curvature.remember(difference(θ, last.θ), difference(last.g, g), limit: settings.memory) }
    if dot(g, curvature.product(g)) <= 0 { curvature.clear() }
    let (d, pairs) = (curvature.product(g), Double(curvature.count))
    let slope = dot(g, d)
    last = isSampled ? nil : (θ, g)
    try probe.passed(Line.direction, &self, ["pairs": pairs, "gᵀd": slope])
    let size = max(length(d), .leastNormalMagnitude)
    var search = LineSearch(
      from: J, slope: slope, first: curvature.count > 0 ? 1 : 1 / size, longest: settings.reach / size,
      limit: isSampled ? LineSearch.mostSampledTrials : LineSearch.mostTrials)
    var gFound = g
    repeat {
      try probe.passed(Line.search, &self)
      let η = search.η
      var trial = policy
      trial.parameters = sum(θ, η, d)
      let there = try measure(trial, luck, wantsGradient: isSampled, &probe)
      try probe.passed(Line.trial, &self, ["η": η])
      search.judge(there.J)
      if search.found?.η == η { gFound = there.g }
      let (objective, trials) = (there.J ?? .nan, Double(search.trials))
      try probe.passed(Line.judge, &self, ["J′": objective, "trials": trials])
    } while !search.isDone
    let η = search.found?.η ?? 0
    policy.parameters = sum(θ, η, d)
    if search.found == nil {
      curvature.clear()
      last = nil
    } else if isSampled {
      curvature.remember(difference(policy.parameters, θ), difference(g, gFound), limit: settings.memory)
    }
    updates += 1
    try probe.passed(Line.policy, &self, ["η found": η, "∣η d∣": η * length(d)])
    if !isSampled { try playToBeSeen(&probe) }
  }
}
