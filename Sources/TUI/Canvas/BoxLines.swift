/// The lines of a box-drawing character: which of its four arms are drawn.
struct BoxLines: OptionSet, Sendable {
  let rawValue: UInt8

  static let up = BoxLines(rawValue: 1)
  static let right = BoxLines(rawValue: 2)
  static let down = BoxLines(rawValue: 4)
  static let left = BoxLines(rawValue: 8)
  static let horizontal: BoxLines = [.left, .right]
  static let vertical: BoxLines = [.up, .down]

  private static let light: [Unicode.Scalar] = Array(" ╵╶└╷│┌├╴┘─┴┐┤┬┼".unicodeScalars)
  private static let rounded: [Unicode.Scalar] = Array(" ╵╶╰╷│╭├╴╯─┴╮┤┬┼".unicodeScalars)
  private static let ascii: [Unicode.Scalar] = Array(" ||+||++-+-+++++".unicodeScalars)

  init(rawValue: UInt8) { self.rawValue = rawValue & 15 }

  /// The arms of a glyph; none where it is no line.
  init(_ glyph: Unicode.Scalar) {
    switch glyph {
    case "-": self = .horizontal
    case "|": self = .vertical
    // ASCII has one sign for every corner: it joins whatever reaches it and stays a corner.
    case "+": self = [.horizontal, .vertical]
    default:
      let index = Self.light.firstIndex(of: glyph) ?? Self.rounded.firstIndex(of: glyph)
      self.init(rawValue: UInt8(index ?? 0))
    }
  }

  func glyph(isRounded: Bool, isASCII: Bool) -> Unicode.Scalar {
    (isASCII ? Self.ascii : isRounded ? Self.rounded : Self.light)[Int(rawValue)]
  }
}

extension Canvas {
  /// Draws arms of a line, joined with the lines already there.
  mutating func line(_ arms: BoxLines, x: Int, y: Int, _ style: Style, isRounded: Bool = false) {
    let joined = arms.union(BoxLines(self[x, y].glyph))
    self[x, y] = Cell(joined.glyph(isRounded: isRounded, isASCII: isASCII), style)
  }

  /// Draws the outline of a box. Boxes that share a side or a corner join, as the rooms of a house do.
  public mutating func box(_ rect: Rect, _ style: Style = .plain, isRounded: Bool = false) {
    let visible = rect.intersection(bounds.inset(by: -1))
    guard rect.width > 1, rect.height > 1, !visible.isEmpty else { return }
    let (right, bottom) = (rect.x + rect.width - 1, rect.y + rect.height - 1)
    for x in max(rect.x + 1, 0)..<max(min(right, columns), max(rect.x + 1, 0)) {
      line(.horizontal, x: x, y: rect.y, style)
      line(.horizontal, x: x, y: bottom, style)
    }
    for y in max(rect.y + 1, 0)..<max(min(bottom, rows), max(rect.y + 1, 0)) {
      line(.vertical, x: rect.x, y: y, style)
      line(.vertical, x: right, y: y, style)
    }
    line([.right, .down], x: rect.x, y: rect.y, style, isRounded: isRounded)
    line([.left, .down], x: right, y: rect.y, style, isRounded: isRounded)
    line([.right, .up], x: rect.x, y: bottom, style, isRounded: isRounded)
    line([.left, .up], x: right, y: bottom, style, isRounded: isRounded)
  }

  /// Writes a title into the upper side of a box, with a blank on either side.
  public mutating func title(_ text: String, of rect: Rect, _ style: Style) {
    let room = rect.width - 4
    guard room > 2, rect.height > 0 else { return }
    let width = min(Text.width(text, isASCII: isASCII), room - 2)
    guard width > 0 else { return }
    self[rect.x + 2, rect.y] = Cell(" ", style)
    let end = write(text, x: rect.x + 3, y: rect.y, style, width: width)
    self[end, rect.y] = Cell(" ", style)
  }
}
