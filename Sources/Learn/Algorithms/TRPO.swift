import Worlds

/// Trust region policy optimisation: Schulman et al. 2015, section 6 and appendix C, with the generalised advantage and the
/// critic of Schulman et al. 2016 (the GAE paper), section 6.
///
/// It maximises the surrogate L(θ) = mean r Â, with r = π(A∣S, θ) / π(A∣S, θ_old), as far as the mean KL(π_old ∥ π) over the
/// steps stays within δ. The natural step x = F⁻¹ g is found by conjugate gradients, is made so long that the quadratic model
/// ½ xᵀF x of KL is at δ, and is shortened until L has risen and the true KL is within δ.
///
/// Departures: a little damping is added to F in the solve, as in the paper's own code and not in its text, and none in the
/// length of the step, where that code has it too, so that δ is what the model says it is. The critic is fitted after the
/// policy as in the GAE paper, but to the λ-returns Â + v in place of the discounted sums of what followed, and by epochs of Adam
/// over minibatches in place of a trust region of its own. Copies of the world, advantages of mean 0 and deviation 1 and the
/// networks are those of PPO, so that the two can be compared. Where the horizon cuts an episode, the value of its last state is
/// bootstrapped. Samples are those of section 5.1, the single path.
public struct TRPO<R: NetworkRepresentation>: OnPolicyLearner {
  public enum Line: Int, Listing {
    case iteration, until, start, choose, act, advantage, gradient, product, solve, length, attempt, accept, epoch, fit

    public var text: String { text(.natural, isSearched: true) }

    func text(_ direction: TrustRegion.Direction, isSearched: Bool) -> String {
      switch self {
      case .iteration: "for each iteration: θ_old ← θ"
      case .until: "  for T steps of each of N environments"
      case .start: "    S ← a start state where one has ended"
      case .choose: "    A ∼ π(·∣S, θ_old)"
      case .act: "    take A; observe R and the next S"
      case .advantage: "  Â ← Σ (γλ)ᵏ δ_t₊ₖ; G ← Â + v(S, w)"
      case .gradient: direction == .natural ? "  g ← ∇ mean r Â; d, e ← g; x ← 0" : "  g ← ∇ mean r Â"
      case .product: direction == .natural ? "  k times: q ← mean Jᵀ M J d + c d" : "  x ← g; F x ← mean Jᵀ M J x"
      case .solve: direction == .natural ? "    x ← x + a d; e ← e − a q; d ← e + b d" : ""
      case .length: "  s ← √(2δ / xᵀF x)"
      case .attempt: isSearched ? "  θ ← θ_old + κʲ s x for j = 0, 1, …" : "  θ ← θ_old + s x"
      case .accept: isSearched ? "    until mean r Â rises and KL ≤ δ" : "  whatever KL and mean r Â are"
      case .epoch: "  for each minibatch, in each of K epochs"
      case .fit: "    w ← Adam down mean (G − v(S, w))²"
      }
    }
  }

