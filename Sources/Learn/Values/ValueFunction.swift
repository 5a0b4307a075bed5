import Worlds

/// An estimate of V^π with parameters w.
public protocol ValueFunction: Sendable {
  associatedtype Observation

  var parameters: [Double] { get }
  func value(at observation: Observation) -> Double
  /// w ← w + step · ∇_w V_w(o).
  mutating func ascend(_ step: Double, at observation: Observation)
  /// direction ← direction + weight · ∇_w V_w(o), for a direction of the shape of w.
  func addGradient(_ weight: Double, at observation: Observation, into direction: inout [Double])
  /// w ← w + step · direction.
  mutating func move(_ step: Double, along direction: [Double])
  /// V_w of each observation, where these are finitely many.
  var table: [Double]? { get }
}

/// An estimate of Q^π with parameters w.
public protocol ActionValueFunction: Sendable {
  associatedtype Observation
  associatedtype Action

  var parameters: [Double] { get }
  func value(at observation: Observation, _ action: Action) -> Double
  /// w ← w + step · ∇_w Q_w(o, a).
  mutating func ascend(_ step: Double, at observation: Observation, _ action: Action)
}

/// An estimate of Q over finitely many observations and actions.
public protocol DiscreteActionValueFunction: ActionValueFunction where Observation == Int, Action == Int {
  /// w, in a fixed order and number.
  var parameters: [Double] { get set }
  var observationCount: Int { get }
  var actionCount: Int { get }
}

extension DiscreteActionValueFunction {
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
