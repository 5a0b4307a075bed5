/// In the Policy pane: a row for each action with its probability, Q and A, then V and d^π, then the cells that look alike.
extension InspectedCell {
  private struct Column {
    var name: String
    var values: [Double]
  }

  func draw(on canvas: inout Canvas) {
    if let remark {
      canvas.write(remark, x: 1, y: (canvas.rows - 1) / 2, theme.text, width: canvas.columns - 1)
      return
    }
    let count = probabilities.count
    guard count > 0, canvas.rows > 0 else { return }
    // The likeliest where not all fit; what names the numbers comes before what sums them up.
    let spare = canvas.rows - count
    let shown = probabilities.indices.sorted { probabilities[$0] > probabilities[$1] }
      .prefix(max(canvas.rows, 1)).sorted()
    let columns = fittingColumns(canvas.columns)
    var y = 0
    if spare >= 1 {
      drawHeader(columns, y: y, on: &canvas)
      y += 1
    }
    for action in shown {
      draw(action, columns, y: y, on: &canvas)
      y += 1
    }
    if spare >= 2 {
      drawSummary(y: y, on: &canvas)
      y += 1
    }
    if spare >= 3, let likeness { canvas.write(likeness, x: 1, y: y, theme.muted, width: canvas.columns - 1) }
  }

  private static let columnWidth = 7
  /// A name, a glyph and a probability.
  private static let fewest = 10

  /// The columns right of the probability; A goes first, then what is learnt.
  private func fittingColumns(_ width: Int) -> [Column] {
    var columns: [Column] = []
    if let exactQ { columns.append(Column(name: "Q", values: exactQ)) }
    if let learntQ { columns.append(Column(name: exactQ == nil ? "Q learnt" : "learnt", values: learntQ)) }
    if let advantages { columns.append(Column(name: "A", values: advantages)) }
    columns.removeAll { $0.values.count != probabilities.count }
    return Array(columns.prefix(max((width - Self.fewest) / Self.columnWidth, 0)))
  }

  private func drawHeader(_ columns: [Column], y: Int, on canvas: inout Canvas) {
    var x = canvas.columns - columns.count * Self.columnWidth
    canvas.write("π", x: x - 5, y: y, theme.muted, width: 4, align: .right)
    for column in columns {
      canvas.write(column.name, x: x, y: y, theme.muted, width: Self.columnWidth - 1, align: .right)
      x += Self.columnWidth
    }
  }

  private func draw(_ action: Int, _ columns: [Column], y: Int, on canvas: inout Canvas) {
    let hue = theme.action(action, of: choices)
    let first = canvas.columns - columns.count * Self.columnWidth
    let nameWidth = min(choices.map { Text.width($0.name, isASCII: canvas.isASCII) }.max() ?? 0, max(first - 9, 0))
    canvas.write(choices[action].name, x: 1, y: y, theme.text, width: nameWidth)
    var x = 1 + (nameWidth > 0 ? nameWidth + 1 : 0)
    canvas.put(choices[action].glyph, ascii: choices[action].ascii, x: x, y: y, hue)
    let bar = first - 5 - (x + 2)
    if bar >= 2 { canvas.bar(probabilities[action], x: x + 2, y: y, width: bar, hue) }
    canvas.write(Numbers.probability(probabilities[action]), x: first - 5, y: y, theme.text, width: 4, align: .right)
    x = first
    for column in columns {
      let value = column.values[action]
      var style = theme.text
      if value == column.values.max() { style.attributes.insert(.bold) }
      canvas.write(
        value.isNaN ? "–" : Numbers.compact(value), x: x, y: y, style, width: Self.columnWidth - 1, align: .right)
      x += Self.columnWidth
    }
  }

  private func drawSummary(y: Int, on canvas: inout Canvas) {
    var x = 1
    for (name, value) in summary {
      x = canvas.write(name + " ", x: x, y: y, theme.muted)
      x = canvas.write(value, x: x, y: y, theme.text) + 2
    }
  }
}
