import ArgumentParser
import Learn
import Worlds

/// How long to train, besides a number of steps or of episodes, which have a name of their own in each command.
struct TrainingLimits: ParsableArguments {
  @Option(help: "Stop when this holds, such as 'return > 5 and episode >= 100'.")
  var until: String?

  @Option(help: "Stop after so many seconds.")
  var seconds: Double?

  /// Episodes where no limit is given.
  static let usualEpisodes = 10_000

  /// The budget with these numbers.
  /// - Parameter prefix: what stands before `steps` and `episodes` in the options' names.
  /// - Throws: a `ParameterError` where a limit makes no sense.
  func budget(steps: Int?, episodes: Int?, prefix: String = "") throws(ParameterError) -> HeadlessRun.Budget {
    try requirePositive(steps, prefix + "steps")
    try requirePositive(episodes, prefix + "episodes")
    if let seconds, !(seconds > 0) { throw ParameterError("`--seconds` is \(seconds); it must be positive") }
    let condition = try until.map { text throws(ParameterError) in try Condition(text) }
    let isLimited = steps != nil || episodes != nil || seconds != nil || condition != nil
    return HeadlessRun.Budget(
      steps: steps, episodes: isLimited ? episodes : Self.usualEpisodes, seconds: seconds, condition: condition)
  }

  /// - Throws: a `ParameterError` where only a number of episodes would end the training and no episode ends.
  func requireEnd(of budget: HeadlessRun.Budget, on setup: Setup, prefix: String = "") throws(ParameterError) {
    guard setup.world.isEndless, budget.steps == nil, budget.seconds == nil, budget.condition == nil else { return }
    throw ParameterError(
      "no episode of `\(setup.worldSpec)` ends; give `--\(prefix)steps`, `--seconds`, or the world a horizon")
  }
}

/// Which policy an evaluation judges.
struct MannerFlag: ParsableArguments {
  @Flag(help: "Judge by the most probable actions alone, or the policy as it is.")
  var manner = Evaluation.Manner.sampled
}

extension Evaluation.Manner: EnumerableFlag {}
