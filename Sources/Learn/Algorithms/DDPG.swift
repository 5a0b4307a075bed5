import Worlds

/// Deep deterministic policy gradient. Lillicrap et al. 2016, "Continuous control with deep reinforcement learning", algorithm 1.
///
/// Departures from the paper: noise is Gaussian by default, which later work found to serve as well; both networks have one width,
/// the action enters the critic's first layer, all layers begin as the fan-in rule has it, and nothing is normalised. Actions
/// are uniform until learning starts. Where the horizon cuts an episode, the value of what follows is bootstrapped.
public struct DDPG: OffPolicyLearner {
  public typealias R = GaussianRepresentation<SharedWorld<Reals>>

  public enum Line: Int, Listing {
    case episode, start, until, choose, act, store, draw, target, gradient, critic, actor, targets, advance

    public var text: String {
      switch self {
      case .episode: "for each episode"
      case .start: "  S ← a start state"
      case .until: "  until the episode ends"
      case .choose: "    A ← µ(S, θ) + noise; uniform at first"
      case .act: "    take A; observe R, S′"
      case .store: "    D ← D ∪ {(S, A, R, S′, d)}"
      case .draw: "    draw a batch of (s, a, r, s′, d) from D"
      case .target: "    y ← r + γ (1 − d) Q(s′, µ(s′, θ⁻), w⁻)"
      case .gradient: "    g ← ∇_w mean (Q(s, a, w) − y)²"
      case .critic: "    w ← w − β g, by Adam"
      case .actor: "    θ ← θ + α ∇_θ mean Q(s, µ(s, θ), w)"
      case .targets: "    w⁻, θ⁻ ← by τ nearer to w, θ"
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
    var noise = ExplorationNoise.Kind.gaussian
    var replay = ReplaySettings()

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .actorRate(\.α), .criticRate(\.β), .noiseDeviation(\.σ),
        .choice("noise", \.noise, live: true, "independent from step to step, or swinging on for some"),
      ] + Parameter.replay(\.replay)
    }
  }

  public static var metrics: [Metric] {
    [Metric("losses/qf1_loss", "loss"), Metric("losses/actor_loss", "mean Q", times: -1), promiseMetric]
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "ddpg", title: "Deep deterministic policy gradient",
      summary: "a policy without chance climbs the slope of its critic, from steps taken long ago",
      lesson: """
        The policy names one action, and the critic's slope by that action says which way to move it: no logarithm and no \
        return, so every old step can be used again. What the critic promises too much the actor seeks out: its \
        values rise above the returns that come. Switch off `targets` or `replay` to see what each holds together.
        """,
      section: "5 Off-policy", source: "Lillicrap et al. 2016")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    // By noise that is forgotten from step to step the car never leaves its valley.
    if world == "mountain-car-continuous" { (settings.noise, settings.σ) = (.swinging, 1) }
    return settings
  }

  public static func listing(_ settings: Settings, on world: R.W) -> [String] {
    Line.allCases.map { settings.replay.text(of: $0.text, isDrawing: $0 == .draw, isFollowing: $0 == .targets) }
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
  private var random: RandomStream

  public init(_ world: SharedWorld<Reals>, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    let (inputs, bounds, rows) = (world.components.count, ActionBounds(world.actionComponents), settings.replay.batch)
    var initial = RandomStream(seed: seed, name: "initialisation")
    policy = DeterministicPolicy(inputs: inputs, bounds: bounds, width: settings.replay.units, using: &initial)
    critics = ActionCritics(
      count: 1, observationCount: inputs, actionCount: bounds.count, width: settings.replay.units, rows: rows,
      using: &initial)
    target = policy.network
    training = NetworkTraining(policy.network, rows: rows)
    experience = Experience(world, settings.replay, seed: seed)
    actions = Floats(count: padded(rows * bounds.count))
    y = Array(repeating: 0, count: rows)
    noise = ExplorationNoise(count: bounds.count)
    random = RandomStream(seed: seed, name: "policy")
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
    critics.bootstrap(experience.batch, actions: actions, byTargets: settings.replay.hasTargets)
    experience.batch.targets(environment.γ, following: critics.minimum, into: &y)
    let (r, value) = (Double(experience.batch.rewards[0]), Double(y[0]))
    try probe.passed(Line.target, &self, ["y": value, "r": r])
    critics.differentiate(experience.batch, towards: y)
    let (loss, q, norm) = (critics.loss, critics.firstValue, critics.gradientNorm)
    try probe.passed(Line.gradient, &self, ["loss": loss, "Q(s, a)": q, "∥g∥": norm])
    critics.descend(rate: settings.β, share: nil)
    try probe.passed(Line.critic, &self)
    experience.batch.write(experience.batch.observations, into: training.pass.inputs)
    policy.network.forward(&training.pass)
    training.pass.keepOutputs(in: &actions)
    critics.judge(experience.batch, actions: actions)
    critics.differentiateByActions()
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

  mutating func explore(at state: Reals) -> Reals {
    guard experience.isPastStart else { return policy.bounds.uniform(using: &random) }
    let disturbance = noise.next(settings.noise, settings.σ, using: &random)
    return policy.action(at: state, disturbedBy: disturbance)
  }

  var addedNoise: Double { ExplorationNoise.deviation(settings.noise, settings.σ) }

  func visitNetworks(_ visit: (_ name: String, Network) -> Void) {
    visit("θ", policy.network)
    critics.visitNetworks(visit)
    visit("θ⁻", target)
    critics.visitTargets(visit)
  }
}
