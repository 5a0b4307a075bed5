/// Along a cliff to the goal: Gymnasium's `CliffWalking-v1`; Sutton & Barto 2018, Example 6.6.
///
/// Four rows of twelve cells; the start in the south-west corner, the goal in the south-east one, the cliff between them.
/// Every step pays −1; a step into the cliff pays −100 instead and leads back to the start, while the episode goes on.
/// Entering the goal ends it. A move against the edge stays. On slippery ground a move goes as meant or to one of its two
/// sides, one third each. As in Gymnasium's table the cliff's cells and the goal are states with moves of their own,
/// though no episode comes to take them. Gymnasium has no limit; here 1,000 steps truncate.
public struct CliffWalking: WalkedWorld {
  public struct Settings: ParameterSet {
    public var isSlippery = false
    public var γ = 1.0
    public var horizon: Int? = 1000

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .flag("slippery", \.isSlippery, "whether a move goes to one of its sides two times in three"),
      .real("gamma", \.γ, 0...1, "discount of the return"),
      .optionalInteger("horizon", \.horizon, 1...1_000_000, unit: "steps", "length at which episodes are cut"),
    ]
  }

  public static let info = WorldInfo(
    id: "cliff-walking", title: "Cliff walking",
    summary: "the shortest way runs along the edge: who explores there pays for it",
    lesson: """
      The shortest way, thirteen steps, runs along the cliff, where every exploring step can cost a hundred. \
      Q-learning learns that way and keeps falling off it; SARSA, which counts its own exploration, takes the long \
      way round. Look for a policy gradient's probabilities becoming certain first beside the edge.
      """,
    source: "Gymnasium, CliffWalking-v1; Sutton & Barto 2018, Example 6.6")

  public let settings: Settings
  public var walk: TableWalk
  private let grid: GridStates

  public init(_ settings: Settings) {
    self.settings = settings
    let map = GridMap(
      known: """
        ............
        ............
        ............
        SXXXXXXXXXXG
        """)
    let grid = GridStates(map)
    self.grid = grid
    walk = TableWalk(
      grid.model(
        γ: settings.γ, horizon: settings.horizon, choices: Compass.choices, actions: Compass.allCases
      ) { state, action in
        let directions = settings.isSlippery ? [action.left, action, action.right] : [action]
        return directions.map { direction in
          let target = grid.neighbour(of: state, direction)
          let falls = grid.kind(of: target) == .pit
          return .init(
            probability: 1 / Double(directions.count), next: falls ? grid.starts[0] : target,
            reward: falls ? -100 : -1, terminates: grid.kind(of: target) == .goal)
        }
      })
  }

  public var observationSpace: ObservationSpace { .indices(labels: grid.labels) }
  public var actionSpace: ActionSpace { .choices(Compass.choices) }
  public var scene: Scene { .cells(grid.scene(agent: state)) }
}
