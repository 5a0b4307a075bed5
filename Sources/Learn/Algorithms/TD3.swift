import Worlds

/// Twin delayed deep deterministic policy gradient. Fujimoto et al. 2018, "Addressing function approximation error in actor-critic
/// methods", algorithm 1.
///
/// Each of its three remedies can be switched off: without `twin`, with `delay` 1 and `smoothing` 0 it is DDPG. Departures from the
/// paper: networks of one width for actor and critics, and a smaller one by default. (The lecture averages the twins' losses
/// and lists the smoothing first; the sum of the losses has the same gradients.) Where the horizon cuts an episode, the
/// value of what follows is bootstrapped.
public struct TD3: OffPolicyLearner {
  public typealias R = GaussianRepresentation<SharedWorld<Reals>>

  public enum Line: Int, Listing {
    case episode, start, until, choose, act, store, draw, smooth, target, gradient, critic, wait, actor, targets,
      advance

    public var text: String {
      switch self {
      case .episode: "for each episode"
      case .start: "  S ← a start state"
      case .until: "  until the episode ends"
      case .choose: "    A ← µ(S, θ) + noise; uniform at first"
      case .act: "    take A; observe R, S′"
      case .store: "    D ← D ∪ {(S, A, R, S′, d)}"
      case .draw: "    draw a batch of (s, a, r, s′, d) from D"
      case .smooth: "    a′ ← µ(s′, θ⁻) + clip(σ′ ε, ±c)"
      case .target: "    y ← r + γ (1 − d) min_j Q_j⁻(s′, a′)"
      case .gradient: "    g_j ← ∇ mean (Q_j(s, a, w_j) − y)²"
      case .critic: "    w_j ← w_j − β g_j, by Adam"
      case .wait: "    in every d-th step:"
      case .actor: "      θ ← θ + α ∇ mean Q_1(s, µ(s, θ), w_1)"
      case .targets: "      w_j⁻, θ⁻ ← by τ nearer to w_j, θ"
      case .advance: "    S ← S′"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// Step sizes of Adam.
    public var α = 0.001
    public var β = 0.001
    /// Deviation of the noise, in half widths of the action's range.
    public var σ = 0.1
    /// Deviation and bound of the noise in the targets, likewise.
    public var smoothing = 0.2
    public var clip = 0.5
    /// Updates of the critics for one of the policy.
    public var delay = 2
    public var hasTwin = true
    var replay = ReplaySettings()

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .actorRate(\.α), .criticRate(\.β), .noiseDeviation(\.σ),
        .twin(\.hasTwin),
        .integer("delay", \.delay, 1...1000, live: true, "d, updates of the critics for one of the policy"),
        .real("smoothing", \.smoothing, 0...10, live: true, "σ′, deviation of the targets' noise, in half widths"),
        .real("clip", \.clip, 0...10, live: true, "c, the most of that noise"),
      ] + Parameter.replay(\.replay)
    }
  }

