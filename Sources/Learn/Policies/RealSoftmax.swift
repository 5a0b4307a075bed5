import Worlds

/// A soft-max over finitely many actions whose preferences are linear in features of a real observation:
/// π(a∣o) ∝ exp(θ_aᵀφ(o) / τ), a row of weights for each action.
///
/// Source: Sutton & Barto 2018, eqs. 13.2 and 13.3, where φ(o, a) is φ(o) in the place of a and 0 elsewhere: the score of the
/// weights θ_b is (1(b = a) − π(b∣o)) φ(o) / τ.
public struct RealSoftmax<Observation: RealVector>: DifferentiablePolicy {
  public let features: PolynomialFeatures<Observation>
  public let actionCount: Int
  /// τ, positive: a large one evens the probabilities out.
  public let temperature: Double
  /// Row by row for each action.
  private var θ: [Double]

  /// The uniform policy.
  public init(features: PolynomialFeatures<Observation>, actionCount: Int, temperature: Double = 1) {
    precondition(temperature > 0, "a soft-max needs a positive temperature, not \(temperature)")
    self.features = features
    self.actionCount = actionCount
    self.temperature = temperature
    θ = Array(repeating: 0, count: actionCount * features.count)
  }

  public var parameters: [Double] {
    get { θ }
    set {
      precondition(newValue.count == θ.count, "\(θ.count) parameters are needed, not \(newValue.count)")
      θ = newValue
    }
  }

  public var parameterNames: [String] {
    (0..<actionCount).flatMap { action in features.names.map { "θ\(action)·\($0)" } }
  }

  /// π(·∣o).
  public func probabilities(at observation: Observation) -> [Double] {
    withProbabilities(at: observation) { Array($0) }
  }

  public func sample(at observation: Observation, using random: inout RandomStream) -> Int {
    let draw = random.uniform()
    return withProbabilities(at: observation) { index(of: draw, in: $0.baseAddress!, count: actionCount) }
  }

  public func distribution(at observation: Observation) -> ActionDistribution {
    .discrete(probabilities(at: observation))
  }

  public func logProbability(of action: Int, at observation: Observation) -> Double {
    withProbabilities(at: observation) { log($0[action]) }
  }

  public func addScore(_ weight: Double, of action: Int, at observation: Observation, into sum: inout [Double]) {
    withProbabilities(at: observation) { π in
      Self.add(weight / temperature, along: action, at: observation, given: π, features, to: &sum)
    }
  }

  public func scoreRange(at observation: Observation) -> Range<Int> { 0..<θ.count }

  /// E[ψψᵀ]: (diag π − ππᵀ)_bc φφᵀ / τ² for the weights of b and c.
  public func addFisher(_ weight: Double, at observation: Observation, into matrix: inout BlockMatrix) {
    let (features, count) = (features, features.count)
    withProbabilities(at: observation) { π in
      for b in π.indices {
        for c in π.indices {
          let factor = weight * π[b] * ((b == c ? 1 : 0) - π[c]) / (temperature * temperature)
          features.forEach(at: observation) { i, φ in
            features.forEach(at: observation) { j, ξ in
              matrix.add(factor * φ * ξ, at: b * count + i, c * count + j)
            }
          }
        }
      }
    }
  }

  public mutating func move(_ step: Double, along direction: [Double]) {
    for index in θ.indices { θ[index] += step * direction[index] }
  }

  public mutating func ascend(_ step: Double, along action: Int, at observation: Observation) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: actionCount) { π in
      computeProbabilities(at: observation, into: π)
      Self.add(
        step / temperature, along: action, at: observation, given: UnsafeBufferPointer(π), features, to: &θ)
    }
  }

  public func divergence(from other: Self, at observation: Observation) -> Double {
    Learn.divergence(probabilities(at: observation), other.probabilities(at: observation))
  }

  /// sum ← sum + step (1(b = a) − π(b)) φ(o) in the row of every b.
  private static func add(
    _ step: Double, along action: Int, at observation: Observation, given π: UnsafeBufferPointer<Double>,
    _ features: PolynomialFeatures<Observation>, to sum: inout [Double]
  ) {
    let count = features.count
    for b in π.indices {
      let weight = step * ((b == action ? 1 : 0) - π[b])
      features.forEach(at: observation) { index, φ in sum[b * count + index] += weight * φ }
    }
  }

  private func withProbabilities<Result>(
    at observation: Observation, _ body: (UnsafeBufferPointer<Double>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: actionCount) { π in
      computeProbabilities(at: observation, into: π)
      return body(UnsafeBufferPointer(π))
    }
  }

  private func computeProbabilities(at observation: Observation, into π: UnsafeMutableBufferPointer<Double>) {
    for b in π.indices { π[b] = 0 }
    let count = features.count
    features.forEach(at: observation) { index, φ in
      for b in π.indices { π[b] += θ[b * count + index] * φ }
    }
    softmax(π.baseAddress!, count: actionCount, inverseTemperature: 1 / temperature, into: π.baseAddress!)
  }
}
