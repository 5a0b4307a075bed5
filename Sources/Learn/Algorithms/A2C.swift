import Worlds

/// Advantage actor–critic, synchronous: Mnih et al. 2016, algorithm S3, with its workers in step with each other, so that one
/// gradient of all their steps takes the place of many stale ones.
///
/// With λ = 1 the return is the paper's: up to T rewards as they came and then the critic's value; with λ < 1 the advantage is
/// Schulman's generalised one (2016, eq. 16). Departures: actor and critic are two networks, since their errors differ in
/// size by orders of magnitude on these worlds; Adam takes the place of the shared RMSProp, which is the same without mean
/// and bias correction; the gradient of θ and w together is kept within a norm, as the paper's runs had it. Where the horizon cuts an
/// episode, the value of its last state is bootstrapped.
public struct A2C<R: NetworkRepresentation>: OnPolicyLearner {
  public enum Line: Int, Listing {
    case iteration, until, start, choose, act, advantage, policy, critic, gradient, update

    public var text: String {
      switch self {
      case .iteration: "for each update"
      case .until: "  for T steps of each of N environments"
      case .start: "    S ← a start state where one has ended"
      case .choose: "    A ∼ π(·∣S, θ)"
      case .act: "    take A; observe R and the next S"
      case .advantage: "  Â ← Σ (γλ)ᵏ δ_t₊ₖ; G ← Â + v(S, w)"
      case .policy: "  L ← mean Â ln π(A∣S, θ) + c H"
      case .critic: "  L ← L − mean c_v (G − v(S, w))²"
      case .gradient: "  g ← ∇L by θ and w, kept within a norm"
      case .update: "  θ, w ← a step of Adam up g"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// Step size of Adam.
    public var α = 0.001
    /// Steps after which α has fallen to 0, in a line; nil for a constant one.
    public var anneal: Int?
    /// Copies of the world, N.
    public var copies = 8
    /// Steps of each, T.
    public var steps = 16
    /// λ of the generalised advantage.
    public var λ = 0.95
    /// The largest discount that is learnt with.
    public var γ = 1.0
    public var entropy = 0.0
    public var value = 0.5
    public var norm = 0.1
    public var standardises = false
    public var form = NetworkForm()

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .adamStep(\.α), .annealing(\.anneal), .copies(\.copies), .length(\.steps), .advantageMixture(\.λ),
        .largestDiscount(\.γ), .entropyShare(\.entropy), .valueShare(\.value), .largestNorm(\.norm),
        .flag("standardize", \.standardises, live: true, "whether Â of an update gets mean 0 and deviation 1"),
        .units(\.form.units), .scaled(\.form.scalesObservations),
      ] + (R.Head.isSpread ? Parameter.spread(\.form.deviation, byState: \.form.spreadsByState) : [])
    }
  }

  public static var metrics: [Metric] {
    [
      Metric("charts/learning_rate", "α"), Metric("losses/policy_loss", "L", times: -1),
      Metric("losses/value_loss", "(G − v)²", times: 0.5), Metric("losses/entropy", "H"),
    ]
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "a2c", title: "A2C",
      summary: "many environments side by side, one gradient of what happened in all of them",
      lesson: """
        Copies of the world at different moments of their episodes make the steps of an update unlike each other, which is \
        what a network needs and one episode does not give. Set environments to 1 and the return staggers; raise entropy \
        and the policy stays undecided for longer.
        """,
      section: "3 Temporal structure", source: "Mnih et al. 2016, algorithm S3",
      keywords: "gae")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "cart-pole": settings.γ = 0.98
    // A swing-up is found by wide noise only, and few steps between two updates make many of them.
    case "pendulum":
      (settings.γ, settings.steps, settings.norm, settings.form.deviation) = (0.9, 8, 0.5, 1.5)
    // Half of the largest push: a tenth of it stirs the pole too little to find that it can stand.
    case "cart-pole-swing-up": settings.form.deviation = 5
    case "acrobot", "mountain-car": settings.form.scalesObservations = true
    default: break
    }
    return settings
  }

  public static func check(_ settings: Settings, on world: R.W) throws(ParameterError) {
    try checkBatch(1, of: settings.steps, by: settings.copies)
  }

  public var settings: Settings
  public var environment: Environment<R.W>
  public var networks: ActorCriticNetworks<R>
  public private(set) var updates = 0
  /// The places of all the steps.
  private let all: [Int]

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    all = Array(0..<settings.steps * settings.copies)
    networks = ActorCriticNetworks(
      environment, form: settings.form, copies: settings.copies, length: settings.steps, batch: all.count, seed: seed)
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
    networks.forward(all[...])
    let gain = ascend()
    try probe.passed(Line.policy, &self, ["L": gain.objective, "H": gain.entropy])
    let error = networks.descendError(all[...], share: settings.value)
    try probe.passed(Line.critic, &self, ["(G − v)²": error])
    let norm = networks.backward(norm: settings.norm)
    try probe.passed(Line.gradient, &self, ["∣g∣": norm])
    let rate = networks.rate(settings.α, falling: settings.anneal, after: environment.steps)
    networks.descend(rate: rate)
    updates += 1
    try probe.passed(Line.update, &self, ["α": rate])
  }

  /// Writes the gradient of −Â ln π(A∣S) − c H by the actor's outputs.
  /// - Returns: the means of Â ln π(A∣S) and of H.
  private mutating func ascend() -> (objective: Double, entropy: Double) {
    let (outputs, gradients) = networks.actor
    let (mean, deviation) = settings.standardises ? networks.steps.moments(all[...]) : (0, 1)
    let share = 1 / Double(all.count)
    var (objective, entropy) = (0.0, 0.0)
    for place in all {
      let head = R.Head(outputs.outputs(of: place))
      let action = networks.steps.actions[place]
      let Â = (networks.steps.advantages[place] - mean) / deviation
      objective += Â * head.logProbability(of: action)
      entropy += head.entropy
      gradients.write(-share, head.gradient(Â, of: action, entropy: settings.entropy), to: place)
    }
    return (objective * share, entropy * share)
  }
}
