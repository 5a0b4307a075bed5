import Glibc
import Learn

/// Learners by networks on the pendulum: the whole loop, with one update for each step of the world where a replay memory allows it.
///
/// An off-policy update is held against its *floor*, the time that its products alone would take at the processor's peak: so many
/// forward passes of one network, with three inputs and one output, times the operations of a pass, over the peak measured in turns
/// with it. On one thread time is the thread's own, which other programs do not lengthen; two threads are compared with one by the
/// clock, in turns, and want both processors for themselves.
enum DeepBenchmarks {
  /// An off-policy learner and what an update asks of its networks, in forward passes of one.
  enum Job: String, CaseIterable {
    case sac, td3, ddpg

    var passes: Double {
      switch self {
      case .sac: 16
      case .td3: 11.5
      case .ddpg: 10
      }
    }
  }

  /// Width of the two hidden layers, rows of a batch and steps that are timed.
  private static let sizes = [(units: 64, batch: 100, steps: 4000), (units: 256, batch: 256, steps: 200)]
  private static let rounds = 5

  static func run(_ job: Job) throws {
    for size in sizes {
      let operations = job.passes * Double(2 * size.batch * size.units * (3 + size.units + 1))
      let setup = try Setup("pendulum", "\(job.rawValue):hidden=\(size.units),batch=\(size.batch)")
      var (times, ratios, shares) = ([Double](), [Double](), [Double]())
      for _ in 0..<rounds {
        let floor = operations / KernelJob.peak(operations: 5e9)
        let one = try secondsPerStep(setup, steps: size.steps, threads: 1)
        let two = try secondsPerStep(setup, steps: size.steps, threads: 2)
        times.append(one.own)
        ratios.append(one.own / floor)
        shares.append(two.clock / one.clock)
      }
      print(
        "\(job.rawValue) 2x\(size.units), batch \(size.batch): \(microseconds(median(times))) a step,",
        "\(spread(ratios)) of the floor; with two threads \(spread(shares)) of that; \(peakMemory)")
    }
  }

  /// Steps of the world a second, and how many of them fit into the time of a million operations at the peak.
  static func ppo() throws {
    let setup = try Setup("pendulum", "ppo:environments=4,steps=1024,batch=256,epochs=2")
    var (speeds, ratios) = ([Double](), [Double]())
    for _ in 0..<rounds {
      let peak = KernelJob.peak(operations: 5e9)
      speeds.append(1 / (try secondsPerStep(setup, steps: 40 * 4096, threads: 1).own))
      ratios.append(speeds.last! / peak * 1e6)
    }
    print(
      "ppo 2x64, 4 environments of 1024 steps, batch 256, 2 epochs: \(hundredths(median(speeds) / 1e6)) million steps/s,",
      "\(spread(ratios)) in the time of a million operations; \(peakMemory)")
  }

  /// Two asynchronous workers against one, by the clock, in turns: steps of the world a second. Both processors must be idle, or two
  /// threads have no more of them than one.
  static func a3c() throws {
    for world in ["cart-pole", "pendulum"] {
      for order in ["drawn", "racing"] {
        var (speeds, ratios) = ([Double](), [Double]())
        for _ in 0..<rounds {
          let speed = try [1, 2].map { workers in
            1
              / (try secondsPerStep(Setup(world, "a3c:workers=\(workers),order=\(order)"), steps: 500_000, threads: 2)
                .clock)
          }
          speeds.append(speed[0])
          ratios.append(speed[1] / speed[0])
        }
        print(
          "a3c 2x64 on \(world), \(order): \(hundredths(median(speeds) / 1e6)) million steps/s by one worker,",
          "\(spread(ratios)) of that by two; \(peakMemory)")
      }
    }
  }

  /// The thread's own time and the clock's, after a start in which memory is taken.
  private static func secondsPerStep(
    _ setup: Setup, steps: Int, threads: Int
  ) throws -> (own: Double, clock: Double) {
    Threads.ofLearner = threads
    var run = try HeadlessRun(setup, seed: 1)
    run.run(HeadlessRun.Budget(steps: 300))
    let (first, begin) = (run.progress.steps, threadTime())
    let clock = seconds { run.run(HeadlessRun.Budget(steps: first + steps)) }
    let done = Double(run.progress.steps - first)
    return ((threadTime() - begin) / done, clock / done)
  }

  private static func microseconds(_ time: Double) -> String { "\(hundredths(time * 1e6)) µs" }

  private static func spread(_ ratios: [Double]) -> String {
    "\(hundredths(median(ratios))) (\(hundredths(ratios.min()!))…\(hundredths(ratios.max()!)))"
  }

  /// The most that this process has held so far.
  private static var peakMemory: String {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return "at most \((usage.ru_maxrss + 1023) / 1024) MB"
  }
}
