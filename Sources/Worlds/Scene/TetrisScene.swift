/// A well with what has come to rest in it, the piece that comes, and everywhere that it can go.
public struct TetrisScene: Sendable, Equatable {
  public enum Cell: Sendable, Equatable {
    case empty
    /// Came with this piece.
    case of(TetrisPiece)
    /// Was there when the game began.
    case old
  }

  public struct Place: Sendable, Equatable {
    public var column: Int
    /// From 0, the lowest.
    public var row: Int

    public init(column: Int, row: Int) {
      self.column = column
      self.row = row
    }
  }

  /// Somewhere that the piece can go.
  public struct Placement: Sendable, Equatable {
    public var action: Int
    /// What the piece fills.
    public var cells: [Place]
    /// The rows that would go, from the lowest.
    public var removed: [Int]
    /// φ, in the order of the scene's `features`.
    public var features: [Double]

    public init(action: Int, cells: [Place], removed: [Int], features: [Double]) {
      self.action = action
      self.cells = cells
      self.removed = removed
      self.features = features
    }
  }

  public var columns: Int
  public var rows: Int
  /// Row by row from the lowest.
  public var cells: [Cell]
  public var piece: TetrisPiece
  /// In the order of the actions; none where the game is over.
  public var placements: [Placement]
  /// The names of what a policy looks at.
  public var features: [String]
  /// Rows removed and pieces placed in this game.
  public var lines: Int
  public var pieces: Int

  public init(
    columns: Int, rows: Int, cells: [Cell], piece: TetrisPiece, placements: [Placement], features: [String], lines: Int,
    pieces: Int
  ) {
    self.columns = columns
    self.rows = rows
    self.cells = cells
    self.piece = piece
    self.placements = placements
    self.features = features
    self.lines = lines
    self.pieces = pieces
  }

  public subscript(column: Int, row: Int) -> Cell { cells[row * columns + column] }
}
