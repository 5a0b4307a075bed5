import Testing

@testable import Worlds

@Suite struct TetrisTests {
  /// A well from a picture: `#` for a filled cell, the floor last.
  static func board(_ picture: String, width: Int = 10, height: Int = 20) -> TetrisBoard {
    var board = TetrisBoard(width: width, height: height)
    for (row, line) in picture.split(separator: "\n").reversed().enumerated() {
      for (column, sign) in line.enumerated() where sign == "#" { board[column, row] = true }
    }
    return board
  }

  /// A well of some density up to some row, without a full row.
  private static func random(width: Int, height: Int, using random: inout RandomStream) -> TetrisBoard {
    var board = TetrisBoard(width: width, height: height)
    let density = random.uniform()
    for row in 0..<random.index(below: height + 1) {
      for column in 0..<width where random.uniform() < density { board[column, row] = true }
      if board.fullRows != 0 { board[random.index(below: width), row] = false }
    }
    return board
  }

  @Test("placements, rows removed and both sets of features are what looking at every cell finds, on random wells")
  func oracle() {
    var random = RandomStream(seed: 7, name: "test")
    var (placements, removals, overs) = (0, 0, 0)
    for round in 0..<1200 {
      // Every fourth of another size.
      let isUsual = round % 4 > 0
      let (width, height) = isUsual ? (10, 20) : (4 + random.index(below: 13), 4 + random.index(below: 25))
      let board = Self.random(width: width, height: height, using: &random)
      let position = TetrisPosition(board: board, piece: TetrisPiece(rawValue: random.index(below: 7))!)
      let slow = CellByCellTetris(board)
      var found: [Int: TetrisAfterstate] = [:]
      position.forEachPlacement { found[$0] = $1 }
      var (expected, seen): (Set<Int>, Set<String>) = ([], [])
      for turns in 0..<4 {
        let shape = CellByCellTetris.shape(position.piece, turns: turns)
        guard seen.insert("\(shape)").inserted else { continue }
        for column in 0...(width - shape.map(\.x).max()! - 1) {
          guard let placement = slow.placing(shape, at: column) else { continue }
          let action = turns * width + column
          expected.insert(action)
          guard let after = found[action] else { continue }
          let isSame =
            CellByCellTetris(after.board).cells == placement.after.cells && after.row == placement.row
            && after.lines == placement.removed.count
          #expect(isSame, "\(position) \(action)")
          #expect(TetrisFeatures.dellacherie.values(of: after) == CellByCellTetris.dellacherie(placement))
          #expect(TetrisFeatures.bertsekas.values(of: after) == placement.after.bertsekas)
          placements += 1
          removals += placement.removed.isEmpty ? 0 : 1
        }
      }
      #expect(Set(found.keys) == expected)
      #expect(position.isOver == expected.isEmpty)
      overs += expected.isEmpty ? 1 : 0
    }
    #expect(placements > 12_000 && removals > 30 && overs > 15, "\(placements), \(removals), \(overs)")
  }

  @Test("all placements at once are those one by one, judged by the weights")
  func judgement() {
    var random = RandomStream(seed: 8, name: "test")
    for _ in 0..<200 {
      let position = TetrisPosition(
        board: Self.random(width: 10, height: 20, using: &random), piece: TetrisPiece(rawValue: random.index(below: 7))!
      )
      for features in TetrisFeatures.allCases {
        let count = features.count(width: 10)
        let θ = (0..<count).map { _ in random.normal() }
        var (actions, preferences) = ([Int](repeating: 0, count: 40), [Double](repeating: 0, count: 40))
        var (others, φ) = (actions, [Double](repeating: 0, count: 40 * count))
        let found = θ.withUnsafeBufferPointer {
          position.judge(by: $0, features, actions: &actions, preferences: &preferences)
        }
        #expect(position.describe(by: features, actions: &others, φ: &φ) == found)
        var index = 0
        position.forEachPlacement { action, afterstate in
          let values = features.values(of: afterstate)
          #expect(actions[index] == action && others[index] == action)
          #expect(preferences[index] == zip(θ, values).reduce(0) { $0 + $1.0 * $1.1 })
          #expect(Array(φ[index * count..<(index + 1) * count]) == values)
          index += 1
        }
        #expect(index == found)
      }
    }
  }

