import ArgumentParser
import Glibc
import Learn
import TUI
import Worlds

struct LearnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn",
    abstract: "Whether the algorithms learn what they should: the table of bars.",
    discussion: """
      Each row trains an algorithm on a world with its defaults, once for each seed
      from 1 on, and says what the bar is and how the runs lie: median, lowest and
      highest, how many reach the bar, and the seconds that all of them took. A bar
      is met where nine of ten runs reach it or, where the row says median, the
      median run does. If one is missed the exit code is 1.

      Example: ascent learn
               ascent learn gridworld/td-actor-critic reinforce --json
      """)

  @Argument(help: "Only these worlds, algorithms or pairs, such as gridworld/qac.", completion: .bars)
  var names: [String] = []

  @Option(help: "Threads that train at once. (default: one on each processor)")
  var jobs: Int?

  @Option(name: .shortAndLong, help: "Write the table to this file too, as Markdown.")
  var output: String?

  @OptionGroup var json: JSONFlag

  func run() throws {
    try requirePositive(jobs, "jobs")
    let bars = try chosen
    let file = output.map(OutputFile.init)
    try file?.requireWritable()
    let table = BarTable(bars)
    if !json.json { print(table.head) }
    Interruption.watch()
    var results: [LearningResult] = []
    for bar in bars where !Interruption.isPending {
      let result = try bar.result(jobs: jobs)
      results.append(result)
      print(json.json ? JSON.row(of: result).description : table.row(result))
      fflush(nil)
    }
    Interruption.obey()
    try file?.write(table.markdown(results))
    let missed = results.filter { !$0.isMet }.map { "\($0.bar.world)/\($0.bar.algorithm)" }
    guard missed.isEmpty else {
      throw Failure("\(missed.count) of \(results.count) bars missed: \(missed.joined(separator: ", "))", code: 1)
    }
  }

  private var chosen: [LearningBar] {
    get throws(ParameterError) {
      var result: [LearningBar] = []
      for name in names {
        let bars = LearningBar.all.filter { Self.names(of: $0).contains(name) }
        if bars.isEmpty {
          throw ParameterError("there is no bar for `\(name)`; " + Spelling.advice(for: name, among: Self.known))
        }
        result += bars
      }
      return names.isEmpty ? LearningBar.all : result
    }
  }

  /// Everything that can be asked for, each once.
  static var known: [String] {
    var names: [String] = []
    for name in LearningBar.all.flatMap(Self.names) where !names.contains(name) { names.append(name) }
    return names
  }

  /// What a bar can be asked for by.
  static func names(of bar: LearningBar) -> [String] {
    let world = String(bar.world.prefix { $0 != ":" })
    let algorithm = String(bar.algorithm.prefix { $0 != ":" })
    return ["\(world)/\(algorithm)", world, algorithm]
  }
}
