/// V as a table: one parameter for each observation.
public struct TabularValue: ValueFunction {
  public private(set) var parameters: [Double]

  /// Zero everywhere.
  public init(observationCount: Int) {
    parameters = Array(repeating: 0, count: observationCount)
  }

  public func value(at observation: Int) -> Double { parameters[observation] }

  public mutating func ascend(_ step: Double, at observation: Int) { parameters[observation] += step }

  public var table: [Double]? { parameters }
}
