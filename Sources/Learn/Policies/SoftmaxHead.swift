import Worlds

/// π(a) = exp(y_a) / Σ exp(y_b): a network's outputs are the preferences of actions that can be counted.
public struct SoftmaxHead: PolicyHead {
  public static var kind: String { "network-softmax" }
  public static var meaning: String { "y[a] is the preference of action a: pi(a|o) = softmax(y)[a]" }

  private var π: OutputRow
  private var logπ: OutputRow

  public static func outputCount(for actions: ActionSpace) -> Int {
    guard let count = actions.count else { fatalError("a soft-max needs actions that can be counted, not \(actions)") }
    return count
  }

  public static func spreads(of outputCount: Int) -> Range<Int> { 0..<0 }
  public static var isSpread: Bool { false }

  public init(_ outputs: OutputRow) {
    let count = outputs.count
    (π, logπ) = (outputs, outputs)
    var largest = -Double.infinity
    for b in 0..<count { largest = max(largest, outputs[b]) }
    var sum = 0.0
    for start in stride(from: 0, to: count, by: 4) {
      var y = SIMD4<Double>(repeating: -.infinity)
      for lane in 0..<min(4, count - start) { y[lane] = outputs[start + lane] - largest }
      let weights = exponential(y)
      for lane in 0..<min(4, count - start) {
        logπ[start + lane] = y[lane]
        π[start + lane] = weights[lane]
        sum += weights[lane]
      }
    }
    let logSum = log(sum)
    for b in 0..<count {
      π[b] /= sum
      logπ[b] -= logSum
    }
  }

  public func sample(using random: inout RandomStream) -> Int {
    var draw = random.uniform()
    for b in 0..<π.count - 1 {
      draw -= π[b]
      if draw < 0 { return b }
    }
    return π.count - 1
  }

  public func logProbability(of action: Int) -> Double { logπ[action] }

  public var entropy: Double {
    var sum = 0.0
    for b in 0..<π.count where π[b] > 0 { sum -= π[b] * logπ[b] }
    return sum
  }

  /// ∂ln π(a)/∂y_b = 1(b = a) − π_b, and ∂H/∂y_b = −π_b (ln π_b + H).
  public func gradient(_ weight: Double, of action: Int, entropy share: Double) -> OutputRow {
    var row = OutputRow(count: π.count)
    let H = share == 0 ? 0 : entropy
    for b in 0..<π.count {
      row[b] = weight * ((b == action ? 1 : 0) - π[b])
      if share != 0, π[b] > 0 { row[b] -= share * π[b] * (logπ[b] + H) }
    }
    return row
  }

  public func divergence(from other: Self) -> Double {
    var sum = 0.0
    for b in 0..<π.count where π[b] > 0 { sum += π[b] * (logπ[b] - other.logπ[b]) }
    return sum
  }

  /// M = diag π − π πᵀ, so that (M v)_b = π_b (v_b − Σ π v).
  public func fisher(times v: OutputRow) -> OutputRow {
    var (mean, row) = (0.0, OutputRow(count: π.count))
    for b in 0..<π.count { mean += π[b] * v[b] }
    for b in 0..<π.count { row[b] = π[b] * (v[b] - mean) }
    return row
  }

  public var distribution: ActionDistribution { .discrete(π.array) }
}
