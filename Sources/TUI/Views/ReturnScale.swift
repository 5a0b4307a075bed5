/// The range of a chart of returns: whatever a reader compares must be apart, also after a disastrous beginning.
struct ReturnScale: Equatable {
  private(set) var range: ClosedRange<Double> = 0...1
  /// What lies outside, in words; empty where nothing does.
  private(set) var above = ""
  private(set) var below = ""

  /// A log scale takes in everything.
  private(set) var height = Height.linear

  /// - Parameters:
  ///   - objectives: the exact values over time, of each policy. One that is an order of magnitude beyond all else is
  ///     cut, because its policy never ends rather than ends badly.
  ///   - symbol: of the exact values, J or ρ.
  ///   - optimum: the best value there is.
  init(
    _ summary: ReturnSummary, objectives: [ObjectiveCurve], symbol: String = "J", optimum: Double?, isLog: Bool = false
  ) {
    let means = summary.mean.map(\.y).filter(\.isFinite)
    let curves = objectives.map { $0.points.map(\.value).filter(\.isFinite) }
    if isLog {
      let ends = summary.spans.flatMap { [$0.low, $0.high] }.filter(\.isFinite)
      let all = ends + means + curves.flatMap { $0 } + (optimum.map { [$0] } ?? [])
      guard let low = all.min(), let high = all.max() else { return }
      height = .logarithmic(upTo: max(abs(low), abs(high)))
      // A little more than there is, on the scale that is drawn.
      let (bottom, top) = (height.position(low), height.position(high))
      let margin = max(top - bottom, 0.1) * 0.04
      range = height.value(bottom - margin)...height.value(top + margin)
      return
    }
    // What stays: the last three quarters of each curve, every curve's end, and the optimum.
    var kept = Array(means.suffix(max(means.count * 3 / 4, 1)))
    if let optimum, optimum.isFinite { kept.append(optimum) }
    let limit = (kept.map(abs).max() ?? .infinity) * Self.farthest
    let exact = curves.map { values in values.filter { abs($0) <= max(limit, 1) } }
    for values in exact { kept += values.suffix(max(values.count * 3 / 4, 1)) }
    guard var low = kept.min(), var high = kept.max() else { return }

    // What is left of a long run is noise beside the climb of its J: then the whole climb is shown.
    let climb = exact.flatMap { $0 }
    if let lowest = climb.min(), let highest = climb.max(), high - low < Self.noise * (highest - lowest) {
      (low, high) = (min(low, lowest), max(high, highest))
    }

    // The beginning and then the raw returns are taken in as long as they leave the rest at least a third of the height.
    let span = max(high - low, max(abs(low), abs(high)) * 0.02, 1e-9)
    let lows = summary.spans.map(\.low).filter(\.isFinite)
    let highs = summary.spans.map(\.high).filter(\.isFinite)
    for values in [means + exact.flatMap { $0 }, lows + highs] {
      if let lowest = values.min(), high - lowest <= 3 * span { low = min(low, lowest) }
      if let highest = values.max(), highest - low <= 3 * span { high = max(high, highest) }
    }
    let margin = max(high - low, span) * 0.03
    // Ends at round numbers, so that the scale stays while values move a little.
    let unit = Ticks.step(atLeast: max(high - low, span) / 50)
    range = ((low - margin) / unit).rounded(.down) * unit...((high + margin) / unit).rounded(.up) * unit

    let range = range
    func names(where isOutside: (Double) -> Bool) -> String? {
      let names = zip(objectives, curves).compactMap { curve, values in
        values.last.flatMap { isOutside($0) ? "\(symbol) \(curve.name) \(Numbers.short($0))" : nil }
      }
      return names.isEmpty ? nil : names.joined(separator: ", ")
    }
    if let lowest = (lows + means + curves.flatMap { $0 }).min(), lowest < range.lowerBound {
      below = names { $0 < range.lowerBound } ?? "lowest \(Numbers.short(lowest))"
    }
    if let highest = (highs + means + curves.flatMap { $0 }).max(), highest > range.upperBound {
      above = names { $0 > range.upperBound } ?? "highest \(Numbers.short(highest))"
    }
  }

  /// How many times larger than returns and optimum a J may be and still be shown whole.
  private static let farthest = 8.0
  /// The share of the whole range below which the later part of a run is noise.
  private static let noise = 0.05
}
