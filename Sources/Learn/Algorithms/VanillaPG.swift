import Worlds

/// The vanilla policy gradient: ∇J ≈ (1/m) Σ_i (R(τ_i) − b) Σ_t ∇ln π(A_t∣S_t), one return for all steps of an episode.
/// Williams 1992; the lecture's subsection 2, with the first of its remedies, a baseline.
///
/// R(τ) = Σ γᵗ R_{t+1} is the return of the whole episode, also for its last action, which had no part in what came before:
/// leaving that out is REINFORCE. No factor γᵗ is needed, since R(τ) has it.
///
/// Departures from the lecture: the gradient is summed over the episode before θ moves, as in its formula. Its listing moves
/// θ at every step, while the scores still to come are those of the θ that acted; on the corridor nearly every run collapses
/// then. m is `batch`.
///
/// Baselines. `constant` is a number. `mean` is b ← b + β (R(τ) − b), begun with the first return, so that the first
/// episode moves nothing but b. `value` is V_w(S_t), learnt from R(τ) as it is: what is subtracted has to foretell R(τ)
/// and not the return to come, so that w is no estimate of V^π and is not shown as one. On the corridor it leaves less
/// noise than V_w(S_0) would. No baseline has seen the episode that it judges, so that none biases the gradient.
///
/// What α = 0.003 can reach in 10,000 episodes does not depend on the baseline: along the exact gradient, θ comes as far as
/// 0.003 · 10,000 = 30 units of time, where J is 5.95; J = 6 takes 37.
public struct VanillaPG<R: Representation>: PolicyLearner {
  public enum Line: Int, Listing {
    case batch, episode, start, until, choose, act, `return`, sweep, error, gradient, baseline, policy

    public var text: String {
      switch self {
      case .batch: "for each batch: g ← 0"
      case .episode: "  for each of its m episodes"
      case .start: "    S ← a start state"
      case .until: "    until the episode ends"
      case .choose: "      A ∼ π(·∣S, θ)"
      case .act: "      take A; observe R and the next S"
      case .return: "    R(τ) ← Σ γᵗ R_t₊₁ of the whole episode"
      case .sweep: "    for each step t of the episode"
      case .error: "      δ ← R(τ) − b(S_t)"
      case .gradient: "      g ← g + δ ∇ln π(A_t∣S_t, θ) / m"
      case .baseline: "    b ← b + β (R(τ) − b), at each S_t"
      case .policy: "  θ ← θ + α g"
      }
    }
  }

  /// What is subtracted from R(τ).
  public enum Baseline: String, CaseIterable, Sendable { case none, constant, mean, value }

