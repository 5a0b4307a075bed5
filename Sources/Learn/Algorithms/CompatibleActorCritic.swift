import Worlds

/// Actor–critic with compatible features: the critic that cannot mislead. Sutton et al. 2000, theorem 2.
///
/// Where ∇_w Q_w = ∇_θ ln π and w minimises the mean squared error, the critic's error is at right angles to every
/// score, so that E[∇ln π Q_w] is the exact gradient, however poor Q_w is as a value. The critic is Q_w = v(s) + wᵀψ(s, a)
/// with ψ = ∇ln π: the baseline v does not change the condition and takes noise out of the fit.
///
/// The batch is cut in half: w is fitted on the first half's episodes, the gradient taken on the others', both of the same
/// policy. Fitted where it is used (`fit=same`), least squares makes the gradient M w = M M⁺ b = b, which is that of REINFORCE
/// with a baseline to the last digit: the critic then only repeats what the returns said. What is left of a bias is that of a
/// ratio of two sums, of the order of one over the number of episodes.
///
/// All that is said of no bias holds for `ridge=0`. A ridge shrinks w, and with it the gradient: by little where a batch knows
/// much, to nothing for what it has hardly seen. Most worlds here have one all the same, because without it a single
/// sample of an action that is almost never taken makes w, and the step, as large as it likes.
///
/// A table has a w of its own for each pair of state and action, fitted to what half a batch has seen of it, and one long
/// unlucky episode pulls as hard as its thousand steps. Such worlds want a small α and many episodes: on the 10×10 gridworld
/// ten runs of ten come to J from −29 to −24 in 10,000 episodes (td-actor-critic comes to −18, the best), but at α = 0.02 two
/// of ten walk into a wall for good. On cliff-walking, where a fall costs a hundred, what does not collapse is slow: J = −200,
/// where −13 is the best. On frozen-lake-8x8 the uniform policy reaches the goal once in five hundred episodes, which the 25 of
/// half a batch hardly ever hold: in 20,000 episodes nothing is learnt.
///
/// The returns are those that were lived: nothing is bootstrapped, so that an episode that was truncated counts as it
/// stands. The weight γᵗ of a step is left out unless `discounted` is set, as in the lecture and in common practice.
public struct CompatibleActorCritic<R: Representation>: PolicyLearner {
  public enum Line: Int, Listing {
    case batch, episode, until, choose, act, sweep, error, sums, fit, others, advantage, gradient, critic, policy

    public var text: String {
      switch self {
      case .batch: "for each batch"
      case .episode: "  for each of N episodes: S ← a start state"
      case .until: "    until the episode ends"
      case .choose: "      A ∼ π(·∣S, θ)"
      case .act: "      take A; observe R and the next S"
      case .sweep: "  for each step t of the first half"
      case .error: "    δ ← G − v(S_t);  ψ ← ∇ln π(A_t∣S_t)"
      case .sums: "    M ← M + ψψᵀ;  b ← b + δψ"
      case .fit: "  w ← M⁺b, so that wᵀψ ≈ δ"
      case .others: "  for each step t of the other half"
      case .advantage: "    A_w ← wᵀψ;  ψ ← ∇ln π(A_t∣S_t)"
      case .gradient: "    g ← g + A_w ψ"
      case .critic: "  v(S_t) moves by β towards G, each t"
      case .policy: "  θ ← θ + αg / episodes of that half"
      }
    }
  }

  /// Which episodes w is fitted on: others than the gradient's, or the same.
  public enum Samples: String, CaseIterable, Sendable { case other, same }

