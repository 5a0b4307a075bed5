@testable import Worlds

/// Tetris written as slowly and obviously as possible: cells are truth values, row by row from the floor, and everything is found
/// by looking at each of them.
struct CellByCellTetris {
  var cells: [[Bool]]
  var rows: Int { cells.count }
  var columns: Int { cells[0].count }

  init(_ board: TetrisBoard) {
    cells = (0..<board.height).map { row in (0..<board.width).map { board[$0, row] } }
  }

  /// The cells of a piece after quarter turns clockwise, its lower left corner at 0, 0.
  static func shape(_ piece: TetrisPiece, turns: Int) -> [(x: Int, y: Int)] {
    let pictures: [TetrisPiece: [String]] = [
      .i: ["####"], .o: ["##", "##"], .t: [" # ", "###"], .s: [" ##", "## "], .z: ["## ", " ##"], .j: ["#  ", "###"],
      .l: ["  #", "###"],
    ]
    let picture = pictures[piece]!
    var cells: [(x: Int, y: Int)] = []
    for (line, text) in picture.enumerated() {
      for (x, sign) in text.enumerated() where sign == "#" { cells.append((x, picture.count - 1 - line)) }
    }
    for _ in 0..<turns { cells = cells.map { ($0.y, -$0.x) } }
    let (left, low) = (cells.map(\.x).min()!, cells.map(\.y).min()!)
    return cells.map { ($0.x - left, $0.y - low) }.sorted { $0 < $1 }
  }

  struct Placement {
    /// Where the piece's lower left corner came to rest.
    var row: Int
    var height: Int
    var removed: [Int]
    var eroded: Int
    var after: CellByCellTetris
  }

  /// Lets a piece fall from far above, row by row; nil where a cell of it stays above the top.
  func placing(_ shape: [(x: Int, y: Int)], at column: Int) -> Placement? {
    func isFree(_ x: Int, _ y: Int) -> Bool { y >= rows || (y >= 0 && !cells[y][x]) }
    var row = rows + 4
    while shape.allSatisfy({ isFree(column + $0.x, row - 1 + $0.y) }) { row -= 1 }
    guard shape.allSatisfy({ row + $0.y < rows }) else { return nil }
    var after = self
    for cell in shape { after.cells[row + cell.y][column + cell.x] = true }
    let removed = (0..<rows).filter { after.cells[$0].allSatisfy { $0 } }
    let eroded = shape.count { removed.contains(row + $0.y) }
    after.cells = (0..<rows).filter { !removed.contains($0) }.map { after.cells[$0] }
    while after.cells.count < rows { after.cells.append(Array(repeating: false, count: columns)) }
    return Placement(
      row: row, height: shape.map(\.y).max()! + 1, removed: removed, eroded: eroded * removed.count, after: after)
  }

  /// Walls and floor are filled, and what is above the top is empty.
  private func isFilled(_ column: Int, _ row: Int) -> Bool {
    if row < 0 || column < 0 || column >= columns { return true }
    return row < rows && cells[row][column]
  }

  func height(_ column: Int) -> Int { (0..<rows).reduce(0) { cells[$1][column] ? $1 + 1 : $0 } }

  private func isHole(_ column: Int, _ row: Int) -> Bool {
    !cells[row][column] && (row..<rows).contains { cells[$0][column] }
  }

  /// The eight features of a well that a placement has led to.
  static func dellacherie(_ placement: Placement) -> [Double] {
    let well = placement.after
    var (rowEdges, columnEdges, holes, wells, depths) = (0, 0, 0, 0, 0)
    var withHoles = 0
    for row in 0..<well.rows {
      for column in 0...well.columns where well.isFilled(column - 1, row) != well.isFilled(column, row) {
        rowEdges += 1
      }
      if (0..<well.columns).contains(where: { well.isHole($0, row) }) { withHoles += 1 }
    }
    for column in 0..<well.columns {
      for row in 0...well.rows where well.isFilled(column, row - 1) != well.isFilled(column, row) { columnEdges += 1 }
      for row in 0..<well.rows where !well.cells[row][column] {
        if well.isHole(column, row) {
          holes += 1
          var above = row + 1
          while above < well.rows, well.cells[above][column] { (above, depths) = (above + 1, depths + 1) }
        }
        if well.isFilled(column - 1, row), well.isFilled(column + 1, row) {
          var below = row
          while below >= 0, !well.cells[below][column] { (below, wells) = (below - 1, wells + 1) }
        }
      }
    }
    return [Double(placement.row) + Double(placement.height - 1) / 2]
      + [placement.eroded, rowEdges, columnEdges, holes, wells, depths, withHoles].map(Double.init)
  }

  /// The features of Bertsekas & Ioffe.
  var bertsekas: [Double] {
    let heights = (0..<columns).map(height)
    let holes = (0..<columns).reduce(0) { sum, column in sum + (0..<rows).count { isHole(column, $0) } }
    return heights.map(Double.init) + (1..<columns).map { Double(abs(heights[$0] - heights[$0 - 1])) }
      + [Double(heights.max()!), Double(holes), 1]
  }
}
