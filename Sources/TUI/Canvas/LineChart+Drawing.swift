extension LineChart {
  /// Where the parts of a chart stand on its canvas.
  struct Layout {
    /// The field of the curves.
    var plot: Rect
    /// Columns to the left for the labels of the y-axis, the axis included.
    var gutter: Int
    /// Columns to the right for the names of the curves; 0 where they stand in a row above.
    var names: Int
    var ticks: [(value: Double, step: Double)]
  }

  /// Draws the chart into the whole canvas. What does not fit is left out: first the ticks of the x-axis, then the names,
  /// then the axes.
  public func draw(on canvas: inout Canvas) {
    let layout = layout(columns: canvas.columns, rows: canvas.rows, isASCII: canvas.isASCII)
    guard !layout.plot.isEmpty else { return }
    drawSpans(layout, on: &canvas)
    drawMarks(layout, on: &canvas)
    drawLevels(layout, on: &canvas)
    drawBands(layout, on: &canvas)
    drawCurves(layout, on: &canvas)
    drawMarkLabels(layout, on: &canvas)
    drawOmissions(layout, on: &canvas)
    if layout.gutter > 0 { drawAxes(layout, on: &canvas) }
    if layout.names > 0 { drawNames(layout, on: &canvas) } else { drawLegend(layout, on: &canvas) }
  }

  /// Draws the chart below a title, a column from either side.
  func draw(under title: String, _ style: Style, on canvas: inout Canvas) {
    canvas.write(title, x: 1, y: 0, style, width: canvas.columns - 2)
    canvas.inside(Rect(x: 1, y: 1, width: canvas.columns - 2, height: canvas.rows - 1)) { draw(on: &$0) }
  }

  func layout(columns: Int, rows: Int, isASCII: Bool) -> Layout {
    let named = levels.map(\.label) + curves.map { $0.label.isEmpty ? "" : "─ " + $0.label }
    let curveNames = curves.map(\.label).filter { !$0.isEmpty }
    let hasAxes = columns >= 16 && rows >= 4
    let longest = named.map { Text.width($0, isASCII: isASCII) }.max() ?? 0
    // Names beside the ends of their curves take no looking up; in a narrow chart they would take the curves' room.
    let names = hasAxes && columns >= 46 && rows >= named.count + 2 ? longest + 1 : 0
    let legend = hasAxes && names == 0 && !curveNames.isEmpty && rows >= 6 ? 1 : 0
    let axis = hasAxes ? (rows >= 10 ? 2 : 1) : 0
    let height = rows - axis - legend
    let ticks = self.height.ticks(y, atMost: max(min(height, 3), min(height / 2, 7)))
    let labels = ticks.map { Text.width(Numbers.tick($0.value, step: $0.step)) }
    let gutter = hasAxes ? max(labels.max() ?? 0, 2) + 2 : 0
    return Layout(
      plot: Rect(x: gutter, y: legend, width: columns - gutter - names, height: height), gutter: gutter,
      names: names, ticks: ticks)
  }

  // MARK: From values to dots

  func dot(_ value: Point, _ plot: Rect) -> Dots.Point {
    let (bottom, top) = (height.position(y.lowerBound), height.position(y.upperBound))
    return Dots.Point(
      (value.x - x.lowerBound) / (x.upperBound - x.lowerBound) * Double(plot.width * 2 - 1) + 0.5,
      (top - height.position(value.y)) / (top - bottom) * Double(plot.height * 4 - 1) + 0.5)
  }

  /// The row of a value inside the plot; nil outside.
  func row(_ value: Double, _ plot: Rect) -> Int? {
    guard y.contains(value) else { return nil }
    return plot.y + Int(dot(Point(x.lowerBound, value), plot).y) / 4
  }

  // MARK: The field

  private func drawLevels(_ layout: Layout, on canvas: inout Canvas) {
    for level in levels {
      guard let row = row(level.value, layout.plot) else { continue }
      for column in 0..<layout.plot.width {
        canvas.overlay("╌", ascii: "-", x: layout.plot.x + column, y: row, level.style)
      }
    }
  }

  private func drawMarks(_ layout: Layout, on canvas: inout Canvas) {
    for mark in marks where x.contains(mark.x) {
      let column = layout.plot.x + Int(dot(Point(mark.x, y.lowerBound), layout.plot).x) / 2
      for row in 0..<layout.plot.height {
        canvas.overlay("┊", ascii: ":", x: column, y: layout.plot.y + row, labelStyle)
      }
    }
  }

  private func drawMarkLabels(_ layout: Layout, on canvas: inout Canvas) {
    guard layout.plot.height >= 4 else { return }
    let shown = marks.filter { x.contains($0.x) && !$0.label.isEmpty }
    // Below what else stands at the top of the field.
    var taken = Set(layout.names > 0 ? [] : levels.compactMap { row($0.value, layout.plot) })
    if !above.isEmpty { taken.insert(layout.plot.y) }
    guard let top = (layout.plot.y..<layout.plot.y + 3).first(where: { !taken.contains($0) }) else { return }
    for (index, mark) in shown.enumerated() {
      let column = layout.plot.x + Int(dot(Point(mark.x, y.lowerBound), layout.plot).x) / 2
      // A label ends before the next mark; where little is left of it, the line must do.
      let end =
        index + 1 < shown.count
        ? layout.plot.x + Int(dot(Point(shown[index + 1].x, y.lowerBound), layout.plot).x) / 2
        : layout.plot.x + layout.plot.width
      guard end - column - 1 >= 5 else { continue }
      canvas.write(mark.label, x: column + 1, y: top, labelStyle, width: end - column - 2)
    }
  }

  /// The smallest and the largest value at each place as dots, and between them the band of what is usual: a tint of the
  /// ground, or dots where the ground has no tints.
  private func drawSpans(_ layout: Layout, on canvas: inout Canvas) {
    let plot = layout.plot
    var dots = Dots(columns: plot.width, rows: plot.height)
    func clamped(_ value: Double) -> Double { min(max(value, y.lowerBound), y.upperBound) }
    for span in spans where span.low <= span.high {
      let top = dot(Point(span.x, clamped(span.high)), plot)
      let bottom = dot(Point(span.x, clamped(span.low)), plot)
      guard top.y.isFinite, bottom.y.isFinite, abs(top.x) < 1e6, bottom.y >= top.y else { continue }
      let column = Int(top.x)
      for end in [(span.high, top), (span.low, bottom)] where y.contains(end.0) {
        dots.set(column, Int(end.1.y), axisStyle)
      }
      guard let usual = span.usual, usual.upperBound >= y.lowerBound, usual.lowerBound <= y.upperBound else { continue }
      let first = Int(dot(Point(span.x, clamped(usual.upperBound)), plot).y)
      let last = Int(dot(Point(span.x, clamped(usual.lowerBound)), plot).y)
      if let band {
        let rows = Rect(x: plot.x + column / 2, y: plot.y + first / 4, width: 1, height: last / 4 - first / 4 + 1)
        canvas.fill(rows, Cell(" ", Style(.standard, on: band)))
      } else if column % 2 == 0, !canvas.isASCII {
        // A dot in eight.
        for y in first...last where y % 4 == 0 { dots.set(column, y, axisStyle) }
      }
    }
    dots.draw(on: &canvas, x: plot.x, y: plot.y)
  }

  private func drawBands(_ layout: Layout, on canvas: inout Canvas) {
    guard !canvas.isASCII else { return }
    var dots = Dots(columns: layout.plot.width, rows: layout.plot.height)
    for (index, curve) in curves.enumerated() {
      for (one, next) in zip(curve.band, curve.band.dropFirst()) {
        let (lows, highs) = (
          (dot(Point(one.x, one.low), layout.plot), dot(Point(next.x, next.low), layout.plot)),
          (dot(Point(one.x, one.high), layout.plot), dot(Point(next.x, next.high), layout.plot))
        )
        guard [lows.0, lows.1, highs.0, highs.1].allSatisfy({ $0.x.isFinite && abs($0.y) < 1e6 }) else { continue }
        for column in Int(lows.0.x)..<max(Int(lows.1.x), Int(lows.0.x)) {
          let share = (Double(column) + 0.5 - lows.0.x) / (lows.1.x - lows.0.x)
          let first = max(Int(highs.0.y + share * (highs.1.y - highs.0.y)), 0)
          let last = min(Int(lows.0.y + share * (lows.1.y - lows.0.y)), dots.height - 1)
          guard first <= last else { continue }
          // A dot in six, where bands overlap of each in its own places.
          for y in first...last where (y * 2 + column * 3 + index * 2) % 6 == 0 { dots.set(column, y, curve.style) }
        }
      }
    }
    dots.draw(on: &canvas, x: layout.plot.x, y: layout.plot.y)
  }

  private func drawCurves(_ layout: Layout, on canvas: inout Canvas) {
    for curve in curves {
      var dots = Dots(columns: layout.plot.width, rows: layout.plot.height)
      var previous: Dots.Point?
      for value in curve.points {
        let point = dot(value, layout.plot)
        guard point.x.isFinite, point.y.isFinite else {
          previous = nil
          continue
        }
        let start = previous ?? point
        let corner = curve.isStepped ? Dots.Point(point.x, start.y) : start
        for offset in curve.isBold ? [0.0, 1] : [0] {
          func lowered(_ point: Dots.Point) -> Dots.Point { Dots.Point(point.x, point.y + offset) }
          dots.line(from: lowered(start), to: lowered(corner), curve.style, dash: curve.dash)
          dots.line(from: lowered(corner), to: lowered(point), curve.style, dash: curve.dash)
        }
        previous = point
      }
      dots.draw(on: &canvas, x: layout.plot.x, y: layout.plot.y, ascii: curve.sign.ascii)
    }
  }
}
