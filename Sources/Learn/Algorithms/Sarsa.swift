import Worlds

/// SARSA with an ε-greedy policy, linear in the features: a value-based foil that learns the values of what it does.
/// Sutton & Barto 2018, section 6.4, page 129; its semi-gradient form is that of section 10.1, page 244.
///
/// Where Q-learning looks at the best next action, SARSA looks at the one that it will take, exploration included. Under
/// aliasing it is caught all the same, and is judged by the frozen policy: greedy, and ε-greedy. Where the horizon cuts an
/// episode, the value of the last state, with the action that would have come, is bootstrapped.
public struct Sarsa<R: DiscreteRepresentation>: ValueLearner {
  public enum Line: Int, Listing {
    case episode, start, first, until, act, choose, error, values, advance

    public var text: String {
      switch self {
      case .episode: "for each episode"
      case .start: "  S ← a start state"
      case .first: "  A ← ε-greedy by Q(S, ·, w)"
      case .until: "  until the episode ends"
      case .act: "    take A; observe R, S′"
      case .choose: "    A′ ← ε-greedy by Q(S′, ·, w)"
      case .error: "    δ ← R + γ Q(S′, A′, w) − Q(S, A, w)"
      case .values: "    w ← w + α δ ∇Q(S, A, w)"
      case .advance: "    S ← S′; A ← A′"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// Step size.
    public var α = 0.1
    /// Probability of a random action.
    public var ε = 0.1

    public init() {}

    public static var parameters: [Parameter<Self>] { [.valueStep(\.α), .exploration(\.ε)] }
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "sarsa", title: "SARSA",
      summary: "values of what it does rather than of the best it could: near-greedy, exploration priced in",
      lesson: """
        As Q-learning, but the next action is the one that the policy takes, so its values have exploration priced \
        in: beside a cliff it keeps its distance. It is still a policy made from values, deterministic but for ε. \
        Look for the exact J of the greedy policy where states look alike.
        """,
      section: "1 Value-based or policy-based", source: "Sutton & Barto 2018, 6.4")
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
    var action = behaviour.sample(at: state, using: &random)
    try probe.passed(Line.first, &self)
    while environment.ending == .none {
      try probe.passed(Line.until, &self)
      let outcome = environment.step(action)
      let (reward, next) = (outcome.reward, environment.observation)
      try probe.passed(Line.act, &self, ["R": reward])
      let following = behaviour.sample(at: next, using: &random)
      try probe.passed(Line.choose, &self)
      let q = behaviour.values.value(at: state, action)
      let future = outcome.ending == .terminated ? 0 : behaviour.values.value(at: next, following)
      let δ = reward + environment.γ * future - q
      try probe.passed(Line.error, &self, ["δ": δ, "Q(S,A)": q, "Q(S′,A′)": future])
      let step = settings.α * δ
      behaviour.values.ascend(step, at: state, action)
      updates += 1
      try probe.passed(Line.values, &self, ["α δ": step])
      (state, action) = (next, following)
      try probe.passed(Line.advance, &self)
    }
  }

  /// Σ_a π(a∣o) Q(o, a) of each observation, π being the ε-greedy policy that the values are of.
  public var learntValues: [Double]? {
    (0..<behaviour.observationCount).map { behaviour.values.mean(at: $0, under: behaviour.probabilities(at: $0)) }
  }
}
