internal import CVectors

/// A stretch of one row of a product, held in registers while the tile is worked on.
protocol TileRow {
  /// Columns: a multiple of sixteen.
  static var columns: Int { get }
  /// Zero.
  init()
  init(_ source: UnsafePointer<Float>)
  /// self ← self + x · row.
  mutating func add(_ x: Float, _ row: Self)
  /// Fetches the places where it will be written, and what the epilogue needs.
  static func expect<E: Epilogue>(_ epilogue: E, _ target: UnsafePointer<Float>, row: Int, column: Int)
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
  /// Fetches what sixteen neighbours of a row will be finished with, as long as there is time.
  func expect(row: Int, column: Int)
}

extension Epilogue {
  @inline(__always) func expect(row: Int, column: Int) {}
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
  static func expect<E: Epilogue>(_ epilogue: E, _ target: UnsafePointer<Float>, row: Int, column: Int) {
    vectors_expect(target)
    epilogue.expect(row: row, column: column)
  }

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
  static func expect<E: Epilogue>(_ epilogue: E, _ target: UnsafePointer<Float>, row: Int, column: Int) {
    vectors_expect(target)
    vectors_expect(target + 16)
    vectors_expect(target + 32)
    vectors_expect(target + 48)
    epilogue.expect(row: row, column: column)
    epilogue.expect(row: row, column: column &+ 16)
    epilogue.expect(row: row, column: column &+ 32)
    epilogue.expect(row: row, column: column &+ 48)
  }

