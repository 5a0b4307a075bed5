import Worlds

/// A quasi-Newton method on the exact J: how the gradient changed over the last steps tells the curvature. L-BFGS,
/// Liu & Nocedal 1989; Nocedal & Wright 2006, section 7.2.
///
/// J and ∇J come from the world's model (`ExactGradient`), so that nothing is sampled and every run from the same θ is the
/// same; the episode between two updates teaches nothing and is there to be seen. A difference of sampled gradients is a
/// curvature only from large batches with the same luck, and such a variant is not written. J is computed in slices, with a
/// mark after each.
///
/// The book's line search keeps to Wolfe's conditions, so that every pair of step and change is curved as a maximum is.
/// Ours halves and doubles (`LineSearch`), and a pair that is not is left out: a soft-max is full of such places, as J is
/// not concave in θ. A search that finds nothing leaves θ as it is, forgets the pairs, and is shown as η = 0: at a maximum,
/// to the rounding of J, each one ends so. No step is longer than `reach`, since a soft-max far out is flat and the way
/// back long.
public struct QuasiNewton<R: DiscreteRepresentation>: PolicyLearner {
  public enum Line: Int, Listing {
    case update, sweep, gradient, direction, search, trial, judge, policy, start, until, choose, act

    public var text: String {
      switch self {
      case .update: "for each update"
      case .sweep: "  sweep V and the visits by the model"
      case .gradient: "  J, g ← J(θ), ∇J(θ)"
      case .direction: "  d ← H g,  H from the last m steps"
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
    /// Pairs of step and change that are kept.
    public var memory = 10
    /// The longest step, as a distance in θ.
    public var reach = 4.0

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .integer("memory", \.memory, 1...1000, live: true, "m, steps from which the curvature is known"),
        .reach(\.reach),
      ]
    }
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "quasi-newton", title: "Quasi-Newton (L-BFGS)",
      summary: "exact ascent that learns the curvature from its own steps",
      lesson: """
        Two gradients and the step between them tell how J bends along it, and a handful of such pairs stand in for the \
        matrix of second derivatives. Look for η = 1 that is accepted at once near a maximum and for digits of J that \
        double from update to update; and for a soft-max that goes to certainty, where no maximum is and it only runs on.
        """,
      section: "2 Policy gradient", source: "Liu & Nocedal 1989; Nocedal & Wright 2006, 7.2")
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
  private var curvature = LimitedMemory()
  /// Where the last gradient was taken, and what it was; nil before the first.
  private var last: (θ: [Double], g: [Double])?

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
    if let last { curvature.remember(difference(θ, last.θ), difference(last.g, g), limit: settings.memory) }
    if dot(g, curvature.product(g)) <= 0 { curvature.clear() }
    let (d, pairs) = (curvature.product(g), Double(curvature.count))
    let slope = dot(g, d)
    last = (θ, g)
    try probe.passed(Line.direction, &self, ["pairs": pairs, "gᵀd": slope])
    let size = max(length(d), .leastNormalMagnitude)
    var search = LineSearch(
      from: J, slope: slope, first: curvature.count > 0 ? 1 : 1 / size, longest: settings.reach / size)
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
    if search.found == nil {
      curvature.clear()
      last = nil
    }
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
