import Worlds

/// Soft actor–critic in its later form: twin critics, no network of V, and a temperature tuned to a target entropy. Haarnoja et al.
/// 2018, "Soft actor-critic algorithms and applications", algorithm 1.
///
/// The policy's objective ends with the smaller of the twins, as the paper has it (the lecture's slide has Q_1 alone). Both rows
/// of states, s and s′, go through the policy's network at once, since it does not change between the two uses. Departures
/// from the paper: a smaller network by default, and actions that are uniform until learning starts. Where the horizon cuts an
/// episode, the value of what follows is bootstrapped.
public struct SAC: NetworkLearner {
  public typealias R = GaussianRepresentation<SharedWorld<Reals>>

  public enum Line: Int, Listing {
    case episode, start, until, choose, act, store, draw, next, target, gradient, critic, sample, actor, temperature,
      advance

    public var text: String {
      switch self {
      case .episode: "for each episode; Q means min_j Q_j"
      case .start: "  S ← a start state"
      case .until: "  until the episode ends"
      case .choose: "    A ∼ π(·∣S, θ); uniform at first"
      case .act: "    take A; observe R, S′"
      case .store: "    D ← D ∪ {(S, A, R, S′)}"
      case .draw: "    draw a batch of (s, a, r, s′) from D"
      case .next: "    a′ ∼ π(·∣s′, θ)"
      case .target: "    y ← r + γ (Q⁻(s′, a′) − α ln π(a′∣s′))"
      case .gradient: "    g_j ← ∇ mean (Q_j(s, a, w_j) − y)²"
      case .critic: "    w_j ← w_j − β g_j; w_j⁻ by τ nearer"
      case .sample: "    ã ← tanh(µ + σ ε), from π(·∣s, θ)"
      case .actor: "    θ ← θ − η ∇ mean (α ln π(ã∣s) − Q(s, ã))"
      case .temperature: "    ln α ← ln α + η (H̄ − H(π))"
      case .advance: "    S ← S′"
      }
    }
  }

  /// Where α comes from.
  enum Entropy: String, Sendable, CaseIterable {
    case tuned, fixed, none
  }

