/// Tetris as papers on it play: pieces come one by one, each of the seven as likely, and an action says how the piece is turned and
/// in which column it falls; it falls straight down from above, and full rows go. The well is 10 by 20 (Bertsekas & Tsitsiklis 1996,
/// section 8.3; Thiery & Scherrer 2009 on how implementations differ).
///
/// A row removed pays 1. The game is over when a piece comes to rest with a cell above the highest row, also if rows that it filled
/// would have gone, and when the next piece has no placement within the well. Every game ends: some sequences of pieces cannot be
/// placed (Burgiel 1997). Good players' games end late, though, and so the horizon counts pieces: 250,000 of them have the cells of
/// 10⁵ rows of ten.
///
/// Actions are rotation · width + column. What gives the same placement is the same (`TetrisPosition.canonical`), and policies
/// choose among the different ones that stay within the well.
public struct Tetris: DefinedWorld {
  public struct Settings: ParameterSet {
    public var width = 10
    public var height = 20
    public var features = TetrisFeatures.dellacherie
    public var γ = 1.0
    public var horizon: Int? = 250_000

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .integer("width", \.width, TetrisBoard.widths, unit: "columns", "columns of the well"),
      .integer("height", \.height, TetrisBoard.heights, unit: "rows", "rows of the well"),
      .choice(
        "features", \.features, "what policies look at: 8 of a placement, or 2 width + 2 of the well it leads to"),
      .real("gamma", \.γ, 0...1, "discount of the return"),
      .optionalInteger("horizon", \.horizon, 1...1_000_000_000, unit: "pieces", "length at which games are cut"),
    ]
  }

  public static let info = WorldInfo(
    id: "tetris", title: "Tetris",
    summary: "eight weights, and games of a hundred thousand lines: where search over θ became famous",
    lesson: """
      A player of eight or twenty-two weights judges every place for the piece by what the well would look like, and all that \
      is learnt is these weights. Nearly all of them lose at once, so that gradients find little to go by, while the \
      cross-entropy method gets from no line at all to thousands within minutes. Look for the generation in which it takes off, \
      and for the weights of holes and transitions.
      """,
    source: "Bertsekas & Tsitsiklis 1996, section 8.3; Szita & Lőrincz 2006; Thiery & Scherrer 2009")

  public let settings: Settings
  public private(set) var position: TetrisPosition
  /// Rows removed and pieces placed in this game.
  public private(set) var lines = 0
  public var pieces: Int { clock.elapsed }
  /// Which piece each cell came with, as the scene shows it: four bits for each column of a row, 0 for an empty cell.
  private var paint = InlineArray<28, UInt64>(repeating: 0)
  private var clock: Clock

  public init(_ settings: Settings) {
    self.settings = settings
    position = TetrisPosition(board: TetrisBoard(width: settings.width, height: settings.height), piece: .i)
    clock = Clock(horizon: settings.horizon)
  }

  public var γ: Double { settings.γ }
  public var horizon: Int? { settings.horizon }
  public var features: TetrisFeatures { settings.features }

  public mutating func reset(using random: inout RandomStream) {
    begin(TetrisPosition(board: TetrisBoard(width: settings.width, height: settings.height), piece: Self.draw(&random)))
  }

  /// - Parameter state: the piece from 0 to 6 (I, O, T, S, Z, J, L), the rows, and each column's cells as the number whose bit k is
  ///   the cell k rows above the floor; no row is full.
  public mutating func reset(to state: [Double]) throws(ParameterError) {
    guard let position = TetrisPosition(numbers: state), position.board.width == settings.width,
      position.board.height == settings.height, position.board.fullRows == 0
    else {
      throw Self.noState(
        state,
        form: "the piece, 0…6, the \(settings.height) rows, and \(settings.width) columns as numbers of "
          + "\(settings.height) bits, the lowest for the floor, without a full row")
    }
    begin(position)
  }

  private mutating func begin(_ position: TetrisPosition) {
    self.position = position
    lines = 0
    clock.restart()
    for row in 0..<settings.height {
      paint[row] = 0
      for column in 0..<settings.width where position.board[column, row] {
        // Nobody knows which piece it was.
        paint[row] |= 8 << UInt64(4 * column)
      }
    }
  }

  @inline(__always)
  private static func draw(_ random: inout RandomStream) -> TetrisPiece {
    TetrisPiece(rawValue: random.index(below: 7)).unsafelyUnwrapped
  }

  /// The action is rotation · width + column.
  public mutating func step(_ action: Int, using random: inout RandomStream) -> Outcome {
    guard let afterstate = position.afterstate(of: action) else {
      return Outcome(reward: 0, ending: clock.tick(terminated: true))
    }
    paint(afterstate)
    lines &+= afterstate.lines
    position.board = afterstate.board
    position.piece = Self.draw(&random)
    return Outcome(reward: Double(afterstate.lines), ending: clock.tick(terminated: position.isOver))
  }

  private mutating func paint(_ afterstate: TetrisAfterstate) {
    let color = UInt64(position.piece.rawValue + 1)
    for index in 0..<4 {
      var cells = afterstate.shape.column(index)
      let place = UInt64(4 &* (afterstate.column &+ index))
      while cells != 0 {
        paint[afterstate.row &+ cells.trailingZeroBitCount] |= color &<< place
        cells &= cells &- 1
      }
    }
    var rest = afterstate.removed
    while rest != 0 {
      let row = 31 - rest.leadingZeroBitCount
      for above in row..<(settings.height - 1) { paint[above] = paint[above + 1] }
      paint[settings.height - 1] = 0
      rest &= 1 << UInt32(row) - 1
    }
  }

  public var observation: TetrisPosition { position }
  public var stateVector: [Double] { position.components }

  public var observationSpace: ObservationSpace {
    let full = Double(UInt32(1) << UInt32(settings.height) - 1)
    let rows = Double(settings.height)
    return .vector(
      [.init("piece", 0...6), .init("rows", rows...rows)]
        + (1...settings.width).map { .init("column \($0)", 0...full) })
  }

  /// The arrow says where the side of the piece that is up at first points to.
  public var actionSpace: ActionSpace {
    let arrows: [(Unicode.Scalar, ascii: Unicode.Scalar)] = [("↑", "^"), ("→", ">"), ("↓", "v"), ("←", "<")]
    return .choices(
      arrows.indices.flatMap { rotation in
        (1...settings.width).map { .init("r\(rotation) c\($0)", arrows[rotation].0, ascii: arrows[rotation].ascii) }
      })
  }

  public var scene: Scene {
    var placements: [TetrisScene.Placement] = []
    position.forEachPlacement { action, afterstate in
      placements.append(
        .init(
          action: action,
          cells: afterstate.shape.cells.map {
            .init(column: afterstate.column + $0.column, row: afterstate.row + $0.row)
          },
          removed: (0..<settings.height).filter { afterstate.removed >> UInt32($0) & 1 == 1 },
          features: features.values(of: afterstate)))
    }
    let cells = (0..<settings.height).flatMap { row in
      (0..<settings.width).map { column -> TetrisScene.Cell in
        switch paint[row] >> UInt64(4 * column) & 15 {
        case 0: .empty
        case let color: TetrisPiece(rawValue: Int(color) - 1).map(TetrisScene.Cell.of) ?? .old
        }
      }
    }
    return .tetris(
      TetrisScene(
        columns: settings.width, rows: settings.height, cells: cells, piece: position.piece, placements: placements,
        features: features.names(width: settings.width), lines: lines, pieces: pieces))
  }
}