  public struct Settings: ParameterSet {
    /// Step size of the policy.
    public var α = 0.0003
    /// Step size of a baseline that is learnt.
    public var β = 0.03
    /// m, the episodes of an update.
    public var batch = 1
    public var baseline = Baseline.value
    /// The baseline `constant`.
    public var constant = 0.0

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .policyStep(\.α),
        .real("beta", \.β, 0...1, live: true, "step size β of the baselines `mean` and `value`"),
        .integer("batch", \.batch, 1...1_000_000, unit: "episodes", live: true, "m, episodes of an update"),
        .choice("baseline", \.baseline, "what is subtracted from the return"),
        .real(
          "constant", \.constant, -(.greatestFiniteMagnitude)...(.greatestFiniteMagnitude), live: true,
          "the baseline `constant`"),
      ]
    }
  }

  public static var learnsFromWholeEpisodes: Bool { true }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "vanilla-pg", title: "Vanilla policy gradient",
      summary: "one return for the whole episode, for every action in it: unbiased and very noisy",
      lesson: """
        Every action of an episode is praised or blamed for the whole return, also for what came before it: unbiased, \
        and very noisy. Compare the baselines, which change the noise and not the mean. Look for collapse at \
        `alpha=0.01` on the corridor: a few unlucky episodes make the policy certain of the wrong thing, and it does \
        not come back, because it no longer tries anything else.
        """,
      section: "2 Policy gradient", source: "Williams 1992; the lecture",
      keywords: "vpg")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "aliased-corridor": settings.α = 0.003
    case "short-corridor": settings.α = 0.001
    case "frozen-lake", "frozen-lake-8x8": settings.α = 0.1
    // Falls of a hundred and episodes of a thousand steps: the returns of the beginning are large.
    case "cliff-walking": settings.α = 0.000003
    case "windy-gridworld": settings.α = 0.00015
    case "four-rooms": settings.α = 0.0002
    case "two-state-loop": settings.α = 0.03
    case "rock-paper-scissors": settings.α = 0.003
    case "bandit": settings.α = 0.03
    case "continuous-bandit": settings.α = 0.001
    case "point-mass": settings.α = 0.00001
    case "cart-pole": settings.α = 0.002
    case "pendulum": settings.α = 0.000003
    // Its rewards go to ten thousand.
    case "river-swim": settings.α = 0.00001
    case "mountain-car-continuous": settings.α = 0.000003
    case "acrobot": settings.α = 0.00001
    default: break
    }
    return settings
  }

  public var settings: Settings
  public var environment: Environment<R.W>
  public var policy: R.Actor
  public var random: RandomStream
  public private(set) var updates = 0
  /// V_w(S_t), where it is the baseline, and the running mean; nil before the first return.
  private var critic: R.Critic
  private var mean: Double?
  private var gradient: [Double]
  private var trajectory: [Step<R.W>] = []

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world)
    critic = representation.critic(for: world)
    random = RandomStream(seed: seed, name: "policy")
    gradient = Array(repeating: 0, count: policy.parameters.count)
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    for index in gradient.indices { gradient[index] = 0 }
    let m = settings.batch
    try probe.passed(Line.batch, &self, ["m": Double(m)])
    for episode in 1...m {
      try probe.passed(Line.episode, &self, ["i": Double(episode)])
      environment.reset()
      trajectory.removeAll(keepingCapacity: true)
      try probe.passed(Line.start, &self)
      while environment.ending == .none {
        try probe.passed(Line.until, &self)
        let state = environment.observation
        let action = policy.sample(at: state, using: &random)
        try probe.passed(Line.choose, &self)
        let reward = environment.step(action).reward
        trajectory.append(Step(state, action, reward))
        try probe.passed(Line.act, &self, ["R": reward])
      }
      let R = bootstrappedReturn(of: trajectory[...], γ: environment.γ, following: 0)
      try probe.passed(Line.return, &self, ["R(τ)": R])
      for t in 0..<trajectory.count {
        try probe.passed(Line.sweep, &self, ["t": Double(t)])
        let (state, action) = (trajectory[t].observation, trajectory[t].action)
        let b = baseline(at: state, first: R)
        let δ = R - b
        try probe.passed(Line.error, &self, ["δ": δ, "b": b])
        policy.addScore(δ / Double(m), of: action, at: state, into: &gradient)
        let g = gradient
        try probe.passed(Line.gradient, &self, ["∣g∣": length(g)])
      }
      learnBaseline(from: R)
      try probe.passed(Line.baseline, &self)
    }
    let g = gradient
    policy.parameters = sum(policy.parameters, settings.α, g)
    updates += 1
    let α = settings.α
    try probe.passed(Line.policy, &self, ["∣α g∣": α * length(g)])
  }

  /// b(S_t); the running mean begins with the first return.
  private func baseline(at state: R.W.Observation, first R: Double) -> Double {
    switch settings.baseline {
    case .none: 0
    case .constant: settings.constant
    case .mean: mean ?? R
    case .value: critic.value(at: state)
    }
  }

  private mutating func learnBaseline(from R: Double) {
    switch settings.baseline {
    case .none, .constant: break
    case .mean: mean = (mean ?? R) + settings.β * (R - (mean ?? R))
    case .value:
      for step in trajectory {
        critic.ascend(settings.β * (R - critic.value(at: step.observation)), at: step.observation)
      }
    }
  }

  public var parameters: [LearntParameters] {
    let baseline: [LearntParameters] =
      switch settings.baseline {
      case .none, .constant: []
      case .mean: [LearntParameters("b", [mean ?? 0])]
      case .value: [LearntParameters("w", critic.parameters)]
      }
    return [LearntParameters("θ", policy.parameters)] + baseline
  }
}
