import Worlds

/// Q of real actions, linear in w: V's features, and the action with its products: φ₂(o), a_i φ₁(o), a_i a_j.
///
/// Where the world clips an action, so does φ: what cannot be done is worth as much as what is done instead.
///
/// φ₁ and φ₂ are the monomials up to degree 1 and 2 (`PolynomialFeatures`), and a is scaled by its bounds. What a linear
/// Gaussian's gradient asks of a critic is how Q grows with the action at each φ₁(o), since its score is (a − μ) φ₁(o) / σ²: with
/// the products a_i φ₁(o) the critic can say just that (Sutton & Barto 2018, section 13.7, for the score).
public struct QuadraticActionValues<Observation: RealVector, Action: RealVector>: ActionValueFunction {
  private let features: QuadraticFeatures<Observation, Action>
  public private(set) var parameters: [Double]

  /// Zero everywhere.
  /// - Parameters:
  ///   - observation: the observation's names and bounds, which must be finite.
  ///   - action: likewise the action's.
  ///   - isClipped: whether the world clips actions to these bounds.
  public init(observation: [ObservationSpace.Component], action: [ObservationSpace.Component], isClipped: Bool) {
    features = QuadraticFeatures(observation: observation, action: action, isClipped: isClipped)
    parameters = Array(repeating: 0, count: features.count)
  }

  public func value(at observation: Observation, _ action: Action) -> Double {
    var sum = 0.0
    features.forEach(at: observation, action) { index, φ in sum += parameters[index] * φ }
    return sum
  }

  public mutating func ascend(_ step: Double, at observation: Observation, _ action: Action) {
    let features = features
    features.forEach(at: observation, action) { index, φ in parameters[index] += step * φ }
  }
}

/// The features of an observation and an action together.
private struct QuadraticFeatures<Observation: RealVector, Action: RealVector>: Sendable {
  private let values: PolynomialFeatures<Observation>
  private let slopes: PolynomialFeatures<Observation>
  private let scale: Action
  private let lower: Action
  private let upper: Action

  init(observation: [ObservationSpace.Component], action: [ObservationSpace.Component], isClipped: Bool) {
    lower = Action(array: action.map { isClipped ? $0.range.lowerBound : -.infinity })
    upper = Action(array: action.map { isClipped ? $0.range.upperBound : .infinity })
    values = PolynomialFeatures(degree: 2, components: observation)
    slopes = PolynomialFeatures(degree: 1, components: observation)
    scale = Action(array: action.map { 1 / max(abs($0.range.lowerBound), abs($0.range.upperBound)) })
  }

  var count: Int { values.count + scale.count * slopes.count + scale.count * (scale.count + 1) / 2 }

  /// Calls `body` with the index and value of each feature.
  @inline(__always)
  func forEach(at observation: Observation, _ action: Action, _ body: (Int, Double) -> Void) {
    values.forEach(at: observation, body)
    var action = action
    for i in 0..<scale.count { action[i] = min(max(action[i], lower[i]), upper[i]) * scale[i] }
    var next = values.count
    for i in 0..<scale.count {
      let a = action[i]
      slopes.forEach(at: observation) { index, φ in body(next + index, a * φ) }
      next += slopes.count
    }
    for i in 0..<scale.count {
      for j in i..<scale.count {
        body(next, action[i] * action[j])
        next += 1
      }
    }
  }
}
