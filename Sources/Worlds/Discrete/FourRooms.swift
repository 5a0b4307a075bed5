/// Four rooms joined by four hallways: Sutton, Precup & Singh 1999, section 2.
///
/// Eleven by eleven cells within walls, 104 of them floor. A move goes as meant with probability 2/3, else in one of the
/// other three directions, 1/9 each; a move into a wall stays. Every step pays −1, γ = 1; entering the goal ends the
/// episode. The start is the north-west room's outer corner. (The original pays 1 at the goal and discounts.)
public struct FourRooms: WalkedWorld {
  /// Where the goal lies: in a room's outer corner or in a hallway.
  public enum Goal: String, CaseIterable, Sendable {
    case southEast = "south-east"
    case northEast = "north-east"
    case southWest = "south-west"
    case northHallway = "north-hallway"
    case eastHallway = "east-hallway"
    case southHallway = "south-hallway"
    case westHallway = "west-hallway"

    /// On the map with its outer walls.
    var place: (column: Int, row: Int) {
      switch self {
      case .southEast: (11, 11)
      case .northEast: (11, 1)
      case .southWest: (1, 11)
      case .northHallway: (6, 3)
      case .eastHallway: (9, 7)
      case .southHallway: (6, 10)
      case .westHallway: (2, 6)
      }
    }
  }

  public struct Settings: ParameterSet {
    public var goal = Goal.southEast
    public var γ = 1.0
    public var horizon: Int? = 1000

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .choice("goal", \.goal, "where the goal lies"),
      .real("gamma", \.γ, 0...1, "discount of the return"),
      .optionalInteger("horizon", \.horizon, 1...1_000_000, unit: "steps", "length at which episodes are cut"),
    ]
  }

  public static let info = WorldInfo(
    id: "four-rooms", title: "Four rooms",
    summary: "narrow hallways and moves that go astray: credit must pass through a door",
    lesson: """
      Every way to the goal leads through a hallway one cell wide, and one move in three goes astray. Credit spreads \
      through a room quickly but from room to room only by the doors. Look for the rooms turning to their doors one \
      after the other, and for which of the two ways round a policy settles on: both are equally long.
      """,
    source: "Sutton, Precup & Singh 1999")

  private static let map = GridMap(
    known: """
      #############
      #S....#.....#
      #.....#.....#
      #...........#
      #.....#.....#
      #.....#.....#
      ##.####.....#
      #.....###.###
      #.....#.....#
      #.....#.....#
      #...........#
      #.....#....G#
      #############
      """)

  public let settings: Settings
  public var walk: TableWalk
  private let grid: GridStates

  public init(_ settings: Settings) {
    self.settings = settings
    let (column, row) = settings.goal.place
    let grid = GridStates(Self.map.movingGoal(toColumn: column, row: row))
    self.grid = grid
    walk = TableWalk(
      grid.model(
        γ: settings.γ, horizon: settings.horizon, choices: Compass.choices, actions: Compass.allCases
      ) { state, action in
        if grid.terminals.contains(state) { return [.init(probability: 1, next: state, reward: 0, terminates: true)] }
        return Compass.allCases.map { direction in
          let next = grid.neighbour(of: state, direction)
          return .init(
            probability: direction == action ? 2.0 / 3 : 1.0 / 9, next: next, reward: -1,
            terminates: grid.terminals.contains(next))
        }
      })
  }

  public var observationSpace: ObservationSpace { .indices(labels: grid.labels) }
  public var actionSpace: ActionSpace { .choices(Compass.choices) }
  public var scene: Scene { .cells(grid.scene(agent: state)) }
}
