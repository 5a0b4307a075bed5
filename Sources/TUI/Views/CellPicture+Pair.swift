import Worlds

/// A cell that compares two values: d^π as the model has it above, what was lived through below.
extension CellPicture {
  /// The values, where the cell has room for both; else nil.
  func pair(on canvas: Canvas) -> (Double, Double)? {
    guard canvas.columns >= 5, canvas.rows >= 2, let heat = map.heat, heat.pairs.indices.contains(index) else {
      return nil
    }
    return heat.pairs[index]
  }

  func drawPair(_ pair: (Double, Double), on canvas: inout Canvas) {
    let upper = (canvas.rows + 1) / 2
    draw(pair.0, "d", in: Rect(x: 0, y: 0, width: canvas.columns, height: upper), on: &canvas)
    draw(pair.1, "n", in: Rect(x: 0, y: upper, width: canvas.columns, height: canvas.rows - upper), on: &canvas)
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
