import Worlds

/// A policy together with the eligibility trace of its parameters, z of the shape of θ.
///
/// The two are kept together because a table's trace is lazy: what θ is owed is paid when a row is read (`LazyTrace`).
public protocol TracedPolicy: Sendable {
  associatedtype Base: DifferentiablePolicy

  /// z = 0.
  init(_ policy: Base)
  /// The policy as it is now. Setting it clears the trace.
  var policy: Base { get set }
  /// Draws an action from π(·∣o).
  mutating func sample(at observation: Base.Observation, using random: inout RandomStream) -> Base.Action
  /// π(·∣o), as a front end shows it.
  func distribution(at observation: Base.Observation) -> ActionDistribution
  /// z ← decay · z + weight · ∇ln π(a∣o).
  mutating func trace(
    _ action: Base.Action, at observation: Base.Observation, weight: Double, decay: Double)
  /// θ ← θ + step · z.
  mutating func ascend(_ step: Double)
  /// z ← 0.
  mutating func clearTrace()
  /// z row by row, where θ is a number for each observation and action.
  var eligibility: [Double]? { get }
}

/// A policy of few parameters whose trace is written out.
public struct DenselyTracedPolicy<Base: DifferentiablePolicy>: TracedPolicy {
  private var current: Base
  private var z: [Double]

  public init(_ policy: Base) {
    current = policy
    z = Array(repeating: 0, count: policy.parameters.count)
  }

  public var policy: Base {
    get { current }
    set {
      current = newValue
      clearTrace()
    }
  }

  public func sample(at observation: Base.Observation, using random: inout RandomStream) -> Base.Action {
    current.sample(at: observation, using: &random)
  }

  public func distribution(at observation: Base.Observation) -> ActionDistribution {
    current.distribution(at: observation)
  }

  public mutating func trace(
    _ action: Base.Action, at observation: Base.Observation, weight: Double, decay: Double
  ) {
    for index in z.indices { z[index] *= decay }
    current.addScore(weight, of: action, at: observation, into: &z)
  }

  public mutating func ascend(_ step: Double) { current.move(step, along: z) }

  public mutating func clearTrace() {
    for index in z.indices { z[index] = 0 }
  }

  public var eligibility: [Double]? { nil }
}
