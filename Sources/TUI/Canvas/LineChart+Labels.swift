extension LineChart {
  /// The y-axis with its ticks and the x-axis with what it counts.
  func drawAxes(_ layout: Layout, on canvas: inout Canvas) {
    let plot = layout.plot
    let axis = layout.gutter - 1
    let bottom = plot.y + plot.height
    for y in plot.y..<bottom { canvas.put("│", ascii: "|", x: axis, y: y, axisStyle) }
    for (value, step) in layout.ticks {
      guard let y = row(value, plot) else { continue }
      canvas.put("┤", ascii: "+", x: axis, y: y, axisStyle)
      canvas.write(
        Numbers.tick(value, step: step), x: 0, y: y, labelStyle, width: axis, align: .right)
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
    // What is measured and not counted has no number of its end.
    if unit.isEmpty, count == nil { return }
    let count = self.count ?? Int(min(max(x.upperBound, -1e15), 1e15))
    let end = " \(Numbers.grouped(count)) \(count == 1 && unit.last == "s" ? String(unit.dropLast()) : unit)"
    let width = min(Text.width(end, isASCII: canvas.isASCII), plot.width)
    canvas.write(end, x: plot.x + plot.width - width, y: y, labelStyle, width: width)
  }

  /// In two rows: the axis with ticks, and their labels under it.
  private func drawTicks(_ layout: Layout, y: Int, on canvas: inout Canvas) {
    let plot = layout.plot
    let ticks = Ticks.nice(x, atMost: max(3, plot.width / 12))
    // What is counted always has its name, at the end.
    let unitWidth = min(Text.width(unit, isASCII: canvas.isASCII), plot.width)
    let end = plot.x + plot.width - unitWidth
    canvas.write(unit, x: end, y: y + 1, labelStyle, width: unitWidth)
    var free = plot.x
    for value in ticks.values where value == value.rounded() {
      let column = plot.x + Int(dot(Point(value, self.y.lowerBound), plot).x) / 2
      let label = Numbers.grouped(Int(min(max(value, -1e15), 1e15)))
      let width = label.unicodeScalars.count
      let start = max(column - width / 2, plot.x)
      guard start >= free, start + width < end else { continue }
      canvas.put("┬", ascii: "+", x: column, y: y, axisStyle)
      canvas.write(label, x: start, y: y + 1, labelStyle)
      free = start + width + 2
    }
  }

  /// Says at the edge of the field what lies beyond it.
  func drawOmissions(_ layout: Layout, on canvas: inout Canvas) {
    let plot = layout.plot
    for (text, sign, y) in [(above, " ▲ ", plot.y), (below, " ▼ ", plot.y + plot.height - 1)]
    where !text.isEmpty {
      // What has its name beside the field already needs no more than a sign.
      let text = layout.names > 0 && curves.contains { $0.label == text } ? "" : text
      let length = Text.width(sign + text, isASCII: canvas.isASCII)
      canvas.write(
        sign + text, x: max(plot.x + plot.width - length, plot.x), y: y, labelStyle,
        width: min(length, plot.width))
    }
    if !remark.isEmpty {
      canvas.write(remark, x: plot.x + 1, y: plot.y + plot.height / 2, labelStyle, width: plot.width - 1)
    }
  }

  /// A curve's name after its sign, and where it ends.
  private func ends(isASCII: Bool) -> [(label: String, style: Style, value: Double, rank: Int)] {
    curves.compactMap { curve in
      guard let last = curve.points.last(where: { !$0.y.isNaN }), !curve.label.isEmpty else { return nil }
      let sign = isASCII ? curve.sign.ascii : curve.sign.glyph
      return ("\(sign) \(curve.label)", curve.style, last.y, curve.rank)
    }
  }

  /// Each name beside the end of its curve, as near as its neighbours allow.
  func drawNames(_ layout: Layout, on canvas: inout Canvas) {
    let plot = layout.plot
    let ends = ends(isASCII: canvas.isASCII).map { ($0.label, $0.style, $0.value) }
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

  /// The names of the curves in one row above them, as many as fit by their rank; a level has its name on its line.
  func drawLegend(_ layout: Layout, on canvas: inout Canvas) {
    let plot = layout.plot
    guard plot.y > 0 else { return }
    for level in levels where !level.label.isEmpty {
      guard let row = row(level.value, plot), plot.width >= 16 else { continue }
      canvas.write(" \(level.label) ", x: plot.x + 1, y: row, level.style, width: plot.width / 2)
    }
    var x = 0
    for entry in ends(isASCII: canvas.isASCII).sorted(by: { $0.rank < $1.rank }) {
      let width = Text.width(entry.label, isASCII: canvas.isASCII)
      guard x + width <= canvas.columns else { continue }
      canvas.write(entry.label, x: x, y: 0, entry.style)
      x += width + 2
    }
  }
}
