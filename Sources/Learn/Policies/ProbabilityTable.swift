import Worlds

/// A policy that is nothing but its table: π(a∣o), row by row. It has no parameters to differentiate by.
public struct ProbabilityTable: DiscretePolicy {
  public let observationCount: Int
  public let actionCount: Int
  /// Row by row; each sums to 1.
  var rows: [Double]

  /// The uniform policy.
  public init(observationCount: Int, actionCount: Int) {
    self.observationCount = observationCount
    self.actionCount = actionCount
    rows = Array(repeating: 1 / Double(actionCount), count: observationCount * actionCount)
  }

  /// Every row drawn uniformly from all distributions: n exponential deviates, normalised.
  public init(observationCount: Int, actionCount: Int, using random: inout RandomStream) {
    self.init(observationCount: observationCount, actionCount: actionCount)
    for observation in 0..<observationCount {
      self[observation] = (0..<actionCount).map { _ in -log(1 - random.uniform()) }
    }
  }

  /// π(·∣o); set it to any weights, which are normalised.
  public subscript(observation: Int) -> [Double] {
    get { Array(rows[observation * actionCount..<(observation + 1) * actionCount]) }
    set {
      let sum = newValue.reduce(0, +)
      precondition(newValue.count == actionCount && sum > 0, "\(actionCount) weights with a positive sum are needed")
      for (action, weight) in newValue.enumerated() { rows[observation * actionCount + action] = weight / sum }
    }
  }

  public func probabilities(at observation: Int) -> [Double] { self[observation] }

  public func sample(at observation: Int, using random: inout RandomStream) -> Int {
    let draw = random.uniform()
    return rows.withUnsafeBufferPointer {
      index(of: draw, in: $0.baseAddress! + observation * actionCount, count: actionCount)
    }
  }

  /// The likeliest action of each observation; ties share alike.
  public var greedy: ProbabilityTable {
    var copy = self
    for observation in 0..<observationCount {
      let row = self[observation]
      let largest = row.max()!
      copy[observation] = row.map { $0 == largest ? 1 : 0 }
    }
    return copy
  }
}
