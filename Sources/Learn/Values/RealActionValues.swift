import Worlds

/// Q of real observations and finitely many actions, linear in features of the observation: Q_w(o, a) = w_aᵀφ(o), a row of weights
/// for each action.
public struct RealActionValues<Observation: RealVector>: ActionValueFunction {
  public let features: PolynomialFeatures<Observation>
  public private(set) var parameters: [Double]

  /// Zero everywhere.
  public init(features: PolynomialFeatures<Observation>, actionCount: Int) {
    self.features = features
    parameters = Array(repeating: 0, count: actionCount * features.count)
  }

  public func value(at observation: Observation, _ action: Int) -> Double {
    let row = action * features.count
    var sum = 0.0
    features.forEach(at: observation) { index, φ in sum += parameters[row + index] * φ }
    return sum
  }

  public mutating func ascend(_ step: Double, at observation: Observation, _ action: Int) {
    let (features, row) = (features, action * features.count)
    features.forEach(at: observation) { index, φ in parameters[row + index] += step * φ }
  }
}
