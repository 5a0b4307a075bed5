/// A glyph as a figure in its cell, 9 wide and 18 high, so that it looks the same whatever fonts a viewer has, and meets
/// the figures of its neighbours without a gap.
enum GlyphShape: Equatable {
  /// Filled rectangles: blocks, and bars that must have sharp edges.
  case blocks([Box])
  /// The whole cell, in so much of the ink.
  case shade(Double)
  /// Lines from the cell's middle to its edges, and whether the corner between two is round.
  case lines(light: BoxLines, heavy: BoxLines, isRounded: Bool)
  /// A dashed line through the cell: its arms, and how many dashes.
  case dashes(BoxLines, count: Int, isHeavy: Bool)
  /// The dots of braille, by the bits of U+2800…U+28FF.
  case dots(UInt8)
  /// A figure that is filled, or whose outline is drawn: where it begins, and the rest of an SVG path from there.
  case filled([Figure])
  case drawn([Figure])

  struct Box: Hashable {
    var x, y, width, height: Double
  }

  struct Figure: Equatable {
    var x, y: Double
    var path: String

    init(_ x: Double, _ y: Double, _ path: String) {
      self.x = x
      self.y = y
      self.path = path
    }
  }

  static let width = 9.0
  static let height = 18.0

  /// nil for a glyph that is left to a font.
  init?(_ glyph: Unicode.Scalar) {
    switch glyph.value {
    case 0x2500...0x257F:
      guard let shape = Self.line(glyph) else { return nil }
      self = shape
    case 0x2580...0x259F:
      guard let shape = Self.block(glyph.value) else { return nil }
      self = shape
    case 0x2800...0x28FF: self = .dots(UInt8(glyph.value - 0x2800))
    default:
      guard let shape = Self.signs[glyph] else { return nil }
      self = shape
    }
  }

  // MARK: Lines

  private static let heavy: [Unicode.Scalar] = Array(" ╹╺┗╻┃┏┣╸┛━┻┓┫┳╋".unicodeScalars)

  private static func line(_ glyph: Unicode.Scalar) -> GlyphShape? {
    let isRounded = (0x256D...0x2570).contains(glyph.value)
    let light = BoxLines(glyph)
    if !light.isEmpty { return .lines(light: light, heavy: [], isRounded: isRounded) }
    if let index = heavy.firstIndex(of: glyph) {
      return .lines(light: [], heavy: BoxLines(rawValue: UInt8(index)), isRounded: false)
    }
    return switch glyph {
    case "╌": .dashes(.horizontal, count: 2, isHeavy: false)
    case "╍": .dashes(.horizontal, count: 2, isHeavy: true)
    case "┄": .dashes(.horizontal, count: 3, isHeavy: false)
    case "┅": .dashes(.horizontal, count: 3, isHeavy: true)
    case "┈": .dashes(.horizontal, count: 4, isHeavy: false)
    case "╎": .dashes(.vertical, count: 2, isHeavy: false)
    case "┆": .dashes(.vertical, count: 3, isHeavy: false)
    case "┊": .dashes(.vertical, count: 4, isHeavy: false)
    default: nil
    }
  }

  // MARK: Blocks

  private static func block(_ code: UInt32) -> GlyphShape? {
    let eighthWidth = width / 8
    let eighthHeight = height / 8
    switch code {
    case 0x2580: return .blocks([Box(x: 0, y: 0, width: width, height: height / 2)])
    case 0x2581...0x2588:
      let part = Double(code - 0x2580) * eighthHeight
      return .blocks([Box(x: 0, y: height - part, width: width, height: part)])
    case 0x2589...0x258F:
      return .blocks([Box(x: 0, y: 0, width: Double(0x2590 - code) * eighthWidth, height: height)])
    case 0x2590: return .blocks([Box(x: width / 2, y: 0, width: width / 2, height: height)])
    case 0x2591...0x2593: return .shade(Double(code - 0x2590) / 4)
    case 0x2594: return .blocks([Box(x: 0, y: 0, width: width, height: eighthHeight)])
    case 0x2595: return .blocks([Box(x: width - eighthWidth, y: 0, width: eighthWidth, height: height)])
    default: return .blocks(quadrants(quarters[Int(code - 0x2596)]))
    }
  }

  /// U+2596…U+259F as bits: upper left, upper right, lower left, lower right.
  private static let quarters = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14]

  private static func quadrants(_ bits: Int) -> [Box] {
    let (w, h) = (width / 2, height / 2)
    return (0..<4).filter { bits >> $0 & 1 == 1 }.map { index in
      Box(x: index % 2 == 0 ? 0 : w, y: index < 2 ? 0 : h, width: w, height: h)
    }
  }
}
