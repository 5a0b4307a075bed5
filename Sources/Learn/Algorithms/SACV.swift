import Worlds

/// Soft actor–critic in its first form, as the lecture has it: a network of V beside twin critics, and a temperature that is fixed
/// or decays. Haarnoja et al. 2018, "Soft actor-critic: off-policy maximum entropy deep reinforcement learning with a stochastic
/// actor", algorithm 1.
///
/// All gradients of an update are by the parameters before it, as in the authors' program, so that Q is asked once for the value's
/// target and for the policy's slope. Departures from the paper: a smaller network by default, actions that are uniform until
/// learning starts, and the worth of an entropy nat is α with rewards as they are, where the paper scales rewards by 1/α. Where the
/// horizon cuts an episode, the value of what follows is bootstrapped.
public struct SACV: OffPolicyLearner {
  public typealias R = GaussianRepresentation<SharedWorld<Reals>>

  public enum Line: Int, Listing {
    case episode, start, until, choose, act, store, draw, sample, value, target, critic, actor, targets, temperature,
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
      case .sample: "    ã ← tanh(µ + σ ε), from π(·∣s, θ)"
      case .value: "    ψ ← ψ − β ∇ mean (V(s) − Q + α ln π)²"
      case .target: "    y ← r + γ (1 − d) V(s′, ψ⁻)"
      case .critic: "    w_j ← w_j − β ∇ mean (Q_j(s, a) − y)²"
      case .actor: "    θ ← θ − η ∇ mean (α ln π(ã∣s) − Q(s, ã))"
      case .targets: "    ψ⁻ ← ψ⁻ + τ (ψ − ψ⁻)"
      case .temperature: "    α ← α₀ 2^(−t / half-life)"
      case .advance: "    S ← S′"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// Step sizes of Adam: the policy's and the critics', V and Q.
    public var actorRate = 0.001
    public var criticRate = 0.001
    /// α₀, the worth of a nat of entropy at the start.
    public var α = 0.2
    /// Updates in which α halves; nil where it stays.
    public var halfLife: Int?
    /// Correlation of the noise that explores, from step to step.
    public var correlation = 0.0
    public var hasTwin = true
    var replay = ReplaySettings()

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .actorRate(\.actorRate), .criticRate(\.criticRate),
        .real("alpha", \.α, 0...1000, live: true, "α₀, the worth of a nat of entropy"),
        .optionalInteger(
          "half-life", \.halfLife, 1...1_000_000_000, unit: "updates", live: true, "in which α halves; none, it stays"),
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
      id: "sac-v", title: "Soft actor–critic with V",
      summary: "the first form of SAC: a network of V, twin critics, entropy at a price that is set",
      lesson: """
        V learns what Q promises for the policy's own actions and the entropy beside it; Q learns from V of what follows. Here \
        the worth of entropy, α, is yours to set: with too much the policy stays idle noise, with none it settles on the \
        first thing that worked. Compare `sac`, which needs no V and tunes α itself.
        """,
      section: "5 Off-policy", source: "Haarnoja et al. 2018a",
      keywords: "soft actor-critic")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "mountain-car-continuous": (settings.correlation, settings.α) = (0.98, 0.1)
    default: break
    }
    return settings
  }

  public static func listing(_ settings: Settings, on world: R.W) -> [String] {
    Line.allCases.map { line in
      if line == .temperature, settings.halfLife == nil { return "" }
      if line == .episode, !settings.hasTwin { return "for each episode" }
      return settings.replay.text(
        of: line.text, isDrawing: line == .draw, isFollowing: line == .targets, hasTwin: settings.hasTwin)
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
  /// V, and the one that follows it.
  private var value: Network
  private var valueTraining: NetworkTraining
  private var valueTarget: Network
  /// Values of s′, and targets.
  private var following: [Float]
  private var y: [Float]
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
    training = NetworkTraining(policy.network, rows: rows)
    value = Network([max(inputs, 1), settings.replay.units, settings.replay.units, 1], .relu, output: .identity)
    value.initialise(.fanIn(last: nil), using: &initial)
    valueTarget = value
    valueTraining = NetworkTraining(value, rows: rows)
    experience = Experience(world, settings.replay, seed: seed)
    sample = SquashedSample(rows: rows, count: bounds.count)
    y = Array(repeating: 0, count: rows)
    following = y
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
    let (rows, α) = (experience.batch.rows, Float(temperature))
    experience.draw(isReplayed: settings.replay.isReplayed)
    try probe.passed(Line.draw, &self)
    experience.batch.write(experience.batch.observations, into: training.pass.inputs)
    policy.network.forward(&training.pass)
    sample.draw(from: training.pass.outputs, using: &normal)
    let drawn = sample.first
    try probe.passed(Line.sample, &self, ["ã": drawn.action, "ε": drawn.noise, "ln π(ã∣s)": drawn.logProbability])

    critics.judge(experience.batch, actions: sample.action)
    critics.differentiateByActions()
    for row in 0..<rows { y[row] = critics.minimum[row] - α * sample.logProbabilities[row] }
    experience.batch.write(experience.batch.next, into: valueTraining.pass.inputs)
    (settings.replay.hasTargets ? valueTarget : value).forward(&valueTraining.pass)
    let ahead = valueTraining.pass.outputs
    for row in 0..<rows { following[row] = ahead[row, 0] }
    let (v, softValue, name) = (learnValue(), Double(y[0]), settings.hasTwin ? "min Q − α ln π" : "Q − α ln π")
    try probe.passed(Line.value, &self, ["V(s)": v, name: softValue])
    experience.batch.targets(environment.γ, following: following, into: &y)
    let (r, target) = (Double(experience.batch.rewards[0]), Double(y[0]))
    try probe.passed(Line.target, &self, ["y": target, "r": r])

    critics.differentiate(experience.batch, towards: y)
    let (loss, q, q2, norm) = (critics.loss, critics.firstValue, critics.secondValue, critics.gradientNorm)
    critics.descend(rate: settings.criticRate, share: nil)
    try probe.passed(Line.critic, &self, Self.twins(loss, q, q2, norm))

    sample.writeGradients(critics.slope, α, into: training.pass.outputGradients)
    policy.network.backward(&training.pass, into: &training.gradient)
    training.descend(&policy.network, rate: settings.actorRate)
    updates += 1
    let (mean, steepness, entropy, now) = (
      critics.meanMinimum, Double(training.gradient.norm), -sample.meanLogProbability, temperature
    )
    try probe.passed(Line.actor, &self, ["mean Q": mean, "mean H": entropy, "α": now, "∥∇_θ∥": steepness])
    valueTarget.approach(value, by: Float(settings.replay.share))
    if settings.replay.hasTargets { try probe.passed(Line.targets, &self) }
    guard settings.halfLife != nil else { return }
    try probe.passed(Line.temperature, &self, ["α": now])
  }

  /// A step of V towards `y`, by the squared error.
  /// - Returns: V of the batch's first state.
  private mutating func learnValue() -> Double {
    experience.batch.write(experience.batch.observations, into: valueTraining.pass.inputs)
    value.forward(&valueTraining.pass)
    let (v, dv) = (valueTraining.pass.outputs, valueTraining.pass.outputGradients)
    let first = Double(v[0, 0])
    for row in 0..<experience.batch.rows { dv[row, 0] = 2 * (v[row, 0] - y[row]) / Float(experience.batch.rows) }
    value.backward(&valueTraining.pass, into: &valueTraining.gradient)
    valueTraining.descend(&value, rate: settings.criticRate)
    return first
  }

  /// α.
  private var temperature: Double {
    guard let halfLife = settings.halfLife else { return settings.α }
    return settings.α * pow(2, -Double(updates) / Double(halfLife))
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

  func values(at observations: [Reals], following actions: [Reals]) -> [Double] {
    value.answer(observations) { v in observations.indices.map { Double(v[$0, 0]) } }
  }

  func visitNetworks(_ visit: (_ name: String, Network) -> Void) {
    visit("θ", policy.network)
    visit("ψ", value)
    critics.visitNetworks(visit)
    visit("ψ⁻", valueTarget)
  }
}
