/// V as a table: one parameter for each observation.
public struct TabularValue: ValueFunction {
  public private(set) var parameters: [Double]

  /// Zero everywhere.
  public init(observationCount: Int) {
    parameters = Array(repeating: 0, count: observationCount)
  }

  public func value(at observation: Int) -> Double { parameters[observation] }

  public mutating func ascend(_ step: Double, at observation: Int) { parameters[observation] += step }

  public func addGradient(_ weight: Double, at observation: Int, into direction: inout [Double]) {
    direction[observation] += weight
  }

  public mutating func move(_ step: Double, along direction: [Double]) {
    for index in parameters.indices { parameters[index] += step * direction[index] }
  }

  public var table: [Double]? { parameters }
}
