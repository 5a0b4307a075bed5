import Worlds

/// A cell that compares two values: d^π as the model has it above, what was lived through below; in a low cell the one on
/// the left of the other, without figures.
extension CellPicture {
  /// The values, where the cell has room for both; else nil.
  func pair(on canvas: Canvas) -> (Double, Double)? {
    guard canvas.columns >= 4, let heat = map.heat, heat.pairs.indices.contains(index) else { return nil }
    return heat.pairs[index]
  }

  func drawPair(_ pair: (Double, Double), on canvas: inout Canvas) {
    let (columns, rows) = (canvas.columns, canvas.rows)
    let isStacked = columns >= 5 && rows >= 2
    let (left, upper) = isStacked ? (columns, (rows + 1) / 2) : (columns / 2, rows)
    draw(pair.0, "d", in: Rect(x: 0, y: 0, width: left, height: upper), on: &canvas)
    let second =
      isStacked
      ? Rect(x: 0, y: upper, width: columns, height: rows - upper)
      : Rect(x: left, y: 0, width: columns - left, height: rows)
    draw(pair.1, "n", in: second, on: &canvas)
    if isAgentHere { put(mark(isASCII: canvas.isASCII, width: 1), x: 0, y: 0, on: &canvas) }
  }

  /// A value over its colour, or over its shade where there are no colours.
  private func draw(_ value: Double, _ name: String, in half: Rect, on canvas: inout Canvas) {
    guard let heat = map.heat, !half.isEmpty else { return }
    let share = heat.share(of: value)
    let ground = heat.color(share, theme)
    let cell =
      ground.map { Cell(" ", Style(.standard, on: $0)) }
      ?? Cell(CellMap.shade(share, isASCII: canvas.isASCII), theme.muted)
    canvas.fill(half, cell)
    guard half.width >= 5 else { return }
    let texts = [
      "\(name) \(Numbers.compact(value))", "\(name) \(Numbers.probability(value))", Numbers.probability(value),
    ]
    guard let text = texts.first(where: { Text.width($0) <= half.width }) else { return }
    let (width, y) = (Text.width(text), half.y + (half.height - 1) / 2)
    let x = half.x + (half.width - width) / 2
    // The shades keep away from what is to be read.
    if ground == nil {
      for blank in [x - 1, x + width] where (0..<half.width).contains(blank) { canvas[blank, y] = .blank }
    }
    canvas.write(text, x: x, y: y, ground.map(theme.ink(over:)) ?? theme.text)
  }
}
