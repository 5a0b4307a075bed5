import Worlds

/// Algorithms beside each other on one world: each trained with the same seeds, its returns along the way kept.
///
/// Runs with the same seed draw the world's luck from the same stream (common random numbers), so that they can be compared in
/// pairs as well. They begin alike; where transitions are by chance they part after the first action that differs. A search over θ
/// gives every candidate a luck of its own, drawn from the policy's stream: its pairs have the seed in common and no more.
public struct Comparison: Sendable, Equatable {
  /// What each run may take.
  public enum Budget: Sendable, Equatable {
    case steps(Int)
    case episodes(Int)

    public var limit: Int {
      switch self {
      case .steps(let count), .episodes(let count): count
      }
    }

    public var unit: String {
      switch self {
      case .steps: "steps"
      case .episodes: "episodes"
      }
    }
  }

  public let world: Spec
  public let algorithms: [Spec]
  /// World and algorithms with every parameter, so that they mean the same when a default has changed.
  public let fullWorld: Spec
  public let fullAlgorithms: [Spec]
  public let budget: Budget
  /// Into how many equal parts the budget is divided, each with a score of its own.
  public let points: Int
  /// The column of the tables of metrics that is compared, nil for returns.
  public let metric: String?
  /// What is compared, in a word.
  public var quantity: String { metric ?? "return" }

  /// - Throws: a `ParameterError` where a pair does not work, is named twice, has no such metric, or no episode of it ends.
  public init(
    world: Spec, algorithms: [Spec], budget: Budget, points: Int, metric: String? = nil
  ) throws(ParameterError) {
    var setups: [Setup] = []
    for (index, algorithm) in algorithms.enumerated() {
      if algorithms[..<index].contains(algorithm) {
        throw ParameterError("`\(algorithm)` is there twice; compare algorithms that differ")
      }
      let setup = try Setup(world: world, algorithm: algorithm)
      if setup.world.isEndless {
        throw ParameterError("no episode of `\(world)` ends, and returns are compared; give the world a `horizon`")
      }
      if let metric, !setup.metrics.contains(metric) {
        throw ParameterError(
          "`\(algorithm)` has no metric `\(metric)`; "
            + (setup.metrics.isEmpty ? "it has none" : Spelling.advice(for: metric, among: setup.metrics)))
      }
      setups.append(setup)
    }
    guard points <= budget.limit else {
      throw ParameterError(
        "\(budget.limit) \(budget.unit) cannot be divided into \(points) points; give it more of them")
    }
    fullWorld = setups.first?.fullWorldSpec ?? world
    fullAlgorithms = setups.map(\.fullAlgorithmSpec)
    (self.world, self.algorithms, self.budget, self.points) = (world, algorithms, budget, points)
    self.metric = metric
  }

  /// Where the parts end: in steps or in episodes.
  public var ends: [Int] { (1...points).map { budget.limit * $0 / points } }

  /// One run. The same in every process and on every thread.
  /// - Returns: nil where it was interrupted.
  public func course(
    of algorithm: Int, seed: UInt64, isInterrupted: @escaping () -> Bool = { false }
  ) throws(ParameterError) -> RunCourse? {
    let setup = try Setup(world: world, algorithm: algorithms[algorithm])
    let column = metric.flatMap(setup.metrics.firstIndex)
    var run = try HeadlessRun(setup, seed: seed)
    var sums = Array(repeating: 0.0, count: points)
    var counts = Array(repeating: 0, count: points)
    let limit: HeadlessRun.Budget
    switch budget {
    case .steps(let steps): limit = .init(steps: steps)
    case .episodes(let episodes): limit = .init(episodes: episodes)
    }
    var wasInterrupted = false
    let stops = {
      wasInterrupted = wasInterrupted || isInterrupted()
      return wasInterrupted
    }
    let (budget, points) = (budget, points)
    run.run(
      limit, reportsMetrics: column != nil, isInterrupted: stops,
      report: { episode, _ in
        let value = column.map { episode.metrics[$0] } ?? episode.return
        // A metric is none before the first update.
        guard column == nil || !value.isNaN else { return }
        let place: Int
        switch budget {
        case .steps: place = episode.steps
        case .episodes: place = episode.episode
        }
        // Part k ends with limit · (k + 1) / points.
        let part = min((place * points - 1) / budget.limit, points - 1)
        sums[part] += value
        counts[part] += 1
      })
    guard !wasInterrupted else { return nil }
    var scores: [Double?] = []
    for (sum, count) in zip(sums, counts) { scores.append(count > 0 ? sum / Double(count) : scores.last ?? nil) }
    return RunCourse(
      scores: scores, hasDiverged: run.divergence != nil, steps: run.progress.steps, episodes: run.progress.episodes,
      seconds: run.seconds)
  }
}

/// How one run went.
public struct RunCourse: Sendable, Equatable {
  /// The mean return, or metric, of the episodes that ended in each part of the budget; where none did, that of the part before; nil
  /// before the first has ended.
  public var scores: [Double?]
  /// Whether its parameters left the finite numbers; its scores stay where they were then.
  public var hasDiverged: Bool
  public var steps: Int
  public var episodes: Int
  public var seconds: Double

  public init(scores: [Double?], hasDiverged: Bool, steps: Int, episodes: Int, seconds: Double) {
    (self.scores, self.hasDiverged) = (scores, hasDiverged)
    (self.steps, self.episodes, self.seconds) = (steps, episodes, seconds)
  }

  /// The score of the last part.
  public var last: Double? { scores.last ?? nil }

  /// The mean of the scores that there are: a run that learns sooner has a higher one.
  public var mean: Double? {
    let known = scores.compactMap { $0 }
    return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
  }
}
