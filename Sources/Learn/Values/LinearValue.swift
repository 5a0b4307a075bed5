import Worlds

/// V linear in polynomial features of a real observation: V_w(o) = wᵀφ(o).
public struct LinearValue<Observation: RealVector>: ValueFunction {
  public let features: PolynomialFeatures<Observation>
  public private(set) var parameters: [Double]

  /// Zero everywhere.
  public init(features: PolynomialFeatures<Observation>) {
    self.features = features
    parameters = Array(repeating: 0, count: features.count)
  }

  public func value(at observation: Observation) -> Double {
    var sum = 0.0
    features.forEach(at: observation) { index, φ in sum += parameters[index] * φ }
    return sum
  }

  public mutating func ascend(_ step: Double, at observation: Observation) {
    let features = features
    features.forEach(at: observation) { index, φ in parameters[index] += step * φ }
  }

  public func addGradient(_ weight: Double, at observation: Observation, into direction: inout [Double]) {
    features.forEach(at: observation) { index, φ in direction[index] += weight * φ }
  }

  public mutating func move(_ step: Double, along direction: [Double]) {
    for index in parameters.indices { parameters[index] += step * direction[index] }
  }

  public var table: [Double]? { nil }
}
