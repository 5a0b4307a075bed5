/// The seven pieces of four cells.
///
/// A shape is written as the columns that it fills from left to right, four bits each, the leftmost in the lowest: bit k of a
/// column is its cell k rows above the shape's lowest row. So a fits-all word says where the cells are, how wide the shape is,
/// and how far each of its columns hangs above the lowest.
public enum TetrisPiece: Int, CaseIterable, Sendable {
  case i, o, t, s, z, j, l

  /// As players call it.
  public var name: String {
    switch self {
    case .i: "I"
    case .o: "O"
    case .t: "T"
    case .s: "S"
    case .z: "Z"
    case .j: "J"
    case .l: "L"
    }
  }

  /// Different shapes that quarter turns give: further turns give the same again.
  @inline(__always)
  public var rotations: Int {
    switch self {
    case .o: 1
    case .i, .s, .z: 2
    case .t, .j, .l: 4
    }
  }

  /// The shape after so many quarter turns clockwise.
  @inline(__always)
  public func shape(rotation: Int) -> TetrisShape {
    // Sixteen bits for each turn, the first in the lowest.
    let words: UInt64 =
      switch self {
      case .i: 0x000f_1111_000f_1111
      case .o: 0x0033_0033_0033_0033
      case .t: 0x0072_0232_0027_0131
      case .s: 0x0036_0231_0036_0231
      case .z: 0x0063_0132_0063_0132
      case .j: 0x0071_0322_0047_0113
      case .l: 0x0074_0223_0017_0311
      }
    return TetrisShape(word: UInt16(truncatingIfNeeded: words &>> UInt64(truncatingIfNeeded: 16 &* rotation)))
  }
}

/// A piece as it is turned.
public struct TetrisShape: Sendable, Equatable {
  /// Four bits for each column, the leftmost in the lowest.
  let word: UInt16

  /// Columns, 1 to 4.
  @inline(__always)
  public var width: Int { (19 - word.leadingZeroBitCount) / 4 }

  /// Rows, 1 to 4.
  @inline(__always)
  public var height: Int {
    let rows = (word | word >> 4 | word >> 8 | word >> 12) & 15
    return 16 - rows.leadingZeroBitCount
  }

  /// The cells of a column, bit k for k rows above the lowest row; 0 beyond the width.
  @inline(__always)
  func column(_ index: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: word &>> UInt16(truncatingIfNeeded: 4 &* index)) & 15
  }

  /// The cells, each by its column and its row above the lowest.
  public var cells: [(column: Int, row: Int)] {
    (0..<16).compactMap { word >> UInt16($0) & 1 == 1 ? (column: $0 / 4, row: $0 % 4) : nil }
  }
}
