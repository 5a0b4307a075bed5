/// Where an axis is labelled: multiples of 1, 2 or 5 times a power of ten.
public enum Ticks {
  /// The labelled values inside a range, at most `count` of them, and the step between them.
  public static func nice(_ range: ClosedRange<Double>, atMost count: Int) -> (values: [Double], step: Double) {
    let span = range.upperBound - range.lowerBound
    guard count > 0, span > 0, span.isFinite else { return ([], 1) }
    var step = step(atLeast: span / Double(count))
    var values = multiples(of: step, in: range)
    // A range that begins on a multiple holds one more than its length says.
    while values.count > count {
      step = self.step(atLeast: step * 1.5)
      values = multiples(of: step, in: range)
    }
    return (values, step)
  }

  /// The smallest 1, 2 or 5 times a power of ten that is no less than `size`.
  static func step(atLeast size: Double) -> Double {
    var power = 1.0
    while power > size, power > 1e-300 { power /= 10 }
    while power * 10 <= size { power *= 10 }
    for factor in [1.0, 2, 5, 10] where power * factor >= size * (1 - 1e-9) { return power * factor }
    return power * 10
  }

  private static func multiples(of step: Double, in range: ClosedRange<Double>) -> [Double] {
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    // Numbers so large that neighbours are further apart than a step cannot be labelled one by one.
    guard last >= first, last - first < 1000, abs(first) < 1e15, abs(last) < 1e15 else { return [] }
    return stride(from: first, through: last, by: 1).map { $0 * step }
  }
}
