import Worlds

/// A soft-max over preferences that are linear in features: π(a∣o) ∝ exp(θᵀφ(o, a) / τ).
///
/// Source: Sutton & Barto 2018, eqs. 13.2 and 13.3; the score is (φ(o, a) − E_π φ(o, ·)) / τ.
public struct LinearSoftmax: DifferentiablePolicy, DiscretePolicy {
  public let features: FeatureTable
  /// τ, positive: a large one evens the probabilities out.
  public let temperature: Double
  private var θ: [Double]

  /// The uniform policy.
  public init(features: FeatureTable, temperature: Double = 1) {
    precondition(temperature > 0, "a soft-max needs a positive temperature, not \(temperature)")
    self.features = features
    self.temperature = temperature
    θ = Array(repeating: 0, count: features.count)
  }

  public var parameters: [Double] {
    get { θ }
    set {
      precondition(newValue.count == θ.count, "\(θ.count) parameters are needed, not \(newValue.count)")
      θ = newValue
    }
  }

  public var parameterNames: [String] { features.names }
  public var actionCount: Int { features.actionCount }
  public var observationCount: Int { features.observationCount }

  public func probabilities(at observation: Int) -> [Double] {
    withProbabilities(at: observation) { Array($0) }
  }

  public func sample(at observation: Int, using random: inout RandomStream) -> Int {
    let draw = random.uniform()
    return withProbabilities(at: observation) { index(of: draw, in: $0.baseAddress!, count: actionCount) }
  }

  public func logProbability(of action: Int, at observation: Int) -> Double {
    withProbabilities(at: observation) { log($0[action]) }
  }

  public func addScore(_ weight: Double, of action: Int, at observation: Int, into sum: inout [Double]) {
    withProbabilities(at: observation) { π in
      Self.add(weight, along: action, at: observation, given: π, features, temperature, to: &sum)
    }
  }

  public func scoreRange(at observation: Int) -> Range<Int> { 0..<θ.count }

  /// E[ψψᵀ], a sum over the actions.
  public func addFisher(_ weight: Double, at observation: Int, into matrix: inout BlockMatrix) {
    var score = [Double](repeating: 0, count: θ.count)
    withProbabilities(at: observation) { π in
      for action in π.indices {
        Self.add(1, along: action, at: observation, given: π, features, temperature, to: &score)
        matrix.addSquare(weight * π[action], of: score, in: 0..<θ.count)
        for index in score.indices { score[index] = 0 }
      }
    }
  }

  public mutating func move(_ step: Double, along direction: [Double]) {
    for index in θ.indices { θ[index] += step * direction[index] }
  }

  public mutating func ascend(_ step: Double, along action: Int, at observation: Int) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: actionCount) { π in
      computeProbabilities(at: observation, into: π)
      Self.add(
        step, along: action, at: observation, given: UnsafeBufferPointer(π), features, temperature, to: &θ)
    }
  }

  public func divergence(from other: Self, at observation: Int) -> Double {
    Learn.divergence(probabilities(at: observation), other.probabilities(at: observation))
  }

  /// sum ← sum + step (φ(o, a) − Σ_b π(b) φ(o, b)) / τ.
  private static func add(
    _ step: Double, along action: Int, at observation: Int, given π: UnsafeBufferPointer<Double>,
    _ features: FeatureTable, _ temperature: Double, to sum: inout [Double]
  ) {
    let step = step / temperature
    let count = features.count
    for b in π.indices {
      let weight = step * ((b == action ? 1 : 0) - π[b])
      let row = (observation * π.count + b) * count
      for index in 0..<count { sum[index] += weight * features.rows[row + index] }
    }
  }

  private func withProbabilities<Result>(
    at observation: Int, _ body: (UnsafeBufferPointer<Double>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: actionCount) { π in
      computeProbabilities(at: observation, into: π)
      return body(UnsafeBufferPointer(π))
    }
  }

  private func computeProbabilities(at observation: Int, into π: UnsafeMutableBufferPointer<Double>) {
    let count = features.count
    for b in 0..<actionCount {
      let row = (observation * actionCount + b) * count
      var preference = 0.0
      for index in 0..<count { preference += θ[index] * features.rows[row + index] }
      π[b] = preference
    }
    softmax(π.baseAddress!, count: actionCount, inverseTemperature: 1 / temperature, into: π.baseAddress!)
  }
}
