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

      tetris/placements is a player who judges every placement by eight
      features, in placements a second.

      kernels/… are the arithmetic of networks: products of matrices of ROWS x
      DEPTH x COLUMNS, and all passes of one update of SAC. They are printed in
      operations a second, and as the share of what this processor can do at
      most, measured in turns with them.

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
    let all = BenchJob.names
    for name in names where !all.contains(name) {
      throw ParameterError("there is no job `\(name)`; " + Spelling.advice(for: name, among: all))
    }
    Threads.ofLearner = 1
    let jobs = BenchJob.all.filter { names.isEmpty || names.contains($0.name) }
    let kernels = KernelJob.all.filter { names.isEmpty || names.contains($0.name) }
    let processor = Processor.name
    let width = (jobs.map(\.name.count) + kernels.map(\.name.count)).max() ?? 0
    if !json.json, !jobs.isEmpty {
      print("\(processor), one thread, \(steps) steps or placements, \(repeats) repeats; millions a second")
    }
    for job in jobs {
      let speeds = try (0..<repeats).map { _ in try job.speed(steps: steps) }.sorted()
      let middle = Self.median(speeds)
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
    run(kernels, processor, width: width)
  }

  /// Times the arithmetic of networks against the processor's peak.
  private func run(_ kernels: [KernelJob], _ processor: String, width: Int) {
    if !json.json, !kernels.isEmpty {
      let fused = KernelJob.isFused ? "" : " without fused products, so that kernels are slow"
      print(
        "vectors of \(KernelJob.vectorWidth) floats\(fused); billion operations a second, and their share of the peak")
    }
    for kernel in kernels {
      let speeds = kernel.speeds(repeats: repeats, operations: Double(steps) * 500)
      let shares = speeds.map { $0.job / $0.peak }.sorted()
      let jobs = speeds.map(\.job).sorted()
      let (speed, share) = (Self.median(jobs), Self.median(shares))
      if json.json {
        print(
          JSON.object([
            ("name", .string(kernel.name)), ("operationsPerSecond", .real(speed)), ("lowest", .real(jobs[0])),
            ("highest", .real(jobs[repeats - 1])), ("peak", .real(Self.median(speeds.map(\.peak).sorted()))),
            ("share", .real(share)), ("vector", .integer(KernelJob.vectorWidth)), ("fused", .bool(KernelJob.isFused)),
            ("repeats", .integer(repeats)), ("processor", .string(processor)),
          ]))
      } else {
        let name = kernel.name + String(repeating: " ", count: width - kernel.name.count)
        print(
          "\(name)  \(Self.millions(speed / 1000))  (\(Self.millions(jobs[0] / 1000)) to",
          "\(Self.millions(jobs[repeats - 1] / 1000)))  \(Numbers.fixed(share * 100, 1)) %")
      }
      fflush(nil)
    }
  }

  private static func median(_ sorted: [Double]) -> Double {
    (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
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

  /// What can be asked for: the jobs, and the arithmetic of networks.
  static var names: [String] { all.map(\.name) + KernelJob.all.map(\.name) }

  /// Every world alone, then every algorithm on a world of tables and on one of reals.
  static var all: [BenchJob] {
    let worlds = Catalogue.worlds.map { row in
      BenchJob(name: row.info.id) { steps in { _ = row.standard.simulate(steps, 1) } }
    }
    let pairs = Catalogue.worlds.filter { ["gridworld", "pendulum"].contains($0.info.id) }.flatMap { world in
      world.algorithms.map { pair(world.info.id, $0.info.id) }
    }
    let placements = BenchJob(name: "tetris/placements") { count in { _ = PlacementSpeed.play(placements: count) } }
    return worlds + [placements] + pairs
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
