/// V as a table with its eligibility trace, as fast as without one (`LazyTrace`).
public struct TracedTable: TracedValue {
  /// Values as they were last settled.
  private var table: TabularValue
  private var z: LazyTrace
  /// ∣z∣².
  private var squaredLength = 0.0

  public init(_ values: TabularValue) {
    table = values
    z = LazyTrace(rowCount: values.parameters.count, width: 1)
  }

  public var values: TabularValue {
    var copy = self
    copy.clearTrace()
    return copy.table
  }

  @inline(__always)
  public func value(at observation: Int) -> Double {
    // What is not eligible has the direction 0.
    table.value(at: observation) + z.debt(of: observation) * z.direction(observation)
  }

  @inline(__always)
  public mutating func trace(_ observation: Int, decay: Double) {
    z.decay(by: decay)
    if z.isWorn { refresh() }
    z.settle(observation) { step, direction in table.ascend(step * direction.pointee, at: observation) }
    let before = z.value(observation)
    z.add(1, at: observation) { _ in 1 }
    // One component grew by 1.
    squaredLength = decay * decay * squaredLength + 2 * before + 1
  }

  @inline(__always)
  public mutating func ascend(_ step: Double) { z.ascend(step) }

  public mutating func clearTrace() {
    z.clear { row, step, direction in table.ascend(step * direction.pointee, at: row) }
    squaredLength = 0
  }

  @inline(never)
  private mutating func refresh() {
    z.refresh { row, step, direction in table.ascend(step * direction.pointee, at: row) }
  }

  public var traceLength: Double { squaredLength.squareRoot() }

  public var eligibility: [Double]? { z.table }
}
