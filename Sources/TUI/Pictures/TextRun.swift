/// Letters of one look that stand side by side in a row, a single blank between them at most.
struct TextRun {
  private var glyphs = String.UnicodeScalarView()
  private var column = 0
  private var font = 0
  /// Alone in its element, in the middle of its cell: a font without it would move its neighbours.
  private var isAlone = false

  init() {}

  init(_ glyph: Unicode.Scalar, column: Int, font: Int) {
    glyphs.append(glyph)
    self.column = column
    self.font = font
    isAlone = !Self.isCommon(glyph)
  }

  /// Adds a glyph, or says that it needs a run of its own.
  mutating func append(_ glyph: Unicode.Scalar, column next: Int, font: Int) -> Bool {
    let gap = next - column - glyphs.count
    guard !glyphs.isEmpty, gap <= 1, font == self.font, !isAlone, Self.isCommon(glyph) else { return false }
    if gap == 1 { glyphs.append(" ") }
    glyphs.append(glyph)
    return true
  }

  /// What every monospaced font has.
  private static func isCommon(_ glyph: Unicode.Scalar) -> Bool {
    switch glyph.value {
    case 0x21...0x7E, 0xA1...0xFF, 0x391...0x3C9, 0x2013...0x2014, 0x2018...0x201D, 0x2022, 0x2026: true
    default: false
    }
  }

  /// The run as an SVG element, told how wide it is; nothing for a run without glyphs.
  func element(row: Int) -> String {
    guard !glyphs.isEmpty else { return "" }
    let x = Double(column) * GlyphShape.width
    let width = Double(glyphs.count) * GlyphShape.width
    let name = Self.name(ofFont: font)
    let y = SVG.number(Double(row) * GlyphShape.height + Self.baseline)
    let place =
      isAlone
      ? "class=\"\(name) m\" x=\"\(SVG.number(x + width / 2))\" y=\"\(y)\""
      : "class=\"\(name)\" x=\"\(SVG.number(x))\" y=\"\(y)\""
        + (glyphs.count > 1 ? " textLength=\"\(SVG.number(width))\"" : "")
    return "<text \(place)>\(SVG.escaped(String(glyphs)))</text>\n"
  }

  /// A font's class in the style sheet.
  static func name(ofFont index: Int) -> String { "f\(index)" }

  /// Where letters stand, below the upper edge of their cell.
  private static let baseline = 14.0
}