  public struct Settings: ParameterSet {
    /// Step sizes of Adam: the policy's, which is the temperature's too, and the critics'.
    public var actorRate = 0.001
    public var criticRate = 0.001
    var entropy = Entropy.tuned
    /// The temperature, or where it begins.
    public var α = 1.0
    /// H̄ for each component of the action, by the learner's unit −1…1.
    public var targetEntropy = -1.0
    /// Correlation of the noise that explores, from step to step.
    public var correlation = 0.0
    public var hasTwin = true
    public var τ = 0.005
    public var hasTargets = true
    public var isReplayed = true
    public var batch = 100
    public var memory = 200_000
    public var start = 100
    public var width = 64

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .actorRate(\.actorRate), .criticRate(\.criticRate),
        .choice("entropy", \.entropy, live: true, "whether α is tuned to a target entropy, fixed, or 0"),
        .real("alpha", \.α, 0...1000, "α, the worth of a nat of entropy; where it begins if it is tuned"),
        .real(
          "target-entropy", \.targetEntropy, -100...0.7, unit: "nats", live: true,
          "H̄ of each component of the action, scaled to −1…1"),
        .real("correlation", \.correlation, 0...0.9999, live: true, "of the noise that explores, from step to step"),
        .twin(\.hasTwin), .targets(\.hasTargets), .targetShare(\.τ), .replay(\.isReplayed),
        .batchOfTransitions(\.batch), .memory(\.memory), .start(\.start), .width(\.width),
      ]
    }
  }

  public static var marksBetweenCheckups: Int { 1 << 10 }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "sac", title: "Soft actor–critic",
      summary: "entropy is rewarded too, and how much it is worth tunes itself",
      lesson: """
        What counts is the return and the entropy of the policy, so that it stays as random as the task allows: it explores \
        without noise of its own, and its critics are less easily deceived. The action is drawn by reparametrisation, so \
        that the critics' slope reaches the policy through it. Watch α fall while the entropy comes down to its target.
        """,
      section: "5 Off-policy", source: "Haarnoja et al. 2018b")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "mountain-car-continuous": settings.correlation = 0.98
    default: break
    }
    return settings
  }

  public var settings: Settings
  public var environment: Environment<SharedWorld<Reals>>
  public private(set) var updates = 0
  var policy: SquashedGaussian
  private var training: NetworkTraining
  private var critics: ActionCritics
  private var memory: ReplayMemory
  private var batch: ReplayBatch
  private var sample: SquashedSample
  private var following: SquashedSample
  /// Soft values of s′, and y.
  private var values: [Float]
  private var y: [Float]
  /// ln α as it is tuned.
  private var logTemperature: Double
  private var temperatureAdam = ScalarAdam()
  private var noise: ExplorationNoise
  private var gauge = PromiseGauge()
  private var random: RandomStream
  private var draws: RandomStream
  private var normal: NormalStream

  public init(_ world: SharedWorld<Reals>, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    let (inputs, bounds, rows) = (world.components.count, ActionBounds(world.actionComponents), settings.batch)
    var initial = RandomStream(seed: seed, name: "initialisation")
    policy = SquashedGaussian(inputs: inputs, bounds: bounds, width: settings.width, using: &initial)
    critics = ActionCritics(
      count: settings.hasTwin ? 2 : 1, observationCount: inputs, actionCount: bounds.count, width: settings.width,
      rows: rows, using: &initial)
    training = NetworkTraining(policy.network, rows: 2 * rows)
    memory = ReplayMemory(capacity: settings.memory, observationCount: inputs, actionCount: bounds.count)
    batch = ReplayBatch(rows: rows, observationCount: inputs, actionCount: bounds.count)
    sample = SquashedSample(rows: rows, count: bounds.count)
    following = sample
    values = Array(repeating: 0, count: rows)
    y = values
    logTemperature = log(max(settings.α, 1e-6))
    noise = ExplorationNoise(count: bounds.count)
    random = RandomStream(seed: seed, name: "policy")
    draws = RandomStream(seed: seed, name: "replay")
    normal = NormalStream(seed: seed, name: "reparametrisation")
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    let kept = gauge
    try probe.passed(Line.episode, &self, kept.values)
    environment.reset()
    var state = environment.observation
    try probe.passed(Line.start, &self)
    while environment.ending == .none {
      try probe.passed(Line.until, &self)
      let action = explore(at: state)
      try probe.passed(Line.choose, &self, ["A": action[0]])
      if environment.episodeSteps == 0 { gauge.begin(updates > 0 ? critics.values(at: state, of: [action])[0] : nil) }
      let outcome = environment.step(policy.bounds.action(action))
      let next = environment.observation
      gauge.add(outcome.reward, environment.γ)
      try probe.passed(Line.act, &self, ["R": outcome.reward])
      memory.append(state, action, outcome, next)
      let count = memory.count
      try probe.passed(Line.store, &self, ["∣D∣": Double(count)])
      if memory.count >= settings.start { try learn(&probe) }
      state = next
      try probe.passed(Line.advance, &self)
    }
    gauge.end(beyond: environment.ending == .terminated ? 0 : learntValue(at: state) ?? 0)
  }

  private mutating func learn<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    let (rows, α) = (batch.rows, temperature)
    batch.draw(from: memory, isReplayed: settings.isReplayed, using: &draws)
    try probe.passed(Line.draw, &self)

    training.pass.rows = 2 * rows
    batch.write(batch.observations, into: training.pass.inputs)
    batch.write(batch.next, into: training.pass.inputs, at: rows)
    policy.network.forward(&training.pass)
    following.draw(from: training.pass.outputs, at: rows, using: &normal)
    let ahead = following.first
    try probe.passed(Line.next, &self, ["a′": ahead.action, "ln π(a′∣s′)": ahead.logProbability])
    critics.bootstrap(batch, actions: following.action, byTargets: settings.hasTargets)
    for row in 0..<rows { values[row] = critics.minimum[row] - Float(α) * following.logProbabilities[row] }
    batch.targets(environment.γ, following: values, into: &y)
    let (r, target) = (Double(batch.rewards[0]), Double(y[0]))
    try probe.passed(Line.target, &self, ["r": r, "y": target])

    critics.differentiate(batch, towards: y)
    let (loss, q, norm) = (critics.loss, critics.firstValue, critics.gradientNorm)
    try probe.passed(Line.gradient, &self, ["Q_1(s, a)": q, "loss": loss, "∥g∥": norm])
    critics.descend(rate: settings.criticRate, share: settings.hasTargets ? settings.τ : nil)
    try probe.passed(Line.critic, &self)

    sample.draw(from: training.pass.outputs, using: &normal)
    let drawn = sample.first
    try probe.passed(Line.sample, &self, ["ã": drawn.action, "ε": drawn.noise, "ln π(ã∣s)": drawn.logProbability])
    critics.judge(batch, actions: sample.action)
    critics.differentiateByActions()
    training.pass.rows = rows
    sample.writeGradients(critics.slope, Float(α), into: training.pass.outputGradients)
    policy.network.backward(&training.pass, into: &training.gradient)
    training.descend(&policy.network, rate: settings.actorRate)
    updates += 1
    let (mean, steepness) = (critics.meanMinimum, Double(training.gradient.norm))
    try probe.passed(Line.actor, &self, ["mean Q": mean, "∥∇_θ∥": steepness])

    let entropy = -sample.meanLogProbability
    if settings.entropy == .tuned {
      let goal = settings.targetEntropy * Double(policy.bounds.count)
      temperatureAdam.descend(&logTemperature, entropy - goal, rate: settings.actorRate)
    }
    let tuned = temperature
    try probe.passed(Line.temperature, &self, ["H(π)": entropy, "α": tuned])
  }

  /// α.
  private var temperature: Double {
    switch settings.entropy {
    case .tuned: exp(logTemperature)
    case .fixed: settings.α
    case .none: 0
    }
  }

  /// An action in the learner's unit: the policy's, or a uniform one before learning starts.
  private mutating func explore(at state: Reals) -> Reals {
    let isFirst = environment.episodeSteps == 0
    let ε = noise.nextUnit(settings.correlation, isFirst: isFirst, using: &random)
    guard memory.count >= settings.start else { return policy.bounds.uniform(using: &random) }
    return policy.action(at: state, noise: ε)
  }

  public mutating func act(at observation: Reals) -> Reals { policy.bounds.action(explore(at: observation)) }

  public func distribution(at observation: Reals) -> ActionDistribution { policy.distribution(at: observation) }

  public func learntValue(at observation: Reals) -> Double? {
    var policy = policy
    let likeliest = policy.action(at: observation, noise: Reals(repeating: 0, count: policy.bounds.count))
    return critics.values(at: observation, of: [likeliest])[0]
  }

  public func learntActionValues(at observation: Reals, of actions: [Reals]) -> [Double]? {
    critics.values(at: observation, of: actions.map(policy.bounds.unit))
  }

  public func replayed(atMost limit: Int) -> [Reals] { memory.sample(atMost: limit) }

  var networks: [(name: String, network: Network)] { [("θ", policy.network)] + critics.networks + critics.targets }

  var learntNumbers: [LearntParameters] { [LearntParameters("ln α", [logTemperature])] }
}
