import Worlds

/// A cell that shows a value for each action, on the side that the action leads to.
extension CellPicture {
  /// The values, where the cell is large enough for them and the actions have sides; else nil.
  func zoneValues(on canvas: Canvas) -> [Double]? {
    guard canvas.columns >= 7, canvas.rows >= 3, let heat = map.heat, heat.actions.indices.contains(index),
      let values = heat.actions[index], values.count == map.choices.count, values.count > 1,
      map.choices.allSatisfy({ Self.side($0) != nil })
    else { return nil }
    return values
  }

  private static func side(_ choice: ActionSpace.Choice) -> (dx: Double, dy: Double)? {
    switch choice.glyph {
    case "↑": (0, -1)
    case "→": (1, 0)
    case "↓": (0, 1)
    case "←": (-1, 0)
    default: nil
    }
  }

  /// The action whose side a point of the cell is on.
  private func action(atX x: Int, y: Int, _ sides: [(dx: Double, dy: Double)], _ canvas: Canvas) -> Int {
    let u = (Double(x) + 0.5) / Double(canvas.columns) * 2 - 1
    let v = (Double(y) + 0.5) / Double(canvas.rows) * 2 - 1
    return sides.indices.max { sides[$0].dx * u + sides[$0].dy * v < sides[$1].dx * u + sides[$1].dy * v } ?? 0
  }

  /// Each zone in the colour of its value (a shade where there are no colours) with arrow and number; the best is bold.
  func drawZones(_ values: [Double], on canvas: inout Canvas) {
    guard let heat = map.heat else { return }
    let sides = map.choices.compactMap(Self.side)
    for y in 0..<canvas.rows {
      for x in 0..<canvas.columns {
        let share = heat.share(of: values[action(atX: x, y: y, sides, canvas)])
        canvas[x, y] =
          heat.color(share, theme).map { Cell(" ", Style(.standard, on: $0)) }
          ?? Cell(CellMap.shade(share, isASCII: canvas.isASCII), theme.muted)
      }
    }
    let best = values.max()
    for (index, side) in sides.enumerated() {
      let y = side.dy < 0 ? 0 : side.dy > 0 ? canvas.rows - 1 : (canvas.rows - 1) / 2
      let columns = (0..<canvas.columns).filter { action(atX: $0, y: y, sides, canvas) == index }
      guard let first = columns.first else { continue }
      write(
        index, values[index], isBest: values[index] == best, x: first, y: y, width: columns.count,
        heat.color(heat.share(of: values[index]), theme), on: &canvas)
    }
    if isAgentHere { put(mark(isASCII: canvas.isASCII, width: 1), x: 0, y: 0, on: &canvas) }
  }

  /// `→5.1`, or as much of it as there is room for.
  private func write(
    _ action: Int, _ value: Double, isBest: Bool, x: Int, y: Int, width: Int, _ ground: Color?, on canvas: inout Canvas
  ) {
    let arrow = String(canvas.isASCII ? map.choices[action].ascii : map.choices[action].glyph)
    let number = Numbers.short(value)
    guard let text = [arrow + number, number, arrow].first(where: { Text.width($0) <= width }) else { return }
    var style = ground.map(theme.ink(over:)) ?? theme.text
    if isBest { style.attributes.formUnion([.bold, .underline]) }
    let start = x + (width - Text.width(text)) / 2
    if ground == nil {
      // The shades keep away from what is to be read.
      for blank in [start - 1, start + Text.width(text)] where (x..<x + width).contains(blank) {
        canvas[blank, y] = .blank
      }
    }
    canvas.write(text, x: start, y: y, style)
  }
}
