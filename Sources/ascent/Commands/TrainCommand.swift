import ArgumentParser
import Glibc
import Learn
import Worlds

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains without a dashboard, at full speed.",
    discussion: """
      It stops at whatever limit comes first; without one, after 10000 episodes.

      Example: ascent train -w aliased-corridor -a reinforce --episodes 5000
               ascent train -w gridworld:size=5 -a td-actor-critic:alpha=0.1 --until 'return > -9' --json
      """)

  @Option(name: .shortAndLong, help: "The world, such as gridworld:size=5.")
  var world: String

  @Option(name: .shortAndLong, help: "The algorithm, such as reinforce:alpha=0.01.")
  var algorithm: String

  @Option(help: "Stop after so many steps of the world, at once: what the last one teaches is not learnt.")
  var steps: Int?

  @Option(help: "Stop after so many episodes.")
  var episodes: Int?

  @Option(help: "Stop when this holds, such as 'return > 5 and episode >= 100'.")
  var until: String?

  @Option(help: "Stop after so many seconds.")
  var seconds: Double?

  @Option(parsing: .unconditional, help: "The policy's parameters at the start, such as '-1.5,1.5'.")
  var theta: String?

  @Option(name: .shortAndLong, help: "The seed of every random draw.")
  var seed: UInt64 = 1

  @Option(help: "Report every so many episodes.")
  var every = 1

  @Flag(help: "One JSON object a line.")
  var json = false

  func run() throws {
    for (name, value) in [("steps", steps), ("episodes", episodes), ("every", every)] {
      if let value, value < 1 { throw ParameterError("`--\(name)` is \(value); it must be at least 1") }
    }
    if let seconds, !(seconds > 0) { throw ParameterError("`--seconds` is \(seconds); it must be positive") }
    let condition = try until.map { try Condition($0) }
    let isLimited = steps != nil || episodes != nil || seconds != nil || condition != nil
    let budget = HeadlessRun.Budget(
      steps: steps, episodes: isLimited ? episodes : 10_000, seconds: seconds, condition: condition)
    let setup = try Setup(world, algorithm)
    var run = try HeadlessRun(setup, seed: seed, theta: try parsedTheta)

    let bar = ProgressBar(budget: budget)
    run.run(budget) { [json, every] episode, seconds in
      if json, (episode.episode - 1) % every == 0 {
        print(
          JSON.object([
            ("type", .string("episode")), ("episode", .integer(episode.episode)),
            ("steps", .integer(episode.steps)), ("return", .real(episode.return)), ("seconds", .real(seconds)),
          ]))
      }
      bar.show(episode, seconds: seconds)
    }
    bar.clear()
    if json { printJSON(run) } else { printText(run) }
  }

  private var parsedTheta: [Double]? {
    get throws(ParameterError) {
      guard let theta else { return nil }
      var numbers: [Double] = []
      for item in theta.split(separator: ",", omittingEmptySubsequences: false) {
        guard let number = Double(item.filter { $0 != " " }), number.isFinite else {
          throw ParameterError("`\(item)` in `--theta` must be a number, as in '-1.5,1.5'")
        }
        numbers.append(number)
      }
      return numbers
    }
  }

  private func printJSON(_ run: HeadlessRun) {
    if let divergence = run.divergence {
      print(
        JSON.object([
          ("type", .string("diverged")), ("update", .integer(run.progress.updates)), ("what", .string(divergence)),
        ]))
    }
    let progress = run.progress
    print(
      JSON.object([
        ("type", .string("summary")), ("world", .string(run.setup.worldSpec.description)),
        ("algorithm", .string(run.setup.algorithmSpec.description)), ("seed", .unsigned(run.seed)),
        ("episodes", .integer(progress.episodes)), ("steps", .integer(progress.steps)),
        ("updates", .integer(progress.updates)), ("seconds", .real(run.seconds)),
        ("stepsPerSecond", .real(Double(progress.steps) / run.seconds)),
        ("meanReturn100", .real(orNull: run.meanReturn)),
        ("objective", .real(orNull: run.objectives.first?.value)),
        ("objectives", .object(run.objectives.map { ($0.name, .real(orNull: $0.value)) })),
      ]))
  }

  private func printText(_ run: HeadlessRun) {
    let progress = run.progress
    print("\(run.setup.algorithmSpec) on \(run.setup.worldSpec), seed \(run.seed)")
    print("episodes  \(progress.episodes)")
    print("steps     \(progress.steps), \(Int(Double(progress.steps) / run.seconds)) a second")
    print("updates   \(progress.updates)")
    print("return    \(run.meanReturn.map { "\($0)" } ?? "none yet"), mean of the last 100")
    for objective in run.objectives {
      print("exact J   \(objective.value.map { "\($0)" } ?? "not finite") of \(objective.name)")
    }
    if let best = run.setup.optimum { print("best J    \(best)") }
    if let divergence = run.divergence {
      print("diverged by update \(progress.updates): \(divergence); a smaller step size may hold")
    }
  }
}

/// One line on standard error that says how far a run is; on a terminal only.
private final class ProgressBar {
  private let budget: HeadlessRun.Budget
  private let isVisible = isatty(STDERR_FILENO) == 1
  private var shown = 0.0

  init(budget: HeadlessRun.Budget) { self.budget = budget }

  func show(_ episode: HeadlessProbe.EpisodeReport, seconds: Double) {
    guard isVisible, seconds - shown > 0.1 else { return }
    shown = seconds
    let parts = [
      budget.steps.map { Double(episode.steps) / Double($0) },
      budget.episodes.map { Double(episode.episode) / Double($0) },
      budget.seconds.map { seconds / $0 },
    ].compactMap { $0 }
    let share = min(1, parts.max() ?? 0)
    let width = 30
    let full = Int(share * Double(width))
    let bar = String(repeating: "#", count: full) + String(repeating: ".", count: width - full)
    writeError("\r\(parts.isEmpty ? "" : "[\(bar)] ")episode \(episode.episode), step \(episode.steps)\u{1B}[K")
  }

  func clear() {
    if isVisible, shown > 0 { writeError("\r\u{1B}[K") }
  }
}
