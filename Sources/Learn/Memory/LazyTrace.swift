/// The eligibility trace of a table, row by row, whose cost does not grow with the table, and which leaves nothing out.
///
/// With traces every step moves the whole table: z ← c z, z(row) ← z(row) + g, x ← x + s z. Written out that is a pass over
/// all of it. But between two visits of a row its z only shrinks by known factors. So z is kept as `scale · direction`,
/// where only `scale` decays, and what x is owed since it was last settled is its `direction` times a difference of
/// `total` = Σ s · scale. A row is settled when somebody reads it or before its direction changes: a step costs as much as
/// without traces. (The idea of lazy updates; Cichosz 1995 has it for TD(λ) with a bounded history instead.)
///
/// A difference of sums loses digits as `scale` shrinks, so that before it has fallen below 2⁻⁸ all rows are settled and
/// `scale` is 1 again: at most eight bits are lost, and against the written-out definition the tests find 10⁻¹² at the most. A
/// row whose trace has fallen below 2⁻⁶⁰ is let go of, which is 128 times less than the last bit of 1.
///
/// The table itself belongs to the caller, who passes on what `settle` hands out.
public struct LazyTrace: Sendable {
  /// Numbers a row.
  public let width: Int
  /// z / scale, row by row; 0 in rows that are not eligible.
  private var directions: [Double]
  /// By row: `total` when the row was last settled.
  private var settled: [Double]
  private var isListed: [Bool]
  /// The rows whose trace is not 0, in the order of their first visit.
  private var rows: [Int] = []
  private var scale = 1.0
  /// Σ s · scale since `scale` was last 1.
  private var total = 0.0

  /// Zero everywhere.
  public init(rowCount: Int, width: Int) {
    self.width = width
    directions = Array(repeating: 0, count: rowCount * width)
    settled = Array(repeating: 0, count: rowCount)
    isListed = Array(repeating: false, count: rowCount)
  }

  /// x ← x + step · z, owed to every row.
  @inline(__always)
  public mutating func ascend(_ step: Double) { total += step * scale }

  /// z ← factor · z. Call `refresh` where this says that it is time to.
  /// - Parameter factor: 0…1.
  @inline(__always)
  public mutating func decay(by factor: Double) { scale *= factor }

  /// Whether `refresh` is due before anything is added.
  public var isWorn: Bool { scale < 0x1p-8 }

  /// z(row) ← z(row) + weight · g. The row must have been settled.
  /// - Parameters:
  ///   - row: where.
  ///   - weight: of the gradient.
  ///   - gradient: g, by its index in the row.
  @inline(__always)
  public mutating func add(_ weight: Double, at row: Int, _ gradient: (Int) -> Double) {
    if !isListed[row] {
      isListed[row] = true
      rows.append(row)
    }
    let weight = weight / scale
    for index in 0..<width { directions[row * width + index] += weight * gradient(index) }
  }

  /// Whether a row has a trace: only such a row is owed anything.
  @inline(__always)
  public func isEligible(_ row: Int) -> Bool { isListed[row] }

  /// The factor by which a row's direction is owed to it.
  @inline(__always)
  public func debt(of row: Int) -> Double { total - settled[row] }

  /// z / scale at an index of a row.
  @inline(__always)
  public func direction(_ row: Int, _ index: Int = 0) -> Double { directions[row * width + index] }

  /// z at an index of a row.
  @inline(__always)
  public func value(_ row: Int, _ index: Int = 0) -> Double { scale * directions[row * width + index] }

  /// All of z, row by row.
  var table: [Double] { directions.map { scale * $0 } }

  /// Hands out what a row is owed: `pay` gets the factor and the row's direction, unless the factor is 0.
  @inline(__always)
  public mutating func settle(_ row: Int, _ pay: (Double, UnsafePointer<Double>) -> Void) {
    let debt = total - settled[row]
    guard debt != 0, isListed[row] else {
      settled[row] = total
      return
    }
    settled[row] = total
    directions.withUnsafeBufferPointer { pay(debt, $0.baseAddress! + row * width) }
  }

  /// Settles all rows, brings `scale` back to 1 and lets go of rows whose trace has vanished.
  @inline(never)
  public mutating func refresh(_ pay: (Int, Double, UnsafePointer<Double>) -> Void) {
    for row in rows { settle(row) { pay(row, $0, $1) } }
    var kept = 0
    for row in rows {
      settled[row] = 0
      var largest = 0.0
      for index in row * width..<(row + 1) * width {
        directions[index] *= scale
        largest = max(largest, abs(directions[index]))
      }
      if largest >= 0x1p-60 {
        rows[kept] = row
        kept += 1
      } else {
        forget(row)
      }
    }
    rows.removeLast(rows.count - kept)
    (scale, total) = (1, 0)
  }

  /// Settles all rows, then z ← 0.
  public mutating func clear(_ pay: (Int, Double, UnsafePointer<Double>) -> Void) {
    for row in rows { settle(row) { pay(row, $0, $1) } }
    for row in rows { forget(row) }
    rows.removeAll(keepingCapacity: true)
    (scale, total) = (1, 0)
  }

  private mutating func forget(_ row: Int) {
    for index in row * width..<(row + 1) * width { directions[index] = 0 }
    (settled[row], isListed[row]) = (0, false)
  }
}
