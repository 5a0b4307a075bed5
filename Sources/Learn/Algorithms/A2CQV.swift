import Worlds

/// The lecture's advantage actor–critic: A(s, a) = Q_w(s, a) − V_v(s), two approximators, both learnt by temporal
/// differences. Sutton & Barto 2018, section 6.4 (the critics' updates) and eq. 13.7 with a baseline (the policy's).
///
/// Departures from the lecture: the two errors have γ; only a terminated episode has no future, where the horizon cuts
/// one, the values of the last state are bootstrapped; the book's γᵗ is an option. As in `qac` the critics move first and
/// the policy uses the values as they are then.
///
/// The baseline takes out what all actions of a state have in common, so that an action is pushed down only where it is
/// worse than the policy's average. What is left of `qac`'s brittleness is the difference of two errors: Q_w is learnt
/// from the visits of one action, V_v from those of all. While returns are negative and V_v falls first, whatever is done
/// looks good and is done again: on the gridworld with one step size of 0.2 for both, eight runs of ten walked into a wall
/// for ever. So V_v has a step size of its own, a quarter of Q's, and all ten find the shortest way. That
/// `td-actor-critic` gets the same advantage from V alone, with half the numbers, is the lecture's next step.
public struct A2CQV<R: Representation>: PolicyLearner {
  public enum Line: Int, Listing {
    case episode, start, first, until, act, choose, error, stateError, critic, stateCritic, policy, advance

    public var text: String {
      switch self {
      case .episode: "for each episode"
      case .start: "  S ← a start state"
      case .first: "  A ∼ π(·∣S, θ)"
      case .until: "  until the episode ends"
      case .act: "    take A; observe R, S′"
      case .choose: "    A′ ∼ π(·∣S′, θ)"
      case .error: "    δ ← R + γ Q(S′, A′, w) − Q(S, A, w)"
      case .stateError: "    δ_v ← R + γ V(S′, v) − V(S, v)"
      case .critic: "    w ← w + β δ ∇Q(S, A, w)"
      case .stateCritic: "    v ← v + β_v δ_v ∇V(S, v)"
      case .policy: "    θ ← θ + α (Q(S,A) − V(S)) ∇ln π(A∣S, θ)"
      case .advance: "    S ← S′; A ← A′"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// Step size of the policy.
    public var α = 0.03
    /// Step size of Q.
    public var β = 0.2
    /// Step size of V.
    public var βv = 0.05
    /// Whether the policy's update has the factor γᵗ.
    public var isDiscounted = false

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .policyStep(\.α), .criticStep(\.β),
        .real("beta-v", \.βv, 0...(.greatestFiniteMagnitude), live: true, "step size of V, the second critic"),
        .discounted(\.isDiscounted),
      ]
    }
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "a2c-qv", title: "Advantage actor–critic with Q and V",
      summary: "the advantage as a difference of two learnt values: good or bad for this state, not in all",
      lesson: """
        Two critics, one for actions and one for states, and the policy follows their difference: an action is punished \
        only where it is worse than what the policy does on average. Look for the size of the steps beside those of QAC, \
        and for how well they go with larger ones.
        """,
      section: "3 Temporal structure", source: "the lecture; Sutton & Barto 2018, 6.4 and 13.7")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "aliased-corridor":
      settings.α = 0.005
      settings.β = 0.1
      settings.βv = 0.02
    case "short-corridor":
      settings.α = 0.0005
      settings.β = 0.02
      settings.βv = 0.01
    case "frozen-lake", "frozen-lake-8x8":
      settings.α = 0.3
      settings.β = 0.2
    // Its rewards go to ten thousand.
    case "river-swim": settings.α = 0.000002
    case "pendulum":
      settings.α = 0.0001
      settings.β = 0.05
      settings.βv = 0.02
    case "mountain-car-continuous": (settings.α, settings.β) = (0.001, 0.01)
    case "acrobot": (settings.α, settings.β) = (0.0001, 0.01)
    case "point-mass": (settings.α, settings.β, settings.βv) = (0.0003, 0.02, 0.02)
    case "cart-pole-swing-up", "swimmer": (settings.α, settings.β, settings.βv) = (0.0001, 0.01, 0.01)
    default: break
    }
    return settings
  }

  public var settings: Settings
  public var environment: Environment<R.W>
  public var policy: R.Actor
  public private(set) var critic: R.ActionValues
  public private(set) var baseline: R.Critic
  public var random: RandomStream
  public private(set) var updates = 0

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world)
    critic = representation.actionValues(for: world)
    baseline = representation.critic(for: world)
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
      let v = baseline.value(at: state)
      let ahead = outcome.ending == .terminated ? 0 : baseline.value(at: next)
      let δv = reward + environment.γ * ahead - v
      try probe.passed(Line.stateError, &self, ["δ_v": δv, "V(S)": v, "V(S′)": ahead])
      let correction = settings.β * δ
      critic.ascend(correction, at: state, action)
      try probe.passed(Line.critic, &self, ["β δ": correction])
      let stateCorrection = settings.βv * δv
      baseline.ascend(stateCorrection, at: state)
      try probe.passed(Line.stateCritic, &self, ["β_v δ_v": stateCorrection])
      let advantage = critic.value(at: state, action) - baseline.value(at: state)
      let step = settings.α * γᵗ * advantage
      policy.ascend(step, along: action, at: state)
      updates += 1
      if settings.isDiscounted { γᵗ *= environment.γ }
      try probe.passed(Line.policy, &self, ["A": advantage, "α A": step])
      (state, action) = (next, following)
      try probe.passed(Line.advance, &self)
    }
  }

  public var learntValues: [Double]? { baseline.table }

  public func learntValue(at observation: R.W.Observation) -> Double? { baseline.value(at: observation) }

  public var learntActionValues: [Double]? { table(of: critic) }

  public var parameters: [LearntParameters] {
    [
      LearntParameters("θ", policy.parameters), LearntParameters("w", critic.parameters),
      LearntParameters("v", baseline.parameters),
    ]
  }
}
