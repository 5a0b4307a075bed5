import Worlds

/// TD(λ) actor–critic: eligibility traces for actor and critic. Sutton & Barto 2018, the box of section 13.5, page 332, for
/// episodes, and that of section 13.6, page 333, for tasks that never end.
///
/// The two boxes are one listing. By episodes there is no average reward: ρ (the book's R̄) stays 0. In a continuing task
/// nothing is discounted, γ = 1, and ρ is learnt instead: values are differential, how much better than the average it is
/// to be here. `setting` chooses; `auto` takes the second where the world never ends an episode, not even by a horizon.
///
/// The traces are of the shape of θ and w, and the listing moves all of both at every step. On tables they are lazy
/// (`LazyTrace`): the same numbers up to roundings in the time of a one-step method.
///
/// Departures from the book: the factor I = γᵗ of the policy's trace is left out unless `discounted` is set, as in the
/// lecture and in common practice. Only a terminated episode has no future: where the horizon cuts one, the value of the last
/// state is bootstrapped. In a continuing task that is cut all the same, traces begin anew, and ρ goes on.
public struct TDLambdaActorCritic<R: Representation>: PolicyLearner {
  public enum Line: Int, Listing {
    case episode, start, until, choose, act, error, average, criticTrace, policyTrace, critic, policy, advance

    public var text: String {
      switch self {
      case .episode: "for each episode"
      case .start: "  S ← a start state; z_w ← 0; z_θ ← 0"
      case .until: "  until the episode ends"
      case .choose: "    A ∼ π(·∣S, θ)"
      case .act: "    take A; observe R, S′"
      case .error: "    δ ← R − ρ + γ v(S′, w) − v(S, w)"
      case .average: "    ρ ← ρ + η δ    (by episodes: ρ = 0)"
      case .criticTrace: "    z_w ← γ λ_w z_w + ∇v(S, w)"
      case .policyTrace: "    z_θ ← γ λ_θ z_θ + ∇ln π(A∣S, θ)"
      case .critic: "    w ← w + β δ z_w"
      case .policy: "    θ ← θ + α δ z_θ"
      case .advance: "    S ← S′"
      }
    }

    /// For ever there is no discount.
    var continuingText: String {
      switch self {
      case .error: "    δ ← R − ρ + v(S′, w) − v(S, w)"
      case .average: "    ρ ← ρ + η δ"
      case .criticTrace: "    z_w ← λ_w z_w + ∇v(S, w)"
      case .policyTrace: "    z_θ ← λ_θ z_θ + ∇ln π(A∣S, θ)"
      default: text
      }
    }

    /// By episodes there is no average reward.
    var episodicText: String {
      switch self {
      case .error: "    δ ← R + γ v(S′, w) − v(S, w)"
      case .average: ""
      default: text
      }
    }
  }

  /// What is to be made large.
  public enum Setting: String, CaseIterable, Sendable {
    /// The average reward where an episode would last for ever, else the return.
    case auto
    /// The return of an episode.
    case episodic
    /// The average reward.
    case continuing
  }