  public static var metrics: [Metric] {
    [Metric("losses/qf_loss", "loss"), Metric("losses/actor_loss", "mean Q", times: -1), promiseMetric]
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "td3", title: "Twin delayed DDPG",
      summary: "DDPG with three remedies: two critics, a slower policy, noise in the targets",
      lesson: """
        An actor that climbs its critic finds the places where the critic promises too much. Here the smaller of two critics \
        counts, the policy moves only after they have settled, and targets are smoothed by noise. Each remedy has a \
        switch: take them away one by one, and watch Q rise above the returns.
        """,
      section: "5 Off-policy", source: "Fujimoto et al. 2018")
  }

  public static func listing(_ settings: Settings, on world: R.W) -> [String] {
    Line.allCases.map { line in
      let text =
        switch line {
        case .smooth where min(settings.smoothing, settings.clip) == 0: "    a′ ← µ(s′, θ⁻)"
        case .wait where settings.delay == 1: "    in every step:"
        default: line.text
        }
      return settings.replay.text(
        of: text, isDrawing: line == .draw, isFollowing: line == .targets, hasTwin: settings.hasTwin)
    }
  }

  public var settings: Settings
  public var environment: Environment<SharedWorld<Reals>>
  public private(set) var updates = 0
  var policy: DeterministicPolicy
  private var target: Network
  private var training: NetworkTraining
  private(set) var critics: ActionCritics
  var experience: Experience
  /// µ(s′) or µ(s) of the batch, row by row, and y.
  private var actions: Floats
  private var y: [Float]
  private var noise: ExplorationNoise
  private var normal: NormalStream
  private var disturbances: Floats
  private var random: RandomStream

  public init(_ world: SharedWorld<Reals>, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    let (inputs, bounds, rows) = (world.components.count, ActionBounds(world.actionComponents), settings.replay.batch)
    var initial = RandomStream(seed: seed, name: "initialisation")
    policy = DeterministicPolicy(inputs: inputs, bounds: bounds, width: settings.replay.units, using: &initial)
    critics = ActionCritics(
      count: settings.hasTwin ? 2 : 1, observationCount: inputs, actionCount: bounds.count,
      width: settings.replay.units,
      rows: rows, using: &initial)
    target = policy.network
    training = NetworkTraining(policy.network, rows: rows)
    experience = Experience(world, settings.replay, seed: seed)
    actions = Floats(count: padded(rows * bounds.count))
    y = Array(repeating: 0, count: rows)
    noise = ExplorationNoise(count: bounds.count)
    random = RandomStream(seed: seed, name: "policy")
    normal = NormalStream(seed: seed, name: "smoothing")
    disturbances = actions
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    let promises = experience.promises
    try probe.passed(Line.episode, &self, promises)
    environment.reset()
    noise.restart()
    var state = environment.observation
    try probe.passed(Line.start, &self)
    while environment.ending == .none {
      try probe.passed(Line.until, &self)
      let action = explore(at: state)
      let taken = policy.bounds.action(action)
      try probe.passed(Line.choose, &self, ["A": taken[0]])
      if environment.episodeSteps == 0 { experience.begin(promise: promise(at: state, of: action)) }
      let outcome = environment.step(taken)
      let next = environment.observation
      try probe.passed(Line.act, &self, ["R": outcome.reward])
      experience.append(state, action, outcome, next, γ: environment.γ)
      let count = experience.count
      try probe.passed(Line.store, &self, ["∣D∣": Double(count)])
      if count >= settings.replay.start { try learn(&probe) }
      state = next
      try probe.passed(Line.advance, &self)
    }
    experience.end(beyond: expectation(beyond: state))
  }

  private mutating func learn<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    experience.draw(isReplayed: settings.replay.isReplayed)
    try probe.passed(Line.draw, &self)
    experience.batch.write(experience.batch.next, into: training.pass.inputs)
    (settings.replay.hasTargets ? target : policy.network).forward(&training.pass)
    training.pass.keepOutputs(in: &actions)
    smooth()
    let following = Double(actions.pointer[0])
    try probe.passed(Line.smooth, &self, ["a′": following])
    critics.bootstrap(experience.batch, actions: actions, byTargets: settings.replay.hasTargets)
    experience.batch.targets(environment.γ, following: critics.minimum, into: &y)
    let (r, value) = (Double(experience.batch.rewards[0]), Double(y[0]))
    try probe.passed(Line.target, &self, ["y": value, "r": r])
    critics.differentiate(experience.batch, towards: y)
    let (loss, q, q2, norm) = (critics.loss, critics.firstValue, critics.secondValue, critics.gradientNorm)
    try probe.passed(Line.gradient, &self, Self.twins(loss, q, q2, norm))
    critics.descend(rate: settings.β, share: nil)
    // An update is over, and counted, when all that it moves has moved.
    let isDue = (updates + 1) % settings.delay == 0
    if !isDue { updates += 1 }
    try probe.passed(Line.critic, &self)
    try probe.passed(Line.wait, &self)
    guard isDue else { return }
    experience.batch.write(experience.batch.observations, into: training.pass.inputs)
    policy.network.forward(&training.pass)
    training.pass.keepOutputs(in: &actions)
    critics.judge(experience.batch, actions: actions, isFirstOnly: true)
    critics.differentiateByActions(isFirstOnly: true)
    training.pass.write(critics.slope, times: -1)
    policy.network.backward(&training.pass, into: &training.gradient)
    training.descend(&policy.network, rate: settings.α)
    updates += 1
    let (mean, steepness) = (critics.meanMinimum, Double(training.gradient.norm))
    try probe.passed(Line.actor, &self, ["mean Q": mean, "∥∇_θ∥": steepness])
    critics.follow(settings.replay.share)
    target.approach(policy.network, by: Float(settings.replay.share))
    if settings.replay.hasTargets { try probe.passed(Line.targets, &self) }
  }

  /// a′ ← clip(a′ + clip(σ′ ε, ±c), ±1), row by row.
  private mutating func smooth() {
    let (a, ε, count) = (actions.mutablePointer(), disturbances.mutablePointer(), actions.count)
    normal.fill(ε, count: count)
    let (σ, most) = (Float(settings.smoothing), Float(settings.clip))
    for index in 0..<count { a[index] = min(max(a[index] + min(max(σ * ε[index], -most), most), -1), 1) }
  }

  mutating func explore(at state: Reals) -> Reals {
    guard experience.isPastStart else { return policy.bounds.uniform(using: &random) }
    let disturbance = noise.next(.gaussian, settings.σ, using: &random)
    return policy.action(at: state, disturbedBy: disturbance)
  }

  var addedNoise: Double { settings.σ }

  func visitNetworks(_ visit: (_ name: String, Network) -> Void) {
    visit("θ", policy.network)
    critics.visitNetworks(visit)
    visit("θ⁻", target)
    critics.visitTargets(visit)
  }
}
