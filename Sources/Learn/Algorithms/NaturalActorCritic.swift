import Worlds

/// Natural actor–critic: the actor steps along the compatible critic's parameters w. Peters, Vijayakumar & Schaal 2005.
///
/// With A_w(s, a) = wᵀψ(s, a) and ψ = ∇ln π, ∇J = E[ψ A_w] = E[ψψᵀ] w = G w, so that the natural gradient G⁺∇J is w itself:
/// no Fisher matrix is needed but the one inside the least squares.
///
/// Departures from the paper: it finds v and w together by LSTD-Q(λ), a dense system over all values and all of θ (500
/// unknowns on a 10×10 gridworld), which it forgets by a factor after each update. Here v is a critic like everybody's, of
/// which λ-returns are made, and w alone is fitted to G − v by least squares over one batch: scores have the mean 0 in every
/// state, so that the two fits do not disturb each other on average, and w falls apart into one small system for each
/// observation of a table. Everything of a batch is of one policy, and nothing needs to be forgotten. The step is never
/// longer than `kl` allows, measured on the batch after the step; where few samples tell, a ridge holds w back. λ = 1 by
/// default: where states look alike a bootstrapped value is wrong.
///
/// The weight γᵗ of a step is left out unless `discounted` is set. Only a terminated episode has no future: where the horizon
/// cuts one, the value of the last state is bootstrapped.
public struct NaturalActorCritic<R: Representation>: PolicyLearner {
  public enum Line: Int, Listing {
    case batch, episode, until, choose, act, sweep, error, sums, critic, fit, policy

    public var text: String {
      switch self {
      case .batch: "for each batch"
      case .episode: "  for each of N episodes: S ← a start state"
      case .until: "    until the episode ends"
      case .choose: "      A ∼ π(·∣S, θ)"
      case .act: "      take A; observe R and the next S"
      case .sweep: "  for each step t of the batch"
      case .error: "    δ ← G_λ − v(S_t);  ψ ← ∇ln π(A_t∣S_t)"
      case .sums: "    M ← M + ψψᵀ;  b ← b + δψ"
      case .critic: "  v(S_t) moves by β towards G_λ, each t"
      case .fit: "  w ← M⁺b, so that wᵀψ ≈ δ"
      case .policy: "  θ ← θ + αw, or less: KL(old∥new) ≤ kl"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// Step size along w.
    public var α = 0.2
    /// Step size of the critic.
    public var β = 0.2
    /// Episodes of a batch.
    public var episodes = 20
    /// The largest mean divergence of an update, in nats.
    public var divergence = 0.02
    /// λ of the returns.
    public var λ = 1.0
    /// Added to each eigenvalue of M.
    public var ridge = 0.1
    /// Whether a step's weight has the factor γᵗ.
    public var isDiscounted = false

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .policyStep(\.α), .criticStep(\.β), .batchOfEpisodes(\.episodes), .largestDivergence(\.divergence),
        .real("lambda", \.λ, 0...1, live: true, "λ of the returns: 1 as they came, less to believe the critic sooner"),
        .ridge(\.ridge), .discounted(\.isDiscounted),
      ]
    }
  }

  public static var learnsFromWholeEpisodes: Bool { true }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "natural-actor-critic", title: "Natural actor–critic",
      summary: "the critic's parameters are the direction: the natural gradient without a Fisher matrix",
      lesson: """
        A critic whose features are the policy's own scores needs no gradient: its parameters w already point along the \
        natural one. Look for the angle between w and the vanilla gradient, wide where the policy is nearly sure, \
        and on the short corridor for how soon a policy that goes the wrong way comes back.
        """,
      section: "4 Better directions", source: "Peters, Vijayakumar & Schaal 2005",
      keywords: "enac gae")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "aliased-corridor":
      settings.α = 0.1
      settings.β = 0.02
      settings.episodes = 50
      settings.divergence = 0.005
    case "short-corridor":
      settings.α = 0.1
      settings.β = 0.015
      settings.episodes = 5
      settings.divergence = 0.05
      settings.ridge = 1
    case "four-rooms": settings.ridge = 10
    case "frozen-lake", "frozen-lake-8x8": settings.λ = 0.8
    // Whoever makes up his mind early never finds the large reward.
    case "river-swim": (settings.divergence, settings.episodes) = (0.0005, 50)
    case "pendulum": settings.β = 0.002
    case "tetris": settings.β = 0.003
    case "mountain-car-continuous": settings.α = 0.05
    case "mountain-car": settings.β = 0.01
    default: break
    }
    return settings
  }

  public var settings: Settings
  public var environment: Environment<R.W>
  public var policy: R.Actor
  public private(set) var critic: R.Critic
  public var random: RandomStream
  public private(set) var updates = 0
  private var batch = EpisodeBatch<R.W>()
  private var fit: CompatibleFit
  /// The compatible critic's parameters.
  private var w: [Double]

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world)
    critic = representation.critic(for: world)
    random = RandomStream(seed: seed, name: "policy")
    fit = CompatibleFit(for: policy, at: environment.observation)
    w = fit.gradient
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    batch.clear()
    try probe.passed(Line.batch, &self)
    while batch.episodes.count < settings.episodes {
      environment.reset()
      var γᵗ = 1.0
      let number = Double(batch.episodes.count + 1)
      try probe.passed(Line.episode, &self, ["episode": number])
      while environment.ending == .none {
        try probe.passed(Line.until, &self)
        let state = environment.observation
        let action = policy.sample(at: state, using: &random)
        try probe.passed(Line.choose, &self)
        let reward = environment.step(action).reward
        batch.append(Step(state, action, reward), weight: γᵗ)
        if settings.isDiscounted { γᵗ *= environment.γ }
        try probe.passed(Line.act, &self, ["R": reward])
      }
      batch.endEpisode(in: environment.observation, environment.ending)
    }
    batch.estimate(γ: environment.γ, λ: settings.λ, bootstraps: true, by: critic)
    fit.clear()
    for t in batch.steps.indices {
      let step = batch.steps[t]
      try probe.passed(Line.sweep, &self, ["t": Double(t)])
      let (G, δ) = (batch.returns[t], batch.advantages[t])
      try probe.passed(Line.error, &self, ["G": G, "δ": δ])
      fit.add(δ, weight: batch.weights[t], of: step.action, at: step.observation, by: policy)
      try probe.passed(Line.sums, &self)
    }
    for t in batch.steps.indices {
      let observation = batch.steps[t].observation
      critic.ascend(settings.β * (batch.returns[t] - critic.value(at: observation)), at: observation)
    }
    try probe.passed(Line.critic, &self)
    w = fit.weights(ridge: settings.ridge)
    let (gradient, direction) = (fit.gradient, w)
    try probe.passed(
      Line.fit, &self,
      ["∣w∣": length(direction), "∠ w,∇J": NaturalStep.angle(direction, gradient)])
    let curvature = dot(w, fit.fisher.product(w)) / fit.weight
    let (size, divergence) = NaturalStep.move(
      &policy, settings.α, along: w, within: settings.divergence, curvature: curvature, over: batch.steps)
    updates += 1
    try probe.passed(Line.policy, &self, ["α": size, "KL": divergence])
  }

  public var learntValues: [Double]? { critic.table }

  public func learntValue(at observation: R.W.Observation) -> Double? { critic.value(at: observation) }

  public var parameters: [LearntParameters] {
    [
      LearntParameters("θ", policy.parameters), LearntParameters("v", critic.parameters), LearntParameters("w", w),
    ]
  }
}
