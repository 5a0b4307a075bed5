import Worlds

/// Conjugate gradients on the exact J: each direction spares what the ones before have won. Polak & Ribière 1969;
/// Nocedal & Wright 2006, section 5.2.
///
/// J and ∇J come from the world's model (`ExactGradient`), so that nothing is sampled and every run from the same θ is the
/// same; the episode between two updates teaches nothing and is there to be seen. A line search compares J with J: sampled
/// returns would do only from large batches with the same luck at every trial, and such a variant is not written. J is
/// computed in slices, with a mark after each.
///
/// How far to go is found by halving and doubling (`LineSearch`), not exactly as the formula of β supposes: where d leads
/// downhill it begins anew as g, and so it does after a search that found nothing. Such a search leaves θ as it is, and is
/// shown as η = 0: at a maximum, to the rounding of J, each one ends so. No step is longer than `reach`, since a soft-max
/// far out is flat and the way back long.
public struct ConjugateGradient<R: DiscreteRepresentation>: PolicyLearner {
  public enum Line: Int, Listing {
    case update, sweep, gradient, direction, search, trial, judge, policy, start, until, choose, act

    public var text: String {
      switch self {
      case .update: "for each update"
      case .sweep: "  sweep V and the visits by the model"
      case .gradient: "  J, g ← J(θ), ∇J(θ)"
      case .direction: "  d ← g + β d,  β by Polak and Ribière"
      case .search: "  until J has risen enough along d"
      case .trial: "    sweep V for J′ ← J(θ + η d)"
      case .judge: "    halve η; or double it while J′ rises"
      case .policy: "  θ ← θ + η d;  η = 0 where none was found"
      case .start: "  an episode to see: S ← a start state"
      case .until: "  until the episode ends"
      case .choose: "    A ∼ π(·∣S, θ)"
      case .act: "    take A; observe R and the next S"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// The longest step, as a distance in θ.
    public var reach = 4.0

    public init() {}

    public static var parameters: [Parameter<Self>] { [.reach(\.reach)] }
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "conjugate-gradient", title: "Conjugate gradient",
      summary: "exact ascent that remembers where it went, and looks how far to go",
      lesson: """
        Steepest ascent crosses a ridge to and fro, because each step undoes part of the one before; a little of the old \
        direction mends that, and a line search takes the place of the step size. Look for J that is near its best \
        after some ten updates, where a fixed α takes hundreds, and for η = 0 once J has risen as far as its digits go.
        """,
      section: "2 Policy gradient", source: "Polak & Ribière 1969; Nocedal & Wright 2006, 5.2")
  }

  public static func check(_ settings: Settings, on world: R.W) throws(ParameterError) {
    try world.requireStationary()
    try world.requireObjective(of: R().actor(for: world))
  }

  public var settings: Settings
  public var environment: Environment<R.W>
  public var policy: R.Actor
  public var random: RandomStream
  public private(set) var updates = 0
  private let model: TabularModel
  private var conjugate = ConjugateDirection()
  /// The length of the last step, which the next one is tried with.
  private var last = 1.0

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world)
    random = RandomStream(seed: seed, name: "policy")
    model = world.model
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    var exact = ExactGradient(of: policy, on: model)
    let slice = model.sweepsOfASlice
    try probe.passed(Line.update, &self)
    while !exact.isDone {
      exact.advance(sweeps: slice)
      try probe.passed(Line.sweep, &self)
    }
    let (θ, J, g) = (policy.parameters, exact.objective ?? .nan, exact.gradient ?? policy.parameters.map { _ in 0 })
    try probe.passed(Line.gradient, &self, ["J": J, "∣g∣": length(g)])
    conjugate.follow(g)
    let (d, β) = (conjugate.direction, conjugate.β)
    let slope = dot(g, d)
    try probe.passed(Line.direction, &self, ["β": β, "gᵀd": slope])
    let size = max(length(d), .leastNormalMagnitude)
    var search = LineSearch(from: J, slope: slope, first: last / size, longest: settings.reach / size)
    repeat {
      try probe.passed(Line.search, &self)
      let η = search.η
      var trial = policy
      trial.parameters = sum(θ, η, d)
      var evaluation = PolicyEvaluation(trial.table(named: "π"), on: model)
      while !evaluation.isDone {
        evaluation.advance(sweeps: slice)
        try probe.passed(Line.trial, &self, ["η": η])
      }
      search.judge(evaluation.objective)
      let (objective, trials) = (evaluation.objective ?? .nan, Double(search.trials))
      try probe.passed(Line.judge, &self, ["J′": objective, "trials": trials])
    } while !search.isDone
    let η = search.found?.η ?? 0
    policy.parameters = sum(θ, η, d)
    if search.found == nil { conjugate.restart() } else { last = η * size }
    updates += 1
    try probe.passed(Line.policy, &self, ["η found": η, "∣η d∣": η * length(d)])
    environment.reset()
    try probe.passed(Line.start, &self)
    while environment.ending == .none {
      try probe.passed(Line.until, &self)
      let action = policy.sample(at: environment.observation, using: &random)
      try probe.passed(Line.choose, &self)
      let reward = environment.step(action).reward
      try probe.passed(Line.act, &self, ["R": reward])
    }
  }

  public var parameters: [LearntParameters] { [LearntParameters("θ", policy.parameters)] }
}
