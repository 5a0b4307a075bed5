import Worlds

/// REINFORCE with a learnt baseline: the Monte-Carlo actor–critic. Sutton & Barto 2018, section 13.4, page 330.
///
/// Departures from the book: the factor γᵗ of the update is left out unless `discounted` is set, as in the lecture and
/// in common practice; all returns of an episode are summed backwards in one pass before the sweep, which changes no
/// number, because they do not depend on θ or w.
///
/// With λ < 1 the return is the λ-return v(S_t) + Â_t, where Â_t is the generalised advantage of Schulman et al. 2016 by the
/// critic as it is at the episode's end: less noise for some of the critic's bias. A λ-return bootstraps where the horizon
/// cuts; the plain return of λ = 1 does not.
public struct ReinforceBaseline<R: Representation>: PolicyLearner {
  public enum Line: Int, Listing {
    case episode, start, until, choose, act, sweep, `return`, error, critic, policy

    public var text: String {
      switch self {
      case .episode: "for each episode"
      case .start: "  S ← a start state"
      case .until: "  until the episode ends"
      case .choose: "    A ∼ π(·∣S, θ)"
      case .act: "    take A; observe R and the next S"
      case .sweep: "  for each step t of the episode"
      case .return: "    G ← Σ γ^(k−t−1) R_k, or G_t^λ"
      case .error: "    δ ← G − v(S_t, w)"
      case .critic: "    w ← w + β δ ∇v(S_t, w)"
      case .policy: "    θ ← θ + α δ ∇ln π(A_t∣S_t, θ)"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// Step size of the policy.
    public var α = 0.001
    /// Step size of the critic.
    public var β = 0.05
    /// λ of the return: 1 is the return as it came, 0 one reward and the critic's value.
    public var λ = 1.0
    /// Whether the policy's update has the book's factor γᵗ.
    public var isDiscounted = false

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .policyStep(\.α), .criticStep(\.β), .returnMixture(\.λ), .discounted(\.isDiscounted),
      ]
    }
  }

  public static var learnsFromWholeEpisodes: Bool { true }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "reinforce-baseline", title: "REINFORCE with baseline",
      summary: "what came of it less what was to be expected: the same gradient, less noise",
      lesson: """
        A baseline that does not depend on the action leaves the expected update as it was and takes out what all \
        actions of a state have in common: a smaller variance at no bias. Look for δ, small and of both signs, \
        where plain REINFORCE has G.
        """,
      section: "3 Temporal structure", source: "Sutton & Barto 2018, 13.4",
      keywords: "gae monte-carlo actor-critic")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "aliased-corridor": settings.α = 0.002
    case "short-corridor":
      settings.α = 0.002
      settings.β = 0.015
    // Its rewards go to ten thousand.
    case "river-swim": settings.α = 0.000002
    case "bandit": settings.α = 0.1
    case "continuous-bandit": settings.α = 0.003
    case "point-mass":
      settings.α = 0.0001
      settings.β = 0.01
    case "pendulum":
      settings.α = 0.00001
      settings.β = 0.002
    case "mountain-car-continuous": (settings.α, settings.β) = (0.0001, 0.01)
    // With the plain return they learn a tenth as fast, or not at all.
    case "cliff-walking": (settings.λ, settings.α, settings.β) = (0.9, 0.003, 0.2)
    case "windy-gridworld": (settings.λ, settings.α, settings.β) = (0.9, 0.003, 0.1)
    case "four-rooms": (settings.λ, settings.α, settings.β) = (0.9, 0.02, 0.1)
    case "frozen-lake", "frozen-lake-8x8": (settings.λ, settings.α, settings.β) = (0.9, 0.3, 0.1)
    case "cart-pole": (settings.λ, settings.α) = (0.95, 0.003)
    case "acrobot": (settings.λ, settings.α, settings.β) = (0.95, 0.001, 0.005)
    // Whole games' returns less a value that is nearly nothing at first teach nothing.
    case "tetris": (settings.λ, settings.α, settings.β) = (0.5, 0.01, 0.003)
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
  private var trajectory: [Step<R.W>] = []
  private var returns: [Double] = []
  private var rewards: [Double] = []
  private var values: [Double] = []

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world, seed: seed)
    critic = representation.critic(for: world, seed: seed)
    random = RandomStream(seed: seed, name: "policy")
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    try probe.passed(Line.episode, &self)
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
    computeReturns()
    var γᵗ = 1.0
    for t in 0..<trajectory.count {
      try probe.passed(Line.sweep, &self, ["t": Double(t)])
      let (state, action) = (trajectory[t].observation, trajectory[t].action)
      let G = returns[t]
      try probe.passed(Line.return, &self, ["G": G])
      let v = critic.value(at: state)
      let δ = G - v
      try probe.passed(Line.error, &self, ["δ": δ, "v(S)": v])
      let correction = settings.β * δ
      critic.ascend(correction, at: state)
      try probe.passed(Line.critic, &self, ["β δ": correction])
      let step = settings.α * γᵗ * δ
      policy.ascend(step, along: action, at: state)
      updates += 1
      try probe.passed(Line.policy, &self, ["α δ": step])
      if settings.isDiscounted { γᵗ *= environment.γ }
    }
  }

  /// G_t of every step of the episode.
  private mutating func computeReturns() {
    guard settings.λ < 1 else {
      discountedReturns(of: trajectory, γ: environment.γ, into: &returns)
      return
    }
    rewards.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    for step in trajectory {
      rewards.append(step.reward)
      values.append(critic.value(at: step.observation))
    }
    let following = environment.ending == .terminated ? 0 : critic.value(at: environment.observation)
    generalizedAdvantages(
      rewards: rewards, values: values, following: following, γ: environment.γ, λ: settings.λ, into: &returns)
    for t in values.indices { returns[t] += values[t] }
  }

  public var learntValues: [Double]? { critic.table }

  public func learntValue(at observation: R.W.Observation) -> Double? { critic.value(at: observation) }

  public var parameters: [LearntParameters] {
    [LearntParameters("θ", policy.parameters), LearntParameters("w", critic.parameters)]
  }
}
