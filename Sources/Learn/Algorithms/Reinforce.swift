import Worlds

/// REINFORCE: Monte-Carlo policy gradient. Sutton & Barto 2018, section 13.3, page 328.
///
/// Departures from the book: the factor γᵗ of the update is left out unless `discounted` is set, as in the lecture and
/// in common practice; all returns of an episode are summed backwards in one pass before the sweep, which changes no
/// number, because they do not depend on θ.
public struct Reinforce<R: Representation>: PolicyLearner {
  public enum Line: Int, Listing {
    case episode, start, until, choose, act, sweep, `return`, policy

    public var text: String {
      switch self {
      case .episode: "for each episode"
      case .start: "  S ← a start state"
      case .until: "  until the episode ends"
      case .choose: "    A ∼ π(·∣S, θ)"
      case .act: "    take A; observe R and the next S"
      case .sweep: "  for each step t of the episode"
      case .return: "    G ← Σ γ^(k−t−1) R_k"
      case .policy: "    θ ← θ + α G ∇ln π(A_t∣S_t, θ)"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// Step size of the policy.
    public var α = 0.0002
    /// Whether the update has the book's factor γᵗ.
    public var isDiscounted = false

    public init() {}

    public static var parameters: [Parameter<Self>] { [.policyStep(\.α), .discounted(\.isDiscounted)] }
  }

  public static var learnsFromWholeEpisodes: Bool { true }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "reinforce", title: "REINFORCE",
      summary: "the whole return from each step as its action's merit: unbiased and noisy",
      lesson: """
        Every action is reinforced by the whole return that followed it, an unbiased sample of what it was worth. \
        The price is variance: the same action in the same state is praised or blamed for what chance did later. \
        Look for how G differs from episode to episode while π hardly moves.
        """,
      section: "3 Temporal structure", source: "Sutton & Barto 2018, 13.3")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "aliased-corridor": settings.α = 0.001
    // At 0.1 one run in ten is caught by a lucky second-best arm.
    case "bandit": settings.α = 0.03
    case "continuous-bandit": settings.α = 0.001
    case "point-mass": settings.α = 0.00001
    case "pendulum": settings.α = 0.000003
    // Falls of a hundred and episodes of a thousand steps: the returns of the beginning are large.
    case "cliff-walking": settings.α = 0.000001
    case "windy-gridworld": settings.α = 0.00001
    case "four-rooms": settings.α = 0.0001
    case "frozen-lake", "frozen-lake-8x8": settings.α = 0.1
    // Its rewards go to ten thousand.
    case "river-swim": settings.α = 0.000002
    case "mountain-car-continuous": settings.α = 0.00003
    case "acrobot": settings.α = 0.00001
    // The first games fill no row, and so teach nothing.
    case "tetris": settings.α = 0.003
    default: break
    }
    return settings
  }

  public var settings: Settings
  public var environment: Environment<R.W>
  public var policy: R.Actor
  public var random: RandomStream
  public private(set) var updates = 0
  private var trajectory: [Step<R.W>] = []
  private var returns: [Double] = []

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world, seed: seed)
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
    discountedReturns(of: trajectory, γ: environment.γ, into: &returns)
    var γᵗ = 1.0
    for t in 0..<trajectory.count {
      try probe.passed(Line.sweep, &self, ["t": Double(t)])
      let G = returns[t]
      try probe.passed(Line.return, &self, ["G": G])
      let step = settings.α * γᵗ * G
      policy.ascend(step, along: trajectory[t].action, at: trajectory[t].observation)
      updates += 1
      try probe.passed(Line.policy, &self, ["α G": step])
      if settings.isDiscounted { γᵗ *= environment.γ }
    }
  }
}
