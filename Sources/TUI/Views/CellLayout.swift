import Worlds

/// How large the cells of a map are drawn, and which of them are in view.
struct CellLayout: Equatable {
  /// The inside of a cell, in columns and rows.
  var width = 1
  var height = 1
  /// Lines between the cells.
  var hasBorders = false
  /// The columns and rows of the map in view.
  var columns = 0..<0
  var rows = 0..<0
  /// The upper left corner of the map on the canvas.
  var x = 0
  var y = 0
  /// Whether all of the map is in view, but for a wall all round it.
  private(set) var isWhole = false

  private var pitchX: Int { width + (hasBorders ? 1 : 0) }
  private var pitchY: Int { height + (hasBorders ? 1 : 0) }

  /// The largest form in which the whole map fits; where none does, the part around a place in the smallest.
  /// - Parameter centre: the place looked at; the agent's where there is none.
  init(_ scene: CellScene, width available: Int, height rowsAvailable: Int, around centre: Int? = nil) {
    guard scene.columns > 0, scene.rows > 0, available > 0, rowsAvailable > 0 else { return }
    let fits = scene.columns <= available && scene.rows <= rowsAvailable
    let map = fits ? (0..<scene.columns, 0..<scene.rows) : scene.core
    let bordered = (
      width: min((available - 1) / map.0.count - 1, 21),
      height: min((rowsAvailable - 1) / map.1.count - 1, 8)
    )
    if bordered.width >= 3, bordered.height >= 1 {
      hasBorders = true
      width = bordered.width
      // About as high as wide to the eye.
      height = min(bordered.height, max(1, (bordered.width + 2) / 2))
    } else {
      width = min(max(available / map.0.count, 1), 7)
      height = min(max(rowsAvailable / map.1.count, 1), max(1, width / 2))
    }
    // A map that is cut gives up its last row to say so.
    let isCut = map.0.count * width > available || map.1.count * height > rowsAvailable
    let visibleRows = isCut && rowsAvailable > 1 ? rowsAvailable - 1 : rowsAvailable
    let centre = centre ?? scene.agent ?? 0
    columns = Self.window(of: map.0, fitting: available / width, around: centre % scene.columns)
    rows = Self.window(of: map.1, fitting: visibleRows / height, around: centre / scene.columns)
    isWhole = (columns, rows) == map
    let border = hasBorders ? 1 : 0
    x = max(0, (available - columns.count * pitchX - border) / 2)
    y = max(0, (rowsAvailable - rows.count * pitchY - border) / 2)
    if isCut { y = 0 }
  }

  private static func window(of map: Range<Int>, fitting room: Int, around agent: Int) -> Range<Int> {
    let length = min(map.count, max(room, 1))
    let first = min(max(agent - length / 2, map.lowerBound), map.upperBound - length)
    return first..<first + length
  }

  /// The inside of a cell on the canvas.
  func rect(column: Int, row: Int) -> Rect {
    let border = hasBorders ? 1 : 0
    return Rect(
      x: x + (column - columns.lowerBound) * pitchX + border,
      y: y + (row - rows.lowerBound) * pitchY + border,
      width: width, height: height)
  }

  /// The column and row of the cell under a point of the canvas.
  func cell(atX x: Int, y: Int) -> (column: Int, row: Int)? {
    for row in rows {
      for column in columns where rect(column: column, row: row).contains(x, y) { return (column, row) }
    }
    return nil
  }

  /// The row below the map.
  var bottom: Int { y + rows.count * pitchY + (hasBorders ? 1 : 0) }
}

extension CellScene {
  /// The columns and rows inside a wall all round, which says nothing that the pane's border does not; all of them where
  /// there is none.
  var core: (Range<Int>, Range<Int>) {
    let edge = places.indices.filter { index in
      [0, columns - 1].contains(index % columns) || [0, rows - 1].contains(index / columns)
    }
    guard columns > 2, rows > 2, edge.allSatisfy({ places[$0].kind == .wall }) else {
      return (0..<columns, 0..<rows)
    }
    return (1..<columns - 1, 1..<rows - 1)
  }
}