  @Test("features of wells that were counted by hand")
  func byHand() throws {
    // An upright I falls into the last column and takes the lowest two rows.
    let board = Self.board(
      """
      #.........
      #.#.......
      #########.
      ##.######.
      #########.
      """)
    let position = TetrisPosition(board: board, piece: .i)
    let after = try #require(position.afterstate(of: 1 * 10 + 9))
    #expect(after.row == 0 && after.lines == 2 && after.erodedCells == 2)
    let expected = Self.board(
      """
      #.........
      #.#......#
      ##.######.
      """)
    // The row with the hole was not full: it is the lowest now, and the piece's upper half hangs above it.
    var hanging = expected
    hanging[9, 0] = true
    #expect(after.board == hanging)
    // Rows: the lowest 2, the second 4, the third 2, seventeen empty ones 34. Columns: the third 3, all others 1. Wells: the
    // hole, and the second column in the second row.
    #expect(TetrisFeatures.dellacherie.values(of: after) == [1.5, 4, 42, 12, 1, 2, 1, 1])
    #expect(
      TetrisFeatures.bertsekas.values(of: after)
        == [3, 1, 2, 1, 1, 1, 1, 1, 1, 2, 2, 1, 1, 0, 0, 0, 0, 0, 1, 3, 1, 1])
  }

  @Test("a well's cells count the empty ones below them; a hole's depth is what lies right on it")
  func wellsAndDepths() {
    let board = Self.board(
      """
      .#........
      #.#.......
      #.#.......
      #..#......
      """)
    // An O at the right wall, where it makes no well.
    let after = TetrisPosition(board: board, piece: .o).afterstate(of: 8)!
    let φ = TetrisFeatures.dellacherie.values(of: after)
    // The second column's cells in rows 2 and 1 lie between filled ones, with 3 and 2 empty cells down to the floor; in row 0
    // the cell right of it is empty. At the top left there is one between the wall and a filled cell.
    #expect(φ[5] == 6)
    // Three holes under the # in column 2 with one cell right above the highest, one under column 3 with two on it.
    #expect(φ[4] == 4 && φ[6] == 3 && φ[7] == 3)
  }

  @Test("each piece has four cells, and turning it as often as it has shapes gives the first again")
  func pieces() {
    for piece in TetrisPiece.allCases {
      for turns in 0..<4 {
        let shape = piece.shape(rotation: turns)
        let cells = shape.cells.map { (x: $0.column, y: $0.row) }.sorted { $0 < $1 }
        let expected = CellByCellTetris.shape(piece, turns: turns)
        #expect(cells.count == 4 && zip(cells, expected).allSatisfy { $0 == $1 }, "\(piece) \(turns)")
        #expect(shape.width == cells.map(\.x).max()! + 1 && shape.height == cells.map(\.y).max()! + 1)
        #expect(shape == piece.shape(rotation: turns % piece.rotations))
      }
      let count = TetrisPosition(board: TetrisBoard(width: 10, height: 20), piece: piece).placementCount
      #expect(count == [.i: 17, .o: 9, .t: 34, .s: 17, .z: 17, .j: 34, .l: 34][piece])
    }
  }

  @Test("every action can be taken: turns that give the same shape are the same, and the wall stops a piece")
  func canonical() throws {
    let settings = Tetris.Settings()
    var random = RandomStream(seed: 1, name: "world")
    for piece in TetrisPiece.allCases {
      let state = [Double(piece.rawValue), 20] + [Double](repeating: 0, count: 10)
      for action in 0..<40 {
        var (world, other) = (Tetris(settings), Tetris(settings))
        try world.reset(to: state)
        try other.reset(to: state)
        let (rotation, column) = world.position.canonical(action)
        #expect(rotation < piece.rotations && column + piece.shape(rotation: rotation).width <= 10)
        var (a, b) = (random, random)
        #expect(world.step(action, using: &a) == other.step(rotation * 10 + column, using: &b))
        #expect(world.stateVector == other.stateVector)
        random = a
      }
    }
  }

  @Test(
    "a row removed pays 1; a piece that would stay above the top ends the game, also where it would have filled rows")
  func rewardsAndEndings() throws {
    var settings = Tetris.Settings()
    (settings.height, settings.width) = (4, 4)
    var world = Tetris(settings)
    var random = RandomStream(seed: 1, name: "world")
    // Two rows of two cells, and an O that fills both beside them.
    try world.reset(to: [1, 4, 3, 3, 0, 0])
    #expect(world.step(2, using: &random) == Outcome(reward: 2, ending: .none))
    #expect(world.lines == 2 && world.pieces == 1 && world.position.board == TetrisBoard(width: 4, height: 4))
    // An upright I on a cell of the first column stays one row above the top, though it would fill three rows.
    try world.reset(to: [0, 4, 1, 14, 14, 14])
    #expect(world.step(4, using: &random) == Outcome(reward: 0, ending: .terminated))
    // Else it is over where the piece that comes next has no place within.
    var (above, without) = (0, 0)
    for _ in 0..<300 {
      world.reset(using: &random)
      var ending = Ending.none
      while ending == .none {
        let action = random.index(below: 16)
        let rests = world.position.afterstate(of: action) != nil
        ending = world.step(action, using: &random).ending
        #expect((ending == .terminated) == (!rests || world.position.isOver))
        if ending == .terminated { if rests { without += 1 } else { above += 1 } }
      }
    }
    #expect(above > 20 && without > 20, "\(above), \(without)")
  }

  @Test("the horizon cuts a game after so many pieces; all seven come equally often")
  func horizonAndPieces() {
    var settings = Tetris.Settings()
    settings.horizon = 5
    var world = Tetris(settings)
    var random = RandomStream(seed: 4, name: "world")
    var counts = [Double](repeating: 0, count: 7)
    for game in 0..<2000 {
      world.reset(using: &random)
      #expect(world.lines == 0 && world.pieces == 0)
      var ending = Ending.none
      while ending == .none {
        counts[world.position.piece.rawValue] += 1
        ending = world.step((game + 10 * world.pieces) % 40, using: &random).ending
      }
      #expect(ending == .truncated && world.pieces == 5)
    }
    let total = counts.reduce(0, +)
    for count in counts { #expect(abs(count / total - 1.0 / 7) < 5 * (6.0 / 49 / total).squareRoot()) }
  }

  @Test("a state written out comes back, and what is none is refused in one line")
  func states() throws {
    var world = Tetris(.init())
    var random = RandomStream(seed: 2, name: "world")
    world.reset(using: &random)
    for action in [3, 17, 28, 9, 31] { _ = world.step(action, using: &random) }
    var copy = Tetris(.init())
    try copy.reset(to: world.stateVector)
    #expect(copy.position == world.position && TetrisPosition(components: world.stateVector) == world.position)
    let empty = [Double](repeating: 0, count: 10)
    let misfits: [[Double]] = [
      [], [7, 20] + empty, [0, 19] + empty, [0, 20] + empty.dropLast(), [0, 20] + empty.map { _ in 1 },
    ]
    for state in misfits {
      let error = #expect(throws: ParameterError.self) { try copy.reset(to: state) }
      #expect(error?.description.contains("is no state of `tetris`; it must be the piece, 0…6") == true)
    }
    #expect(copy.position == world.position)
  }

  @Test("the scene has each cell with its piece, every placement with its features, and moves down with the rows")
  func scene() throws {
    var world = Tetris(.init())
    var random = RandomStream(seed: 2, name: "world")
    func scene() throws -> TetrisScene {
      guard case .tetris(let scene) = world.scene else { throw ParameterError("no well") }
      return scene
    }
    try world.reset(to: [0, 20] + [1, 1, 1, 1, 1, 1, 0, 0, 0, 0].map { Double($0) })
    #expect(try scene()[0, 0] == .old && scene().placements.count == 17)
    let flat = try #require(try scene().placements.first { $0.action == 6 })
    #expect(flat.removed == [0] && flat.cells.map(\.column).sorted() == [6, 7, 8, 9])
    #expect(flat.features[1] == 4)
    // An upright I beside them stays, and shows its colour.
    _ = world.step(1 * 10 + 9, using: &random)
    #expect(try (0..<4).allSatisfy { try scene()[9, $0] == .of(.i) } && scene()[9, 4] == .empty)
    // What the bits say is filled the picture shows filled, whatever is removed.
    for step in 0..<60 {
      var best = (action: 0, height: Double.infinity)
      world.position.forEachPlacement { action, afterstate in
        let height = TetrisFeatures.bertsekas.values(of: afterstate).prefix(10).reduce(0) { $0 + $1 * $1 }
        if height < best.height { best = (action, height) }
      }
      let outcome = world.step(best.action, using: &random)
      let now = try scene()
      let isSame = (0..<20).allSatisfy { row in
        (0..<10).allSatisfy { (now[$0, row] != .empty) == world.position.board[$0, row] }
      }
      #expect(isSame && now.pieces == step + 2 && now.lines == world.lines)
      if outcome.ending != .none { break }
    }
    #expect(world.lines > 3)
  }
}
