import Worlds

/// An estimate of V^π together with the eligibility trace of its parameters, z of the shape of w.
public protocol TracedValue: Sendable {
  associatedtype Base: ValueFunction

  /// z = 0.
  init(_ values: Base)
  /// The values as they are now.
  var values: Base { get }
  /// V_w(o).
  func value(at observation: Base.Observation) -> Double
  /// z ← decay · z + ∇_w V_w(o).
  mutating func trace(_ observation: Base.Observation, decay: Double)
  /// w ← w + step · z.
  mutating func ascend(_ step: Double)
  /// z ← 0.
  mutating func clearTrace()
  /// ∣z∣, the Euclidean length.
  var traceLength: Double { get }
  /// z of each observation, where these are finitely many and have a parameter each.
  var eligibility: [Double]? { get }
}

/// Values of few parameters whose trace is written out.
public struct DenselyTracedValue<Base: ValueFunction>: TracedValue {
  public private(set) var values: Base
  private var z: [Double]

  public init(_ values: Base) {
    self.values = values
    z = Array(repeating: 0, count: values.parameters.count)
  }

  public func value(at observation: Base.Observation) -> Double { values.value(at: observation) }

  public mutating func trace(_ observation: Base.Observation, decay: Double) {
    for index in z.indices { z[index] *= decay }
    values.addGradient(1, at: observation, into: &z)
  }

  public mutating func ascend(_ step: Double) { values.move(step, along: z) }

  public mutating func clearTrace() {
    for index in z.indices { z[index] = 0 }
  }

  public var traceLength: Double { length(z) }

  public var eligibility: [Double]? { nil }
}
