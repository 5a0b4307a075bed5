import Worlds

/// Proximal policy optimisation: Schulman et al. 2017, algorithm 1, with the clipped objective L^CLIP of its equation 7 and the
/// critic's error and the entropy of its equation 9.
///
/// Beyond the paper's text and as in its authors' program: actor and critic are two networks, as in its experiments on control;
/// advantages of a minibatch are brought to mean 0 and deviation 1 (by a parameter); the gradient of θ and w together is kept
/// within a norm. Unlike that program's runs on control, rewards are not scaled by the returns' deviation; a smaller γ to learn
/// with, a parameter, does for `pendulum` what scaling would. Where the horizon cuts an episode, the value of its last state is
/// bootstrapped.
public struct PPO<R: NetworkRepresentation>: OnPolicyLearner {
  public enum Line: Int, Listing {
    case iteration, until, start, choose, act, advantage, epoch, ratio, clip, loss, gradient, update

    public var text: String {
      switch self {
      case .iteration: "for each iteration: θ_old ← θ"
      case .until: "  for T steps of each of N environments"
      case .start: "    S ← a start state where one has ended"
      case .choose: "    A ∼ π(·∣S, θ_old)"
      case .act: "    take A; observe R and the next S"
      case .advantage: "  Â ← Σ (γλ)ᵏ δ_t₊ₖ; G ← Â + v(S, w)"
      case .epoch: "  for each minibatch, in each of K epochs"
      case .ratio: "    r ← π(A∣S, θ) / π(A∣S, θ_old)"
      case .clip: "    L ← mean min(r Â, clip(r, 1 ± ε) Â)"
      case .loss: "    L ← L + mean c H − c_v (G − v(S, w))²"
      case .gradient: "    g ← ∇L by θ and w, kept within a norm"
      case .update: "    θ, w ← a step of Adam up g"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// Step size of Adam.
    public var α = 0.0003
    /// Steps after which α has fallen to 0, in a line; nil for a constant one.
    public var anneal: Int?
    /// Copies of the world, N.
    public var copies = 8
    /// Steps of each, T.
    public var steps = 128
    /// Passes over the steps, K.
    public var epochs = 10
    /// Steps of a minibatch, M.
    public var batch = 128
    /// ε, how far the ratio may go.
    public var ε = 0.2
    /// λ of the generalised advantage.
    public var λ = 0.95
    /// The largest discount that is learnt with.
    public var γ = 1.0
    public var entropy = 0.0
    public var value = 0.5
    public var norm = 0.5
    public var standardises = true
    public var form = NetworkForm()

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .adamStep(\.α), .annealing(\.anneal), .copies(\.copies), .length(\.steps),
        .integer("epochs", \.epochs, 1...1000, live: true, "K, how often the steps are gone over"),
        .integer("batch", \.batch, 1...1_000_000, unit: "steps", "M, of a minibatch"),
        .real("clip", \.ε, 0.001...1000, live: true, "ε: beyond 1 ± ε the ratio pays nothing more"),
        .advantageMixture(\.λ), .largestDiscount(\.γ), .entropyShare(\.entropy), .valueShare(\.value),
        .largestNorm(\.norm),
        .flag("standardize", \.standardises, live: true, "whether Â of a minibatch gets mean 0 and deviation 1"),
        .units(\.form.units), .scaled(\.form.scalesObservations),
      ] + (R.Head.isSpread ? Parameter.spread(\.form.deviation, byState: \.form.spreadsByState) : [])
    }
  }

