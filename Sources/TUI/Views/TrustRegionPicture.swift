import Learn

/// A trust region in cells. Above: mean KL and the surrogate's gain by the length of the step, along both directions, with the
/// bound and every step that was tried; or KL minibatch by minibatch and what the clipped objective pays for each ratio.
/// Below: the ratios by their advantage's sign.
struct TrustRegionPicture {
  private let region: TrustRegion
  private let theme: Theme

  init(_ region: TrustRegion, _ theme: Theme) { (self.region, self.theme) = (region, theme) }

  func draw(on canvas: inout Canvas) {
    guard canvas.columns > 0, canvas.rows > 0 else { return }
    // A headline, two rows of bars for each sign at the least, and their axis.
    let below = canvas.rows >= 15 ? max(7, canvas.rows * 2 / 5) : 0
    let legend = canvas.rows >= 10 ? 1 : 0
    let charts = Rect(x: 0, y: 0, width: canvas.columns, height: canvas.rows - below - legend)
    canvas.inside(charts) { drawCharts(on: &$0, hasRatios: below == 0) }
    if legend > 0 {
      canvas.inside(Rect(x: 0, y: charts.height, width: canvas.columns, height: 1)) { drawLegend(on: &$0) }
    }
    if below > 0 {
      canvas.inside(Rect(x: 0, y: charts.height + legend, width: canvas.columns, height: below)) {
        RatioHistogram(region, theme).draw(on: &$0)
      }
    }
  }

  /// Beside each other, with the ratios where they have no room below.
  private func drawCharts(on canvas: inout Canvas, hasRatios: Bool) {
    let count = hasRatios && canvas.columns >= 70 && canvas.rows >= 4 ? 3 : canvas.columns >= 50 ? 2 : 1
    let width = (canvas.columns - 2 * (count - 1)) / count
    for index in 0..<count {
      let x = index * (width + 2)
      let place = Rect(x: x, y: 0, width: index == count - 1 ? canvas.columns - x : width, height: canvas.rows)
      canvas.inside(place) { part in
        switch index {
        case 0: drawDivergence(on: &part)
        case 1 where region.isClipped: drawObjective(on: &part)
        case 1: drawGain(on: &part)
        default: RatioHistogram(region, theme).draw(on: &part)
        }
      }
    }
  }

  // MARK: By the length of the step

  /// Of the directions that are known, the one that was tried last, so that it lies on top.
  private var directions: [(direction: TrustRegion.Direction, points: [TrustRegion.Point])] {
    let both: [(direction: TrustRegion.Direction, points: [TrustRegion.Point])] = [
      (.vanilla, region.vanilla), (.natural, region.natural),
    ]
    let known = both.filter { !$0.points.isEmpty }
    return known.filter { $0.direction != region.direction } + known.filter { $0.direction == region.direction }
  }

  /// Names what a chart is of in its upper left corner, in fewer words where there is little room.
  private func headed(_ text: String, _ short: String, _ canvas: inout Canvas, _ draw: (inout Canvas) -> Void) {
    let hasHead = canvas.rows >= 6
    let fits = Text.width(text, isASCII: canvas.isASCII) <= canvas.columns
    if hasHead { canvas.write(fits ? text : short, x: 0, y: 0, theme.text, width: canvas.columns) }
    canvas.inside(Rect(x: 0, y: hasHead ? 1 : 0, width: canvas.columns, height: canvas.rows - (hasHead ? 1 : 0)), draw)
  }

  private func chart(_ y: ClosedRange<Double>, _ value: (TrustRegion.Point) -> Double) -> LineChart {
    var chart = LineChart(x: 0...2, y: y)
    chart.curves = directions.map { direction, points in
      var curve = LineChart.Curve("", points.map { LineChart.Point($0.length, value($0)) }, style(direction))
      (curve.isBold, curve.dash) = (direction == .natural, direction == .natural ? 0 : 3)
      return curve
    }
    dress(&chart)
    chart.unit = "full steps"
    return chart
  }

  private func dress(_ chart: inout LineChart) { (chart.axisStyle, chart.labelStyle) = (theme.border, theme.muted) }

  private func style(_ direction: TrustRegion.Direction) -> Style {
    direction == .natural ? theme.curve(0) : theme.curve(3)
  }

  private func drawDivergence(on canvas: inout Canvas) {
    guard !region.isClipped, let bound = region.bound else { return drawDivergences(on: &canvas) }
    // The bound is in sight at half the height.
    let top = bound > 0 ? 2.2 * bound : 1
    headed("mean KL by the length of the step", "mean KL by length", &canvas) { canvas in
      var chart = chart(0...top, \.divergence)
      chart.levels = [LineChart.Level("δ", bound, theme.bad)]
      drawTries(chart, on: &canvas, \.divergence)
    }
  }

  private func drawGain(on canvas: inout Canvas) {
    let values = region.tries.map(\.point.gain) + directions.flatMap { $0.points.map(\.gain) }
    let finite = values.filter { abs($0) < 1e9 }
    let (low, high) = (min(finite.min() ?? 0, 0), max(finite.max() ?? 0, 1e-9))
    headed("gain of mean r Â", "gain", &canvas) { canvas in
      var chart = chart(low - 0.05 * (high - low)...high + 0.08 * (high - low), \.gain)
      if low < 0 { chart.levels = [LineChart.Level("", 0, theme.border)] }
      var line = LineChart.Curve("", [0, 2].map { LineChart.Point($0, $0 * region.slope) }, theme.muted)
      line.dash = 1
      chart.curves.insert(line, at: 0)
      drawTries(chart, on: &canvas, \.gain)
    }
  }

