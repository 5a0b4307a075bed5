/// What a player sees: the well and the piece that comes.
public struct TetrisPosition: SpacePoint, Equatable {
  public internal(set) var board: TetrisBoard
  public internal(set) var piece: TetrisPiece

  public init(board: TetrisBoard, piece: TetrisPiece) {
    self.board = board
    self.piece = piece
  }

  /// The piece by its place in `TetrisPiece.allCases`, the rows, and each column's cells as the number whose bit k is the cell k
  /// rows above the floor.
  public var components: [Double] {
    [Double(piece.rawValue), Double(board.height)] + (0..<board.width).map { Double(board.word($0)) }
  }

  /// - Precondition: they are the `components` of a position.
  public init(components: [Double]) {
    guard let position = Self(numbers: components) else { preconditionFailure("\(components) is no position") }
    self = position
  }

  /// - Parameter numbers: as `components` has them.
  /// - Returns: nil where they are those of no position.
  init?(numbers: [Double]) {
    let width = numbers.count - 2
    guard TetrisBoard.widths ~= width, let piece = Int(exactly: numbers[0]).flatMap(TetrisPiece.init),
      let height = Int(exactly: numbers[1]), TetrisBoard.heights ~= height
    else { return nil }
    let words = numbers.dropFirst(2).compactMap { UInt32(exactly: $0) }
    guard words.count == width, let board = TetrisBoard(width: width, height: height, columns: words) else {
      return nil
    }
    self.init(board: board, piece: piece)
  }

  // MARK: Placements

  /// Actions: quarter turns by columns, rotation-major.
  public var actionCount: Int { 4 * board.width }

  /// What an action comes to. Turns that give the same shape again are the same, and a piece that would leave the well by the
  /// right wall stops there, as it does under a player's hands: every action can be taken.
  @inline(__always)
  func canonical(_ action: Int) -> (rotation: Int, column: Int) {
    // Shapes repeat after 1, 2 or 4 turns.
    let rotation = (action / board.width) & (piece.rotations &- 1)
    let column = min(action % board.width, board.width &- piece.shape(rotation: rotation).width)
    return (rotation, column)
  }

  /// What becomes of the well by an action; nil where the piece would come to rest above the top.
  public func afterstate(of action: Int) -> TetrisAfterstate? {
    let (rotation, column) = canonical(action)
    return afterstate(piece.shape(rotation: rotation), at: column, on: board.heights)
  }

  /// - Parameter heights: those of the well, counted once for all placements.
  @inline(__always)
  func afterstate(_ shape: TetrisShape, at column: Int, on heights: TetrisBoard.Columns) -> TetrisAfterstate? {
    let row = TetrisBoard.restingRow(of: shape, at: column, on: heights)
    guard row &+ shape.height <= board.height else { return nil }
    return TetrisAfterstate(board, shape, column: column, row: row)
  }

  /// Calls back for every legal placement, in the order of the actions: each different one once, where the piece comes to rest
  /// within the well.
  @inline(__always)
  public func forEachPlacement(_ body: (_ action: Int, TetrisAfterstate) -> Void) {
    let heights = board.heights
    for rotation in 0..<piece.rotations {
      let shape = piece.shape(rotation: rotation)
      for column in 0...(board.width &- shape.width) {
        guard let afterstate = afterstate(shape, at: column, on: heights) else { continue }
        body(rotation &* board.width &+ column, afterstate)
      }
    }
  }

  /// How many different placements the piece has, legal or not: 9 to 34 in a well of ten columns.
  public var placementCount: Int {
    (0..<piece.rotations).reduce(0) { $0 &+ board.width &- piece.shape(rotation: $1).width &+ 1 }
  }

  /// Whether the piece has no legal placement: the game is over.
  public var isOver: Bool {
    // Where the topmost two rows are empty, whatever lies flat fits.
    if board.isFree(above: board.height &- 2) { return false }
    let heights = board.heights
    for rotation in 0..<piece.rotations {
      let shape = piece.shape(rotation: rotation)
      for column in 0...(board.width &- shape.width)
      where TetrisBoard.restingRow(of: shape, at: column, on: heights) &+ shape.height <= board.height { return false }
    }
    return true
  }
}

/// The well after a placement, full rows removed, and what features ask of the placement itself.
public struct TetrisAfterstate: Sendable, Equatable {
  public private(set) var board: TetrisBoard
  /// Of the leftmost column of the piece, and the lowest row of it, before rows were removed.
  public let column: Int
  public let row: Int
  public let shape: TetrisShape
  /// The rows that were full, bit k for row k, counted before they were removed.
  public let removed: UInt32

  @inline(__always)
  init(_ board: TetrisBoard, _ shape: TetrisShape, column: Int, row: Int) {
    (self.board, self.shape, self.column, self.row) = (board, shape, column, row)
    self.board.fill(shape, at: column, row: row)
    removed = self.board.fullRows
    if removed != 0 { self.board.remove(removed) }
  }

  /// Rows removed, 0 to 4.
  @inline(__always)
  public var lines: Int { removed.nonzeroBitCount }

  /// How many of the piece's cells were in the rows removed.
  @inline(__always)
  public var erodedCells: Int {
    guard removed != 0 else { return 0 }
    let rows = removed &>> UInt32(truncatingIfNeeded: row)
    return (0..<4).reduce(0) { $0 &+ (shape.column($1) & rows).nonzeroBitCount }
  }
}
