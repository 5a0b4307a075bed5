import Worlds

/// The natural policy gradient: θ ← θ + α G⁺∇J. Kakade 2002; Amari 1998.
///
/// The vanilla gradient is steepest where a step is measured in θ, which means nothing; the natural one where it is
/// measured by how much the policy itself changes, KL ≈ ½ Δθᵀ G Δθ with the Fisher matrix G = E[Σ_t γᵗ ψψᵀ] and ψ = ∇ln π.
/// Weighted like ∇J₁ it is also the curvature of the divergence of whole episodes. A linear change of parameters changes
/// G and ∇J such that the new policy is the same, to rounding; any other one as α → 0.
///
/// A soft-max makes G singular: all preferences of a state can grow alike without a change. G⁺ is the pseudo-inverse,
/// taken where the ridge is 0 and by blocks, since a table's observations do not meet. In a batch the states are
/// sampled, while the mean of ψψᵀ over the actions is taken exactly, because π is known: a matrix from the actions that
/// happened to be taken would be singular in directions that do change the policy. The ridge, added to each eigenvalue
/// of the sum over the batch, holds back where the policy is almost sure and one lucky step would turn it over.
///
/// With `fisher=exact` G is that of the model instead, swept forwards in slices (`VisitCount`): N G takes the place of F, so
/// that ridge and `kl` mean the same. ∇J stays the batch's, so that the two settings differ in one thing; with ∇J exact too
/// nothing would be left to sample, and the answer is what `ascent gradients` prints. It needs a finite model whose
/// episodes end. Exact need not be better: where chance has come to a state too often, the batch has too much of both F and
/// ∇J.
///
/// Returns are as they were lived, or λ-returns (`lambda`), whose δ is then the generalised advantage of Schulman et al.
/// 2016 and which bootstrap where the horizon cuts; the baseline v takes noise out of them. The step is never longer than
/// `kl` allows, measured on the batch after the step: a small α follows the flow of the natural gradient, a large one makes
/// steps that are equally long in the policy.
public struct NaturalGradient<R: Representation>: PolicyLearner {
  public enum Line: Int, Listing {
    case batch, episode, until, choose, act, sweep, error, gradient, fisher, critic, model, solve, policy

    public var text: String {
      switch self {
      case .batch: "for each batch"
      case .episode: "  for each of N episodes: S ← a start state"
      case .until: "    until the episode ends"
      case .choose: "      A ∼ π(·∣S, θ)"
      case .act: "      take A; observe R and the next S"
      case .sweep: "  for each step t of the batch"
      case .error: "    δ ← G^λ − v(S_t);  ψ ← ∇ln π(A_t∣S_t)"
      case .gradient: "    g ← g + γᵗ δ ψ"
      case .fisher: "    F ← F + γᵗ E[ψψᵀ],  A ∼ π(·∣S_t, θ)"
      case .critic: "  v(S_t) moves by β towards G, each t"
      case .model: "  fisher=exact: F ← N G, swept by the model"
      case .solve: "  x ← F⁺g, the natural gradient"
      case .policy: "  θ ← θ + αx, or less: KL(old∥new) ≤ kl"
      }
    }
  }

  /// Which Fisher matrix.
  public enum Fisher: String, CaseIterable, Sendable {
    /// Of the states in the batch.
    case sampled
    /// Of the model.
    case exact
  }

  public struct Settings: ParameterSet {
    /// Step size along the natural gradient.
    public var α = 0.2
    /// Step size of the baseline.
    public var β = 0.2
    /// Episodes of a batch.
    public var episodes = 20
    /// λ of the return: 1 is the return as it came, 0 one reward and the critic's value.
    public var λ = 1.0
    /// The largest mean divergence of an update, in nats.
    public var divergence = 0.02
    /// Added to each eigenvalue of F.
    public var ridge = 0.1
    public var fisher = Fisher.sampled

    public init() {}

    public static var parameters: [Parameter<Self>] {
      [
        .policyStep(\.α), .criticStep(\.β), .batchOfEpisodes(\.episodes), .returnMixture(\.λ),
        .largestDivergence(\.divergence),
        .ridge(\.ridge),
        .choice("fisher", \.fisher, live: true, "G of the batch's states, or exact from the world's model"),
      ]
    }
  }

  public static var learnsFromWholeEpisodes: Bool { true }

  public static var info: AlgorithmInfo {
    AlgorithmInfo(
      id: "natural-gradient", title: "Natural gradient",
      summary: "steepest in the policy itself, not in its parameters: the Fisher matrix sets the measure",
      lesson: """
        The same policy can be written with many parameters, and the vanilla gradient differs for each; the natural \
        one asks for the best among all equally large changes of the policy. Look for the angle between the two, and \
        change `temperature` with `ridge=0`: the first steps stay the same, while REINFORCE becomes faster or slower by τ².
        """,
      section: "4 Better directions", source: "Kakade 2002; Amari 1998",
      keywords: "npg gae")
  }

