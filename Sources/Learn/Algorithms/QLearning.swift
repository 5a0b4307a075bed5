import Worlds

/// Q-learning with an ε-greedy policy, linear in the features: the value-based foil. Sutton & Barto 2018, section 6.5,
/// page 131; its semi-gradient form is that of section 10.1 with the maximum over actions.
///
/// While it learns it looks healthy under aliasing, because the greedy action where cells look alike flips every few
/// episodes. It is judged by the frozen policy: greedy, and ε-greedy. Where the horizon cuts an episode, the value of the
/// last state is bootstrapped.
public struct QLearning<R: DiscreteRepresentation>: ValueLearner {
  public enum Line: Int, Listing {
    case episode, start, until, choose, act, error, values, advance

    public var text: String {
      switch self {
      case .episode: "for each episode"
      case .start: "  S ← a start state"
      case .until: "  until the episode ends"
      case .choose: "    A ← ε-greedy by Q(S, ·, w)"
      case .act: "    take A; observe R, S′"
      case .error: "    δ ← R + γ maxₐ Q(S′, a, w) − Q(S, A, w)"
      case .values: "    w ← w + α δ ∇Q(S, A, w)"
      case .advance: "    S ← S′"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// Step size.
    public var α = 0.1
    /// Probability of a random action.
    public var ε = 0.1

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [.valueStep(\.α), .exploration(\.ε)]
    }
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "q-learning", title: "Q-learning",
      summary: "the value-based foil: near-greedy by values, and caught where states look alike",
      lesson: """
        Values first: learn what each action is worth and take the best. Such a policy is deterministic but for ε, \
        and so fails where states look alike and only chance helps. Look for the exact J of the greedy policy: the \
        returns gathered while it learns hide how bad it is.
        """,
      section: "1 Value-based or policy-based", source: "Sutton & Barto 2018, 6.5")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    // Against chance the moves differ by little: Q must average over many rounds.
    if world == "rock-paper-scissors" { settings.α = 0.01 }
    return settings
  }

  public var settings: Settings {
    didSet { behaviour.ε = settings.ε }
  }
  public var environment: Environment<R.W>
  public var behaviour: EpsilonGreedy<R.ActionValues>
  public var random: RandomStream
  public private(set) var updates = 0

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    behaviour = EpsilonGreedy(values: representation.actionValues(for: world), ε: settings.ε)
    random = RandomStream(seed: seed, name: "policy")
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    try probe.passed(Line.episode, &self)
    environment.reset()
    var state = environment.observation
    try probe.passed(Line.start, &self)
    while environment.ending == .none {
      try probe.passed(Line.until, &self)
      let action = behaviour.sample(at: state, using: &random)
      try probe.passed(Line.choose, &self)
      let outcome = environment.step(action)
      let (reward, next) = (outcome.reward, environment.observation)
      try probe.passed(Line.act, &self, ["R": reward])
      let q = behaviour.values.value(at: state, action)
      let best = outcome.ending == .terminated ? 0 : behaviour.values.greatest(at: next)
      let δ = reward + environment.γ * best - q
      try probe.passed(Line.error, &self, ["δ": δ, "Q(S,A)": q, "max Q(S′)": best])
      let step = settings.α * δ
      behaviour.values.ascend(step, at: state, action)
      updates += 1
      try probe.passed(Line.values, &self, ["α δ": step])
      state = next
      try probe.passed(Line.advance, &self)
    }
  }

  /// max_a Q of each observation.
  public var learntValues: [Double]? {
    (0..<behaviour.observationCount).map { behaviour.values.greatest(at: $0) }
  }
}
