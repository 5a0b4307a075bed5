import Worlds

/// Soft actor–critic in its later form: twin critics, no network of V, and a temperature tuned to a target entropy. Haarnoja et al.
/// 2018, "Soft actor-critic algorithms and applications", algorithm 1.
///
/// The policy's objective ends with the smaller of the twins, as the paper has it (the lecture's slide has Q_1 alone). Both rows
/// of states, s and s′, go through the policy's network at once, since it does not change between the two uses. Departures
/// from the paper: a smaller network by default, and actions that are uniform until learning starts. Where the horizon cuts an
/// episode, the value of what follows is bootstrapped.
public struct SAC: OffPolicyLearner {
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
      case .store: "    D ← D ∪ {(S, A, R, S′, d)}"
      case .draw: "    draw a batch of (s, a, r, s′, d) from D"
      case .next: "    a′ ∼ π(·∣s′, θ)"
      case .target: "    y ← r + γ (1 − d) (Q⁻(s′, a′) − α ln π)"
      case .gradient: "    g_j ← ∇ mean (Q_j(s, a, w_j) − y)²"
      case .critic: "    w_j by Adam down β g_j; w_j⁻ by τ nearer"
      case .sample: "    ã ← tanh(µ + σ ε), from π(·∣s, θ)"
      case .actor: "    θ ← θ − η ∇ mean (α ln π(ã∣s) − Q(s, ã))"
      case .temperature: "    ln α ← ln α + η (H* − H), by Adam"
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
    /// H* for each component of the action, by the learner's unit −1…1.
    public var targetEntropy = -1.0
    /// Correlation of the noise that explores, from step to step.
    public var correlation = 0.0
    public var hasTwin = true
    var replay = ReplaySettings()

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .actorRate(\.actorRate), .criticRate(\.criticRate),
        .choice("entropy", \.entropy, live: true, "whether α is tuned to a target entropy, fixed, or 0"),
        .real("alpha", \.α, 0...1000, "α, the worth of a nat of entropy; where it begins if it is tuned"),
        .real(
          "target-entropy", \.targetEntropy, -100...0.7, unit: "nats", live: true,
          "H* of each component of the action, scaled to −1…1"),
        .correlation(\.correlation),
        .twin(\.hasTwin),
      ] + Parameter.replay(\.replay)
    }
  }

  public static var metrics: [Metric] {
    [
      Metric("losses/qf_loss", "loss"),
      Metric("losses/actor_loss", of: ["α", "mean H", "mean Q"]) { -$0[0] * $0[1] - $0[2] },
      Metric("losses/alpha", "α"), Metric("losses/entropy", "mean H"), promiseMetric,
    ]
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "sac", title: "Soft actor–critic",
      summary: "entropy is rewarded too, and how much it is worth tunes itself",
      lesson: """
        What counts is the return and the entropy of the policy, so that it stays as random as the task allows: it explores \
        without noise of its own, and its critics are less easily deceived. The action is drawn by reparametrisation, so \
        that the critics' slope reaches the policy through it. Watch α fall while the entropy comes down to its target.
        """,
      section: "5 Off-policy", source: "Haarnoja et al. 2018b",
      keywords: "soft actor-critic")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "mountain-car-continuous": settings.correlation = 0.98
    default: break
    }
    return settings
  }

  public static func listing(_ settings: Settings, on world: R.W) -> [String] {
    Line.allCases.map { line in
      if line == .temperature, settings.entropy != .tuned { return "" }
      if line == .episode, !settings.hasTwin { return "for each episode" }
      let text = line == .critic && !settings.replay.hasTargets ? "    w_j by Adam down β g_j" : line.text
      return settings.replay.text(of: text, isDrawing: line == .draw, hasTwin: settings.hasTwin)
    }
  }

  public var settings: Settings
  public var environment: Environment<SharedWorld<Reals>>
  public private(set) var updates = 0
  var policy: SquashedGaussian
  private var training: NetworkTraining
  private(set) var critics: ActionCritics
  var experience: Experience
  private var sample: SquashedSample
  private var following: SquashedSample
  /// Soft values of s′, and y.
  private var values: [Float]
  private var y: [Float]
  /// ln α as it is tuned.
  private var logTemperature: Double
  private var temperatureAdam = ScalarAdam()
  private var hasTuned = false
  private var noise: ExplorationNoise
  /// −ln π of the action that was drawn last.
  private var surprise = 0.0
  private var random: RandomStream
  private var normal: NormalStream

  public init(_ world: SharedWorld<Reals>, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    let (inputs, bounds, rows) = (world.components.count, ActionBounds(world.actionComponents), settings.replay.batch)
    var initial = RandomStream(seed: seed, name: "initialisation")
    policy = SquashedGaussian(inputs: inputs, bounds: bounds, width: settings.replay.units, using: &initial)
    critics = ActionCritics(
      count: settings.hasTwin ? 2 : 1, observationCount: inputs, actionCount: bounds.count,
      width: settings.replay.units,
      rows: rows, using: &initial)
    training = NetworkTraining(policy.network, rows: 2 * rows)
    experience = Experience(world, settings.replay, seed: seed)
    sample = SquashedSample(rows: rows, count: bounds.count)
    following = sample
    values = Array(repeating: 0, count: rows)
    y = values
    logTemperature = log(max(settings.α, 1e-6))
    noise = ExplorationNoise(count: bounds.count)
    random = RandomStream(seed: seed, name: "policy")
    normal = NormalStream(seed: seed, name: "reparametrisation")
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    let promises = experience.promises
    try probe.passed(Line.episode, &self, promises)
    environment.reset()
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
      experience.append(state, action, outcome, next, entropy: temperature * surprise, γ: environment.γ)
      let count = experience.count
      try probe.passed(Line.store, &self, ["∣D∣": Double(count)])
      if count >= settings.replay.start { try learn(&probe) }
      state = next
      try probe.passed(Line.advance, &self)
    }
    experience.end(beyond: expectation(beyond: state))
  }

  private mutating func learn<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    let (rows, α) = (experience.batch.rows, temperature)
    experience.draw(isReplayed: settings.replay.isReplayed)
    try probe.passed(Line.draw, &self)

    training.pass.rows = 2 * rows
    experience.batch.write(experience.batch.observations, into: training.pass.inputs)
    experience.batch.write(experience.batch.next, into: training.pass.inputs, at: rows)
    policy.network.forward(&training.pass)
    following.draw(from: training.pass.outputs, at: rows, using: &normal)
    let ahead = following.first
    try probe.passed(Line.next, &self, ["a′": ahead.action, "ln π(a′∣s′)": ahead.logProbability])
    critics.bootstrap(experience.batch, actions: following.action, byTargets: settings.replay.hasTargets)
    for row in 0..<rows { values[row] = critics.minimum[row] - Float(α) * following.logProbabilities[row] }
    experience.batch.targets(environment.γ, following: values, into: &y)
    let (r, target) = (Double(experience.batch.rewards[0]), Double(y[0]))
    try probe.passed(Line.target, &self, ["y": target, "r": r])

    critics.differentiate(experience.batch, towards: y)
    let (loss, q, q2, norm) = (critics.loss, critics.firstValue, critics.secondValue, critics.gradientNorm)
    try probe.passed(Line.gradient, &self, Self.twins(loss, q, q2, norm))
    critics.descend(rate: settings.criticRate, share: settings.replay.share)
    try probe.passed(Line.critic, &self)

    sample.draw(from: training.pass.outputs, using: &normal)
    let drawn = sample.first
    try probe.passed(Line.sample, &self, ["ã": drawn.action, "ε": drawn.noise, "ln π(ã∣s)": drawn.logProbability])
    critics.judge(experience.batch, actions: sample.action)
    critics.differentiateByActions()
    training.pass.rows = rows
    sample.writeGradients(critics.slope, Float(α), into: training.pass.outputGradients)
    policy.network.backward(&training.pass, into: &training.gradient)
    training.descend(&policy.network, rate: settings.actorRate)
    let (mean, steepness, entropy) = (
      critics.meanMinimum, Double(training.gradient.norm), -sample.meanLogProbability
    )
    // An update is over, and counted, when all that it moves has moved.
    let isTuned = settings.entropy == .tuned
    if !isTuned { updates += 1 }
    try probe.passed(Line.actor, &self, ["mean Q": mean, "mean H": entropy, "α": α, "∥∇_θ∥": steepness])

    guard isTuned else { return }
    let goal = settings.targetEntropy * Double(policy.bounds.count)
    temperatureAdam.descend(&logTemperature, entropy - goal, rate: settings.actorRate)
    hasTuned = true
    updates += 1
    let tuned = temperature
    try probe.passed(Line.temperature, &self, ["α": tuned, "mean H": entropy])
  }

  /// α.
  private var temperature: Double {
    switch settings.entropy {
    case .tuned: exp(logTemperature)
    // Fixed where it stands, if it was tuned before.
    case .fixed: hasTuned ? exp(logTemperature) : settings.α
    case .none: 0
    }
  }

  mutating func explore(at state: Reals) -> Reals {
    let isFirst = environment.episodeSteps == 0
    let ε = noise.nextUnit(settings.correlation, isFirst: isFirst, using: &random)
    guard experience.isPastStart else {
      surprise = Double(policy.bounds.count) * log(2)
      return policy.bounds.uniform(using: &random)
    }
    let action = policy.action(at: state, noise: ε)
    surprise = policy.surprise(ε)
    return action
  }

  func visitNetworks(_ visit: (_ name: String, Network) -> Void) {
    visit("θ", policy.network)
    critics.visitNetworks(visit)
    critics.visitTargets(visit)
  }

  var learntNumber: (name: String, value: Double)? { ("ln α", logTemperature) }
}
