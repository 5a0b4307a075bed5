import Glibc

/// A map of a grid world, as text: `S` start, `G` goal, `#` wall, `.` floor, `X` pit, `~` slippery, `1`–`9` a reward.
///
/// All lines are equally long. There is a start and a goal, and every start can reach a goal.
public struct GridMap: Sendable, Equatable {
  public let columns: Int
  public let rows: Int
  /// Row by row.
  public private(set) var kinds: [CellScene.Kind]

  /// The largest side: beyond it exact oracles take longer than a lesson.
  public static let largestSide = 100

  /// An open square with the start in the north-west corner and the goal in the far one.
  public init(openSquareOfSide side: Int) {
    columns = side
    rows = side
    var kinds = [CellScene.Kind](repeating: .floor, count: side * side)
    kinds[0] = .start
    kinds[side * side - 1] = .goal
    self.kinds = kinds
  }

  /// Reads a map from a file.
  /// - Throws: a `ParameterError` that says the file, and the line and column where the map is broken.
  public init(file: String) throws(ParameterError) {
    try self.init(text: try Self.contents(of: file), name: file)
  }

  /// Reads a map from text; `name` stands for the file in errors.
  public init(text: String, name: String) throws(ParameterError) {
    func broken(_ line: Int, _ column: Int, _ what: String) -> ParameterError {
      ParameterError("\(name):\(line):\(column): \(what)", kind: .brokenInput)
    }
    // By scalars: as characters, a carriage return and a line feed are one.
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      Array(line.last == "\r" ? line.dropLast() : line)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    guard let first = lines.first, !first.isEmpty else {
      throw broken(1, 1, "the map is empty; it needs a start `S` and a goal `G`")
    }
    guard lines.count <= Self.largestSide else {
      throw broken(Self.largestSide + 1, 1, "the map is too high; at most \(Self.largestSide) lines")
    }
    guard first.count <= Self.largestSide else {
      throw broken(1, Self.largestSide + 1, "the map is too wide; at most \(Self.largestSide) columns")
    }
    var kinds: [CellScene.Kind] = []
    for (row, line) in lines.enumerated() {
      for (column, character) in line.enumerated() {
        guard let kind = Self.kind(of: character) else {
          throw broken(row + 1, column + 1, "`\(Self.visible(character))` is no map character; use S G # . X ~ or 1–9")
        }
        if column < first.count { kinds.append(kind) }
      }
      guard line.count == first.count else {
        throw broken(
          row + 1, min(line.count, first.count) + 1,
          "this line has \(line.count) columns; it needs \(first.count) like the first")
      }
    }
    guard kinds.contains(.start) else { throw broken(1, 1, "the map has no start; mark a cell with `S`") }
    guard kinds.contains(.goal) else { throw broken(1, 1, "the map has no goal; mark a cell with `G`") }
    columns = first.count
    rows = lines.count
    self.kinds = kinds
    if let lost = startWithoutGoal {
      throw broken(
        lost / columns + 1, lost % columns + 1, "this start cannot reach a goal; open a way through the walls")
    }
  }

  /// A map that is part of the program.
  init(known text: String) {
    do {
      try self.init(text: text, name: "map")
    } catch {
      fatalError("a map of the program's own is broken: \(error)")
    }
  }

  /// The same map with its goal elsewhere.
  func movingGoal(toColumn column: Int, row: Int) -> GridMap {
    var copy = self
    copy.kinds = kinds.map { $0 == .goal ? .floor : $0 }
    copy.kinds[row * columns + column] = .goal
    return copy
  }

  /// A character as it can be shown: what would move the cursor or colour the screen is spelt out.
  private static func visible(_ character: Unicode.Scalar) -> String {
    switch character.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
      "U+" + String(character.value, radix: 16, uppercase: true)
    default: String(character)
    }
  }

  private static func kind(of character: Unicode.Scalar) -> CellScene.Kind? {
    switch character {
    case "S": .start
    case "G": .goal
    case "#": .wall
    case ".": .floor
    case "X": .pit
    case "~": .slippery
    case "1"..."9": .reward(Int(character.value) - 48)
    default: nil
    }
  }

  /// The cell that a move leads to: the neighbour, or the same where a wall or the edge is in the way.
  func neighbour(of cell: Int, _ move: Compass) -> Int {
    let column = cell % columns + move.dx
    let row = cell / columns + move.dy
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return cell }
    let next = row * columns + column
    return kinds[next] == .wall ? cell : next
  }

  /// A start from which no goal can be reached, if there is one.
  private var startWithoutGoal: Int? {
    var reaching = Set(kinds.indices.filter { kinds[$0] == .goal })
    var frontier = Array(reaching)
    while let cell = frontier.popLast() {
      for move in Compass.allCases {
        // Moves are symmetric but for pits, which nothing leaves.
        let previous = neighbour(of: cell, move)
        if kinds[previous] != .pit, reaching.insert(previous).inserted { frontier.append(previous) }
      }
    }
    return kinds.indices.first { kinds[$0] == .start && !reaching.contains($0) }
  }

  private static func contents(of file: String) throws(ParameterError) -> String {
    guard let handle = fopen(file, "r") else {
      throw ParameterError(
        "\(file): \(String(cString: strerror(errno))); give the name of a map file", kind: .missingInput)
    }
    defer { fclose(handle) }
    // One byte more than the largest map that could be right, so that a wrong file is not read whole.
    var bytes = [UInt8](repeating: 0, count: (largestSide + 2) * (largestSide + 2))
    let count = fread(&bytes, 1, bytes.count, handle)
    guard ferror(handle) == 0 else {
      throw ParameterError("\(file): cannot be read; give the name of a map file", kind: .missingInput)
    }
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
