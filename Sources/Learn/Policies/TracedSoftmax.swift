import Worlds

/// A soft-max over a table with the eligibility trace of its preferences, as fast as without one (`LazyTrace`).
///
/// The gradient of ln π(a∣o) has numbers in the row of o only. A row is brought up to date, and its probabilities renewed,
/// when an action is drawn there and when the trace is cleared.
public struct TracedSoftmax: TracedPolicy {
  /// Rows as they were last settled.
  private var current: TabularSoftmax
  private var z: LazyTrace

  public init(_ policy: TabularSoftmax) {
    current = policy
    z = LazyTrace(rowCount: policy.observationCount, width: policy.actionCount)
  }

  public var policy: TabularSoftmax {
    get {
      var copy = self
      copy.clearTrace()
      return copy.current
    }
    set {
      clearTrace()
      current = newValue
    }
  }

  @inline(__always)
  public mutating func sample(at observation: Int, using random: inout RandomStream) -> Int {
    settle(observation)
    return current.sample(at: observation, using: &random)
  }

  public func distribution(at observation: Int) -> ActionDistribution {
    var copy = self
    copy.settle(observation)
    return copy.current.distribution(at: observation)
  }

  @inline(__always)
  public mutating func trace(_ action: Int, at observation: Int, weight: Double, decay: Double) {
    z.decay(by: decay)
    if z.isWorn { refresh() }
    settle(observation)
    let weight = weight / current.temperature
    z.add(weight, at: observation) { b in (b == action ? 1 : 0) - current.probability(of: b, at: observation) }
  }

  @inline(__always)
  public mutating func ascend(_ step: Double) { z.ascend(step) }

  public mutating func clearTrace() {
    z.clear { row, step, direction in current.move(step, along: direction, at: row) }
  }

  public var eligibility: [Double]? { z.table }

  @inline(never)
  private mutating func refresh() {
    z.refresh { row, step, direction in current.move(step, along: direction, at: row) }
  }

  @inline(__always)
  private mutating func settle(_ observation: Int) {
    z.settle(observation) { step, direction in current.move(step, along: direction, at: observation) }
  }
}
