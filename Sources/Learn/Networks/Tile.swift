/// A stretch of one row of a product, held in registers while the tile is worked on.
protocol TileRow {
  /// Columns: a multiple of sixteen.
  static var columns: Int { get }
  /// Zero.
  init()
  init(_ source: UnsafePointer<Float>)
  /// self ← self + x · row.
  mutating func add(_ x: Float, _ row: Self)
  /// Writes what the epilogue makes of it.
  func finish<E: Epilogue>(_ epilogue: E, into target: UnsafeMutablePointer<Float>, row: Int, column: Int)
}

/// What becomes of a finished sum before it is written: the next operation, done while the sum is in a register.
protocol Epilogue {
  /// - Parameters:
  ///   - sum: sixteen neighbours of a row.
  ///   - row: of the product.
  ///   - column: of the first of them.
  func finished(_ sum: Lanes, row: Int, column: Int) -> Lanes
}

/// Leaves the sums as they are.
struct PlainEpilogue: Epilogue {
  @inline(__always) func finished(_ sum: Lanes, row: Int, column: Int) -> Lanes { sum }
}

/// One register's stretch.
struct NarrowRow: TileRow {
  private var a = Lanes()

  static var columns: Int { 16 }
  @inline(__always) init() {}
  @inline(__always) init(_ source: UnsafePointer<Float>) { a = source.lanes(0) }

  @inline(__always) mutating func add(_ x: Float, _ row: Self) { a = a.plus(Lanes(repeating: x), row.a) }

  @inline(__always)
  func finish<E: Epilogue>(_ epilogue: E, into target: UnsafeMutablePointer<Float>, row: Int, column: Int) {
    target.set(0, epilogue.finished(a, row: row, column: column))
  }
}

/// Four registers' stretch: six such rows fill 24 of AVX-512's 32 registers and leave room for what they are fed with.
struct WideRow: TileRow {
  private var a = Lanes()
  private var b = Lanes()
  private var c = Lanes()
  private var d = Lanes()

  static var columns: Int { 64 }
  @inline(__always) init() {}
  @inline(__always) init(_ source: UnsafePointer<Float>) {
    (a, b, c, d) = (source.lanes(0), source.lanes(16), source.lanes(32), source.lanes(48))
  }

  @inline(__always) mutating func add(_ x: Float, _ row: Self) {
    let x = Lanes(repeating: x)
    a = a.plus(x, row.a)
    b = b.plus(x, row.b)
    c = c.plus(x, row.c)
    d = d.plus(x, row.d)
  }

  @inline(__always)
  func finish<E: Epilogue>(_ epilogue: E, into target: UnsafeMutablePointer<Float>, row: Int, column: Int) {
    target.set(0, epilogue.finished(a, row: row, column: column))
    target.set(16, epilogue.finished(b, row: row, column: column + 16))
    target.set(32, epilogue.finished(c, row: row, column: column + 32))
    target.set(48, epilogue.finished(d, row: row, column: column + 48))
  }
}

/// A matrix whose entry (i, k) is at `start[i · row + k · column]`: so that one kernel serves a matrix and its transpose.
struct StridedMatrix {
  var start: UnsafePointer<Float>
  var row: Int
  var column: Int
}

/// C ← epilogue(A B), C of `rows` × `columns`, by tiles of six rows.
///
/// Each sum goes over the `depth` in its order, in one accumulator, whatever the tile: with fused products every processor
/// computes the same bits.
/// - Parameters:
///   - columns: a multiple of sixteen; B and C have room for as many in each row.
///   - bStride: from one row of B to the next.
///   - cStride: from one row of C to the next.
@inline(__always)
func multiply<E: Epilogue>(
  _ A: StridedMatrix, _ B: UnsafePointer<Float>, bStride: Int, into C: UnsafeMutablePointer<Float>, cStride: Int,
  rows: Int, depth: Int, columns: Int, _ epilogue: E
) {
  var column = 0
  if hasWideRegisters {
    while column + WideRow.columns <= columns {
      panel(WideRow.self, A, B, bStride, C, cStride, rows, depth, column, epilogue)
      column += WideRow.columns
    }
  }
  while column < columns {
    panel(NarrowRow.self, A, B, bStride, C, cStride, rows, depth, column, epilogue)
    column += NarrowRow.columns
  }
}

/// One panel of columns, from the first row to the last.
@inline(__always)
private func panel<Row: TileRow, E: Epilogue>(
  _ type: Row.Type, _ A: StridedMatrix, _ B: UnsafePointer<Float>, _ bStride: Int, _ C: UnsafeMutablePointer<Float>,
  _ cStride: Int, _ rows: Int, _ depth: Int, _ column: Int, _ epilogue: E
) {
  var row = 0
  while row < rows {
    tile(type, A, B + column, bStride, C + column, cStride, row, min(6, rows - row), depth, column, epilogue)
    row += 6
  }
}

/// Six rows of a panel; where fewer are left the last one is computed again in place of those that are missing.
@inline(__always)
private func tile<Row: TileRow, E: Epilogue>(
  _ type: Row.Type, _ A: StridedMatrix, _ B: UnsafePointer<Float>, _ bStride: Int, _ C: UnsafeMutablePointer<Float>,
  _ cStride: Int, _ row: Int, _ count: Int, _ depth: Int, _ column: Int, _ epilogue: E
) {
  var (r0, r1, r2, r3, r4, r5) = (Row(), Row(), Row(), Row(), Row(), Row())
  let last = count - 1
  var a = A.start + row * A.row
  let (o1, o2, o3) = (min(1, last) * A.row, min(2, last) * A.row, min(3, last) * A.row)
  let (o4, o5) = (min(4, last) * A.row, min(5, last) * A.row)
  var b = B
  for _ in 0..<depth {
    let values = Row(b)
    r0.add(a[0], values)
    r1.add(a[o1], values)
    r2.add(a[o2], values)
    r3.add(a[o3], values)
    r4.add(a[o4], values)
    r5.add(a[o5], values)
    a += A.column
    b += bStride
  }
  let c = C + row * cStride
  r0.finish(epilogue, into: c, row: row, column: column)
  if last >= 1 { r1.finish(epilogue, into: c + cStride, row: row + 1, column: column) }
  if last >= 2 { r2.finish(epilogue, into: c + 2 * cStride, row: row + 2, column: column) }
  if last >= 3 { r3.finish(epilogue, into: c + 3 * cStride, row: row + 3, column: column) }
  if last >= 4 { r4.finish(epilogue, into: c + 4 * cStride, row: row + 4, column: column) }
  if last >= 5 { r5.finish(epilogue, into: c + 5 * cStride, row: row + 5, column: column) }
}
