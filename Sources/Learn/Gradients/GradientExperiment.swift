import Worlds

/// What a policy's gradient is, exactly and as estimators see it.
public struct GradientExperiment: Sendable {
  /// What is differentiated.
  public enum Objective: String, Sendable {
    /// J₁, the value of the start.
    case start = "start value"
    /// ρ, the reward of an average step, of tasks that never end and have no horizon.
    case averageReward = "average reward"
  }

  /// What came of an estimator's batches.
  public struct Result: Sendable {
    public var estimator: GradientEstimator
    public var mean: [Double]
    /// Of the mean, by component; nil for a single batch.
    public var standardError: [Double]?
    /// The trace of one batch's covariance; nil for a single batch.
    public var variance: Double?
    /// ∥mean − exact∥.
    public var bias: Double
    /// What noise alone would make of ∥mean − exact∥: the root of variance / batches.
    public var biasFromNoise: Double?
    /// Of the mean and the exact gradient; nil where one of them is 0.
    public var cosine: Double?
    /// The mean over the batches of each one's cosine, one that is 0 counting as 0.
    public var cosinePerBatch: Double
  }

  public let objectiveKind: Objective
  public let objective: Double
  public let parameterNames: [String]
  public let theta: [Double]
  public let exact: [Double]
  /// G and G⁺∇, nil where θ is so long that G, written out, would fill the memory.
  public let fisher: [[Double]]?
  public let natural: [Double]?
  private let averages: AverageObjectives
  /// J_avV = Σ d(s) V(s); nil where it is not finite.
  public var averageValue: Double? { averages.value }
  /// J_avR = Σ d(s) r(s), an episode's mean return over its mean length; nil where it is not finite.
  public var averageReward: Double? { averages.reward }
  /// Whether there are estimators of this gradient: not of an average reward without end, nor where the policy, discounted,
  /// may go on for ever.
  public let canSample: Bool
  private let sample:
    @Sendable ([GradientEstimator], GradientCritic, _ episodes: Int, _ batches: Int, UInt64) throws(ParameterError)
      -> [Result]

  /// - Parameters:
  ///   - world: a tabular one.
  ///   - theta: the policy's parameters; nil for the uniform policy.
  /// - Throws: a `ParameterError` where the world is not tabular, θ does not fit, or J is not finite.
  public init(_ world: PreparedWorld, theta: [Double]? = nil) throws(ParameterError) {
    guard let model = world.model, let walk = world.walk else {
      throw ParameterError("`\(world.info.id)` \(world.lackOfModel ?? ""); the exact gradient needs one")
    }
    if let features = world.features {
      try self.init(LinearSoftmax(features: features), world, model, walk, theta)
    } else {
      let policy = TabularSoftmax(observationCount: model.observationCount, actionCount: model.actionCount)
      try self.init(policy, world, model, walk, theta)
    }
  }

  private init<P: DifferentiablePolicy & DiscretePolicy>(
    _ uniform: P, _ world: PreparedWorld, _ model: TabularModel, _ walk: TableWalk, _ theta: [Double]?
  ) throws(ParameterError) {
    var policy = uniform
    if let theta {
      guard theta.count == policy.parameters.count else {
        throw ParameterError(
          "θ has \(theta.count) numbers; the policy on `\(world.info.id)` has \(policy.parameters.count)")
      }
      policy.parameters = theta
    }
    let fixed = policy
    let table = fixed.table(named: "π")
    parameterNames = world.parameterNames
    self.theta = policy.parameters
    if world.isEndless {
      guard model.stateCount <= PolicyEvaluation.largestSystem else {
        throw ParameterError(
          "`\(world.info.id)` has \(model.stateCount) states; an average reward without end is computed for at most "
            + "\(PolicyEvaluation.largestSystem)")
      }
      guard let average = AverageReward(table, on: model) else {
        throw ParameterError("the average reward of this policy on `\(world.info.id)` depends on where it starts")
      }
      objectiveKind = .averageReward
      objective = average.gain
      exact = average.gradient(of: policy)
      (fisher, natural) = Self.naturalGradient(exact, of: policy, weights: model.byObservation(average.visits))
      canSample = false
      averages = AverageObjectives(average, γ: model.γ)
      sample = { _, _, _, _, _ in [] }
      return
    }
    let gradient = ExactGradient.compute(of: policy, on: model)
    guard let objective = gradient.objective, let exact = gradient.gradient, let weights = gradient.observationWeights
    else {
      throw ParameterError(
        "J of this policy on `\(world.info.id)` is not finite or out of reach; give the world a `horizon`")
    }
    objectiveKind = .start
    (self.objective, self.exact) = (objective, exact)
    (fisher, natural) = Self.naturalGradient(exact, of: policy, weights: weights)
    var analysis = PolicyAnalysis(table, on: model)
    while !analysis.isDone { analysis.advance() }
    averages = AverageObjectives(analysis)
    // An average step there is only where episodes end.
    canSample = averages.reward != nil
    sample = { estimators, critic, episodes, batches, seed throws(ParameterError) in
      let tables: CriticTables
      switch critic {
      case .exact:
        let w = Self.compatibleWeights(exact, of: fixed, weights: weights)
        guard let known = CriticTables.exact(table, on: model, w: w) else {
          throw ParameterError(
            "the exact critic on `\(world.info.id)` is a value for each state and step to go, too many here: give the "
              + "world a shorter `horizon`, or take --critic learned:N")
        }
        tables = known
      case .zero: tables = .zero(model, parameters: exact.count)
      case .learned(let count): tables = .learned(episodes: count, fixed, on: model, walk, seed: seed)
      }
      return Self.run(
        estimators, tables, fixed, on: model, walk, exact: exact, episodes: episodes, batches: batches, seed: seed)
    }
  }

