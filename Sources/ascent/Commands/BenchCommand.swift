import ArgumentParser
import Glibc
import Learn
import TUI
import Worlds

struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "This machine's speed on the standard jobs.",
    discussion: """
      A world's name alone is the world under uniform actions, without a learner;
      WORLD/ALGORITHM is training with the defaults on one thread. Each job does
      the same work each time, from the same seed; printed are the median of the
      repeats and their range, in steps of the world a second.

      Example: ascent bench
               ascent bench gridworld gridworld/td-actor-critic --json
      """)

  @Argument(help: "Only these jobs, such as pendulum or gridworld/reinforce.", completion: .benchJobs)
  var names: [String] = []

  @Option(help: "Steps of the world in each repeat.")
  var steps = 2_000_000

  @Option(help: "How often each job is repeated.")
  var repeats = 5

  @OptionGroup var json: JSONFlag

  func run() throws {
    try requirePositive(steps, "steps")
    try requirePositive(repeats, "repeats")
    let all = BenchJob.all
    let jobs =
      try names.isEmpty
      ? all
      : names.map { name throws(ParameterError) in
        guard let job = all.first(where: { $0.name == name }) else {
          throw ParameterError("there is no job `\(name)`; " + Spelling.advice(for: name, among: all.map(\.name)))
        }
        return job
      }
    let processor = Processor.name
    if !json.json { print("\(processor), one thread, \(steps) steps, \(repeats) repeats; million steps a second") }
    let width = jobs.map(\.name.count).max() ?? 0
    for job in jobs {
      let speeds = try (0..<repeats).map { _ in try job.speed(steps: steps) }.sorted()
      let middle = (speeds[(repeats - 1) / 2] + speeds[repeats / 2]) / 2
      if json.json {
        print(
          JSON.object([
            ("name", .string(job.name)), ("stepsPerSecond", .real(middle)), ("lowest", .real(speeds[0])),
            ("highest", .real(speeds[repeats - 1])), ("steps", .integer(steps)), ("repeats", .integer(repeats)),
            ("processor", .string(processor)),
          ]))
      } else {
        let name = job.name + String(repeating: " ", count: width - job.name.count)
        print(
          "\(name)  \(Self.millions(middle))  (\(Self.millions(speeds[0])) to \(Self.millions(speeds[repeats - 1])))")
      }
      fflush(nil)
    }
  }

  /// Seven columns wide.
  private static func millions(_ speed: Double) -> String {
    let text = Numbers.fixed(speed / 1e6, 2)
    return String(repeating: " ", count: max(0, 7 - text.count)) + text
  }
}

/// A piece of work that always is the same.
struct BenchJob {
  let name: String
  private let work: (Int) throws(ParameterError) -> () -> Void

  /// Every world alone, then every algorithm on a world of tables and on one of reals.
  static var all: [BenchJob] {
    let worlds = Catalogue.worlds.map { row in
      BenchJob(name: row.info.id) { steps in { _ = row.standard.simulate(steps, 1) } }
    }
    let pairs = Catalogue.worlds.filter { ["gridworld", "pendulum"].contains($0.info.id) }.flatMap { world in
      world.algorithms.map { pair(world.info.id, $0.info.id) }
    }
    return worlds + pairs
  }

  private static func pair(_ world: String, _ algorithm: String) -> BenchJob {
    BenchJob(name: "\(world)/\(algorithm)") { steps throws(ParameterError) in
      let setup = try Setup(world, algorithm)
      var run = try HeadlessRun(setup, seed: 1)
      return { run.run(HeadlessRun.Budget(steps: steps)) }
    }
  }

  /// Does the work once; steps a second, without what is built before the first.
  func speed(steps: Int) throws(ParameterError) -> Double {
    let run = try work(steps)
    let time = ContinuousClock().measure(run)
    return Double(steps) / (Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
  }
}