  public static var metrics: [Metric] {
    [
      Metric("charts/learning_rate", "β"), Metric("losses/policy_loss", "L", times: -1),
      Metric("losses/value_loss", "(G − v)²", times: 0.5), Metric("losses/entropy", "H"),
      Metric("losses/approx_kl", "KL taken"), Metric("losses/largest_kl", "KL largest"),
      Metric("charts/tries", "tries"),
    ]
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "trpo", title: "TRPO",
      summary: "the natural step, as long as the policy may change and no longer",
      lesson: """
        A step is as long as KL(old∥new) allows and not as a step size says, and it is taken only where the surrogate has \
        truly risen inside that region. Watch the tries against δ; then set direction = vanilla, search = false or a larger \
        kl, and see what each ingredient was for.
        """,
      section: "4 Better directions", source: "Schulman et al. 2015, section 6 and appendix C; Schulman et al. 2016",
      keywords: "trust region natural gradient conjugate kl gae")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "pendulum": (settings.steps, settings.γ) = (256, 0.95)
    case "acrobot", "mountain-car": (settings.copies, settings.form.scalesObservations) = (16, true)
    case "cart-pole-swing-up": settings.form.deviation = 5
    default: break
    }
    return settings
  }

  public static func check(_ settings: Settings, on world: R.W) throws(ParameterError) {
    try checkBatch(settings.batch, of: settings.steps, by: settings.copies)
  }

  public static func listing(_ settings: Settings, on world: R.W) -> [String] {
    Line.allCases.map { line in
      if settings.epochs == 0, line == .epoch || line == .fit { return "" }
      return line.text(settings.direction, isSearched: settings.searches)
    }
  }

  public var settings: Settings
  public var environment: Environment<R.W>
  public var networks: ActorCriticNetworks<R>
  public private(set) var updates = 0
  /// The last step, with all that it was judged by; nil before the first.
  private(set) var step: PolicyStep<R>?
  /// The largest KL(π_old ∥ π) of any update.
  private(set) var largestDivergence = 0.0
  private var fisher: FisherProduct<R.Head>
  /// π_old's outputs at all the steps.
  private var before: NetworkPass
  /// The places of all the steps, as they came and as minibatches take them.
  private let all: [Int]
  private var order: [Int]
  private var shuffling: RandomStream

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    all = Array(0..<settings.steps * settings.copies)
    order = all
    networks = ActorCriticNetworks(
      environment, form: settings.form, copies: settings.copies, length: settings.steps, batch: all.count, seed: seed)
    fisher = FisherProduct(networks.policy.network, rows: all.count, held: networks.policy.held)
    before = NetworkPass(networks.policy.network, rows: all.count, isOneWay: true)
    shuffling = RandomStream(seed: seed, name: "minibatches")
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

    let region = TrustRegion(bound: settings.δ, ε: 0.2, isClipped: false, direction: settings.direction)
    var step = PolicyStep(networks, all, standardises: settings.standardises, region)
    let entropy = climb(&step)
    try probe.passed(Line.gradient, &self, ["∣g∣": length(step.gradient), "H": entropy])
    let curvature: Double
    switch settings.direction {
    case .natural: curvature = try solve(&step, &probe)
    case .vanilla:
      step.direction = step.gradient
      curvature = dot(step.gradient, product(step.gradient))
      try probe.passed(Line.product, &self, ["gᵀF g": curvature])
    }
    step.size = Self.size(δ: settings.δ, curvature: curvature)
    let slope = dot(step.gradient, step.direction) * step.size
    step.region.slope = slope
    self.step = step
    try probe.passed(Line.length, &self, ["xᵀF x": curvature, "s": step.size, "s gᵀx": slope])

    networks.steps.write(all, to: &before)
    step.old.forward(&before)
    var share = 1.0
    let tries = settings.searches ? settings.tries : 1
    for number in 1...tries {
      let δ = settings.δ
      let candidate = step.old.moved(share * step.size, along: step.direction)
      let point = attempt(candidate, share)
      try probe.passed(
        Line.attempt, &self,
        ["tries": Double(number), "κʲ s": share * step.size, "KL": point.divergence, "δ": δ])
      let isTaken = !settings.searches || point.gain > 0 && point.divergence <= δ
      if isTaken { take(candidate, point.divergence) }
      if isTaken || number == tries { updates += 1 }
      let (taken, largest) = (isTaken ? point.divergence : 0, largestDivergence)
      try probe.passed(
        Line.accept, &self,
        ["L": point.gain, "expected": share * slope, "KL taken": taken, "KL largest": largest])
      if isTaken { break }
      share *= settings.shortening
    }

    for epoch in 0..<settings.epochs {
      order.shuffle(using: &shuffling)
      for begin in stride(from: 0, to: order.count, by: settings.batch) {
        try probe.passed(Line.epoch, &self, ["epoch": Double(epoch + 1)])
        let error = networks.regress(order[begin..<min(begin + settings.batch, order.count)], rate: settings.β)
        let β = settings.β
        try probe.passed(Line.fit, &self, ["(G − v)²": error, "β": β])
      }
    }
  }

  /// s at which the quadratic model ½ s² xᵀF x of KL is δ; 0 where the model knows of no curvature.
  static func size(δ: Double, curvature: Double) -> Double {
    curvature > 0 && curvature.isFinite ? (2 * δ / curvature).squareRoot() : 0
  }

  /// The gradient of mean r Â at θ_old, where r is 1 and its slope that of ln π.
  /// - Returns: the mean entropy.
  private mutating func climb(_ step: inout PolicyStep<R>) -> Double {
    networks.forwardActor(all, networks.policy.network)
    let (outputs, gradients) = networks.actor
    let share = 1 / Double(all.count)
    var entropy = 0.0
    for place in all {
      let (head, action) = (R.Head(outputs.outputs(of: place)), networks.steps.actions[place])
      entropy += head.entropy
      gradients.write(share, head.gradient(step.advantage(place), of: action, entropy: 0), to: place)
    }
    step.gradient = networks.actorSlope()
    return entropy * share
  }

  /// x ≈ (F + c)⁻¹ g.
  /// - Returns: xᵀF x.
  private mutating func solve<P: Probe>(_ step: inout PolicyStep<R>, _ probe: inout P) throws(P.Interrupt) -> Double {
    let c = settings.damping
    followOld()
    var solution = ConjugateSolution(step.gradient)
    for iteration in 1...settings.iterations {
      let d = solution.direction
      let Fd = fisher.times(d, networks.policy.network, &networks.actorPass)
      if iteration == 1 { step.vanillaSize = Self.size(δ: settings.δ, curvature: dot(d, Fd)) }
      try probe.passed(Line.product, &self, ["k": Double(iteration), "dᵀF d": dot(d, Fd)])
      let a = solution.advance(sum(Fd, c, d))
      try probe.passed(Line.solve, &self, ["∣e∣": solution.error, "a": a])
      // To all digits of single precision.
      if solution.error <= 1e-7 * length(step.gradient) { break }
    }
    step.direction = solution.x
    return dot(step.direction, fisher.times(step.direction, networks.policy.network, &networks.actorPass))
  }

  /// F v at θ_old.
  private mutating func product(_ v: [Double]) -> [Double] {
    followOld()
    return fisher.times(v, networks.policy.network, &networks.actorPass)
  }

  /// Has the pass at the steps that F is a mean over.
  private mutating func followOld() {
    fisher.follow(networks.policy.network)
    guard settings.thinning > 1 else { return }
    networks.forwardActor(
      Array(stride(from: 0, to: all.count, by: settings.thinning)), networks.policy.network)
  }

  /// Judges a step, and keeps what there is to see of it.
  private mutating func attempt(_ candidate: Network, _ share: Double) -> TrustRegion.Point {
    networks.forwardActor(all, candidate)
    guard let judge = step else { preconditionFailure("a step is tried before there is a direction") }
    let point = judge.judge(networks.actorPass.outputs, against: before.outputs, all, length: share)
    step?.keep(candidate, point)
    return point
  }

  private mutating func take(_ candidate: Network, _ divergence: Double) {
    networks.policy.network = candidate
    largestDivergence = max(largestDivergence, divergence)
    step?.takeLast()
  }

  public static var hasTrustRegion: Bool { true }

  public mutating func trustRegion() -> TrustRegion? { step?.survey() }
}