  /// Estimates the gradient from batches of episodes, the same ones for every estimator.
  /// - Parameters:
  ///   - estimators: which.
  ///   - critic: what they ask.
  ///   - episodes: of one batch, whose mean is one estimate.
  ///   - batches: independent of each other.
  ///   - seed: of every random draw.
  /// - Throws: a `ParameterError` where the exact critic does not fit into memory.
  public func results(
    _ estimators: [GradientEstimator], critic: GradientCritic = .exact, episodes: Int, batches: Int, seed: UInt64
  ) throws(ParameterError) -> [Result] {
    canSample ? try sample(estimators, critic, episodes, batches, seed) : []
  }

  /// Rows of the largest Fisher matrix that is written out.
  private static let largestFisher = 2000

  private static func naturalGradient<P: DifferentiablePolicy & DiscretePolicy>(
    _ exact: [Double], of policy: P, weights: [Double]
  ) -> (fisher: [[Double]]?, natural: [Double]?) {
    guard exact.count <= largestFisher else { return (nil, nil) }
    let matrix = FisherMatrix(of: policy, weights: weights)
    return (matrix.rows, matrix.natural(exact))
  }

  /// The exact compatible critic's w = G⁺∇J, by the blocks of G, so that a long θ costs no more than it is long.
  static func compatibleWeights<P: DifferentiablePolicy & DiscretePolicy>(
    _ exact: [Double], of policy: P, weights: [Double]
  ) -> [Double] {
    var fisher = BlockMatrix(count: exact.count, size: policy.scoreRange(at: 0).count)
    fisher.addFisher(of: policy, weights: weights)
    return fisher.solve(exact, ridge: 0)
  }

  /// wᵀ∇ln π(a∣o) of every pair.
  static func advantages<P: DifferentiablePolicy & DiscretePolicy>(_ w: [Double], _ policy: P) -> [Double] {
    var fit = CompatibleFit(for: policy, at: 0)
    return (0..<policy.observationCount * policy.actionCount).map { pair in
      fit.advantage(w, of: pair % policy.actionCount, at: pair / policy.actionCount, by: policy)
    }
  }

  private static func run<P: DifferentiablePolicy & DiscretePolicy>(
    _ estimators: [GradientEstimator], _ critic: CriticTables, _ policy: P, on model: TabularModel, _ start: TableWalk,
    exact: [Double], episodes: Int, batches: Int, seed: UInt64
  ) -> [Result] {
    var walk = start
    var world = RandomStream(seed: seed, name: "world")
    var choice = RandomStream(seed: seed, name: "policy")
    var record = EpisodeRecord(model)
    let pairCount = policy.observationCount * policy.actionCount
    let advantage = advantages(critic.w, policy)
    // A score depends on observation and action alone: what an episode adds is a number for each pair.
    var sums = estimators.map { _ in [Double](repeating: 0, count: pairCount) }
    var moments = estimators.map { _ in Moments(exact: exact) }
    var Ψ: [Double] = []
    var gradient = [Double](repeating: 0, count: exact.count)
    for _ in 0..<batches {
      for _ in 0..<episodes {
        record.play(policy, in: &walk, world: &world, choice: &choice)
        for index in estimators.indices {
          record.weigh(estimators[index], critic, advantage: advantage, into: &Ψ)
          for (t, pair) in record.pairs.enumerated() { sums[index][pair] += Ψ[t] }
        }
      }
      for index in estimators.indices {
        for component in gradient.indices { gradient[component] = 0 }
        for pair in 0..<pairCount where sums[index][pair] != 0 {
          policy.addScore(
            sums[index][pair] / Double(episodes), of: pair % policy.actionCount, at: pair / policy.actionCount,
            into: &gradient)
          sums[index][pair] = 0
        }
        moments[index].add(gradient)
      }
    }
    return zip(estimators, moments).map { $1.result($0) }
  }
}

/// Mean and spread of a sequence of vectors (Welford), and how they lie to the exact one.
private struct Moments {
  private let exact: [Double]
  private var count = 0.0
  private var mean: [Double]
  private var squares: [Double]
  private var cosines = 0.0

  init(exact: [Double]) {
    self.exact = exact
    mean = Array(repeating: 0, count: exact.count)
    squares = mean
  }

  mutating func add(_ vector: [Double]) {
    count += 1
    for index in vector.indices {
      let difference = vector[index] - mean[index]
      mean[index] += difference / count
      squares[index] += difference * (vector[index] - mean[index])
    }
    cosines += cosine(vector, exact)
  }

  func result(_ estimator: GradientEstimator) -> GradientExperiment.Result {
    let variance = count > 1 ? squares.reduce(0, +) / (count - 1) : nil
    return GradientExperiment.Result(
      estimator: estimator, mean: mean,
      standardError: count > 1 ? squares.map { ($0 / (count - 1) / count).squareRoot() } : nil, variance: variance,
      bias: length(difference(mean, exact)), biasFromNoise: variance.map { ($0 / count).squareRoot() },
      cosine: length(mean) > 0 && length(exact) > 0 ? cosine(mean, exact) : nil, cosinePerBatch: cosines / count)
  }
}
