/// What a player looks at in a placement.
public enum TetrisFeatures: String, CaseIterable, Sendable {
  /// Eight: those of Dellacherie (2003, in Fahey's "Tetris AI") with two of Thiery & Scherrer (2009, "Building controllers for
  /// Tetris", table 1, and "Improvements on learning Tetris with cross-entropy").
  ///
  /// All but the first two are of the well once full rows are removed. Walls and floor count as filled, what is above the top as
  /// empty. With rows counted from 0 at the floor:
  ///
  /// - landing height: of the middle of the piece, lowest row + (its rows − 1)/2, before rows are removed;
  /// - eroded cells: rows removed times the piece's cells that went with them;
  /// - row transitions: neighbours in a row of which one is filled and one empty; an empty row has two, at the walls;
  /// - column transitions: likewise in columns; an empty column has one, at the floor;
  /// - holes: empty cells with a filled one anywhere above them;
  /// - cumulative wells: for every empty cell between two filled ones, itself and the empty cells in a row below it;
  /// - hole depth: for every hole, the filled cells in a row right above it;
  /// - rows with holes: rows in which there is one.
  ///
  /// Where sources differ: cumulative wells are Dellacherie's, whose cells below a well's cell need no filled neighbours to count
  /// but begin no count of their own; "1 + 2 + … + depth", as many have it, is the same where both sides are filled all the way
  /// down. Hole depth is what the authors' program counts; their words, "full cells above each hole", allow cells that are
  /// parted from it by others.
  case dellacherie
  /// Twenty-two on ten columns: Bertsekas & Ioffe 1996, "Temporal differences-based policy iteration"; Bertsekas & Tsitsiklis 1996,
  /// section 8.3. The height of every column, the differences of neighbours' heights without their sign, the greatest height,
  /// the holes and 1, of the well once full rows are removed. Holes are empty cells with a filled one anywhere above them, as
  /// Szita & Lőrincz 2006 and Thiery & Scherrer 2009 take them; the report's "surrounded by full cells" leaves open what that is.
  case bertsekas

  /// How many there are in a well of so many columns.
  public func count(width: Int) -> Int {
    switch self {
    case .dellacherie: 8
    case .bertsekas: 2 * width + 2
    }
  }

  /// Their names, in order, short enough for a column.
  public func names(width: Int) -> [String] {
    switch self {
    case .dellacherie:
      [
        "landing", "eroded", "row trans", "col trans", "holes", "wells", "hole depth", "hole rows",
      ]
    case .bertsekas:
      (1...width).map { "h\($0)" } + (1..<width).map { "∣h\($0)−h\($0 + 1)∣" } + ["max h", "holes", "1"]
    }
  }

  /// φ of a placement.
  public func values(of afterstate: TetrisAfterstate) -> [Double] {
    [Double](unsafeUninitializedCapacity: count(width: afterstate.board.width)) { buffer, count in
      write(afterstate, into: buffer.baseAddress!)
      count = buffer.count
    }
  }

  /// Writes φ of a placement.
  /// - Parameters:
  ///   - afterstate: what the placement comes to.
  ///   - φ: room for all of them.
  @inline(__always)
  public func write(_ afterstate: TetrisAfterstate, into φ: UnsafeMutablePointer<Double>) {
    switch self {
    case .dellacherie:
      φ[0] = Double(afterstate.row) + Double(afterstate.shape.height &- 1) / 2
      φ[1] = Double(afterstate.lines &* afterstate.erodedCells)
      afterstate.board.writeShape(into: φ + 2)
    case .bertsekas: Self.writeHeights(of: afterstate.board, into: φ)
    }
  }

  /// The features of Bertsekas & Ioffe, which are of the well alone.
  /// - Parameters:
  ///   - board: the well.
  ///   - φ: room for all of them.
  @inline(__always)
  public static func writeHeights(of board: TetrisBoard, into φ: UnsafeMutablePointer<Double>) {
    let heights = board.heights
    var (greatest, last) = (0, 0)
    for column in 0..<board.width {
      let height = Int(truncatingIfNeeded: heights[column])
      φ[column] = Double(height)
      if column > 0 { φ[board.width &+ column &- 1] = Double(abs(height &- last)) }
      greatest = max(greatest, height)
      last = height
    }
    let end = φ + (2 &* board.width &- 1)
    end[0] = Double(greatest)
    // Up to its highest filled cell a column has filled cells and holes.
    end[1] = Double(sum(heights &- board.columns.nonzeroBitCount))
    end[2] = 1
  }
}

extension TetrisBoard {
  /// The last six of the eight features.
  @inline(__always)
  func writeShape(into φ: UnsafeMutablePointer<Double>) {
    let (left, right) = neighbours
    let empty = ~columns & full
    let rows = (columns ^ right).nonzeroBitCount
    // Beyond the width every column has one, at the top.
    let edges = (columns ^ (columns &<< 1 | 1)).nonzeroBitCount
    let hidden = (Columns(repeating: 1) &<< heights &- 1) & empty
    // What does not stand on the floor stands on holes: adding 1 clears the filled cells that do.
    let depths = (columns & (columns &+ 1)).nonzeroBitCount
    var wells = Columns.zero
    var falling = empty & left & right
    while union(falling) != 0 {
      wells &+= falling.nonzeroBitCount
      falling = falling &>> 1 & empty
    }
    // Two counts to a lane, none of which comes to 2¹⁶.
    let first = sum(rows | edges &<< 16)
    let second = sum(hidden.nonzeroBitCount | depths &<< 16)
    φ[0] = Double(first & 0xffff &+ (full ^ columns[0]).nonzeroBitCount)
    φ[1] = Double(first &>> 16 &- (16 &- width))
    φ[2] = Double(second & 0xffff)
    φ[3] = Double(sum(wells))
    φ[4] = Double(second &>> 16)
    φ[5] = Double(union(hidden).nonzeroBitCount)
  }

  /// What stands left and right of each column, the walls at both ends.
  @inline(__always)
  var neighbours: (left: Columns, right: Columns) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 18) { words in
      let memory = UnsafeMutableRawPointer(words.baseAddress.unsafelyUnwrapped)
      memory.storeBytes(of: full, as: UInt32.self)
      (memory + 68).storeBytes(of: full, as: UInt32.self)
      (memory + 4).storeBytes(of: columns, as: Columns.self)
      return (memory.loadUnaligned(as: Columns.self), (memory + 8).loadUnaligned(as: Columns.self))
    }
  }
}
