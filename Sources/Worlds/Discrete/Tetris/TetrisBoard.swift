/// The cells of a well as bits: a word for each column, bit k for the cell k rows above the floor.
///
/// By columns, not rows, since that is how pieces fall and how nearly all features count: a height is one count of leading
/// zeros. All columns are one vector, so that a count over the well is some instructions and a sum. Those beyond the width are
/// filled: they are the right wall.
public struct TetrisBoard: Sendable, Equatable {
  typealias Columns = SIMD16<UInt32>

  /// A row more than any allowed must still have room for a piece above it.
  public static let heights = 4...28
  public static let widths = 4...16

  public let width: Int
  public let height: Int
  var columns: Columns

  /// An empty well.
  /// - Parameters:
  ///   - width: columns, in `widths`.
  ///   - height: rows, in `heights`.
  public init(width: Int, height: Int) {
    precondition(Self.widths ~= width && Self.heights ~= height, "no well is \(width) columns by \(height) rows")
    (self.width, self.height) = (width, height)
    columns = Self.wall(from: width, height: height)
  }

  /// - Parameters:
  ///   - width: columns, in `widths`.
  ///   - height: rows, in `heights`.
  ///   - words: the cells of each column, bit k for the cell k rows above the floor.
  /// - Returns: nil where there are not as many words as columns, or a cell lies above the well.
  public init?(width: Int, height: Int, columns words: [UInt32]) {
    guard words.count == width, words.allSatisfy({ $0 <= Self.full(height) }) else { return nil }
    self.init(width: width, height: height)
    for column in 0..<width { columns[column] = words[column] }
  }

  @inline(__always)
  static func full(_ height: Int) -> UInt32 { 1 &<< UInt32(truncatingIfNeeded: height) &- 1 }

  /// A column without an empty cell.
  @inline(__always)
  var full: UInt32 { Self.full(height) }

  @inline(__always)
  // No literal of an array: that would be made anew, on the heap, every time.
  static var lanes: Columns { Columns(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15) }

  /// Filled columns from this one on, empty ones before.
  @inline(__always)
  static func wall(from width: Int, height: Int) -> Columns {
    // By arithmetic, since comparisons of these vectors go lane by lane: the sign says which lanes come before.
    ((lanes &- UInt32(truncatingIfNeeded: width)) &>> 31 &- 1) & full(height)
  }

  /// The cells of a column, bit k for the cell k rows above the floor.
  public func word(_ column: Int) -> UInt32 { columns[column] }

  /// Whether a cell is filled.
  /// - Parameters:
  ///   - column: from 0, left.
  ///   - row: from 0, the lowest.
  public subscript(column: Int, row: Int) -> Bool {
    get { columns[column] >> UInt32(row) & 1 == 1 }
    set { if newValue { columns[column] |= 1 << UInt32(row) } else { columns[column] &= ~(1 << UInt32(row)) } }
  }

  /// Rows up to the highest filled cell of each column; beyond the width, the wall's.
  @inline(__always)
  var heights: Columns { 32 &- leadingZeros(columns) }

  /// The row at which the lowest row of a shape comes to rest that falls straight down.
  /// - Parameters:
  ///   - shape: what falls.
  ///   - column: its leftmost one; all of it lies within the well.
  public func restingRow(of shape: TetrisShape, at column: Int) -> Int {
    Self.restingRow(of: shape, at: column, on: heights)
  }

  @inline(__always)
  static func restingRow(of shape: TetrisShape, at column: Int, on heights: Columns) -> Int {
    var row = 0
    for index in 0..<4 {
      let cells = shape.column(index)
      guard cells != 0 else { break }
      row = max(row, Int(truncatingIfNeeded: heights[column &+ index]) &- cells.trailingZeroBitCount)
    }
    return row
  }

  /// Whether all rows from this one on are empty.
  @inline(__always)
  func isFree(above row: Int) -> Bool {
    let wells = columns & ~Self.wall(from: width, height: height)
    return union(wells) &>> UInt32(truncatingIfNeeded: row) == 0
  }

  /// Fills the cells of a shape that lies in the well.
  @inline(__always)
  mutating func fill(_ shape: TetrisShape, at column: Int, row: Int) {
    let places = Self.lanes &- UInt32(truncatingIfNeeded: column)
    let cells = (Columns(repeating: UInt32(shape.word)) &>> (places &* 4)) & 15
    // All bits where the place is one of the four, which is where a quarter of it is 0.
    let quarter = places &>> 2
    let inside = (quarter | (0 &- quarter)) &>> 31 &- 1
    columns |= (cells & inside) &<< UInt32(truncatingIfNeeded: row)
  }

  /// The rows without an empty cell, bit k for row k.
  @inline(__always)
  var fullRows: UInt32 {
    let pairs = columns.lowHalf & columns.highHalf
    let fours = pairs.lowHalf & pairs.highHalf
    let twos = fours.lowHalf & fours.highHalf
    return twos[0] & twos[1]
  }

  /// Takes rows away; what lies above them comes down as far.
  /// - Parameter rows: bit k for row k.
  mutating func remove(_ rows: UInt32) {
    var rest = rows
    while rest != 0 {
      // The highest first, so that the places of the others stay.
      let row = UInt32(truncatingIfNeeded: 31 &- rest.leadingZeroBitCount)
      let below: UInt32 = 1 &<< row &- 1
      columns = (columns & below) | ((columns &>> 1) & ~below)
      rest &= below
    }
    // The walls stay as high as they were.
    columns |= Self.wall(from: width, height: height)
  }
}

/// Leading zeros of each lane.
@inline(__always)
func leadingZeros(_ x: SIMD16<UInt32>) -> SIMD16<UInt32> { x.leadingZeroBitCount }

/// The sum of all lanes, which must fit one.
@inline(__always)
func sum(_ x: SIMD16<UInt32>) -> Int {
  let eight = x.lowHalf &+ x.highHalf
  let four = eight.lowHalf &+ eight.highHalf
  let two = four.lowHalf &+ four.highHalf
  return Int(truncatingIfNeeded: two[0] &+ two[1])
}

/// The bits that any lane has.
@inline(__always)
func union(_ x: SIMD16<UInt32>) -> UInt32 {
  let eight = x.lowHalf | x.highHalf
  let four = eight.lowHalf | eight.highHalf
  let two = four.lowHalf | four.highHalf
  return two[0] | two[1]
}