  @inline(__always)
  func finish<E: Epilogue>(_ epilogue: E, into target: UnsafeMutablePointer<Float>, row: Int, column: Int) {
    target.set(0, epilogue.finished(a, row: row, column: column))
    target.set(16, epilogue.finished(b, row: row, column: column &+ 16))
    target.set(32, epilogue.finished(c, row: row, column: column &+ 32))
    target.set(48, epilogue.finished(d, row: row, column: column &+ 48))
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
  let wide = hasWideRegisters ? columns / WideRow.columns * WideRow.columns : 0
  if wide > 0 { sweep(WideRow.self, A, B, bStride, C, cStride, rows, depth, 0..<wide, epilogue) }
  if wide < columns { sweep(NarrowRow.self, A, B, bStride, C, cStride, rows, depth, wide..<columns, epilogue) }
}

/// Some columns of the product: tiles of six rows, and of four or one where six would not come out.
///
/// A's rows stay in the first cache while the columns of B go by.
// Never inline, like the smaller tiles: the compiler stops inlining into what has grown too large.
@inline(never)
private func sweep<Row: TileRow, E: Epilogue>(
  _ type: Row.Type, _ A: StridedMatrix, _ B: UnsafePointer<Float>, _ bStride: Int, _ C: UnsafeMutablePointer<Float>,
  _ cStride: Int, _ rows: Int, _ depth: Int, _ columns: Range<Int>, _ epilogue: E
) {
  var row = 0
  while row < rows {
    let left = rows &- row
    let count = left <= 2 ? 1 : left <= 4 || left == 8 ? min(4, left) : min(6, left)
    var column = columns.lowerBound
    while column < columns.upperBound {
      if count > 4 {
        tileOfSix(type, A, B + column, bStride, C + column, cStride, row, count, depth, column, epilogue)
      } else if count > 1 {
        tileOfFour(type, A, B + column, bStride, C + column, cStride, row, count, depth, column, epilogue)
      } else {
        tileOfOne(type, A, B + column, bStride, C + column, cStride, row, depth, column, epilogue)
      }
      column &+= Row.columns
    }
    row &+= count
  }
}

/// Six rows of a panel; where five are left the last one is computed twice.
@inline(__always)
private func tileOfSix<Row: TileRow, E: Epilogue>(
  _ type: Row.Type, _ A: StridedMatrix, _ B: UnsafePointer<Float>, _ bStride: Int, _ C: UnsafeMutablePointer<Float>,
  _ cStride: Int, _ row: Int, _ count: Int, _ depth: Int, _ column: Int, _ epilogue: E
) {
  var (r0, r1, r2, r3, r4, r5) = (Row(), Row(), Row(), Row(), Row(), Row())
  let c = C + row &* cStride
  var place = 0
  while place < count {
    Row.expect(epilogue, c + place &* cStride, row: row &+ place, column: column)
    place &+= 1
  }
  var a = A.start + row &* A.row
  let (o1, o2, o3, o4, o5) = (A.row, 2 &* A.row, 3 &* A.row, 4 &* A.row, (count &- 1) &* A.row)
  var b = B
  var left = depth
  while left > 0 {
    left &-= 1
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
  r0.finish(epilogue, into: c, row: row, column: column)
  r1.finish(epilogue, into: c + cStride, row: row &+ 1, column: column)
  r2.finish(epilogue, into: c + 2 &* cStride, row: row &+ 2, column: column)
  r3.finish(epilogue, into: c + 3 &* cStride, row: row &+ 3, column: column)
  r4.finish(epilogue, into: c + 4 &* cStride, row: row &+ 4, column: column)
  if count == 6 { r5.finish(epilogue, into: c + 5 &* cStride, row: row &+ 5, column: column) }
}

/// Four rows of a panel; where three are left the last one is computed twice.
@inline(never)
private func tileOfFour<Row: TileRow, E: Epilogue>(
  _ type: Row.Type, _ A: StridedMatrix, _ B: UnsafePointer<Float>, _ bStride: Int, _ C: UnsafeMutablePointer<Float>,
  _ cStride: Int, _ row: Int, _ count: Int, _ depth: Int, _ column: Int, _ epilogue: E
) {
  var (r0, r1, r2, r3) = (Row(), Row(), Row(), Row())
  var a = A.start + row &* A.row
  let (o1, o2, o3) = (A.row, 2 &* A.row, (count &- 1) &* A.row)
  var b = B
  var left = depth
  while left > 0 {
    left &-= 1
    let values = Row(b)
    r0.add(a[0], values)
    r1.add(a[o1], values)
    r2.add(a[o2], values)
    r3.add(a[o3], values)
    a += A.column
    b += bStride
  }
  let c = C + row &* cStride
  r0.finish(epilogue, into: c, row: row, column: column)
  r1.finish(epilogue, into: c + cStride, row: row &+ 1, column: column)
  r2.finish(epilogue, into: c + 2 &* cStride, row: row &+ 2, column: column)
  if count == 4 { r3.finish(epilogue, into: c + 3 &* cStride, row: row &+ 3, column: column) }
}

/// One row of a panel.
@inline(never)
private func tileOfOne<Row: TileRow, E: Epilogue>(
  _ type: Row.Type, _ A: StridedMatrix, _ B: UnsafePointer<Float>, _ bStride: Int, _ C: UnsafeMutablePointer<Float>,
  _ cStride: Int, _ row: Int, _ depth: Int, _ column: Int, _ epilogue: E
) {
  var sum = Row()
  var (a, b) = (A.start + row &* A.row, B)
  var left = depth
  while left > 0 {
    left &-= 1
    sum.add(a[0], Row(b))
    a += A.column
    b += bStride
  }
  sum.finish(epilogue, into: C + row &* cStride, row: row, column: column)
}

/// The sum of all rows of a matrix.
/// - Parameters:
///   - columns: a multiple of sixteen; the matrix has room for as many in each row.
///   - stride: from one row to the next.
func sumRows(
  _ B: UnsafePointer<Float>, stride: Int, rows: Int, columns: Int, into sum: UnsafeMutablePointer<Float>
) {
  // A row of ones times the matrix, one row of 0 that is read again and again.
  withUnsafePointer(to: Float(1)) { one in
    multiply(
      StridedMatrix(start: one, row: 0, column: 0), B, bStride: stride, into: sum, cStride: columns, rows: 1,
      depth: rows, columns: columns, PlainEpilogue())
  }
}

/// The inner products of sixteen rows with one vector, each in the order of `Lanes.total`.
/// - Parameters:
///   - stride: from one row to the next.
///   - depth: of a row, a multiple of sixteen.
///   - bias: added to each.
// Never inline: where single lanes of the result are wanted the compiler would take the last rounds apart.
@inline(never)
func innerProducts(
  _ x: UnsafePointer<Float>, stride: Int, _ w: UnsafePointer<Float>, depth: Int, plus bias: Float,
  into y: UnsafeMutablePointer<Float>
) {
  // Lane i of the total is that of row i.
  let (a, b) = (
    fourProducts(x, stride: 4 * stride, w, depth: depth),
    fourProducts(x + stride, stride: 4 * stride, w, depth: depth)
  )
  let (c, d) = (
    fourProducts(x + 2 * stride, stride: 4 * stride, w, depth: depth),
    fourProducts(x + 3 * stride, stride: 4 * stride, w, depth: depth)
  )
  y.set(0, vectors_fold_sixteenths(vectors_fold_eighths(a, b), vectors_fold_eighths(c, d)) + bias)
}

/// Four rows times a vector, their products added up to four numbers for each row.
@inline(__always)
private func fourProducts(_ x: UnsafePointer<Float>, stride: Int, _ w: UnsafePointer<Float>, depth: Int) -> Lanes {
  var (a, b, c, d) = (Lanes(), Lanes(), Lanes(), Lanes())
  for column in Swift.stride(from: 0, to: depth, by: 16) {
    let w = w.lanes(column)
    a = a.plus(x.lanes(column), w)
    b = b.plus(x.lanes(column + stride), w)
    c = c.plus(x.lanes(column + 2 * stride), w)
    d = d.plus(x.lanes(column + 3 * stride), w)
  }
  return vectors_fold_quarters(vectors_fold_halves(a, b), vectors_fold_halves(c, d))
}

/// The inner product of one row with one vector.
@inline(__always)
func innerProduct(_ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>, depth: Int) -> Float {
  var sum = Lanes()
  for column in stride(from: 0, to: depth, by: 16) { sum = sum.plus(x.lanes(column), w.lanes(column)) }
  return sum.total
}
