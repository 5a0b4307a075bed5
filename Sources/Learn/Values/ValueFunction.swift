import Worlds

/// An estimate of V^π with parameters w.
public protocol ValueFunction: Sendable {
  associatedtype Observation

  var parameters: [Double] { get }
  func value(at observation: Observation) -> Double
  /// w ← w + step · ∇_w V_w(o).
  mutating func ascend(_ step: Double, at observation: Observation)
  /// V_w of each observation, where these are finitely many.
  var table: [Double]? { get }
}

/// An estimate of Q over finitely many observations and actions, with parameters w.
public protocol ActionValueFunction: Sendable {
  var observationCount: Int { get }
  var actionCount: Int { get }
  var parameters: [Double] { get }
  func value(at observation: Int, _ action: Int) -> Double
  /// w ← w + step · ∇_w Q_w(o, a).
  mutating func ascend(_ step: Double, at observation: Int, _ action: Int)
}

extension ActionValueFunction {
  /// Q_w, observation by observation.
  public var table: [Double] {
    (0..<observationCount).flatMap { observation in (0..<actionCount).map { value(at: observation, $0) } }
  }

  /// max_a Q_w(o, a).
  public func greatest(at observation: Int) -> Double {
    var best = -Double.infinity
    for action in 0..<actionCount { best = max(best, value(at: observation, action)) }
    return best
  }

  /// Σ_a π(a) Q_w(o, a).
  public func mean(at observation: Int, under π: [Double]) -> Double {
    π.indices.reduce(0) { $0 + π[$1] * value(at: observation, $1) }
  }
}
