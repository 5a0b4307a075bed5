import Worlds

/// Headless training's probe: it reports every episode, and stops at the first mark at which enough steps are taken, or at
/// which another episode would begin after enough of them.
public struct HeadlessProbe: Probe {
  /// The run is over: steps or time are spent, it was interrupted, or learning has diverged.
  public struct Reached: Error {}

  /// An episode that has just ended.
  public struct EpisodeReport: Sendable, Equatable {
    /// Its number, from 1.
    public var episode: Int
    /// Steps of the environment since the run began.
    public var steps: Int
    public var `return`: Double
    /// Its own steps.
    public var length: Int
    /// By the algorithm's metrics, as they stood at its end; NaN before the first update. Empty where nobody asked.
    public var metrics: [Double] = []
  }

  private let steps: Int
  private let episodeLimit: Int
  private let condition: Condition?
  private let isOver: () -> Bool
  private let report: (EpisodeReport) -> Void
  /// Episodes that have ended.
  private(set) var episodes = 0
  /// The last update after which parameters were looked at.
  private var updates = 0
  /// Whether enough episodes have ended, or the condition held when one did: what the last of them teaches is still learnt.
  private(set) var isSpent = false
  /// Marks passed, and iterations ended: each place at which a run can be cut from outside has a number of its own.
  private(set) var marks = 0
  /// Whether time or an interruption ended the run.
  private(set) var isCut = false
  private let cut: Int
  /// Nil where nobody asks for them.
  private var metrics: MetricValues?

  /// - Parameters:
  ///   - steps: the number at which to stop.
  ///   - episodes: the number after which to stop.
  ///   - condition: after an episode at whose end it holds, the run stops.
  ///   - cut: the number of the place at which a run was cut from outside that this one repeats.
  ///   - metrics: to report with every episode; nil for none.
  ///   - isOver: whether to stop for another reason, such as the time; it is asked now and then.
  ///   - report: called after each episode.
  init(
    steps: Int = .max, episodes: Int = .max, condition: Condition? = nil, cut: Int = .max,
    metrics: [Metric]? = nil, isOver: @escaping () -> Bool = { false },
    report: @escaping (EpisodeReport) -> Void = { _ in }
  ) {
    self.steps = steps
    episodeLimit = episodes
    self.condition = condition
    self.cut = cut
    self.metrics = metrics.map(MetricValues.init)
    self.isOver = isOver
    self.report = report
  }

  @inline(__always)
  public mutating func passed<L: Learner>(
    _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
  ) throws(Reached) {
    marks &+= 1
    if L.hasMetrics { metrics?.note(values()) }
    if learner.environment.episodes != episodes { try reportEpisode(learner) }
    if learner.environment.steps >= steps { throw Reached() }
    if isSpent, learner.environment.ending == .none { throw Reached() }
    if L.checksEveryUpdate, learner.updates != updates { try checkUpdate(learner) }
    if marks & (L.marksBetweenCheckups - 1) == 0 { try checkUp(learner) }
  }

  @inline(never)
  private mutating func checkUpdate<L: Learner>(_ learner: L) throws(Reached) {
    updates = learner.updates
    if learner.divergence != nil { throw Reached() }
  }

  /// Neither the time nor a divergence waits for an episode that does not end.
  @inline(never)
  private mutating func checkUp<L: Learner>(_ learner: L) throws(Reached) {
    if learner.divergence != nil { throw Reached() }
    if isCutHere() { throw Reached() }
  }

  // MARK: Episodes played ahead of time

  /// A condition wants to be asked after each episode.
  public var isUnwatched: Bool { condition == nil && !isSpent }

  /// Where a run is over, what is played line by line comes to a place at which it can be cut.
  public var isPatient: Bool { isUnwatched && !isOver() }

  public func canLeap<L: Learner>(over passage: Passage, _ learner: L) -> Bool {
    isUnwatched && learner.environment.steps &+ passage.steps < steps
      && learner.environment.episodes &+ passage.episodes.count < episodeLimit
      && marks &+ passage.marks &+ passage.iterations <= cut
  }

  public mutating func leapt<L: Learner>(over passage: Passage, _ learner: inout L) throws(Reached) {
    let start = learner.environment.steps - passage.steps
    for episode in passage.episodes {
      episodes += 1
      metrics?.note(episode.shown)
      report(
        EpisodeReport(
          episode: episodes, steps: start + episode.end, return: episode.return, length: episode.length,
          metrics: metrics?.current ?? []))
    }
    metrics?.note(passage.shown)
    let before = marks
    marks &+= passage.marks &+ passage.iterations
    let interval = L.marksBetweenCheckups
    let isFinite = passage.episodes.allSatisfy(\.return.isFinite)
    if !isFinite || before / interval != marks / interval { try checkUp(learner) }
  }

  /// Counts the end of an iteration.
  /// - Returns: whether the run ends there.
  mutating func endIteration() -> Bool {
    marks &+= 1
    return isSpent || isCutHere()
  }

  private mutating func isCutHere() -> Bool {
    isCut = marks >= cut || isOver()
    return isCut
  }

  @inline(never)
  private mutating func reportEpisode<L: Learner>(_ learner: L) throws(Reached) {
    episodes = learner.environment.episodes
    report(
      EpisodeReport(
        episode: episodes, steps: learner.environment.steps, return: learner.environment.lastEpisode.return,
        length: learner.environment.lastEpisode.length, metrics: metrics?.current ?? []))
    isSpent = episodes >= episodeLimit || condition.map(learner.satisfies) ?? false
    // A return that is no number tells of parameters that are none, long before they are looked at.
    if !learner.environment.lastEpisode.return.isFinite, learner.divergence != nil { throw Reached() }
  }
}
