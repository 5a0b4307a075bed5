import Worlds

/// V linear in the features of Bertsekas & Ioffe of the well before the piece is placed, whichever it is: V_w(o) = wᵀφ(o). All but the
/// 1 are divided by the rows of the well, so that they are near 1 at the most.
///
/// Source: Bertsekas & Tsitsiklis 1996, section 8.3, where the piece does not count either.
public struct WellValue: ValueFunction {
  public private(set) var parameters: [Double]

  /// Zero everywhere.
  /// - Parameter width: columns of the well.
  public init(width: Int) {
    parameters = Array(repeating: 0, count: TetrisFeatures.bertsekas.count(width: width))
  }

  public func value(at observation: TetrisPosition) -> Double {
    withFeatures(at: observation) { φ in
      parameters.indices.reduce(0) { $0 + parameters[$1] * φ[$1] }
    }
  }

  public mutating func ascend(_ step: Double, at observation: TetrisPosition) {
    var gradient = [Double](repeating: 0, count: parameters.count)
    addGradient(step, at: observation, into: &gradient)
    move(1, along: gradient)
  }

  public func addGradient(_ weight: Double, at observation: TetrisPosition, into direction: inout [Double]) {
    withFeatures(at: observation) { φ in
      for index in direction.indices { direction[index] += weight * φ[index] }
    }
  }

  public mutating func move(_ step: Double, along direction: [Double]) {
    for index in parameters.indices { parameters[index] += step * direction[index] }
  }

  public var table: [Double]? { nil }

  private func withFeatures<Result>(
    at observation: TetrisPosition, _ body: (UnsafeMutablePointer<Double>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: parameters.count) { buffer in
      let φ = buffer.baseAddress.unsafelyUnwrapped
      TetrisFeatures.writeHeights(of: observation.board, into: φ)
      let share = 1 / Double(observation.board.height)
      for index in 0..<parameters.count - 1 { φ[index] *= share }
      return body(φ)
    }
  }
}

/// Q linear in the features by which the policy judges placements: Q_w(o, a) = wᵀφ(o, a), 0 where the piece has no room.
public struct PlacementValues: ActionValueFunction {
  public let features: TetrisFeatures
  public private(set) var parameters: [Double]

  /// Zero everywhere.
  /// - Parameters:
  ///   - features: those of the policy.
  ///   - width: columns of the well.
  public init(features: TetrisFeatures, width: Int) {
    self.features = features
    parameters = Array(repeating: 0, count: features.count(width: width))
  }

  public func value(at observation: TetrisPosition, _ action: Int) -> Double {
    guard let afterstate = observation.afterstate(of: action) else { return 0 }
    return zip(parameters, features.values(of: afterstate)).reduce(0) { $0 + $1.0 * $1.1 }
  }

  public mutating func ascend(_ step: Double, at observation: TetrisPosition, _ action: Int) {
    guard let afterstate = observation.afterstate(of: action) else { return }
    for (index, φ) in features.values(of: afterstate).enumerated() { parameters[index] += step * φ }
  }
}
