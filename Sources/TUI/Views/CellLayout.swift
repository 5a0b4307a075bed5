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

  private var pitchX: Int { width + (hasBorders ? 1 : 0) }
  private var pitchY: Int { height + (hasBorders ? 1 : 0) }

  /// The largest form in which the whole map fits; where none does, the part around a place in the smallest.
  /// - Parameter centre: the place looked at; the agent's where there is none.
  init(_ scene: CellScene, width available: Int, height rowsAvailable: Int, around centre: Int? = nil) {
    guard scene.columns > 0, scene.rows > 0, available > 0, rowsAvailable > 0 else { return }
    let bordered = (
      width: min((available - 1) / scene.columns - 1, 21),
      height: min((rowsAvailable - 1) / scene.rows - 1, 8)
    )
    if bordered.width >= 3, bordered.height >= 1 {
      hasBorders = true
      width = bordered.width
      // About as high as wide to the eye.
      height = min(bordered.height, max(1, (bordered.width + 2) / 2))
    } else {
      width = min(max(available / scene.columns, 1), 7)
      height = min(max(rowsAvailable / scene.rows, 1), max(1, width / 2))
    }
    // A map that is cut gives up its last row to say so.
    let isCut = scene.columns * width > available || scene.rows * height > rowsAvailable
    let visibleRows = isCut && rowsAvailable > 1 ? rowsAvailable - 1 : rowsAvailable
    let centre = centre ?? scene.agent ?? 0
    columns = Self.window(of: scene.columns, fitting: available / width, around: centre % scene.columns)
    rows = Self.window(of: scene.rows, fitting: visibleRows / height, around: centre / scene.columns)
    let border = hasBorders ? 1 : 0
    x = max(0, (available - columns.count * pitchX - border) / 2)
    y = max(0, (rowsAvailable - rows.count * pitchY - border) / 2)
    if isCut { y = 0 }
  }

  private static func window(of count: Int, fitting room: Int, around agent: Int) -> Range<Int> {
    let length = min(count, max(room, 1))
    let first = min(max(agent - length / 2, 0), count - length)
    return first..<first + length
  }

  func shows(_ scene: CellScene) -> Bool { columns.count == scene.columns && rows.count == scene.rows }

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
