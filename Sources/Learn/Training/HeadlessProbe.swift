import Worlds

/// Headless training's probe: reports every episode and stops at the first mark at which enough steps are taken.
public struct HeadlessProbe: Probe {
  /// The number of steps is reached.
  public struct Reached: Error {}

  /// An episode that has just ended.
  public struct EpisodeReport: Sendable, Equatable {
    /// Its number, from 1.
    public var episode: Int
    /// Steps of the environment since the run began.
    public var steps: Int
    public var `return`: Double
  }

  private let steps: Int
  private let report: (EpisodeReport) -> Void
  private var reported = 0

  public init(steps: Int = .max, report: @escaping (EpisodeReport) -> Void = { _ in }) {
    self.steps = steps
    self.report = report
  }

  @inline(__always)
  public mutating func passed<L: Learner>(
    _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
  ) throws(Reached) {
    if learner.environment.episodes != reported { reportEpisode(learner) }
    if learner.environment.steps >= steps { throw Reached() }
  }

  @inline(never)
  private mutating func reportEpisode<L: Learner>(_ learner: L) {
    reported = learner.environment.episodes
    report(
      EpisodeReport(
        episode: reported, steps: learner.environment.steps, return: learner.environment.episodeReturn))
  }
}
