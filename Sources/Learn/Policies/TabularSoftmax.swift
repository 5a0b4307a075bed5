import Worlds

/// A soft-max over a table of preferences: π(a∣o) ∝ exp(θ(o, a) / τ).
///
/// Source: Sutton & Barto 2018, eq. 13.2 with one-hot features. The probabilities are kept beside the preferences and
/// renewed when a row changes, so that acting costs no exponential.
public struct TabularSoftmax: DifferentiablePolicy, DiscretePolicy {
  public let observationCount: Int
  public let actionCount: Int
  /// τ, positive: a large one evens the probabilities out.
  public let temperature: Double
  private let inverseTemperature: Double
  /// For each observation its preferences, then its probabilities: what an update touches lies together.
  private var rows: [Double]

  /// The uniform policy.
  public init(observationCount: Int, actionCount: Int, temperature: Double = 1) {
    precondition(temperature > 0, "a soft-max needs a positive temperature, not \(temperature)")
    self.observationCount = observationCount
    self.actionCount = actionCount
    self.temperature = temperature
    inverseTemperature = 1 / temperature
    let row =
      Array(repeating: 0.0, count: actionCount) + Array(repeating: 1 / Double(actionCount), count: actionCount)
    rows = (0..<observationCount).flatMap { _ in row }
  }

  /// θ, observation-major.
  public var parameters: [Double] {
    get { (0..<observationCount).flatMap { rows[$0 * 2 * actionCount..<($0 * 2 + 1) * actionCount] } }
    set {
      let count = observationCount * actionCount
      precondition(newValue.count == count, "\(count) parameters are needed, not \(newValue.count)")
      for (index, θ) in newValue.enumerated() {
        rows[index / actionCount * 2 * actionCount + index % actionCount] = θ
      }
      for observation in 0..<observationCount { ascend(0, along: 0, at: observation) }
    }
  }

  public var parameterNames: [String] {
    (0..<observationCount).flatMap { o in (0..<actionCount).map { "θ(\(o), \($0))" } }
  }

  public func probabilities(at observation: Int) -> [Double] {
    Array(rows[(observation * 2 + 1) * actionCount..<(observation + 1) * 2 * actionCount])
  }

  @inline(__always)
  public func sample(at observation: Int, using random: inout RandomStream) -> Int {
    precondition((0..<observationCount).contains(observation))
    let row = (observation * 2 + 1) * actionCount
    let draw = random.uniform()
    return rows.withUnsafeBufferPointer { index(of: draw, in: $0.baseAddress! + row, count: actionCount) }
  }

  public func logProbability(of action: Int, at observation: Int) -> Double {
    log(rows[(observation * 2 + 1) * actionCount + action])
  }

  @inline(__always)
  public func addScore(_ weight: Double, of action: Int, at observation: Int, into sum: inout [Double]) {
    let (row, probabilities) = (observation * actionCount, (observation * 2 + 1) * actionCount)
    for b in 0..<actionCount {
      sum[row + b] += weight * ((b == action ? 1 : 0) - rows[probabilities + b]) * inverseTemperature
    }
  }

  public func scoreRange(at observation: Int) -> Range<Int> {
    observation * actionCount..<(observation + 1) * actionCount
  }

  /// E[ψψᵀ] = (diag π − ππᵀ) / τ².
  public func addFisher(_ weight: Double, at observation: Int, into matrix: inout BlockMatrix) {
    let (row, probabilities) = (observation * actionCount, (observation * 2 + 1) * actionCount)
    let factor = weight * inverseTemperature * inverseTemperature
    for a in 0..<actionCount {
      let π = rows[probabilities + a]
      for b in 0..<actionCount {
        matrix.add(factor * π * ((a == b ? 1 : 0) - rows[probabilities + b]), at: row + a, row + b)
      }
    }
  }

  /// The score is (1(b = a) − π(b∣o)) / τ in the row of o, 0 elsewhere.
  @inline(__always)
  public mutating func ascend(_ step: Double, along action: Int, at observation: Int) {
    precondition((0..<observationCount).contains(observation) && (0..<actionCount).contains(action))
    let (row, count) = (observation * 2 * actionCount, actionCount)
    rows.withUnsafeMutableBufferPointer { rows in
      ascendSoftmax(
        preferences: rows.baseAddress! + row, probabilities: rows.baseAddress! + row + count, count: count,
        by: step * inverseTemperature, along: action, inverseTemperature: inverseTemperature)
    }
  }

  public mutating func move(_ step: Double, along direction: [Double]) {
    precondition(direction.count == observationCount * actionCount)
    direction.withUnsafeBufferPointer { direction in
      for observation in 0..<observationCount {
        move(step, along: direction.baseAddress! + observation * actionCount, at: observation)
      }
    }
  }

  /// θ(o, ·) ← θ(o, ·) + step · direction.
  /// - Parameters:
  ///   - step: how far.
  ///   - direction: a number for each action.
  ///   - observation: o.
  @inline(__always)
  mutating func move(_ step: Double, along direction: UnsafePointer<Double>, at observation: Int) {
    precondition((0..<observationCount).contains(observation))
    let (row, count) = (observation * 2 * actionCount, actionCount)
    rows.withUnsafeMutableBufferPointer { rows in
      moveSoftmax(
        preferences: rows.baseAddress! + row, probabilities: rows.baseAddress! + row + count, count: count,
        by: step, along: direction, inverseTemperature: inverseTemperature)
    }
  }

  /// π(a∣o).
  @inline(__always)
  func probability(of action: Int, at observation: Int) -> Double {
    rows[(observation * 2 + 1) * actionCount + action]
  }

  public func divergence(from other: Self, at observation: Int) -> Double {
    Learn.divergence(probabilities(at: observation), other.probabilities(at: observation))
  }
}
