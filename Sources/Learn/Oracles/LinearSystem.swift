enum LinearSystem {
  /// Solves a square system by Gaussian elimination with partial pivoting; each row ends with its right-hand side.
  /// - Returns: nil where the matrix is singular.
  static func solve(_ rows: inout [[Double]]) -> [Double]? {
    let count = rows.count
    for column in 0..<count {
      let pivot = (column..<count).max { abs(rows[$0][column]) < abs(rows[$1][column]) }!
      guard abs(rows[pivot][column]) > 1e-14 else { return nil }
      rows.swapAt(column, pivot)
      let upper = rows[column]
      for row in stride(from: column + 1, to: count, by: 1) where rows[row][column] != 0 {
        rows[row].withUnsafeMutableBufferPointer { lower in
          let factor = lower[column] / upper[column]
          for index in column...count { lower[index] -= factor * upper[index] }
        }
      }
    }
    var solution = [Double](repeating: 0, count: count)
    for row in stride(from: count - 1, through: 0, by: -1) {
      var sum = rows[row][count]
      for index in stride(from: row + 1, to: count, by: 1) { sum -= rows[row][index] * solution[index] }
      solution[row] = sum / rows[row][row]
    }
    return solution
  }
}
