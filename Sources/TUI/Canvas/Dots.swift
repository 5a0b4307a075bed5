/// A grid of dots, two by four to a character cell: as a cell is about twice as high as wide, the dots are square.
///
/// Coordinates are in dots, x to the right and y downwards; dots outside are lost. Each cell has the style of the last dot
/// that was set in it. On a canvas without braille a cell becomes the sign that is most like its dots.
public struct Dots: Sendable {
  /// In dots.
  public let width: Int
  public let height: Int
  private let columns: Int
  private var masks: [UInt8]
  private var styles: [Style]

  /// - Parameters: the size in character cells.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    width = self.columns * 2
    height = max(0, rows) * 4
    masks = Array(repeating: 0, count: self.columns * max(0, rows))
    styles = Array(repeating: .plain, count: masks.count)
  }

  /// By row and column of a cell: the bit of its dot in U+2800…U+28FF.
  static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

  public mutating func set(_ x: Int, _ y: Int, _ style: Style) {
    guard x >= 0, x < width, y >= 0, y < height else { return }
    let cell = y / 4 * columns + x / 2
    masks[cell] |= Self.bits[y % 4][x % 2]
    styles[cell] = style
  }

  public func isSet(_ x: Int, _ y: Int) -> Bool {
    guard x >= 0, x < width, y >= 0, y < height else { return false }
    return masks[y / 4 * columns + x / 2] & Self.bits[y % 4][x % 2] != 0
  }

  /// The dot nearest to a point; a point that is no number has none.
  public mutating func set(_ point: Point, _ style: Style) {
    guard abs(point.x) < 1e6, abs(point.y) < 1e6 else { return }
    set(Int(point.x.rounded(.down)), Int(point.y.rounded(.down)), style)
  }

  /// A point between the dots: the dot in column `i` covers `i..<i + 1`.
  public struct Point: Sendable, Equatable {
    public var x, y: Double
    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// Draws the cells that have dots, the upper left one at column `x` of row `y`; a cell keeps its background.
  /// - Parameter ascii: the sign for every cell on a canvas without braille, instead of the one most like its dots.
  public func draw(on canvas: inout Canvas, x: Int, y: Int, ascii: Unicode.Scalar? = nil) {
    for (index, mask) in masks.enumerated() where mask != 0 {
      let (column, row) = (x + index % columns, y + index / columns)
      var style = styles[index]
      if style.background == .standard { style.background = canvas[column, row].style.background }
      let glyph = canvas.isASCII ? ascii ?? Self.plain(mask) : Unicode.Scalar(0x2800 + UInt32(mask))!
      canvas[column, row] = Cell(glyph, style)
    }
  }

  private static func plain(_ mask: UInt8) -> Unicode.Scalar {
    let upper: UInt8 = 0x1B
    if mask.nonzeroBitCount >= 6 { return "#" }
    if mask.nonzeroBitCount >= 4 { return "*" }
    if mask & upper == 0 { return "." }
    return mask & ~upper == 0 ? "'" : ":"
  }
}
