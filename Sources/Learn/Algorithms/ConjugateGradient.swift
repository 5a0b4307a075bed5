import Worlds

/// Conjugate gradients on J, exact or sampled: each direction spares what the ones before have won. Polak & Ribière 1969;
/// Nocedal & Wright 2006, section 5.2.
///
/// Exactly, J and ∇J come from the world's model, so that nothing is sampled and every run from the same θ is the same; the
/// episode between two updates teaches nothing and is there to be seen. Sampled, both come from N episodes, which have
/// the same luck at every trial of a search (`LineClimber`), so that a trial is compared with what else it would have been.
///
/// What sampling brings. g is unbiased and J_N is too, but the J′ that a search has found is the best of several and so
/// too good; the next update measures anew, with other luck, and its J may be lower. β compares gradients of two lucks: it
/// is of noise where g is. A search fails where N episodes do not show a rise: at a maximum as far as N can tell, where d is
/// mostly noise, or where so short a step changes no draw. It gives up after ten trials, and luck is drawn again.
/// A long step is the danger: in a soft-max that is nearly certain the batch meets nothing else, and g is 0. With `reach` 4
/// eight of ten sampled runs on the aliased corridor are caught below J = 1.5, with 0.5 none of ten; the exact J needs no
/// such care.
///
/// How far to go is found by halving and doubling (`LineSearch`), not exactly as the formula of β supposes: where d leads
/// downhill it begins anew as g, and so it does after a search that found nothing. Such a search leaves θ as it is, and is
/// shown as η = 0: at a maximum of the exact J, to its rounding, each one ends so. No step is longer than `reach`, since a
/// soft-max far out is flat and the way back long.
public struct ConjugateGradient<R: Representation>: LineClimber {
  public enum Line: Int, Listing {
    case update, gradient, direction, search, trial, judge, policy, sweep, start, until, choose, act

    public var text: String {
      switch self {
      case .update: "for each update"
      case .gradient: "  J, g ← J(θ), ∇J(θ)"
      case .direction: "  d ← g + β d,  β by Polak and Ribière"
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
    /// The longest step, as a distance in θ.
    public var reach = 4.0

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [.objective(\.objective), .batchOfEpisodes(\.episodes), .reach(\.reach)]
    }
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "conjugate-gradient", title: "Conjugate gradient",
      summary: "ascent that remembers where it went, and looks how far to go",
      lesson: """
        Steepest ascent crosses a ridge to and fro, because each step undoes part of the one before; a little of the old \
        direction mends that, and a line search takes the place of the step size. Look for J that is near its best \
        after some ten updates, where a fixed α takes hundreds, and for η = 0 once J has risen as far as its digits go.
        """,
      section: "2 Policy gradient", source: "Polak & Ribière 1969; Nocedal & Wright 2006, 5.2")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    if !(R.W.self is any TabularWorld.Type) { settings.objective = .sampled }
    switch world {
    case "aliased-corridor": settings.episodes = 400
    // A long step by few episodes can lose the mass for good.
    case "point-mass": settings.reach = 1
    default: break
    }
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
  private var conjugate = ConjugateDirection()
  /// The length of the last step, which the next one is tried with.
  private var last = 1.0

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
    conjugate.follow(g)
    let (d, β) = (conjugate.direction, conjugate.β)
    let slope = dot(g, d)
    try probe.passed(Line.direction, &self, ["β": β, "gᵀd": slope])
    let size = max(length(d), .leastNormalMagnitude)
    var search = LineSearch(
      from: J, slope: slope, first: last / size, longest: settings.reach / size,
      limit: isSampled ? LineSearch.mostSampledTrials : LineSearch.mostTrials)
    repeat {
      try probe.passed(Line.search, &self)
      let η = search.η
      var trial = policy
      trial.parameters = sum(θ, η, d)
      let there = try measure(trial, luck, wantsGradient: false, &probe)
      try probe.passed(Line.trial, &self, ["η": η])
      search.judge(there.J)
      let (objective, trials) = (there.J ?? .nan, Double(search.trials))
      try probe.passed(Line.judge, &self, ["J′": objective, "trials": trials])
    } while !search.isDone
    let η = search.found?.η ?? 0
    policy.parameters = sum(θ, η, d)
    if search.found == nil { conjugate.restart() } else { last = η * size }
    updates += 1
    try probe.passed(Line.policy, &self, ["η found": η, "∣η d∣": η * length(d)])
    if !isSampled { try playToBeSeen(&probe) }
  }
}
