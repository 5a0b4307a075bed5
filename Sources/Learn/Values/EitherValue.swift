import Worlds

/// One of two values of states, whichever a parameter has chosen when the learner began.
public struct EitherValue<A: ValueFunction, B: ValueFunction>: ValueFunction where A.Observation == B.Observation {
  private var a: A?
  private var b: B?

  public init(_ value: A) { a = value }
  public init(_ value: B) { b = value }

  public var parameters: [Double] { a?.parameters ?? b!.parameters }
  public func value(at observation: A.Observation) -> Double { a?.value(at: observation) ?? b!.value(at: observation) }

  public mutating func ascend(_ step: Double, at observation: A.Observation) {
    a?.ascend(step, at: observation)
    b?.ascend(step, at: observation)
  }

  public func addGradient(_ weight: Double, at observation: A.Observation, into direction: inout [Double]) {
    a?.addGradient(weight, at: observation, into: &direction)
    b?.addGradient(weight, at: observation, into: &direction)
  }

  public mutating func move(_ step: Double, along direction: [Double]) {
    a?.move(step, along: direction)
    b?.move(step, along: direction)
  }

  public var table: [Double]? { a?.table ?? b?.table ?? nil }
}