  public struct Settings: ParameterSet {
    /// Step size of the policy.
    public var α = 0.02
    /// Step size of the critic.
    public var β = 0.1
    /// Step size of the average reward.
    public var η = 0.01
    /// Decay of the policy's trace.
    public var λθ = 0.8
    /// Decay of the critic's trace.
    public var λw = 0.8
    public var setting = Setting.auto
    /// Whether the policy's trace has the book's factor I = γᵗ.
    public var isDiscounted = false

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .policyStep(\.α), .criticStep(\.β),
        .real("eta", \.η, 0...1, live: true, "step size η of the average reward, in continuing tasks"),
        .real("lambda-theta", \.λθ, 0...1, live: true, "decay of the policy's trace: 0 learns from one step only"),
        .real("lambda-w", \.λw, 0...1, live: true, "decay of the critic's trace"),
        .choice(
          "setting", \.setting, "returns of episodes, or the average reward of a task without end; auto: by the world"),
        .discounted(\.isDiscounted),
      ]
    }
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "td-lambda-actor-critic", title: "TD(λ) actor–critic",
      summary: "every step teaches all those that led to it, by traces that fade",
      lesson: """
        A trace remembers which parameters had a part in what came of late, so that one TD error teaches the whole way \
        that led to it and not its last step alone. Slow it down by -, and watch the traces fade behind the agent: \
        `:values z-w` colours the cells by the critic's, `:values z-theta` by the actor's, `v` walks to both. Then set both \
        λ to 0 and to 1.
        """,
      section: "3 Temporal structure", source: "Sutton & Barto 2018, 13.5 and 13.6",
      keywords: "eligibility traces")
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
      (settings.λθ, settings.λw) = (0.9, 0.9)
    case "frozen-lake", "frozen-lake-8x8": settings.α = 0.3
    // Its rewards go to ten thousand.
    case "river-swim": settings.α = 0.000005
    case "point-mass": settings.α = 0.001
    case "pendulum":
      settings.α = 0.0003
      settings.β = 0.02
    case "mountain-car-continuous": (settings.α, settings.β) = (0.001, 0.01)
    case "acrobot": (settings.α, settings.β) = (0.0003, 0.02)
    default: break
    }
    return settings
  }

  public static func check(_ settings: Settings, on world: R.W) throws(ParameterError) {
    if settings.setting == .continuing, !world.isContinuing {
      throw ParameterError(
        "`setting` is `continuing`, but an episode of `\(world.id)` ends; it must be episodic or auto")
    }
  }

  public static func listing(_ settings: Settings, on world: R.W) -> [String] {
    Line.allCases.map(isContinuing(settings, on: world) ? \.continuingText : \.episodicText)
  }

  private static func isContinuing(_ settings: Settings, on world: R.W) -> Bool {
    settings.setting == .continuing || settings.setting == .auto && world.isEndless
  }

  public var settings: Settings
  public var environment: Environment<R.W>
  public var random: RandomStream
  public private(set) var updates = 0
  private var actor: R.TracedActor
  private var critic: R.TracedCritic
  /// ρ, the average reward as estimated; 0 by episodes.
  private var average = 0.0
  private let isContinuing: Bool

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    actor = R.TracedActor(representation.actor(for: world, seed: seed))
    critic = R.TracedCritic(representation.critic(for: world, seed: seed))
    random = RandomStream(seed: seed, name: "policy")
    isContinuing = Self.isContinuing(settings, on: world)
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    try probe.passed(Line.episode, &self)
    environment.reset()
    critic.clearTrace()
    actor.clearTrace()
    let γ = isContinuing ? 1 : environment.γ
    var γᵗ = 1.0
    var state = environment.observation
    try probe.passed(Line.start, &self)
    while environment.ending == .none {
      try probe.passed(Line.until, &self)
      let action = actor.sample(at: state, using: &random)
      try probe.passed(Line.choose, &self)
      let outcome = environment.step(action)
      let (reward, next) = (outcome.reward, environment.observation)
      try probe.passed(Line.act, &self, ["R": reward])
      let v = critic.value(at: state)
      let following = outcome.ending == .terminated ? 0 : critic.value(at: next)
      let δ = reward - average + γ * following - v
      try probe.passed(Line.error, &self, ["δ": δ, "v(S)": v, "v(S′)": following])
      if isContinuing {
        average += settings.η * δ
        let ρ = average
        try probe.passed(Line.average, &self, ["ρ": ρ])
      }
      critic.trace(state, decay: γ * settings.λw)
      let length = critic.traceLength
      try probe.passed(Line.criticTrace, &self, ["∣z_w∣": length])
      actor.trace(action, at: state, weight: γᵗ, decay: γ * settings.λθ)
      if settings.isDiscounted { γᵗ *= γ }
      try probe.passed(Line.policyTrace, &self)
      let correction = settings.β * δ
      critic.ascend(correction)
      try probe.passed(Line.critic, &self, ["β δ": correction])
      let step = settings.α * δ
      actor.ascend(step)
      updates += 1
      try probe.passed(Line.policy, &self, ["α δ": step])
      state = next
      try probe.passed(Line.advance, &self)
    }
  }

  public var policy: R.Actor {
    get { actor.policy }
    set { actor.policy = newValue }
  }

  // Without writing out the whole policy, which a lazy trace would have to.
  public mutating func act(at observation: R.W.Observation) -> R.W.Action {
    actor.sample(at: observation, using: &random)
  }

  public func distribution(at observation: R.W.Observation) -> ActionDistribution {
    actor.distribution(at: observation)
  }

  public var learntValues: [Double]? { critic.values.table }

  public func learntValue(at observation: R.W.Observation) -> Double? { critic.value(at: observation) }

  public var eligibility: [Double]? { critic.eligibility }

  public var policyEligibility: [Double]? { actor.eligibility }

  public var parameters: [LearntParameters] {
    let learnt = [LearntParameters("θ", policy.parameters), LearntParameters("w", critic.values.parameters)]
    return isContinuing ? learnt + [LearntParameters("ρ", [average])] : learnt
  }
}
