import Worlds

/// The cell looked at, and those that look like it to the agent.
extension CellMap {
  /// Double lines around the cell, dotted ones around a twin; where cells have no borders, brackets or parentheses in
  /// reverse. The lines say it without any colour.
  func drawCursor(at place: Int, _ layout: CellLayout, isTwin: Bool, on canvas: inout Canvas) {
    let (column, row) = (place % scene.columns, place / scene.columns)
    guard layout.columns.contains(column), layout.rows.contains(row) else { return }
    let rect = layout.rect(column: column, row: row)
    if layout.hasBorders {
      drawFrame(rect.inset(by: -1), isTwin ? Self.dotted : Self.double, on: &canvas)
    } else {
      mark(rect, isTwin: isTwin, on: &canvas)
    }
  }

  private var cursor: Style { Style(theme.focusedBorder.foreground, on: .standard, .bold) }

  /// Corners from the upper left one clockwise, then a horizontal and a vertical line.
  private typealias Lines = (glyphs: [Unicode.Scalar], ascii: [Unicode.Scalar])
  private static let double: Lines = (Array("╔╗╝╚═║".unicodeScalars), Array("####=#".unicodeScalars))
  private static let dotted: Lines = (Array("┏┓┛┗┅┇".unicodeScalars), Array("....:".unicodeScalars) + [":"])

  private func drawFrame(_ rect: Rect, _ lines: Lines, on canvas: inout Canvas) {
    let (right, bottom) = (rect.x + rect.width - 1, rect.y + rect.height - 1)
    func put(_ part: Int, _ x: Int, _ y: Int) {
      canvas.put(lines.glyphs[part], ascii: lines.ascii[part], x: x, y: y, cursor)
    }
    for x in rect.x + 1..<right {
      put(4, x, rect.y)
      put(4, x, bottom)
    }
    for y in rect.y + 1..<bottom {
      put(5, rect.x, y)
      put(5, right, y)
    }
    put(0, rect.x, rect.y)
    put(1, right, rect.y)
    put(2, right, bottom)
    put(3, rect.x, bottom)
  }

  private func mark(_ rect: Rect, isTwin: Bool, on canvas: inout Canvas) {
    for y in rect.y..<rect.y + rect.height {
      for x in rect.x..<rect.x + rect.width {
        canvas[x, y].style.attributes.insert(isTwin ? .underline : .reverse)
      }
    }
    guard rect.width >= 3 else { return }
    let y = rect.y + (rect.height - 1) / 2
    canvas[rect.x, y] = Cell(isTwin ? "(" : "[", canvas[rect.x, y].style)
    // Cells that touch keep their last column free.
    canvas[rect.x + rect.width - 1, y] = Cell(isTwin ? ")" : "]", canvas[rect.x + rect.width - 1, y].style)
  }
}

extension CellScene {
  /// The other places that the agent takes for this one.
  func twins(of place: Int) -> [Int] {
    guard let observation = places[place].observation else { return [] }
    return places.indices.filter { $0 != place && places[$0].observation == observation }
  }

  /// Such as `column 2, row 1`; without a row where there is but one.
  func name(of place: Int) -> String {
    "column \(place % columns + 1)" + (rows > 1 ? ", row \(place / columns + 1)" : "")
  }
}
