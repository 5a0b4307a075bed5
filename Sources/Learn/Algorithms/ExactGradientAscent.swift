import Worlds

/// Gradient ascent on the exact ∇J, computed from the world's model: what every sampled gradient of the lecture estimates.
/// Sutton & Barto 2018, section 13.1 and the theorem of 13.2; the gradient is that of `ExactGradient`.
///
/// Nothing is sampled, so that every run from the same θ is the same. The episode between two updates teaches nothing: it
/// is there to be seen, and its return to be charted. J is computed in slices, with a mark after each, so that a command
/// acts at once on a large world too. Where J is not finite there is no gradient, and θ stays.
///
/// In a task without end J is the average reward ρ of a step, with its gradient by differential values (`AverageReward`,
/// Sutton & Barto 2018, section 13.6), all in one go. What is seen between two updates is then a block of steps, and the
/// next update finds the agent where the last one left it.
public struct ExactGradientAscent<R: DiscreteRepresentation>: PolicyLearner {
  public enum Line: Int, Listing {
    case update, sweep, gradient, policy, start, until, choose, act

    public var text: String {
      switch self {
      case .update: "for each update"
      case .sweep: "  sweep V and the visits by the model"
      case .gradient: "  J, g ← J(θ), ∇J(θ)"
      case .policy: "  θ ← θ + α g"
      case .start: "  an episode to see: S ← a start state"
      case .until: "  until the episode ends"
      case .choose: "    A ∼ π(·∣S, θ)"
      case .act: "    take A; observe R and the next S"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// Step size of the policy.
    public var α = 1.0

    public init() {}

    public static var parameters: [Parameter<Self>] { [.policyStep(\.α)] }
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "exact-gradient", title: "Exact gradient ascent",
      summary: "the gradient itself, from the model: what all the others estimate",
      lesson: """
        With the model in hand the gradient has no noise, and J climbs without a slip: what is slow now is slow because \
        of the slope, and not of chance. Look for J that flattens out long before it is best, since a soft-max that is \
        nearly certain has hardly any gradient left; so it may stay where only two changes at once would help.
        """,
      section: "2 Policy gradient", source: "Sutton & Barto 2018, 13.1 and 13.2")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "aliased-corridor": settings.α = 0.1
    // Small enough for two players that climb at once to go round each other.
    case "rock-paper-scissors": settings.α = 0.005
    // Two numbers decide everywhere on the one, and the other's rewards go to ten thousand.
    case "short-corridor", "river-swim": settings.α = 0.01
    case "frozen-lake": settings.α = 10
    // Hardly any way leads to its goal at first.
    case "frozen-lake-8x8": settings.α = 100
    default: break
    }
    return settings
  }

  public static func check(_ settings: Settings, on world: R.W) throws(ParameterError) {
    try world.requireExactAscent(of: R().actor(for: world))
  }

  public var settings: Settings
  public var environment: Environment<R.W>
  public var policy: R.Actor
  public var random: RandomStream
  public private(set) var updates = 0
  private var model: TabularModel
  /// The last update's gradient, which the next one's is compared with.
  private var gradient: [Double]

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world)
    random = RandomStream(seed: seed, name: "policy")
    model = world.model
    gradient = Array(repeating: 0, count: policy.parameters.count)
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    // Against another player that learns the model is that of the moment.
    if !environment.world.isStationary { model = environment.world.model }
    let isEndless = environment.world.isEndless
    try probe.passed(Line.update, &self)
    let measured: (J: Double?, g: [Double]?)
    if isEndless {
      let average = AverageReward(policy.table(named: "π"), on: model)
      measured = (average?.gain, average?.gradient(of: policy))
      try probe.passed(Line.sweep, &self)
    } else {
      var exact = ExactGradient(of: policy, on: model)
      let slice = model.sweepsOfASlice
      while !exact.isDone {
        exact.advance(sweeps: slice)
        try probe.passed(Line.sweep, &self)
      }
      measured = (exact.objective, exact.gradient)
    }
    let (J, g, last) = (measured.J ?? .nan, measured.g ?? gradient.map { _ in 0 }, gradient)
    try probe.passed(Line.gradient, &self, ["J": J, "∣g∣": length(g), "cos": cosine(g, last)])
    let α = settings.α
    policy.parameters = sum(policy.parameters, α, g)
    gradient = g
    updates += 1
    try probe.passed(Line.policy, &self, ["∣α g∣": α * length(g)])
    if !isEndless { environment.reset() }
    try probe.passed(Line.start, &self)
    let end = isEndless ? environment.steps + ReturnHistory.block : .max
    while environment.ending == .none, environment.steps < end {
      try probe.passed(Line.until, &self)
      let action = policy.sample(at: environment.observation, using: &random)
      try probe.passed(Line.choose, &self)
      let reward = environment.step(action).reward
      try probe.passed(Line.act, &self, ["R": reward])
    }
  }
}