  public static var metrics: [Metric] {
    [
      Metric("charts/learning_rate", "α"), Metric("losses/policy_loss", "L", times: -1),
      Metric("losses/value_loss", "(G − v)²", times: 0.5), Metric("losses/entropy", "H"),
      Metric("losses/approx_kl", "KL"), Metric("losses/clipfrac", "clipped"),
    ]
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "ppo", title: "PPO",
      summary: "the same steps used many times over, as long as the policy stays near the one that took them",
      lesson: """
        Fresh steps are dear, so each is learnt from in several epochs; the ratio r says how far the policy has moved from \
        the one that drew the action, and beyond 1 ± ε a further move pays nothing. Watch r against these edges and the \
        share that is clipped, then set clip = 10: the KL runs away, and often the return with it.
        """,
      section: "4 Better directions", source: "Schulman et al. 2017, algorithm 1",
      keywords: "gae")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "pendulum":
      (settings.copies, settings.steps, settings.batch, settings.epochs) = (4, 1024, 64, 10)
      (settings.α, settings.γ) = (0.001, 0.9)
    case "acrobot", "mountain-car": (settings.copies, settings.form.scalesObservations) = (16, true)
    // Half of the largest push: a tenth of it stirs the pole too little to find that it can stand.
    case "cart-pole-swing-up": settings.form.deviation = 5
    case "mountain-car-continuous": (settings.form.deviation, settings.form.scalesObservations) = (2, true)
    case "swimmer": settings.form.scalesObservations = true
    default: break
    }
    return settings
  }

  public static func check(_ settings: Settings, on world: R.W) throws(ParameterError) {
    try checkBatch(settings.batch, of: settings.steps, by: settings.copies)
  }

  public var settings: Settings
  public var environment: Environment<R.W>
  public var networks: ActorCriticNetworks<R>
  public private(set) var updates = 0
  /// The places of the steps in the order in which minibatches take them.
  private(set) var order: [Int]
  private var shuffling: RandomStream
  /// r and Â of a minibatch, Â as it is learnt from.
  private var ratios: [Double]
  private var advantages: [Double]
  /// Steps of that minibatch; 0 before the first.
  private var count = 0
  /// How far this update has come, minibatch by minibatch; the ratios are those of the last.
  private var region: TrustRegion?

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    networks = ActorCriticNetworks(
      environment, form: settings.form, copies: settings.copies, length: settings.steps, batch: settings.batch,
      seed: seed)
    order = Array(0..<settings.steps * settings.copies)
    shuffling = RandomStream(seed: seed, name: "minibatches")
    ratios = Array(repeating: 1, count: settings.batch)
    advantages = ratios
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    try probe.passed(Line.iteration, &self)
    for t in 0..<settings.steps {
      try probe.passed(Line.until, &self, ["t": Double(t)])
      networks.restart(&environment)
      try probe.passed(Line.start, &self)
      networks.choose(environment, at: t)
      try probe.passed(Line.choose, &self)
      for copy in 0..<settings.copies {
        let reward = networks.act(copy, at: t, &environment)
        try probe.passed(Line.act, &self, ["R": reward])
      }
    }
    networks.judge(environment, γ: min(environment.γ, settings.γ), λ: settings.λ)
    let (Â, v) = (networks.steps.advantages[0], networks.steps.values[0])
    try probe.passed(Line.advantage, &self, ["Â": Â, "v": v, "G": Â + v])
    region = TrustRegion(ε: settings.ε, isClipped: true)
    for epoch in 0..<settings.epochs {
      order.shuffle(using: &shuffling)
      for begin in stride(from: 0, to: order.count, by: settings.batch) {
        let batch = begin..<min(begin + settings.batch, order.count)
        let surrogate = ClippedSurrogate(ε: settings.ε)
        try probe.passed(Line.epoch, &self, ["epoch": Double(epoch + 1)])
        networks.forward(order[batch])
        let kl = computeRatios(batch)
        let (r, ε) = (ratios[0], settings.ε)
        region?.divergences.append(kl)
        try probe.passed(Line.ratio, &self, ["r": r, "1 − ε": 1 - ε, "1 + ε": 1 + ε, "KL": kl])
        let gain = ascend(surrogate, batch)
        try probe.passed(Line.clip, &self, ["L": gain.surrogate, "Â": gain.first, "clipped": gain.clipped])
        let error = networks.descendError(order[batch], share: settings.value)
        try probe.passed(Line.loss, &self, ["H": gain.entropy, "(G − v)²": error])
        let norm = networks.backward(norm: settings.norm)
        try probe.passed(Line.gradient, &self, ["∣g∣": norm])
        let rate = networks.rate(settings.α, falling: settings.anneal, after: environment.steps)
        networks.descend(rate: rate)
        updates += 1
        try probe.passed(Line.update, &self, ["α": rate])
      }
    }
  }

  /// r and Â of every step of the minibatch.
  /// - Returns: an estimate of KL(π_old ∥ π), the mean of r − 1 − ln r, which is never negative (Schulman 2020).
  private mutating func computeRatios(_ batch: Range<Int>) -> Double {
    let outputs = networks.actor.outputs
    let (mean, deviation) = settings.standardises ? networks.steps.moments(order[batch]) : (0, 1)
    count = batch.count
    var sum = 0.0
    for (row, index) in batch.enumerated() {
      let place = order[index]
      let head = R.Head(outputs.outputs(of: row))
      let logRatio = head.logProbability(of: networks.steps.actions[place]) - networks.steps.logProbabilities[place]
      ratios[row] = exp(logRatio)
      advantages[row] = (networks.steps.advantages[place] - mean) / deviation
      sum += ratios[row] - 1 - logRatio
    }
    return sum / Double(batch.count)
  }

  /// Writes the gradient of −L^CLIP − c H by the actor's outputs.
  /// - Returns: L^CLIP and H, means over the minibatch; the share of ratios beyond the edge that matters; and the first Â.
  private mutating func ascend(
    _ surrogate: ClippedSurrogate, _ batch: Range<Int>
  ) -> (surrogate: Double, entropy: Double, clipped: Double, first: Double) {
    let (outputs, gradients) = networks.actor
    var (value, entropy, clipped, first) = (0.0, 0.0, 0, 0.0)
    let share = 1 / Double(batch.count)
    for (row, index) in batch.enumerated() {
      let place = order[index]
      let (r, Â) = (ratios[row], advantages[row])
      let head = R.Head(outputs.outputs(of: row))
      if row == 0 { first = Â }
      if surrogate.isClipped(ratio: r, advantage: Â) { clipped += 1 }
      value += surrogate.value(ratio: r, advantage: Â)
      entropy += head.entropy
      let slope = surrogate.slope(ratio: r, advantage: Â)
      let up = head.gradient(slope, of: networks.steps.actions[place], entropy: settings.entropy)
      gradients.write(-share, up, to: row)
    }
    return (value * share, entropy * share, Double(clipped) * share, first)
  }

  public static var hasTrustRegion: Bool { true }

  public mutating func trustRegion() -> TrustRegion? {
    region?.ε = settings.ε
    region?.ratios = zip(ratios[..<count], advantages).map { TrustRegion.Ratio(value: $0, advantage: $1) }
    return region
  }
}
