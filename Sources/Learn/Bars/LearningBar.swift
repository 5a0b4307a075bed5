import Worlds

/// What an algorithm must learn on a world within a budget: a row of the table of bars.
public struct LearningBar: Sendable {
  /// What a run is judged by.
  public enum Measure: Sendable, Equatable {
    /// The exact J of the policy of this name at the end, such as `π` or `greedy`.
    case objective(of: String)
    /// The exact average reward of a step by the policy of this name at the end, in a task that never ends.
    case averageReward(of: String)
    /// The mean return of so many evaluation episodes by the policy at the end, as `Evaluation` plays them: what can be
    /// asked on every world, also without a model.
    case evaluation(episodes: Int, Evaluation.Manner)
    /// The mean return of the first so many episodes.
    case first(Int)
    /// The mean return of the last so many.
    case last(Int)
    /// After how many episodes the exact J of the policy being learnt is first at so much, looked at every five; what lies
    /// beyond the budget counts as all of it. Here less is better.
    case episodes(untilObjective: Double)
    /// The largest value that a column of the run's table of metrics ever has. Here less is better.
    case largest(metric: String)

    /// Whether it is what the run lived through, and not what the policy at its end is worth.
    var isOfReturns: Bool {
      switch self {
      case .objective, .averageReward, .evaluation, .episodes, .largest: false
      case .first, .last: true
      }
    }

    /// Whether less is better.
    public var isOfLeast: Bool {
      switch self {
      case .episodes, .largest: true
      case .objective, .averageReward, .evaluation, .first, .last: false
      }
    }
  }

  /// How many of the runs must pass.
  public enum Rule: Sendable, Equatable {
    /// Nine of ten.
    case mostRuns
    /// The median run.
    case median
  }

  public var world: String
  public var algorithm: String
  public var budget: HeadlessRun.Budget
  public var measure: Measure
  /// What the measure must reach, or must not exceed where less is better.
  public var bar: Double
  public var rule = Rule.mostRuns
  /// Runs, each with a seed of its own from 1 on.
  public var seeds = 10
  /// θ at the start; the usual one where it is nil.
  public var theta: [Double]?
  /// Whether the tests run it too, with all its seeds: what takes some seconds at the most.
  public var isQuick = true

  /// A bar on the exact J of what was learnt in so many episodes.
  static func objective(
    _ algorithm: String, _ world: String, episodes: Int, _ bar: Double, of policy: String = "π", isQuick: Bool = true
  ) -> LearningBar {
    var row = LearningBar(
      world: world, algorithm: algorithm, budget: .init(episodes: episodes), measure: .objective(of: policy), bar: bar)
    row.isQuick = isQuick
    return row
  }

  /// A bar on the median of the runs' exact J, for what depends on luck.
  static func median(_ algorithm: String, _ world: String, episodes: Int, _ bar: Double) -> LearningBar {
    var row = objective(algorithm, world, episodes: episodes, bar)
    row.rule = .median
    return row
  }

  /// A bar on the exact average reward of what was learnt in so many steps of a task that never ends.
  static func averageReward(_ algorithm: String, _ world: String, steps: Int, _ bar: Double) -> LearningBar {
    LearningBar(
      world: world, algorithm: algorithm, budget: .init(steps: steps), measure: .averageReward(of: "π"), bar: bar)
  }

  /// A bar on the mean return of evaluation episodes by what was learnt within a budget of steps or episodes.
  static func evaluation(
    _ algorithm: String, _ world: String, steps: Int? = nil, episodes: Int? = nil, _ bar: Double, over count: Int = 20,
    _ manner: Evaluation.Manner = .greedy, isQuick: Bool = true
  ) -> LearningBar {
    var row = LearningBar(
      world: world, algorithm: algorithm, budget: .init(steps: steps, episodes: episodes),
      measure: .evaluation(episodes: count, manner), bar: bar)
    row.isQuick = isQuick
    return row
  }

  /// A bar on the largest value of a metric in a run of so many steps.
  static func largest(
    _ metric: String, _ algorithm: String, _ world: String, steps: Int, _ bar: Double, isQuick: Bool = true
  ) -> LearningBar {
    var row = LearningBar(
      world: world, algorithm: algorithm, budget: .init(steps: steps), measure: .largest(metric: metric), bar: bar)
    row.isQuick = isQuick
    return row
  }

  /// A bar on the median over a hundred runs on the short corridor from where p(right) = 0.05, as the book begins.
  static func bookRuns(_ algorithm: String, _ measure: Measure, _ bar: Double) -> LearningBar {
    var row = LearningBar(
      world: "short-corridor", algorithm: algorithm, budget: .init(episodes: 1000), measure: measure, bar: bar)
    (row.rule, row.seeds, row.theta) = (.median, 100, BookFigure.start)
    return row
  }