  /// The chart, and on it every step that was tried.
  private func drawTries(_ chart: LineChart, on canvas: inout Canvas, _ value: (TrustRegion.Point) -> Double) {
    chart.draw(on: &canvas)
    let plot = chart.layout(columns: canvas.columns, rows: canvas.rows, isASCII: canvas.isASCII).plot
    guard !plot.isEmpty else { return }
    for entry in region.tries {
      let y = value(entry.point)
      guard y.isFinite, chart.x.contains(entry.point.length) else { continue }
      let inside = min(max(y, chart.y.lowerBound), chart.y.upperBound)
      let dot = chart.dot(LineChart.Point(entry.point.length, inside), plot)
      let sign = Self.sign(entry.isTaken)
      canvas.overlay(
        sign.glyph, ascii: sign.ascii, x: plot.x + Int(dot.x) / 2, y: plot.y + Int(dot.y) / 4,
        entry.isTaken ? theme.agent : theme.bad)
    }
  }

  private static func sign(_ isTaken: Bool) -> (glyph: Unicode.Scalar, ascii: Unicode.Scalar) {
    isTaken ? ("●", "@") : ("✗", "X")
  }

  private static func largest(_ values: [Double]) -> Double { values.filter(\.isFinite).max() ?? 0 }

  // MARK: By minibatches and by ratios

  private func drawDivergences(on canvas: inout Canvas) {
    let values = region.divergences
    headed("KL minibatch by minibatch", "KL by minibatch", &canvas) { canvas in
      var chart = LineChart(
        x: 0...Double(max(values.count, 2)), y: 0...max(min(Self.largest(values), 1e9) * 1.1, 0.01))
      chart.curves = [
        LineChart.Curve(
          "", values.enumerated().map { LineChart.Point(Double($0.offset + 1), $0.element) }, theme.curve(0))
      ]
      dress(&chart)
      chart.unit = "minibatches"
      chart.draw(on: &canvas)
    }
  }

  /// min(r Â, clip(r) Â) for Â = 1 and −1, with the minibatch's ratios on it.
  private func drawObjective(on canvas: inout Canvas) {
    let range = RatioHistogram.range(of: region)
    let surrogate = ClippedSurrogate(ε: region.ε)
    headed("what the clipped objective pays for r", "clipped objective by r", &canvas) { canvas in
      var chart = LineChart(x: range, y: -range.upperBound...range.upperBound)
      chart.curves = [1.0, -1].enumerated().map { index, Â in
        let points = (0...120).map { step -> LineChart.Point in
          let r = range.lowerBound + (range.upperBound - range.lowerBound) * Double(step) / 120
          return LineChart.Point(r, surrogate.value(ratio: r, advantage: Â))
        }
        var curve = LineChart.Curve(Â > 0 ? "Â > 0" : "Â < 0", points, theme.curve(index == 0 ? 0 : 3))
        curve.dash = index == 0 ? 0 : 3
        return curve
      }
      dress(&chart)
      chart.levels = [LineChart.Level("", 0, theme.border)]
      chart.marks = [1 - region.ε, 1 + region.ε].map { LineChart.Mark("", $0) }
      chart.unit = canvas.rows >= 10 ? "r" : ""
      chart.draw(on: &canvas)
      let plot = chart.layout(columns: canvas.columns, rows: canvas.rows, isASCII: canvas.isASCII).plot
      if plot.x > 0 {
        RatioHistogram(region, theme).drawAxis(plot.x, plot.width, y: plot.y + plot.height, on: &canvas)
      }
      for ratio in region.ratios where range.contains(ratio.value) && ratio.advantage != 0 {
        let value = surrogate.value(ratio: ratio.value, advantage: ratio.advantage > 0 ? 1 : -1)
        let dot = chart.dot(LineChart.Point(ratio.value, value), plot)
        guard abs(dot.x) < 1e6, abs(dot.y) < 1e6 else { continue }
        let isBeyond = region.isBeyond(ratio)
        canvas.overlay(
          isBeyond ? "✗" : "○", ascii: isBeyond ? "X" : "o", x: plot.x + Int(dot.x) / 2, y: plot.y + Int(dot.y) / 4,
          isBeyond ? theme.bad : theme.text)
      }
    }
  }

  // MARK: What the signs mean

  private func drawLegend(on canvas: inout Canvas) {
    var parts: [(sign: (glyph: Unicode.Scalar, ascii: Unicode.Scalar), style: Style, text: String)] = []
    if region.isClipped {
      parts.append((("✗", "X"), theme.bad, "clipped: pays nothing more"))
      parts.append((("○", "o"), theme.text, "others"))
    } else {
      if let last = region.tries.last, last.isTaken {
        parts.append((Self.sign(true), theme.agent, "taken, \(Numbers.compact(last.point.length)) s"))
      }
      let refused = region.tries.count { !$0.isTaken }
      if refused > 0 { parts.append((Self.sign(false), theme.bad, "refused \(refused)")) }
      if !region.natural.isEmpty { parts.append((("━", "*"), style(.natural), "natural")) }
      if !region.vanilla.isEmpty { parts.append((("┄", "+"), style(.vanilla), "vanilla")) }
      if !region.tries.isEmpty { parts.append((("┈", "."), theme.muted, "expected")) }
      if let bound = region.bound { parts.append((("╌", "-"), theme.bad, "δ \(Numbers.compact(bound))")) }
    }
    var column = 0
    for part in parts {
      let width = 2 + Text.width(part.text, isASCII: canvas.isASCII)
      guard column + width <= canvas.columns else { return }
      canvas.put(part.sign.glyph, ascii: part.sign.ascii, x: column, y: 0, part.style)
      column = canvas.write(part.text, x: column + 2, y: 0, theme.muted) + 2
    }
  }
}
