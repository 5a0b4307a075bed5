import Worlds

/// A run without a front end, at full speed in the calling thread.
public struct HeadlessRun {
  /// When to stop: whatever comes first. Steps stop a run between two lines, episodes and conditions where another episode
  /// would begin, seconds at the end of an iteration or, where that does not come, after some thousand lines.
  public struct Budget: Sendable {
    public var steps: Int?
    public var episodes: Int?
    public var seconds: Double?
    public var condition: Condition?
    /// Where an earlier run was cut from outside, `HeadlessRun.cut`: with it this one ends at the very same place.
    public var cut: Int?

    public init(
      steps: Int? = nil, episodes: Int? = nil, seconds: Double? = nil, condition: Condition? = nil, cut: Int? = nil
    ) {
      self.steps = steps
      self.episodes = episodes
      self.seconds = seconds
      self.condition = condition
      self.cut = cut
    }
  }

  public let setup: Setup
  public let seed: UInt64
  /// How long `run` took, in seconds.
  public private(set) var seconds = 0.0
  /// The number of the place at which time or an interruption ended the run; nil where something else did.
  public private(set) var cut: Int?
  let learner: AnyLearner

  /// - Parameters:
  ///   - setup: the world and the algorithm.
  ///   - seed: of every random draw.
  ///   - theta: the policy's parameters at the start; the usual ones where it is nil.
  /// - Throws: a `ParameterError` where `theta` does not fit the policy.
  public init(_ setup: Setup, seed: UInt64, theta: [Double]? = nil) throws(ParameterError) {
    self.setup = setup
    self.seed = seed
    learner = setup.make(seed)
    guard let theta else { return }
    guard let count = learner.learner.policyParameters?.count else {
      throw ParameterError("`\(setup.algorithm.id)` has no policy parameters to set")
    }
    guard learner.adopt(theta) else {
      throw ParameterError("θ has \(theta.count) numbers; the policy on `\(setup.world.info.id)` has \(count)")
    }
  }

  /// Runs until the budget is spent, learning diverges or somebody interrupts.
  /// - Parameters:
  ///   - budget: when to stop.
  ///   - isInterrupted: asked between two episodes, and every some thousand lines within one.
  ///   - reportsMetrics: whether reports have the algorithm's `metrics` too, which takes a little time.
  ///   - report: called after each episode.
  public mutating func run(
    _ budget: Budget, reportsMetrics: Bool = false, isInterrupted: @escaping () -> Bool = { false },
    report: @escaping (HeadlessProbe.EpisodeReport, _ seconds: Double) -> Void = { _, _ in }
  ) {
    let begin = Metronome.now
    // Where a run is repeated that was cut, the time has had its say.
    let deadline = begin + (budget.cut == nil ? budget.seconds ?? .infinity : .infinity)
    var hasEnded = false
    let isOver = {
      // Once over, a run stays so, whoever asks.
      hasEnded = hasEnded || isInterrupted() || deadline < .infinity && Metronome.now >= deadline
      return hasEnded
    }
    var probe = HeadlessProbe(
      steps: budget.steps ?? .max, episodes: budget.episodes ?? .max, condition: budget.condition,
      cut: budget.cut ?? .max, metrics: reportsMetrics ? type(of: learner.learner).metrics : nil, isOver: isOver
    ) { report($0, Metronome.now - begin) }
    while true {
      do throws(HeadlessProbe.Reached) {
        try learner.iterateHeadless(&probe)
      } catch {
        break
      }
      if probe.endIteration() { break }
    }
    cut = probe.isCut ? probe.marks : nil
    seconds = Metronome.now - begin
  }

  public var progress: Progress { learner.learner.progress }
  /// The parameter that left the finite numbers, if any did.
  public var divergence: String? { learner.learner.divergence }
  /// The same with the update.
  public var divergenceReport: String? { learner.learner.divergenceReport }
  /// The policy as it is now.
  var storedPolicy: StoredPolicy { learner.learner.storedPolicy }
  public var parameters: [LearntParameters] { learner.learner.parameters }
  /// The mean of the last hundred returns; nil before the first.
  public var meanReturn: Double? { learner.learner.meanReturn }
  /// The mean reward of the last thousand steps of a task without end; nil before ten, and where episodes end.
  public var meanReward: Double? { learner.learner.meanReward }

  /// The exact J of each policy worth knowing, the one being learnt first; empty where the world is not tabular. A value is
  /// nil where it is not finite, or would take longer than some seconds.
  public func objectives() -> [(name: String, value: Double?)] {
    guard let model = setup.world.model else { return [] }
    return learner.learner.policies.map { ($0.name, PolicyEvaluation.affordableObjective(of: $0, on: model)) }
  }

  /// The exact average reward ρ of a step by each policy worth knowing, in a task without end; empty where episodes end or
  /// the world is not tabular. A value is nil where it depends on the start or is out of reach.
  public func averageRewards() -> [(name: String, value: Double?)] {
    guard setup.world.isEndless, let model = setup.world.model else { return [] }
    return learner.learner.policies.map { ($0.name, AverageReward($0, on: model)?.gain) }
  }

  /// Plays so many episodes by the policy as it is now, by draws that no training uses.
  public func evaluate(episodes: Int, _ manner: Evaluation.Manner) -> Evaluation {
    learner.evaluate(episodes, manner)
  }

  /// The exact J of the policy that an evaluation judges; nil where the world is not tabular or J is not finite.
  public func objective(of manner: Evaluation.Manner) -> Double? {
    guard let model = setup.world.model, let table = learner.learner.judgedTable(manner) else { return nil }
    return PolicyEvaluation.affordableObjective(of: table, on: model)
  }
}
