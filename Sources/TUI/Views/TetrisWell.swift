import Worlds

/// The cells of a well: two columns wide and a row high where there is room, else two rows in the halves of a character.
struct TetrisWell {
  private let scene: TetrisScene
  private let ghost: Set<Place>
  private let removed: Set<Int>
  private let theme: Theme
  private let isLarge: Bool

  private struct Place: Hashable {
    var column: Int
    var row: Int
  }

  /// What a cell shows.
  private enum Content: Equatable {
    case empty, ghost
    case filled(TetrisScene.Cell)
  }

  init(_ picture: TetrisPicture, isLarge: Bool) {
    scene = picture.scene
    theme = picture.theme
    self.isLarge = isLarge
    ghost = Set((picture.best?.cells ?? []).map { Place(column: $0.column, row: $0.row) })
    removed = Set(picture.best?.removed ?? [])
  }

  private func content(_ column: Int, _ row: Int) -> Content {
    guard row < scene.rows else { return .empty }
    if ghost.contains(Place(column: column, row: row)) { return .ghost }
    let cell = scene[column, row]
    return cell == .empty ? .empty : .filled(cell)
  }

  /// Rows of characters, and rows of the well in each.
  private var lines: Int { isLarge ? scene.rows : (scene.rows + 1) / 2 }
  private var depth: Int { isLarge ? 1 : 2 }

  func draw(in rect: Rect, on canvas: inout Canvas) {
    let shown = min(lines, rect.height - 1)
    guard shown > 0 else { return }
    // Where not all fit, the highest cells are in sight.
    let highest = (0..<scene.rows).last { row in
      (0..<scene.columns).contains { content($0, row) != .empty }
    }
    let first = min(max((highest ?? 0) / depth + 2 - shown, 0), lines - shown)
    let floor = rect.y + shown
    for line in 0..<shown {
      let y = floor - 1 - line
      for x in [rect.x, rect.x + rect.width - 1] { canvas.line(.vertical, x: x, y: y, theme.border) }
      let row = (first + line) * depth
      for column in 0..<scene.columns {
        if isLarge {
          drawLarge(content(column, row), x: rect.x + 1 + 2 * column, y: y, on: &canvas)
        } else {
          drawHalves(content(column, row), content(column, row + 1), x: rect.x + 1 + column, y: y, on: &canvas)
        }
      }
      if (row..<row + depth).contains(where: removed.contains) {
        canvas.put("◂", ascii: "<", x: rect.x + rect.width - 1, y: y, theme.good)
      }
    }
    drawFloor(at: floor, first == 0, rect, on: &canvas)
  }

  /// The floor, or how far below it is.
  private func drawFloor(at y: Int, _ isReal: Bool, _ rect: Rect, on canvas: inout Canvas) {
    canvas.line([.up, .right], x: rect.x, y: y, theme.border)
    canvas.line([.up, .left], x: rect.x + rect.width - 1, y: y, theme.border)
    for x in rect.x + 1..<rect.x + rect.width - 1 {
      if isReal {
        canvas.line(.horizontal, x: x, y: y, theme.border)
      } else {
        canvas.put("┄", ascii: ".", x: x, y: y, theme.muted)
      }
    }
  }

  private func style(of cell: TetrisScene.Cell) -> Style {
    if case .of(let piece) = cell { theme.action(piece.rawValue) } else { theme.muted }
  }

  private func drawLarge(_ content: Content, x: Int, y: Int, on canvas: inout Canvas) {
    let (left, right, style): (Unicode.Scalar, Unicode.Scalar, Style) =
      switch content {
      case .empty: (" ", canvas.isASCII ? "." : "·", theme.muted)
      case .ghost: canvas.isASCII ? ("(", ")", theme.agent) : ("▒", "▒", theme.action(scene.piece.rawValue))
      case .filled(let cell): canvas.isASCII ? ("[", "]", self.style(of: cell)) : ("█", "█", self.style(of: cell))
      }
    canvas[x, y] = Cell(left, style)
    canvas[x + 1, y] = Cell(right, style)
  }

  /// Two cells in one character. Where there are no colours, a shade says that the piece would be there.
  private func drawHalves(_ lower: Content, _ upper: Content, x: Int, y: Int, on canvas: inout Canvas) {
    guard lower != .empty || upper != .empty else { return }
    let hasGhost = lower == .ghost || upper == .ghost
    if canvas.isASCII || !theme.hasHeat {
      let glyph: Unicode.Scalar =
        switch (lower == .empty, upper == .empty) {
        case (false, false): canvas.isASCII ? (hasGhost ? "o" : "#") : hasGhost ? "▒" : "█"
        case (false, true): canvas.isASCII ? (hasGhost ? "." : "_") : hasGhost ? "░" : "▄"
        case (true, _): canvas.isASCII ? (hasGhost ? "'" : "\"") : hasGhost ? "░" : "▀"
        }
      canvas[x, y] = Cell(glyph, hasGhost ? theme.agent : theme.text)
      return
    }
    func color(_ content: Content) -> Style {
      if case .filled(let cell) = content { style(of: cell) } else { theme.agent }
    }
    if upper == .empty { return canvas[x, y] = Cell("▄", color(lower)) }
    if lower == .empty { return canvas[x, y] = Cell("▀", color(upper)) }
    let (below, above) = (color(lower), color(upper))
    if below == above { return canvas[x, y] = Cell("█", above) }
    // The terminal's own colour can only be written, not be a ground.
    let isTurned = below.foreground == .standard
    canvas[x, y] = Cell(
      isTurned ? "▄" : "▀",
      Style((isTurned ? below : above).foreground, on: (isTurned ? above : below).foreground, []))
  }
}
