extension Canvas {
  public enum Alignment: Sendable {
    case left, centre, right
  }

  /// Writes text from column `x` of row `y`, at most `width` columns of it; a text that is too long ends in `…`.
  /// - Returns: the column after the last one written.
  @discardableResult
  public mutating func write(
    _ text: String, x: Int, y: Int, _ style: Style = .plain, width: Int = .max, align: Alignment = .left
  ) -> Int {
    // Columns beyond the canvas do not count, so that the ellipsis is where it can be seen.
    let room = min(width, columns - min(x, columns))
    guard room > 0, y >= 0, y < rows else { return x }
    var glyphs = Text.glyphs(text, isASCII: isASCII)
    if glyphs.count > room {
      glyphs.removeSubrange((room - 1)...)
      glyphs.append(isASCII ? "~" : "…")
    }
    let slack = room - glyphs.count
    let start: Int =
      switch align {
      case .left: x
      case .centre: x + slack / 2
      case .right: x + slack
      }
    for (offset, glyph) in glyphs.enumerated() { self[start + offset, y] = Cell(glyph, style) }
    return start + glyphs.count
  }

  /// One glyph, or its ASCII form where only that can be shown.
  public mutating func put(
    _ glyph: Unicode.Scalar, ascii: Unicode.Scalar, x: Int, y: Int, _ style: Style = .plain
  ) {
    self[x, y] = Cell(isASCII ? ascii : glyph, style)
  }

  /// Fills a rectangle with one glyph.
  public mutating func fill(_ rect: Rect, _ cell: Cell = .blank) {
    let visible = rect.intersection(bounds)
    guard !visible.isEmpty else { return }
    for y in visible.y..<visible.y + visible.height {
      for x in visible.x..<visible.x + visible.width { self[x, y] = cell }
    }
  }

  /// Gives a ground to every cell that has none of its own.
  public mutating func tint(_ ground: Color) {
    for y in 0..<rows {
      for x in 0..<columns where self[x, y].style.background == .standard {
        if !self[x, y].style.attributes.contains(.reverse) { self[x, y].style.background = ground }
      }
    }
  }

  /// One glyph over what is there, whose ground it keeps.
  public mutating func overlay(
    _ glyph: Unicode.Scalar, ascii: Unicode.Scalar, x: Int, y: Int, _ style: Style = .plain
  ) {
    put(glyph, ascii: ascii, x: x, y: y, Style(style.foreground, on: self[x, y].style.background, style.attributes))
  }

  /// Draws on the part of the canvas inside a rectangle, with coordinates of its own: nothing outside can be touched.
  public mutating func inside(_ rect: Rect, _ draw: (inout Canvas) -> Void) {
    let visible = rect.intersection(bounds)
    guard !visible.isEmpty else { return }
    var part = Canvas(columns: visible.width, rows: visible.height, isASCII: isASCII)
    for y in 0..<visible.height {
      for x in 0..<visible.width { part[x, y] = self[visible.x + x, visible.y + y] }
    }
    draw(&part)
    copy(part, x: visible.x, y: visible.y)
  }

  /// Copies another canvas to here, its upper left cell to column `x` of row `y`.
  public mutating func copy(_ other: Canvas, x: Int, y: Int) {
    for row in 0..<other.rows {
      for column in 0..<other.columns { self[x + column, y + row] = other[column, row] }
    }
  }
}

extension Rect {
  /// What both rectangles cover; empty where they do not meet.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    // Saturating, so that no rectangle is too far away to be asked about.
    func end(_ start: Int, _ length: Int) -> Int {
      let (sum, overflow) = start.addingReportingOverflow(length)
      return overflow ? .max : sum
    }
    let right = min(end(x, width), end(other.x, other.width))
    let bottom = min(end(y, height), end(other.y, other.height))
    guard right > left, bottom > top else { return Rect(x: other.x, y: other.y, width: 0, height: 0) }
    return Rect(x: left, y: top, width: right - left, height: bottom - top)
  }

  /// The rectangle without `margin` cells on each side.
  public func inset(by margin: Int) -> Rect { inset(horizontally: margin, vertically: margin) }

  /// The rectangle without so many cells left and right, above and below.
  public func inset(horizontally dx: Int, vertically dy: Int) -> Rect {
    Rect(x: x + dx, y: y + dy, width: width - 2 * dx, height: height - 2 * dy)
  }
}
