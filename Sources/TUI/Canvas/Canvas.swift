/// A rectangle of styled character cells: what every view draws into and every painter reads.
///
/// Drawing outside the canvas is allowed and does nothing, so that a view never has to ask whether
/// it fits; a canvas may be empty.
public struct Canvas: Equatable, Sendable {
  public let columns: Int
  public let rows: Int
  /// Only ASCII can be shown: everything that is drawn with the canvas's own means takes its plain form.
  public let isASCII: Bool
  /// Row by row, `columns × rows` cells.
  public private(set) var cells: [Cell]

  public init(columns: Int, rows: Int, isASCII: Bool = false) {
    self.isASCII = isASCII
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    cells = Array(repeating: .blank, count: self.columns * self.rows)
  }

  public var bounds: Rect { Rect(x: 0, y: 0, width: columns, height: rows) }

  /// The cell in column `x` of row `y`; outside it reads blank, and what is written there is lost.
  public subscript(x: Int, y: Int) -> Cell {
    get { contains(x, y) ? cells[y * columns + x] : .blank }
    set { if contains(x, y) { cells[y * columns + x] = newValue } }
  }

  private func contains(_ x: Int, _ y: Int) -> Bool {
    x >= 0 && x < columns && y >= 0 && y < rows
  }

  /// The canvas as rows of text without styles: what snapshot tests compare.
  public var text: [String] {
    (0..<rows).map { y in
      var line = String.UnicodeScalarView()
      for x in 0..<columns { line.append(cells[y * columns + x].glyph) }
      return String(line)
    }
  }
}

/// One character cell. Every glyph is one column wide: no combining marks, no wide characters.
public struct Cell: Equatable, Sendable {
  public var glyph: Unicode.Scalar
  public var style: Style

  public init(_ glyph: Unicode.Scalar, _ style: Style = .plain) {
    self.glyph = glyph
    self.style = style
  }

  public static let blank = Cell(" ")
}

/// A rectangle of cells; `x` grows to the right, `y` downwards.
public struct Rect: Equatable, Sendable {
  public var x, y, width, height: Int

  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  public var isEmpty: Bool { width == 0 || height == 0 }
}
