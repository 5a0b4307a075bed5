extension LineChart {
  /// The y-axis with its ticks and the x-axis with what it counts.
  func drawAxes(_ layout: Layout, on canvas: inout Canvas) {
    let plot = layout.plot
    let axis = layout.gutter - 1
    let bottom = plot.y + plot.height
    for y in plot.y..<bottom { canvas.put("│", ascii: "|", x: axis, y: y, axisStyle) }
    for value in layout.ticks.values {
      guard let y = row(value, plot) else { continue }
      canvas.put("┤", ascii: "+", x: axis, y: y, axisStyle)
      canvas.write(
        Numbers.tick(value, step: layout.ticks.step), x: 0, y: y, labelStyle, width: axis, align: .right)
    }
    canvas.put("└", ascii: "+", x: axis, y: bottom, axisStyle)
    for column in 0..<plot.width { canvas.put("─", ascii: "-", x: plot.x + column, y: bottom, axisStyle) }
    if bottom + 1 < canvas.rows {
      drawTicks(layout, y: bottom, on: &canvas)
    } else {
      drawEnds(plot, y: bottom, on: &canvas)
    }
  }

  /// In one row: the axis itself, broken by the count at its end.
  private func drawEnds(_ plot: Rect, y: Int, on canvas: inout Canvas) {
    let end = " \(Numbers.grouped(Int(min(max(x.upperBound, -1e15), 1e15)))) \(unit)"
    let width = min(Text.width(end, isASCII: canvas.isASCII), plot.width)
    canvas.write(end, x: plot.x + plot.width - width, y: y, labelStyle, width: width)
  }

  /// In two rows: the axis with ticks, and their labels under it.
  private func drawTicks(_ layout: Layout, y: Int, on canvas: inout Canvas) {
    let plot = layout.plot
    let ticks = Ticks.nice(x, atMost: max(3, plot.width / 12))
    var free = plot.x
    for value in ticks.values {
      let column = plot.x + Int(dot(Point(value, self.y.lowerBound), plot).x) / 2
      let label = Numbers.grouped(Int(min(max(value, -1e15), 1e15)))
      let width = label.unicodeScalars.count
      let start = max(column - width / 2, plot.x)
      guard start >= free, start + width <= plot.x + plot.width else { continue }
      canvas.put("┬", ascii: "+", x: column, y: y, axisStyle)
      canvas.write(label, x: start, y: y + 1, labelStyle)
      free = start + width + 2
    }
    let width = Text.width(unit, isASCII: canvas.isASCII)
    if free + width <= plot.x + plot.width {
      canvas.write(unit, x: free - 1, y: y + 1, labelStyle)
    }
  }

  /// Says at the edge of the field what lies beyond it.
  func drawOmissions(_ layout: Layout, on canvas: inout Canvas) {
    let plot = layout.plot
    for (text, sign, y) in [(above, " ▲ ", plot.y), (below, " ▼ ", plot.y + plot.height - 1)]
    where !text.isEmpty {
      let length = Text.width(sign + text, isASCII: canvas.isASCII)
      canvas.write(
        sign + text, x: max(plot.x + plot.width - length, plot.x), y: y, labelStyle,
        width: min(length, plot.width))
    }
  }

  private var ends: [(label: String, style: Style, value: Double)] {
    curves.compactMap { curve in
      curve.points.last { $0.y.isFinite }.map { (curve.label, curve.style, $0.y) }
    }
  }

  /// Each name beside the end of its curve, as near as its neighbours allow.
  func drawNames(_ layout: Layout, on canvas: inout Canvas) {
    let plot = layout.plot
    let sorted = (levels.map { ($0.label, $0.style, $0.value) } + ends).filter { !$0.0.isEmpty }.sorted {
      $0.2 > $1.2
    }
    guard !sorted.isEmpty, sorted.count <= plot.height else { return }
    var rows = sorted.map { entry in
      row(entry.2, plot) ?? (entry.2 > y.upperBound ? plot.y : plot.y + plot.height - 1)
    }
    for index in rows.indices.dropFirst() { rows[index] = max(rows[index], rows[index - 1] + 1) }
    var limit = plot.y + plot.height - 1
    for index in rows.indices.reversed() {
      rows[index] = min(rows[index], limit)
      limit = rows[index] - 1
    }
    for (entry, row) in zip(sorted, rows) {
      canvas.write(entry.0, x: plot.x + plot.width + 1, y: row, entry.1, width: layout.names - 1)
    }
  }

  /// The names of the curves in one row above them, as many as fit, the last ones first, because those are drawn above
  /// the others; a level has its name on its line.
  func drawLegend(_ layout: Layout, on canvas: inout Canvas) {
    let plot = layout.plot
    guard plot.y > 0 else { return }
    for level in levels {
      guard let row = row(level.value, plot), plot.width >= 16 else { continue }
      canvas.write(" \(level.label) ", x: plot.x + 1, y: row, level.style, width: plot.width / 2)
    }
    var x = 0
    for entry in ends.reversed() where !entry.label.isEmpty {
      let width = Text.width(entry.label, isASCII: canvas.isASCII)
      guard x + width <= canvas.columns else { continue }
      canvas.write(entry.label, x: x, y: 0, entry.style)
      x += width + 2
    }
  }
}
