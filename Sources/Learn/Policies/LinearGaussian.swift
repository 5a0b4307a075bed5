import Worlds

/// A Gaussian whose mean is linear in features: a ∼ N(Θφ(o), diag σ²), with σ fixed or learnt as ln σ.
///
/// Source: Sutton & Barto 2018, section 13.7. With z = (a − μ)/σ the scores are zφ/σ for the mean's weights and z² − 1
/// for ln σ. (The lecture's slide has s where a stands here; that is a slip.) The drawn action is not clipped: a world
/// clips what it cannot do, and the score is that of the action drawn.
public struct LinearGaussian<Observation: RealVector, Action: RealVector>: DifferentiablePolicy {
  public let features: PolynomialFeatures<Observation>
  /// The number of components of an action.
  public let actionCount: Int
  /// Whether ln σ is among the parameters that `ascend` moves.
  public let learnsDeviation: Bool
  /// The mean's weights, row by row for each component of the action, then ln σ for each.
  private var θ: [Double]

  /// Mean zero everywhere.
  /// - Parameters:
  ///   - features: of an observation.
  ///   - actionCount: the number of components of an action.
  ///   - deviation: σ of each at the start.
  ///   - learnsDeviation: whether ln σ is learnt.
  public init(
    features: PolynomialFeatures<Observation>, actionCount: Int, deviation: Double, learnsDeviation: Bool
  ) {
    precondition(deviation > 0, "a Gaussian needs a positive deviation, not \(deviation)")
    self.features = features
    self.actionCount = actionCount
    self.learnsDeviation = learnsDeviation
    θ =
      Array(repeating: 0, count: actionCount * features.count)
      + Array(repeating: log(deviation), count: actionCount)
  }

  public var parameters: [Double] {
    get { θ }
    set {
      precondition(newValue.count == θ.count, "\(θ.count) parameters are needed, not \(newValue.count)")
      θ = newValue
    }
  }

  public var parameterNames: [String] {
    (0..<actionCount).flatMap { row in features.names.map { "μ\(row + 1)·\($0)" } }
      + (0..<actionCount).map { "ln σ\($0 + 1)" }
  }

  public var learntIndices: Range<Int> {
    0..<actionCount * features.count + (learnsDeviation ? actionCount : 0)
  }

  public func mean(at observation: Observation) -> Action {
    var mean = Action(repeating: 0, count: actionCount)
    features.forEach(at: observation) { index, φ in
      for row in 0..<actionCount { mean[row] += θ[row * features.count + index] * φ }
    }
    return mean
  }

  public var deviation: Action {
    var σ = Action(repeating: 0, count: actionCount)
    for row in 0..<actionCount { σ[row] = exp(θ[actionCount * features.count + row]) }
    return σ
  }

  public func sample(at observation: Observation, using random: inout RandomStream) -> Action {
    var action = mean(at: observation)
    let σ = deviation
    for row in 0..<actionCount { action[row] += σ[row] * random.normal() }
    return action
  }

  public func distribution(at observation: Observation) -> ActionDistribution {
    .gaussian(mean: mean(at: observation).array, deviation: deviation.array)
  }

  public func logProbability(of action: Action, at observation: Observation) -> Double {
    let μ = mean(at: observation)
    let σ = deviation
    var sum = 0.0
    for row in 0..<actionCount {
      let z = (action[row] - μ[row]) / σ[row]
      sum -= z * z / 2 + log(σ[row]) + log(2 * .pi) / 2
    }
    return sum
  }

  public func addScore(_ weight: Double, of action: Action, at observation: Observation, into sum: inout [Double]) {
    let (μ, σ) = (mean(at: observation), deviation)
    Self.add(weight, along: action, at: observation, μ, σ, features, learnsDeviation, to: &sum)
  }

  public func scoreRange(at observation: Observation) -> Range<Int> { 0..<θ.count }

  /// E[ψψᵀ]: φφᵀ/σ² for the weights of one component of the action, 2 for its ln σ, and 0 between any others.
  public func addFisher(_ weight: Double, at observation: Observation, into matrix: inout BlockMatrix) {
    let (σ, features) = (deviation, features)
    let count = features.count
    features.forEach(at: observation) { i, φ in
      features.forEach(at: observation) { j, ξ in
        for row in 0..<actionCount {
          matrix.add(weight * φ * ξ / (σ[row] * σ[row]), at: row * count + i, row * count + j)
        }
      }
    }
    guard learnsDeviation else { return }
    for row in actionCount * count..<θ.count { matrix.add(2 * weight, at: row, row) }
  }

  public mutating func move(_ step: Double, along direction: [Double]) {
    for index in θ.indices { θ[index] += step * direction[index] }
  }

  public mutating func ascend(_ step: Double, along action: Action, at observation: Observation) {
    let (μ, σ) = (mean(at: observation), deviation)
    Self.add(step, along: action, at: observation, μ, σ, features, learnsDeviation, to: &θ)
  }

  private static func add(
    _ step: Double, along action: Action, at observation: Observation, _ μ: Action, _ σ: Action,
    _ features: PolynomialFeatures<Observation>, _ learnsDeviation: Bool, to sum: inout [Double]
  ) {
    let count = features.count
    features.forEach(at: observation) { index, φ in
      for row in 0..<action.count {
        sum[row * count + index] += step * (action[row] - μ[row]) / (σ[row] * σ[row]) * φ
      }
    }
    guard learnsDeviation else { return }
    for row in 0..<action.count {
      let z = (action[row] - μ[row]) / σ[row]
      sum[action.count * count + row] += step * (z * z - 1)
    }
  }

  /// Σ ln(σ'/σ) + (σ² + (μ − μ')²) / 2σ'² − ½ over the components.
  public func divergence(from other: Self, at observation: Observation) -> Double {
    let (μ, ν) = (mean(at: observation), other.mean(at: observation))
    let (σ, ρ) = (deviation, other.deviation)
    var sum = 0.0
    for row in 0..<actionCount {
      let shift = μ[row] - ν[row]
      sum += log(ρ[row] / σ[row]) + (σ[row] * σ[row] + shift * shift) / (2 * ρ[row] * ρ[row]) - 0.5
    }
    return sum
  }
}