  public static func settings(on world: String) -> Settings {
    var settings = Settings()
    switch world {
    case "aliased-corridor":
      settings.α = 0.1
      settings.β = 0.02
      settings.episodes = 50
      settings.divergence = 0.005
    case "short-corridor":
      settings.α = 0.02
      settings.β = 0.015
      settings.episodes = 5
      settings.divergence = 0.05
      settings.ridge = 1
    case "frozen-lake", "frozen-lake-8x8": settings.λ = 0.8
    // Whoever makes up his mind early never finds the large reward.
    case "river-swim": (settings.λ, settings.divergence, settings.episodes) = (0.9, 0.0005, 50)
    case "pendulum": settings.β = 0.002
    case "tetris": settings.β = 0.003
    default: break
    }
    return settings
  }

  public static func check(_ settings: Settings, on world: R.W) throws(ParameterError) {
    if settings.fisher == .exact { try world.requireExactness("fisher", of: R().actor(for: world)) }
  }

  public var settings: Settings
  public var environment: Environment<R.W>
  public var policy: R.Actor
  public private(set) var critic: R.Critic
  public var random: RandomStream
  public private(set) var updates = 0
  private var batch = EpisodeBatch<R.W>()
  private var gradient: [Double]
  private var fisher: BlockMatrix
  /// Nil where the world has none.
  private let model: TabularModel?

  public init(_ world: R.W, representation: R, settings: Settings, seed: UInt64) {
    self.settings = settings
    environment = Environment(world, seed: seed)
    policy = representation.actor(for: world)
    critic = representation.critic(for: world)
    random = RandomStream(seed: seed, name: "policy")
    gradient = Array(repeating: 0, count: policy.parameters.count)
    model = (world as? any TabularWorld)?.model
    fisher = BlockMatrix(count: gradient.count, size: policy.scoreRange(at: environment.observation).count)
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
        γᵗ *= environment.γ
        try probe.passed(Line.act, &self, ["R": reward])
      }
      batch.endEpisode(in: environment.observation, environment.ending)
    }
    batch.estimate(γ: environment.γ, λ: settings.λ, bootstraps: settings.λ < 1, by: critic)
    fisher.clear()
    for index in gradient.indices { gradient[index] = 0 }
    var weight = 0.0
    for t in batch.steps.indices {
      let step = batch.steps[t]
      try probe.passed(Line.sweep, &self, ["t": Double(t)])
      let (G, δ, γᵗ) = (batch.returns[t], batch.advantages[t], batch.weights[t])
      try probe.passed(Line.error, &self, ["G": G, "δ": δ])
      policy.addScore(γᵗ * δ, of: step.action, at: step.observation, into: &gradient)
      try probe.passed(Line.gradient, &self, ["γᵗ δ": γᵗ * δ])
      policy.addFisher(γᵗ, at: step.observation, into: &fisher)
      weight += γᵗ
      try probe.passed(Line.fisher, &self)
    }
    for t in batch.steps.indices {
      let observation = batch.steps[t].observation
      critic.ascend(settings.β * (batch.returns[t] - critic.value(at: observation)), at: observation)
    }
    try probe.passed(Line.critic, &self)
    let model = settings.fisher == .exact ? presentModel : nil
    var visits = model.map { VisitCount(MarkovChain(model: $0, policy: policies[0]), $0, γ: $0.γ) }
    repeat {
      visits?.advance(sweeps: model?.sweepsOfASlice ?? 1)
      try probe.passed(Line.model, &self)
    } while visits?.isDone == false
    let count = Double(batch.episodes.count)
    if let model, let counts = visits?.counts, let policy = policy as? any DifferentiablePolicy & DiscretePolicy {
      let weights = model.byObservation(counts).map { count * $0 }
      fisher.clear()
      fisher.addFisher(of: policy, weights: weights)
      weight = weights.reduce(0, +)
    }
    let (g, x) = (gradient, fisher.solve(gradient, ridge: settings.ridge))
    try probe.passed(
      Line.solve, &self,
      ["∣∇J∣": length(g) / count, "∣x∣": length(x), "∠ x,∇J": NaturalStep.angle(x, g)])
    let curvature = dot(x, fisher.product(x)) / weight
    let (size, divergence) = NaturalStep.move(
      &policy, settings.α, along: x, within: settings.divergence, curvature: curvature, over: batch.steps)
    updates += 1
    try probe.passed(Line.policy, &self, ["α": size, "KL": divergence])
  }

  /// The world's model; against another player that learns, that of the moment.
  private var presentModel: TabularModel? {
    guard let world = environment.world as? any TabularWorld else { return nil }
    return world.isStationary ? model : world.model
  }

  public var learntValues: [Double]? { critic.table }

  public func learntValue(at observation: R.W.Observation) -> Double? { critic.value(at: observation) }

  public var parameters: [LearntParameters] {
    [LearntParameters("θ", policy.parameters), LearntParameters("v", critic.parameters)]
  }
}
