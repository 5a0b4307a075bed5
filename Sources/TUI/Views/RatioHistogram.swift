import Learn

/// How much more probable the steps' actions have become: bars over the ratio r, those of better actions than expected above
/// those of worse ones, with PPO's edges 1 ± ε. What is beyond the edge that matters stands out.
struct RatioHistogram {
  private let region: TrustRegion
  private let theme: Theme
  private let range: ClosedRange<Double>

  init(_ region: TrustRegion, _ theme: Theme) {
    (self.region, self.theme) = (region, theme)
    range = Self.range(of: region)
  }

  /// Both edges and nearly all the ratios, as wide to the right of 1 as to the left, as far as that is above 0.
  static func range(of region: TrustRegion) -> ClosedRange<Double> {
    let distances = region.ratios.map { abs($0.value - 1) }.filter(\.isFinite).sorted()
    let most = distances.isEmpty ? 0 : distances[(distances.count - 1) * 98 / 100]
    let half = min(max(1.5 * min(region.ε, 12), most, 0.05), 20)
    return max(1 - half, 0)...1 + half
  }

  func draw(on canvas: inout Canvas) {
    let rows = canvas.rows - 2
    guard rows >= 2, canvas.columns >= 20, !region.ratios.isEmpty else {
      if region.ratios.isEmpty, canvas.rows > 0 {
        canvas.write("no step has been tried yet", x: 0, y: canvas.rows / 2, theme.muted, width: canvas.columns)
      }
      return
    }
    drawHeadline(on: &canvas)
    let upper = rows / 2
    let left = min(max(Text.width("Â > 0", isASCII: canvas.isASCII), 5) + 1, canvas.columns / 3)
    let width = canvas.columns - left
    let better = bins(width, isBetter: true)
    let worse = bins(width, isBetter: false)
    let tallest = Double(max((better.counts + worse.counts).max() ?? 1, 1))
    for (bins, label, bottom, height) in [
      (better, "Â > 0", upper, upper), (worse, "Â < 0", rows, rows - upper),
    ] {
      canvas.write(label, x: 0, y: bottom - height / 2, theme.muted, width: left)
      for column in 0..<width where bins.counts[column] > 0 {
        canvas.pillar(
          Double(bins.counts[column]) / tallest, x: left + column, bottom: bottom, width: 1, height: height,
          bins.isBeyond[column] ? theme.bad : theme.curve(0))
      }
    }
    for edge in [1 - region.ε, 1 + region.ε] {
      guard let column = column(edge, width) else { continue }
      for row in 1...rows where canvas[left + column, row].glyph == " " {
        canvas.put("┊", ascii: ":", x: left + column, y: row, theme.bad)
      }
    }
    drawAxis(left, width, y: rows + 1, on: &canvas)
  }

  private func drawHeadline(on canvas: inout Canvas) {
    let share = TrustRegionPane.percent(region.shareBeyond)
    // Beyond the other edge r is not clipped: there the objective still pulls it back.
    let edge = "beyond the edge that Â's sign makes matter"
    let meaning = region.isClipped ? "\(share) clipped" : "PPO would clip \(share)"
    let steps = "r = π / π_old of \(region.ratios.count) steps"
    let texts = ["\(steps); \(meaning): \(edge)", "\(steps); \(meaning)", "r: \(meaning)"]
    let text = texts.first { Text.width($0, isASCII: canvas.isASCII) <= canvas.columns } ?? meaning
    canvas.write(text, x: 0, y: 0, theme.text, width: canvas.columns)
  }

  /// How many ratios fall on each column; what lies outside is counted at the ends.
  private func bins(_ width: Int, isBetter: Bool) -> (counts: [Int], isBeyond: [Bool]) {
    var (counts, isBeyond) = (Array(repeating: 0, count: width), Array(repeating: false, count: width))
    for ratio in region.ratios where !ratio.value.isNaN && (ratio.advantage > 0) == isBetter {
      let column = column(min(max(ratio.value, range.lowerBound), range.upperBound), width) ?? 0
      counts[column] += 1
      if region.isBeyond(ratio) { isBeyond[column] = true }
    }
    return (counts, isBeyond)
  }

  private func column(_ ratio: Double, _ width: Int) -> Int? {
    guard range.contains(ratio), width > 0 else { return nil }
    let share = (ratio - range.lowerBound) / (range.upperBound - range.lowerBound)
    return min(Int(share * Double(width)), width - 1)
  }

  /// The axis of r, with the edges named on it.
  func drawAxis(_ left: Int, _ width: Int, y: Int, on canvas: inout Canvas) {
    for column in 0..<width { canvas.put("─", ascii: "-", x: left + column, y: y, theme.border) }
    var taken: [Range<Int>] = []
    // The edges first: they are what r is compared with.
    for (value, text) in [
      (1 - region.ε, "1−ε"), (1 + region.ε, "1+ε"), (1, "1"), (range.lowerBound, Numbers.short(range.lowerBound)),
      (range.upperBound, Numbers.short(range.upperBound)),
    ] {
      guard let column = column(value, width) else { continue }
      let size = Text.width(text, isASCII: canvas.isASCII)
      let start = min(max(left + column - size / 2, left), left + width - size)
      guard start >= left, !taken.contains(where: { $0.overlaps(start - 1..<start + size + 1) }) else { continue }
      canvas.write(text, x: start, y: y, theme.muted)
      taken.append(start..<start + size)
    }
  }
}
