import Worlds

/// QAC: the one-step actor–critic whose critic values actions, as the lecture has it. Silver 2015, lecture 7; the critic
/// is SARSA's (Sutton & Barto 2018, section 6.4), the policy's update that of their eq. 13.7 sampled at the action taken.
///
/// Departures from the lecture: δ has γ; only a terminated episode has no future, where the horizon cuts one, the value of
/// the last state with the action that would have come is bootstrapped; the book's γᵗ is an option. As on the slide, the
/// critic moves first and the policy uses the value as it is then. The slide's loop never says A ← A′; ours does.
///
/// It is brittle. Q_w(S, A) has no baseline: where all returns are negative every action taken is pushed down, by as much
/// as its value is large, and a critic that is still wrong pushes the policy into a corner that it never leaves. On the
/// 10×10 gridworld α = 0.03 and β = 0.2 do well; with α = 0.1 most runs end on a detour and one in ten never arrives. On
/// the short corridor it fails whatever the step sizes, since one Q serves all states. The critic, not the sampling, is to
/// blame: with the true Q the same update is the policy gradient.
public struct QAC<R: Representation>: PolicyLearner {
  public enum Line: Int, Listing {
    case episode, start, first, until, act, choose, error, critic, policy, advance

    public var text: String {
      switch self {
      case .episode: "for each episode"
      case .start: "  S ← a start state"
      case .first: "  A ∼ π(·∣S, θ)"
      case .until: "  until the episode ends"
      case .act: "    take A; observe R, S′"
      case .choose: "    A′ ∼ π(·∣S′, θ)"
      case .error: "    δ ← R + γ Q(S′, A′, w) − Q(S, A, w)"
      case .critic: "    w ← w + β δ ∇Q(S, A, w)"
      case .policy: "    θ ← θ + α Q(S, A, w) ∇ln π(A∣S, θ)"
      case .advance: "    S ← S′; A ← A′"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// Step size of the policy.
    public var α = 0.03
    /// Step size of the critic.
    public var β = 0.2
    /// Whether the policy's update has the factor γᵗ.
    public var isDiscounted = false

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [.policyStep(\.α), .criticStep(\.β), .discounted(\.isDiscounted)]
    }
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "qac", title: "One-step actor–critic with Q",
      summary: "the learnt value of the action itself as its merit: simple, biased and brittle",
      lesson: """
        The policy-gradient theorem with a learnt Q in the place of the true one. Without a baseline every action \
        taken is pushed by the whole of its value, and the critic's errors go straight into the policy. Look for how \
        it fares with twice the step size, and beside the TD actor–critic, whose δ is small once it knows the world.
        """,
      section: "3 Temporal structure", source: "Silver 2015, lecture 7")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "aliased-corridor":
      settings.α = 0.002
      settings.β = 0.3
    // Its rewards go to ten thousand.
    case "river-swim": settings.α = 0.000002
    case "cliff-walking": (settings.α, settings.β) = (0.01, 0.1)
    case "four-rooms": (settings.α, settings.β) = (0.003, 0.1)
    case "frozen-lake": (settings.α, settings.β) = (0.1, 0.1)
    case "frozen-lake-8x8": (settings.α, settings.β) = (0.2, 0.1)
    case "cart-pole":
      settings.α = 0.001
      settings.β = 0.05
    case "pendulum":
      settings.α = 0.000003
      settings.β = 0.02
    case "short-corridor":
      settings.α = 0.0002
      settings.β = 0.02
    case "mountain-car-continuous", "acrobot", "cart-pole-swing-up", "swimmer":
      (settings.α, settings.β) = (0.000003, 0.01)
    case "point-mass": (settings.α, settings.β) = (0.000003, 0.05)
    default: break
    }
    return settings
  }

  public var settings: Settings
  public var environment: Environment<R.W>
  public var policy: R.Actor
  public private(set) var critic: R.ActionValues
  public var random: RandomStream
  public private(set) var updates = 0

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world)
    critic = representation.actionValues(for: world)
    random = RandomStream(seed: seed, name: "policy")
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    try probe.passed(Line.episode, &self)
    environment.reset()
    var γᵗ = 1.0
    var state = environment.observation
    try probe.passed(Line.start, &self)
    var action = policy.sample(at: state, using: &random)
    try probe.passed(Line.first, &self)
    while environment.ending == .none {
      try probe.passed(Line.until, &self)
      let outcome = environment.step(action)
      let (reward, next) = (outcome.reward, environment.observation)
      try probe.passed(Line.act, &self, ["R": reward])
      let following = policy.sample(at: next, using: &random)
      try probe.passed(Line.choose, &self)
      let q = critic.value(at: state, action)
      let future = outcome.ending == .terminated ? 0 : critic.value(at: next, following)
      let δ = reward + environment.γ * future - q
      try probe.passed(Line.error, &self, ["δ": δ, "Q(S,A)": q, "Q(S′,A′)": future])
      let correction = settings.β * δ
      critic.ascend(correction, at: state, action)
      try probe.passed(Line.critic, &self, ["β δ": correction])
      let step = settings.α * γᵗ * critic.value(at: state, action)
      policy.ascend(step, along: action, at: state)
      updates += 1
      if settings.isDiscounted { γᵗ *= environment.γ }
      try probe.passed(Line.policy, &self, ["α Q": step])
      (state, action) = (next, following)
      try probe.passed(Line.advance, &self)
    }
  }

  /// Σ_a π(a∣o) Q(o, a) of each observation.
  public var learntValues: [Double]? { policyMean(of: critic) }

  public var learntActionValues: [Double]? { table(of: critic) }

  public var parameters: [LearntParameters] {
    [LearntParameters("θ", policy.parameters), LearntParameters("w", critic.parameters)]
  }
}
