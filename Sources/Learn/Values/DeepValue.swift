import Worlds

/// V by a network of two hidden layers for algorithms that learn from one step after the other.
public struct DeepValue<Observation: RealVector>: ValueFunction {
  private var network: StepNetwork
  /// What each component is multiplied by: 1 over its bound.
  private let scale: Observation

  /// - Parameters:
  ///   - components: of an observation, with their bounds.
  ///   - units: of each hidden layer.
  ///   - random: draws the weights.
  init(components: [ObservationSpace.Component], units: Int, using random: inout RandomStream) {
    scale = PolynomialFeatures<Observation>(degree: 1, components: components).scale
    network = StepNetwork([max(components.count, 1), units, units, 1], last: 1, using: &random)
  }

  public var parameters: [Double] { network.parameters }

  public func value(at observation: Observation) -> Double {
    network.withValues({ scale.write(observation, to: $0) }, { $1[0] })
  }

  public mutating func ascend(_ step: Double, at observation: Observation) {
    let scale = scale
    network.ascend({ scale.write(observation, to: $0) }, { _ in OutputRow([step]) })
  }

  public func addGradient(_ weight: Double, at observation: Observation, into direction: inout [Double]) {
    network.withValues({ scale.write(observation, to: $0) }) { values, _ in
      network.addGradient(OutputRow([weight]), values, into: &direction)
    }
  }

  public mutating func move(_ step: Double, along direction: [Double]) {
    for index in network.parameters.indices { network.parameters[index] += step * direction[index] }
  }

  public var table: [Double]? { nil }
}
