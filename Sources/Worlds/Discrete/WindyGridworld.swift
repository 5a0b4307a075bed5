/// A crosswind blows upwards through the middle of the grid: Sutton & Barto 2018, Example 6.5.
///
/// Seven rows of ten cells; start in the fourth row's first cell, goal in its eighth. A move goes one cell, and the wind of
/// the column that it *leaves* lifts it by 0, 0, 0, 1, 1, 1, 2, 2, 1, 0 cells more. The two are one displacement, cut at the
/// edge: south in the last row under a wind of 1 stays there (the book leaves open which comes first; its exercises' usual
/// code does this). Every step pays −1, γ = 1; entering the goal ends the episode. The shortest way takes 15 steps. Here 1,000 steps truncate.
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
        let (columns, rows) = (grid.map.columns, grid.map.rows)
        let x = state % columns + action.dx
        let y = state / columns + action.dy - Self.wind[state % columns]
        let next = min(max(y, 0), rows - 1) * columns + min(max(x, 0), columns - 1)
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
