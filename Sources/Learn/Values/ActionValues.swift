import Worlds

/// Q as a table: one parameter for each observation and action.
public struct TabularActionValues: DiscreteActionValueFunction {
  public let observationCount: Int
  public let actionCount: Int
  public var parameters: [Double]

  /// Zero everywhere.
  public init(observationCount: Int, actionCount: Int) {
    self.observationCount = observationCount
    self.actionCount = actionCount
    parameters = Array(repeating: 0, count: observationCount * actionCount)
  }

  public func value(at observation: Int, _ action: Int) -> Double {
    parameters[observation * actionCount + action]
  }

  public mutating func ascend(_ step: Double, at observation: Int, _ action: Int) {
    parameters[observation * actionCount + action] += step
  }
}

/// Q linear in the world's features: Q_w(o, a) = wᵀφ(o, a).
public struct LinearActionValues: DiscreteActionValueFunction {
  public let features: FeatureTable
  public var parameters: [Double]

  /// Zero everywhere.
  public init(features: FeatureTable) {
    self.features = features
    parameters = Array(repeating: 0, count: features.count)
  }

  public var observationCount: Int { features.observationCount }
  public var actionCount: Int { features.actionCount }

  public func value(at observation: Int, _ action: Int) -> Double {
    let row = (observation * actionCount + action) * features.count
    var sum = 0.0
    for index in 0..<features.count { sum += parameters[index] * features.rows[row + index] }
    return sum
  }

  public mutating func ascend(_ step: Double, at observation: Int, _ action: Int) {
    let row = (observation * actionCount + action) * features.count
    for index in 0..<features.count { parameters[index] += step * features.rows[row + index] }
  }
}