  /// A bar on the episodes from where the book begins until J is as near the best −11.66 as −12.
  static func bookStart(_ algorithm: String, episodes bar: Double, _ rule: Rule) -> LearningBar {
    var row = LearningBar(
      world: "short-corridor", algorithm: algorithm, budget: .init(episodes: 2000),
      measure: .episodes(untilObjective: -12), bar: bar)
    (row.rule, row.theta) = (rule, BookFigure.start)
    return row
  }

  /// Whether so much is as good as the bar.
  public func isReached(by value: Double) -> Bool {
    measure.isOfLeast ? value <= bar : value >= bar
  }

  /// Trains with one seed.
  /// - Returns: the measure; where learning diverged −∞, or ∞ where less is better.
  /// - Throws: a `ParameterError` where the pair, the policy's name or the metric does not exist, or where an average reward is
  ///   asked of a task that ends.
  public func trial(seed: UInt64) throws(ParameterError) -> Double {
    var run = try HeadlessRun(try Setup(world, algorithm), seed: seed, theta: theta)
    if case .episodes(let objective) = measure { return episodes(of: &run, until: objective) }
    if case .largest(let metric) = measure { return try largest(metric, of: &run) }
    var returns: [Double] = []
    let judgesReturns = measure.isOfReturns
    run.run(budget, report: { episode, _ in if judgesReturns { returns.append(episode.return) } })
    guard run.divergence == nil else { return -.infinity }
    switch measure {
    case .objective(let name):
      guard let objective = run.objectives().first(where: { $0.name == name }) else {
        throw ParameterError("`\(algorithm)` has no policy named `\(name)`")
      }
      return objective.value ?? -.infinity
    case .averageReward(let name):
      guard let average = run.averageRewards().first(where: { $0.name == name }) else {
        throw ParameterError("`\(algorithm)` has no policy named `\(name)` with an average reward on `\(world)`")
      }
      return average.value ?? -.infinity
    case .evaluation(let count, let manner): return run.evaluate(episodes: count, manner).mean
    case .first(let count): return mean(returns.prefix(count))
    case .last(let count): return mean(returns.suffix(count))
    case .episodes, .largest: preconditionFailure("counted above, while it learns")
    }
  }

  private func episodes(of run: inout HeadlessRun, until objective: Double) -> Double {
    let most = budget.episodes ?? 0
    // A stop within a batch of episodes would discard it, and batches have five or ten.
    for count in stride(from: 5, through: most, by: 5) {
      run.run(.init(episodes: count))
      if let J = run.objectives().first?.value, J >= objective { return Double(count) }
    }
    return Double(most)
  }

  private func largest(_ metric: String, of run: inout HeadlessRun) throws(ParameterError) -> Double {
    guard let place = run.setup.metrics.firstIndex(of: metric) else {
      throw ParameterError("`\(algorithm)` has no metric `\(metric)`")
    }
    var largest = -Double.infinity
    run.run(
      budget, reportsMetrics: true,
      report: { episode, _ in
        // There is none before the first update.
        if !episode.metrics[place].isNaN { largest = max(largest, episode.metrics[place]) }
      })
    return run.divergence == nil ? largest : .infinity
  }

  private func mean(_ values: ArraySlice<Double>) -> Double { values.reduce(0, +) / Double(values.count) }

  /// Trains with every seed.
  /// - Parameter jobs: the most threads; nil for one on each processor.
  public func result(jobs: Int? = nil) throws(ParameterError) -> LearningResult {
    let begin = Metronome.now
    let trials = inParallel(seeds, jobs: jobs) { index in
      Result { () throws(ParameterError) in try trial(seed: UInt64(index + 1)) }
    }
    var values: [Double] = []
    for trial in trials { values.append(try trial.get()) }
    return LearningResult(bar: self, values: values, seconds: Metronome.now - begin)
  }
}

/// What came of a bar's runs.
public struct LearningResult: Sendable {
  public let bar: LearningBar
  /// The measure, by seed.
  public let values: [Double]
  /// How long all the runs took together.
  public let seconds: Double

  public var median: Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// Runs that never found back to the goal, where the bar is about their last returns.
  public var stuck: Int? {
    if case .last = bar.measure { values.count { $0 < BookFigure.stuckBelow } } else { nil }
  }

  /// Runs that reach the bar.
  public var passes: Int { values.count(where: bar.isReached) }

  /// Whether enough of them do.
  public var isMet: Bool {
    switch bar.rule {
    case .mostRuns: passes * 10 >= values.count * 9
    case .median: bar.isReached(by: median)
    }
  }
}