  public struct Settings: ParameterSet {
    /// Step size of the policy.
    public var α = 0.03
    /// Step size of the baseline.
    public var β = 0.1
    /// Episodes of a batch.
    public var episodes = 200
    public var samples = Samples.other
    /// Added to each eigenvalue of M.
    public var ridge = 3.0
    /// Whether a step's weight has the factor γᵗ.
    public var isDiscounted = false

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .policyStep(\.α), .criticStep(\.β), .batchOfEpisodes(\.episodes, atLeast: 2),
        .choice(
          "fit", \.samples, live: true, "the episodes of w: other than the gradient's, or the same, which is REINFORCE"),
        .ridge(\.ridge), .discounted(\.isDiscounted),
      ]
    }
  }

  public static var learnsFromWholeEpisodes: Bool { true }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "compatible-actor-critic", title: "Compatible actor–critic",
      summary: "features that are the policy's scores: the critic may be wrong, its gradient is not (ridge=0)",
      lesson: """
        A critic misleads where its features cannot express what the policy asks about; one built on the policy's own \
        scores answers just that question, and with `ridge=0` its gradient has no bias; a ridge trades some for less \
        noise. Look for A_w, small and smooth where δ is noisy, and set `fit=same` to see that a fit judged on its own \
        episodes is REINFORCE again.
        """,
      section: "4 Better directions", source: "Sutton, McAllester, Singh & Mansour 2000")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "aliased-corridor":
      settings.α = 0.05
      settings.β = 0.02
      settings.episodes = 100
      settings.ridge = 0.01
    case "short-corridor":
      settings.α = 0.01
      settings.β = 0.015
      settings.episodes = 50
      settings.ridge = 0.1
    case "cart-pole": settings.α = 0.01
    case "gridworld", "four-rooms":
      settings.α = 0.01
      settings.episodes = 50
      settings.ridge = 1
    case "windy-gridworld":
      settings.α = 0.005
      settings.ridge = 1
    case "cliff-walking":
      settings.α = 0.0001
      settings.episodes = 100
      settings.ridge = 1
    case "frozen-lake", "frozen-lake-8x8":
      settings.α = 3
      settings.episodes = 50
      settings.ridge = 1
    case "two-state-loop":
      settings.α = 0.3
      settings.episodes = 20
      settings.ridge = 1
    // Its rewards go to ten thousand.
    case "river-swim":
      settings.α = 0.001
      settings.episodes = 20
      settings.ridge = 1
    case "bandit":
      settings.α = 1
      settings.episodes = 50
      settings.ridge = 0.1
    case "continuous-bandit": (settings.α, settings.episodes) = (0.1, 50)
    case "point-mass": (settings.α, settings.episodes) = (0.0003, 50)
    case "pendulum":
      settings.α = 0.0003
      settings.β = 0.002
      settings.episodes = 20
      settings.ridge = 1
    case "mountain-car-continuous": settings.α = 0.001
    case "acrobot": settings.α = 0.0003
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
  private var batch = EpisodeBatch<R.W>()
  private var fit: CompatibleFit
  /// The compatible critic's parameters.
  private var w: [Double]
  private var gradient: [Double]

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world)
    critic = representation.critic(for: world)
    random = RandomStream(seed: seed, name: "policy")
    fit = CompatibleFit(for: policy, at: environment.observation)
    w = fit.gradient
    gradient = w
  }

  public mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    batch.clear()
    try probe.passed(Line.batch, &self)
    while batch.episodes.count < settings.episodes {
      environment.reset()
      var γᵗ = 1.0
      let number = Double(batch.episodes.count + 1)
      try probe.passed(Line.episode, &self, ["episode": number])
      while environment.ending == .none {
        try probe.passed(Line.until, &self)
        let state = environment.observation
        let action = policy.sample(at: state, using: &random)
        try probe.passed(Line.choose, &self)
        let reward = environment.step(action).reward
        batch.append(Step(state, action, reward), weight: γᵗ)
        if settings.isDiscounted { γᵗ *= environment.γ }
        try probe.passed(Line.act, &self, ["R": reward])
      }
      batch.endEpisode(in: environment.observation, environment.ending)
    }
    batch.estimate(γ: environment.γ, λ: 1, bootstraps: false, by: critic)
    let (fitted, used) = halves
    fit.clear()
    for t in fitted {
      let step = batch.steps[t]
      try probe.passed(Line.sweep, &self, ["t": Double(t)])
      let (G, δ) = (batch.returns[t], batch.advantages[t])
      try probe.passed(Line.error, &self, ["G": G, "δ": δ])
      fit.add(δ, weight: batch.weights[t], of: step.action, at: step.observation, by: policy)
      try probe.passed(Line.sums, &self)
    }
    w = fit.weights(ridge: settings.ridge)
    let fittedWeights = w
    try probe.passed(Line.fit, &self, ["∣w∣": length(fittedWeights)])
    for index in gradient.indices { gradient[index] = 0 }
    for t in used {
      let step = batch.steps[t]
      try probe.passed(Line.others, &self, ["t": Double(t)])
      let advantage = fit.advantage(w, of: step.action, at: step.observation, by: policy)
      try probe.passed(Line.advantage, &self, ["A_w": advantage])
      policy.addScore(batch.weights[t] * advantage, of: step.action, at: step.observation, into: &gradient)
      try probe.passed(Line.gradient, &self)
    }
    for t in batch.steps.indices {
      let observation = batch.steps[t].observation
      critic.ascend(settings.β * (batch.returns[t] - critic.value(at: observation)), at: observation)
    }
    try probe.passed(Line.critic, &self)
    let count = Double(settings.samples == .same ? batch.episodes.count : (batch.episodes.count + 1) / 2)
    let (old, steps, g) = (policy, batch.steps, gradient)
    policy.move(settings.α / count, along: gradient)
    updates += 1
    let new = policy
    try probe.passed(
      Line.policy, &self,
      ["∣g∣": length(g) / count, "KL": NaturalStep.divergence(from: old, to: new, over: steps)])
  }

  /// The steps that w is fitted on and those that the gradient is taken on. Of an odd number of episodes the larger part goes
  /// to the gradient.
  private var halves: (fitted: Range<Int>, used: Range<Int>) {
    let count = batch.episodes.count
    if settings.samples == .same { return (batch.steps.indices, batch.steps.indices) }
    return (batch.range(ofEpisodes: 0..<count / 2), batch.range(ofEpisodes: count / 2..<count))
  }

  public var learntValues: [Double]? { critic.table }

  public func learntValue(at observation: R.W.Observation) -> Double? { critic.value(at: observation) }

  public var parameters: [LearntParameters] {
    [
      LearntParameters("θ", policy.parameters), LearntParameters("v", critic.parameters), LearntParameters("w", w),
    ]
  }
}
