/// The range of a chart of returns: whatever a reader compares must be apart, also after a disastrous beginning.
struct ReturnScale: Equatable {
  private(set) var range: ClosedRange<Double> = 0...1
  /// What lies outside, in words; empty where nothing does.
  private(set) var above = ""
  private(set) var below = ""

  /// - Parameters:
  ///   - objectives: the exact values over time, of each policy.
  ///   - optimum: the best value there is.
  init(_ summary: ReturnSummary, objectives: [[Double]], optimum: Double?) {
    let means = summary.mean.map(\.y).filter(\.isFinite)
    let exact = objectives.map { $0.filter(\.isFinite) }
    // What stays: the last three quarters of each curve, every curve's end, and the optimum.
    var kept = Array(means.suffix(max(means.count * 3 / 4, 1)))
    for values in exact { kept += values.suffix(max(values.count * 3 / 4, 1)) }
    if let optimum, optimum.isFinite { kept.append(optimum) }
    guard var low = kept.min(), var high = kept.max() else { return }

    // The beginning and then the raw returns are taken in as long as they leave the rest at least a third of the height.
    let span = max(high - low, max(abs(low), abs(high)) * 0.02, 1e-9)
    let lows = summary.spans.map(\.low).filter(\.isFinite)
    let highs = summary.spans.map(\.high).filter(\.isFinite)
    for values in [means + exact.flatMap { $0 }, lows + highs] {
      if let lowest = values.min(), high - lowest <= 3 * span { low = min(low, lowest) }
      if let highest = values.max(), highest - low <= 3 * span { high = max(high, highest) }
    }
    let margin = max(high - low, span) * 0.04
    range = low - margin...high + margin

    if let lowest = (lows + means + exact.flatMap { $0 }).min(), lowest < range.lowerBound {
      below = "lowest \(Numbers.short(lowest))"
    }
    if let highest = (highs + means + exact.flatMap { $0 }).max(), highest > range.upperBound {
      above = "highest \(Numbers.short(highest))"
    }
  }
}
