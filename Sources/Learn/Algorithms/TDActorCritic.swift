import Worlds

/// One-step actor–critic, the TD error as advantage. Sutton & Barto 2018, section 13.5, page 332.
///
/// Departures from the book: the factor I = γᵗ of the policy's update is left out unless `discounted` is set, as in the
/// lecture and in common practice. (The lecture's δ has no γ; that is a slip.) Only a terminated episode has no future:
/// where the horizon cuts one, the value of the last state is bootstrapped.
public struct TDActorCritic<R: Representation>: PolicyLearner {
  public enum Line: Int, Listing {
    case episode, start, until, choose, act, error, critic, policy, advance

    public var text: String {
      switch self {
      case .episode: "for each episode"
      case .start: "  S ← a start state"
      case .until: "  until the episode ends"
      case .choose: "    A ∼ π(·∣S, θ)"
      case .act: "    take A; observe R, S′"
      case .error: "    δ ← R + γ v(S′, w) − v(S, w)"
      case .critic: "    w ← w + β δ ∇v(S, w)"
      case .policy: "    θ ← θ + α δ ∇ln π(A∣S, θ)"
      case .advance: "    S ← S′"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// Step size of the policy.
    public var α = 0.02
    /// Step size of the critic.
    public var β = 0.2
    /// Whether the policy's update has the book's factor I = γᵗ.
    public var isDiscounted = false

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [.policyStep(\.α), .criticStep(\.β), .discounted(\.isDiscounted)]
    }
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "td-actor-critic", title: "TD actor–critic",
      summary: "learns at every step: the TD error says whether an action was better than expected",
      lesson: """
        The critic's TD error stands in for the advantage, so the policy learns at every step instead of at an \
        episode's end. Variance falls and a bias comes in: what the critic gets wrong, the actor believes. Look \
        for its failure on the short corridor, where one value has to serve all states.
        """,
      section: "3 Temporal structure", source: "Sutton & Barto 2018, 13.5")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "aliased-corridor":
      settings.α = 0.005
      settings.β = 0.02
    case "gridworld": settings.α = 0.05
    case "frozen-lake", "frozen-lake-8x8":
      settings.α = 0.3
      settings.β = 0.1
    // Its rewards go to ten thousand.
    case "river-swim": settings.α = 0.000005
    case "bandit":
      settings.α = 0.1
      settings.β = 0.05
    case "continuous-bandit":
      settings.α = 0.003
      settings.β = 0.05
    case "point-mass":
      settings.α = 0.003
      settings.β = 0.05
    case "pendulum":
      settings.α = 0.0003
      settings.β = 0.02
    case "mountain-car-continuous": (settings.α, settings.β) = (0.001, 0.02)
    case "acrobot": (settings.α, settings.β) = (0.0003, 0.02)
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
    var γᵗ = 1.0
    var state = environment.observation
    try probe.passed(Line.start, &self)
    while environment.ending == .none {
      try probe.passed(Line.until, &self)
      let action = policy.sample(at: state, using: &random)
      try probe.passed(Line.choose, &self)
      let outcome = environment.step(action)
      let (reward, next) = (outcome.reward, environment.observation)
      try probe.passed(Line.act, &self, ["R": reward])
      let v = critic.value(at: state)
      let following = outcome.ending == .terminated ? 0 : critic.value(at: next)
      let δ = reward + environment.γ * following - v
      try probe.passed(Line.error, &self, ["δ": δ, "v(S)": v, "v(S′)": following])
      let correction = settings.β * δ
      critic.ascend(correction, at: state)
      try probe.passed(Line.critic, &self, ["β δ": correction])
      let step = settings.α * γᵗ * δ
      policy.ascend(step, along: action, at: state)
      updates += 1
      if settings.isDiscounted { γᵗ *= environment.γ }
      try probe.passed(Line.policy, &self, ["α δ": step])
      state = next
      try probe.passed(Line.advance, &self)
    }
  }

  public var learntValues: [Double]? { critic.table }

  public func learntValue(at observation: R.W.Observation) -> Double? { critic.value(at: observation) }

  public var parameters: [LearntParameters] {
    [LearntParameters("θ", policy.parameters), LearntParameters("w", critic.parameters)]
  }
}
