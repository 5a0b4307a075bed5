import Worlds

/// All monomials up to a degree (1 or 2) of an observation whose components are scaled by their bounds: 1, x, y, x², xy, y².
public struct PolynomialFeatures<Observation: RealVector>: Sendable {
  public let degree: Int
  public let names: [String]
  /// What each component is multiplied by: 1 over its bound.
  let scale: Observation

  /// - Parameters:
  ///   - degree: 1 for the components themselves, 2 for their products too.
  ///   - components: the observation's names and bounds, which must be finite.
  public init(degree: Int, components: [ObservationSpace.Component]) {
    precondition((1...2).contains(degree), "polynomial features have degree 1 or 2, not \(degree)")
    self.degree = degree
    scale = Observation(
      array: components.map { 1 / max(abs($0.range.lowerBound), abs($0.range.upperBound)) })
    var names = ["1"] + components.map(\.name)
    if degree == 2 {
      for i in components.indices {
        for j in i..<components.count { names.append("\(components[i].name)·\(components[j].name)") }
      }
    }
    self.names = names
  }

  public var count: Int { names.count }

  /// Calls `body` with the index and value of each feature.
  @inline(__always)
  public func forEach(at observation: Observation, _ body: (Int, Double) -> Void) {
    body(0, 1)
    for i in 0..<observation.count { body(1 + i, observation[i] * scale[i]) }
    guard degree == 2 else { return }
    var index = 1 + observation.count
    for i in 0..<observation.count {
      let x = observation[i] * scale[i]
      for j in i..<observation.count {
        body(index, x * observation[j] * scale[j])
        index += 1
      }
    }
  }
}
