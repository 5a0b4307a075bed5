/// A crosswind blows upwards through the middle of the grid: Sutton & Barto 2018, Example 6.5.
///
/// Seven rows of ten cells; start in the fourth row's first cell, goal in its eighth. A move goes one cell, and the wind of
/// the column that it *leaves* lifts it by 0, 0, 0, 1, 1, 1, 2, 2, 1, 0 cells more, as far as the edge. Every step pays −1,
/// γ = 1; entering the goal ends the episode. The shortest way takes 15 steps. Here 1,000 steps truncate.
public struct WindyGridworld: WalkedWorld {
  public struct Settings: ParameterSet {
    public var γ = 1.0
    public var horizon: Int? = 1000

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .real("gamma", \.γ, 0...1, "discount of the return"),
      .optionalInteger("horizon", \.horizon, 1...1_000_000, unit: "steps", "length at which episodes are cut"),
    ]
  }

  public static let info = WorldInfo(
    id: "windy-gridworld", title: "Windy gridworld",
    summary: "the wind carries the agent past its goal: the way there leads round",
    lesson: """
      The wind lifts whoever crosses the middle columns, so the straight way misses the goal: the best one goes on to \
      the eastern edge, down, and back, in fifteen steps. Episodes are long at first and end by chance. Look for the \
      values spreading backwards along that detour.
      """,
    source: "Sutton & Barto 2018, Example 6.5")

  /// By column.
  static let wind = [0, 0, 0, 1, 1, 1, 2, 2, 1, 0]

  public let settings: Settings
  public var walk: TableWalk
  private let grid: GridStates

  public init(_ settings: Settings) {
    self.settings = settings
    let grid = GridStates(
      GridMap(
        known: """
          ..........
          ..........
          ..........
          S......G..
          ..........
          ..........
          ..........
          """))
    self.grid = grid
    walk = TableWalk(
      grid.model(
        γ: settings.γ, horizon: settings.horizon, choices: Compass.choices, actions: Compass.allCases
      ) { state, action in
        if grid.terminals.contains(state) { return [.init(probability: 1, next: state, reward: 0, terminates: true)] }
        let wind = Self.wind[state % grid.map.columns]
        // No walls stand in the way, so that move and wind can be taken one after the other.
        let next = (0..<wind).reduce(grid.neighbour(of: state, action)) { cell, _ in grid.neighbour(of: cell, .north) }
        return [.init(probability: 1, next: next, reward: -1, terminates: grid.terminals.contains(next))]
      })
  }

  public var observationSpace: ObservationSpace { .indices(labels: grid.labels) }
  public var actionSpace: ActionSpace { .choices(Compass.choices) }

  public var scene: Scene {
    var scene = grid.scene(agent: state)
    for place in scene.places.indices where scene.places[place].kind == .floor {
      let wind = Self.wind[place % scene.columns]
      if wind > 0 { scene.places[place].kind = .wind(wind) }
    }
    return .cells(scene)
  }
}
