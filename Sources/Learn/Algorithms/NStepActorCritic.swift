import Worlds

/// n-step actor–critic: n rewards as they came, then the critic's value of where they led. Sutton & Barto 2018, section
/// 13.5, page 332, with the n-step return of section 7.1; Mnih et al. 2016 brought it to networks.
///
/// n = 1 is the one-step `td-actor-critic`, n at least as long as the episode is `reinforce-baseline`: between the two the
/// critic's bias is traded for the noise of the returns. Each step is learnt from n steps later, or at the end of the
/// episode, with the critic as it is then.
///
/// Departures from the book: the factor γᵗ of the policy's update is left out unless `discounted` is set, as in the lecture
/// and in common practice. Only a terminated episode has no future: where the horizon cuts one, the value of the last
/// state is bootstrapped.
public struct NStepActorCritic<R: Representation>: PolicyLearner {
  public enum Line: Int, Listing {
    case episode, start, until, choose, act, sweep, `return`, error, critic, policy

    public var text: String {
      switch self {
      case .episode: "for each episode"
      case .start: "  S ← a start state"
      case .until: "  until the episode ends"
      case .choose: "    A ∼ π(·∣S, θ)"
      case .act: "    take A; observe R and the next S"
      case .sweep: "    for step τ, n old; all at the end"
      case .return: "      G ← Σ γ^(k−τ−1) R_k + γⁿ v(S_τ₊ₙ)"
      case .error: "      δ ← G − v(S_τ, w)"
      case .critic: "      w ← w + β δ ∇v(S_τ, w)"
      case .policy: "      θ ← θ + α δ ∇ln π(A_τ∣S_τ, θ)"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// Rewards that are taken as they came.
    public var n = 5
    /// Step size of the policy.
    public var α = 0.02
    /// Step size of the critic.
    public var β = 0.2
    /// Whether the policy's update has the book's factor γᵗ.
    public var isDiscounted = false

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .policyStep(\.α), .criticStep(\.β),
        .integer(
          "n", \.n, 1...1_000_000, unit: "steps", live: true, "rewards taken as they came before the critic's value"),
        .discounted(\.isDiscounted),
      ]
    }
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "n-step-actor-critic", title: "n-step actor–critic",
      summary: "n rewards as they came, then the critic: from the TD error to the whole return by one dial",
      lesson: """
        How much to believe the critic: one step and its bias is everything, the whole episode and there is none but \
        all of chance's noise. Change n while it runs. Look for the short corridor, where n = 1 fails, since one value \
        serves all states, and n = 5 does not.
        """,
      section: "3 Temporal structure", source: "Sutton & Barto 2018, 13.5 and 7.1")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "aliased-corridor":
      settings.α = 0.005
      settings.β = 0.02
    case "short-corridor":
      settings.α = 0.002
      settings.β = 0.015
    case "cliff-walking": settings.α = 0.005
    case "frozen-lake", "frozen-lake-8x8": (settings.α, settings.β) = (0.3, 0.1)
    // Its rewards go to ten thousand.
    case "river-swim": settings.α = 0.000005
    case "bandit":
      settings.α = 0.1
      settings.β = 0.05
    case "continuous-bandit":
      settings.α = 0.003
      settings.β = 0.05
    case "point-mass":
      settings.α = 0.001
      settings.β = 0.05
    case "pendulum":
      settings.n = 20
      settings.α = 0.0001
      settings.β = 0.01
    case "mountain-car-continuous": (settings.α, settings.β) = (0.0003, 0.005)
    case "acrobot": (settings.α, settings.β) = (0.001, 0.02)
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
  /// The steps not yet learnt from, oldest first, behind those that were but are not yet swept away.
  private var trajectory: [Step<R.W>] = []

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world)
    critic = representation.critic(for: world)
    random = RandomStream(seed: seed, name: "policy")
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    try probe.passed(Line.episode, &self)
    environment.reset()
    trajectory.removeAll(keepingCapacity: true)
    var τ = 0
    var γᵗ = 1.0
    try probe.passed(Line.start, &self)
    while environment.ending == .none {
      try probe.passed(Line.until, &self)
      let state = environment.observation
      let action = policy.sample(at: state, using: &random)
      try probe.passed(Line.choose, &self)
      let reward = environment.step(action).reward
      trajectory.append(Step(state, action, reward))
      try probe.passed(Line.act, &self, ["R": reward])
      while τ < trajectory.count, trajectory.count - τ >= settings.n || environment.ending != .none {
        let number = Double(environment.episodeSteps - trajectory.count + τ)
        try probe.passed(Line.sweep, &self, ["τ": number])
        let end = min(τ + settings.n, trajectory.count)
        let following = valueAfter(end)
        let G = bootstrappedReturn(of: trajectory[τ..<end], γ: environment.γ, following: following)
        try probe.passed(Line.return, &self, ["G": G, "v(S_τ₊ₙ)": following])
        let (state, action) = (trajectory[τ].observation, trajectory[τ].action)
        let v = critic.value(at: state)
        let δ = G - v
        try probe.passed(Line.error, &self, ["δ": δ, "v(S_τ)": v])
        let correction = settings.β * δ
        critic.ascend(correction, at: state)
        try probe.passed(Line.critic, &self, ["β δ": correction])
        let step = settings.α * γᵗ * δ
        policy.ascend(step, along: action, at: state)
        updates += 1
        τ += 1
        if settings.isDiscounted { γᵗ *= environment.γ }
        try probe.passed(Line.policy, &self, ["α δ": step])
      }
      if τ >= Self.longestTail {
        // An episode without end must not fill the memory.
        trajectory.removeFirst(τ)
        τ = 0
      }
    }
  }

  /// Steps already learnt from that are kept at the most.
  private static var longestTail: Int { 4096 }

  /// v of the state that step `end` begins in; 0 behind the last one of an episode that terminated.
  private func valueAfter(_ end: Int) -> Double {
    if end < trajectory.count { return critic.value(at: trajectory[end].observation) }
    return environment.ending == .terminated ? 0 : critic.value(at: environment.observation)
  }

  public var learntValues: [Double]? { critic.table }

  public func learntValue(at observation: R.W.Observation) -> Double? { critic.value(at: observation) }

  public var parameters: [LearntParameters] {
    [LearntParameters("θ", policy.parameters), LearntParameters("w", critic.parameters)]
  }
}
