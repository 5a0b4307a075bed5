internal import CVectors
import Glibc
import Worlds

/// A piece of network arithmetic whose operations can be counted, to be timed against what the processor can do at most.
///
/// The peak is measured in turns with the job, by independent products and sums that stay in registers, so that a
/// processor that changes its clock changes both. Time is the thread's own, which other programs do not lengthen.
public struct KernelJob: Sendable {
  /// Such as `kernels/100x64x64`.
  public let name: String
  /// Floating-point operations of one execution.
  public let operations: Double
  private let prepare: @Sendable () -> () -> Void

  /// The product of a matrix of `rows` × `depth` with one of `depth` × `columns`, with biases and ReLU.
  static func product(_ rows: Int, _ depth: Int, _ columns: Int) -> KernelJob {
    KernelJob(
      name: "kernels/\(rows)x\(depth)x\(columns)", operations: Double(2 * rows * depth * columns)
    ) {
      let network = Self.network([depth, columns], output: .relu)
      var pass = Self.pass(network, rows: rows)
      return { network.forward(&pass) }
    }
  }

  /// What one update of SAC asks of its networks, on three observations and one action with two hidden layers: sixteen
  /// times the work of one forward pass, and then Adam and Polyak averaging, which are not counted.
  static func softActorCritic(width: Int, batch: Int) -> KernelJob {
    let forward = 2 * batch * (4 * width + width * width + width)
    return KernelJob(name: "kernels/sac-2x\(width)", operations: Double(16 * forward)) {
      var actor = Self.network([3, width, width, 2], output: .identity)
      var critic = Self.network([4, width, width, 1], output: .identity)
      var target = critic
      var (actorPass, criticPass) = (Self.pass(actor, rows: batch), Self.pass(critic, rows: batch))
      var (actorGradient, criticGradient) = (NetworkGradient(actor), NetworkGradient(critic))
      var (actorAdam, criticAdam) = (Adam(actor), Adam(critic))
      func fill(_ dy: MatrixView) {
        for row in 0..<dy.rows { for column in 0..<dy.columns { dy[row, column] = 1 / Float(batch) } }
      }
      return {
        actor.forward(&actorPass)
        for _ in 0..<2 { target.forward(&criticPass) }
        for _ in 0..<2 {
          critic.forward(&criticPass)
          fill(criticPass.outputGradients)
          critic.backward(&criticPass, into: &criticGradient)
          criticAdam.descend(&critic, criticGradient, rate: 1e-9, target: &target, by: 0.005)
        }
        actor.forward(&actorPass)
        for _ in 0..<2 {
          critic.forward(&criticPass)
          fill(criticPass.outputGradients)
          critic.backwardToInputs(&criticPass, columns: 3..<4)
        }
        fill(actorPass.outputGradients)
        actor.backward(&actorPass, into: &actorGradient)
        actorAdam.descend(&actor, actorGradient, rate: 1e-9)
      }
    }
  }

  /// The shapes that learning goes by, inner and first layers, then whole updates.
  public static let all: [KernelJob] = [
    .product(100, 64, 64), .product(256, 256, 256), .product(100, 4, 64), .product(256, 4, 256),
    .softActorCritic(width: 64, batch: 100), .softActorCritic(width: 256, batch: 256),
  ]

  /// Floats in one vector register of what this program was compiled for.
  public static var vectorWidth: Int { Int(vectors_floats) }
  /// Whether a product and a sum are one instruction in it; without, kernels are several times slower.
  public static var isFused: Bool { Learn.isFused }

  /// Operations a second of the job and of the processor's peak, each the median of the repeats.
  /// - Parameters:
  ///   - repeats: measurements of each, in turns; at least 1.
  ///   - operations: how many each measurement of the job executes, about.
  public func speeds(repeats: Int, operations: Double) -> [(job: Double, peak: Double)] {
    let work = prepare()
    work()
    let executions = max(1, Int(operations / self.operations))
    return (0..<repeats).map { _ in
      let peak = Self.peak(operations: operations)
      let begin = Self.threadTime
      for _ in 0..<executions { work() }
      return (Double(executions) * self.operations / (Self.threadTime - begin), peak)
    }
  }

  /// Operations a second of products and sums that wait for nothing, in this thread's time: what the processor can do at most.
  /// - Parameter operations: how many are executed, about.
  public static func peak(operations: Double) -> Double {
    let chains = hasWideRegisters ? 12 : 5
    let rounds = max(1, Int(operations / Double(chains * 32)))
    let (factor, term) = (Lanes(repeating: 0.75), Lanes(repeating: 1))
    let begin = threadTime
    let sum = hasWideRegisters ? twelveChains(rounds, factor, term) : fiveChains(rounds, factor, term)
    let time = threadTime - begin
    precondition(sum > 0)
    return Double(rounds * chains * 32) / time
  }

  @inline(never)
  private static func twelveChains(_ rounds: Int, _ x: Lanes, _ y: Lanes) -> Float {
    var (a, b, c, d, e, f) = (x, x + 1, x + 2, x + 3, x + 4, x + 5)
    var (g, h, i, j, k, l) = (x + 6, x + 7, x + 8, x + 9, x + 10, x + 11)
    for _ in 0..<rounds {
      (a, b, c, d, e, f) = (y.plus(x, a), y.plus(x, b), y.plus(x, c), y.plus(x, d), y.plus(x, e), y.plus(x, f))
      (g, h, i, j, k, l) = (y.plus(x, g), y.plus(x, h), y.plus(x, i), y.plus(x, j), y.plus(x, k), y.plus(x, l))
    }
    return (((a + b) + (c + d)) + ((e + f) + (g + h)) + ((i + j) + (k + l))).total
  }

  @inline(never)
  private static func fiveChains(_ rounds: Int, _ x: Lanes, _ y: Lanes) -> Float {
    var (a, b, c, d, e) = (x, x + 1, x + 2, x + 3, x + 4)
    for _ in 0..<rounds { (a, b, c, d, e) = (y.plus(x, a), y.plus(x, b), y.plus(x, c), y.plus(x, d), y.plus(x, e)) }
    return ((a + b) + (c + d) + e).total
  }

  /// Seconds of this thread.
  private static var threadTime: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private static func network(_ sizes: [Int], output: Activation) -> Network {
    var random = RandomStream(seed: 1, name: "initialisation")
    var network = Network(sizes, .relu, output: output)
    network.initialise(.fanIn(last: nil), using: &random)
    return network
  }

  private static func pass(_ network: Network, rows: Int) -> NetworkPass {
    var random = RandomStream(seed: 1, name: "inputs")
    var pass = NetworkPass(network, rows: rows)
    let x = pass.inputs
    for row in 0..<rows { for column in 0..<x.columns { x[row, column] = Float(random.normal()) } }
    return pass
  }
}
