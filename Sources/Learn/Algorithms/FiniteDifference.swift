import Worlds

/// Gradient ascent on J as roll-outs show it: each component of ∇J by central differences, with nothing but returns.
/// Peters & Schaal 2008, section 3.1 (Glynn 1987 for the common random numbers); the lecture's subsection 2.
///
/// g_i = (Ĵ(θ + h e_i) − Ĵ(θ − h e_i)) / 2h, where Ĵ is the mean discounted return of K episodes. The two sides have the same
/// luck: episode k of both draws from world and policy streams that begin alike, so that what differs is θ and not chance.
/// Each component has luck of its own. The policy need not be differentiable, and the world's model is not used: this is
/// what the score function saves, since an update takes 2K episodes for each component of θ.
///
/// For discrete actions a draw changes only where h moves a probability across it: a small h sees nothing at all most of the
/// time and very much now and then, a large one is biased. What a policy keeps fixed, such as a Gaussian's deviation, is
/// not moved.
public struct FiniteDifference<R: Representation>: PolicyLearner {
  public enum Line: Int, Listing {
    case update, component, side, start, until, choose, act, mean, difference, policy

    public var text: String {
      switch self {
      case .update: "for each update"
      case .component: "  for each i: luck for K episodes"
      case .side: "    for θ′ = θ + h e_i, then θ − h e_i"
      case .start: "      K times: S ← a start, same luck"
      case .until: "        until the episode ends"
      case .choose: "          A ∼ π(·∣S, θ′)"
      case .act: "          take A; observe R, next S"
      case .mean: "      J₊, then J₋ ← the mean return"
      case .difference: "    g_i ← (J₊ − J₋) / 2h"
      case .policy: "  θ ← θ + α g"
      }
    }
  }

  public struct Settings: ParameterSet {
    /// Step size of the policy.
    public var α = 0.01
    /// h, by which a component is moved to either side.
    public var h = 0.5
    /// K, the episodes of an evaluation.
    public var episodes = 1

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .policyStep(\.α),
        .real("h", \.h, 1e-9...(.greatestFiniteMagnitude), live: true, "h, by which a component goes to either side"),
        .integer("episodes", \.episodes, 1...1_000_000, unit: "episodes", live: true, "K, episodes of an evaluation"),
      ]
    }
  }

  public static var learnsFromWholeEpisodes: Bool { true }

  /// Against another player that learns the same luck does not mean the same J twice.
  public static func check(_ settings: Settings, on world: R.W) throws(ParameterError) {
    if let world = world as? any TabularWorld { try world.requireStationary() }
  }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "finite-difference", title: "Finite differences",
      summary: "shake every parameter a little and see what the return does: no model and no score",
      lesson: """
        The slope of J in each parameter is measured by playing with a little more of it and a little less. It works for \
        any policy, and every update costs two roll-outs for each parameter. Look for J₊ and J₋, often equal since both \
        have the same luck, and compare how many episodes the score function needs.
        """,
      section: "2 Policy gradient", source: "Peters & Schaal 2008, 3.1")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "aliased-corridor": (settings.α, settings.episodes) = (0.05, 10)
    case "short-corridor": (settings.α, settings.episodes) = (0.02, 10)
    case "bandit": (settings.α, settings.h) = (0.2, 2)
    // A small change of one parameter is lost in the luck of so long episodes.
    case "gridworld": (settings.α, settings.h) = (0.03, 2)
    case "cliff-walking": (settings.α, settings.h) = (0.003, 3)
    case "windy-gridworld": (settings.α, settings.h) = (0.01, 2)
    case "four-rooms": (settings.α, settings.h) = (0.02, 2)
    // Hardly an episode pays at first: only many of them say anything.
    case "frozen-lake", "frozen-lake-8x8": (settings.α, settings.h, settings.episodes) = (30, 1, 100)
    case "two-state-loop": settings.α = 0.3
    case "river-swim": (settings.α, settings.episodes) = (0.001, 10)
    case "point-mass": settings.α = 0.001
    case "cart-pole": settings.α = 0.03
    case "pendulum": (settings.α, settings.episodes) = (0.0001, 10)
    default: break
    }
    return settings
  }

  public var settings: Settings
  public var environment: Environment<R.W>
  public var policy: R.Actor
  public var random: RandomStream
  public private(set) var updates = 0
  /// The last update's gradient, which the next one's is compared with.
  private var gradient: [Double]

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world)
    random = RandomStream(seed: seed, name: "policy")
    gradient = Array(repeating: 0, count: policy.parameters.count)
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    let θ = policy.parameters
    let (h, K) = (settings.h, settings.episodes)
    var g = [Double](repeating: 0, count: θ.count)
    try probe.passed(Line.update, &self)
    for i in policy.learntIndices {
      let luck = random.next()
      try probe.passed(Line.component, &self, ["i": Double(i), "θ_i": θ[i]])
      var means: [Double] = []
      for side in [h, -h] {
        var trial = policy
        trial.parameters[i] += side
        try probe.passed(Line.side, &self, ["θ′_i": θ[i] + side])
        var sum = 0.0
        for episode in 0..<K {
          environment.reset(luck: RandomStream(seed: luck &+ UInt64(episode), name: "world"))
          var choice = RandomStream(seed: luck &+ UInt64(episode), name: "policy")
          var γᵗ = 1.0
          try probe.passed(Line.start, &self, ["k": Double(episode + 1)])
          while environment.ending == .none {
            try probe.passed(Line.until, &self)
            let action = trial.sample(at: environment.observation, using: &choice)
            try probe.passed(Line.choose, &self)
            let reward = environment.step(action).reward
            sum += γᵗ * reward
            γᵗ *= environment.γ
            try probe.passed(Line.act, &self, ["R": reward])
          }
        }
        let J = sum / Double(K)
        means.append(J)
        try probe.passed(Line.mean, &self, [side > 0 ? "J₊" : "J₋": J])
      }
      let slope = (means[0] - means[1]) / (2 * h)
      g[i] = slope
      try probe.passed(Line.difference, &self, ["g_i": slope])
    }
    let (α, last, now) = (settings.α, gradient, g)
    policy.parameters = sum(θ, α, now)
    gradient = now
    updates += 1
    try probe.passed(Line.policy, &self, ["∣g∣": length(now), "∣α g∣": α * length(now), "cos": cosine(now, last)])
  }
}
