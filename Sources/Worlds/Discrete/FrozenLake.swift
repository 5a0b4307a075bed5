/// A small frozen lake with four holes: Gymnasium's `FrozenLake-v1`, 4×4. `LakeMap` defines it; 100 steps truncate.
public struct FrozenLake: WalkedWorld {
  public struct Settings: ParameterSet, LakeSettings {
    public var isSlippery = true
    public var success = 1.0 / 3
    public var γ = 1.0
    public var horizon: Int? = 100

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .flag("slippery", \.isSlippery, "whether a move may go to one of its sides"),
      .real("success", \.success, 0...1, "probability that a move on slippery ice goes as meant"),
      .real("gamma", \.γ, 0...1, "discount of the return"),
      .optionalInteger("horizon", \.horizon, 1...1_000_000, unit: "steps", "length at which episodes are cut"),
    ]
  }

  public static let info = WorldInfo(
    id: "frozen-lake", title: "Frozen lake",
    summary: "on ice two moves in three go astray: the best way shuns the holes, not the distance",
    lesson: """
      A move goes as meant only one time in three, so the best policy often walks into a wall on purpose: there only \
      the two harmless sides remain. Reward comes once, at the goal, and most early episodes end in a hole with \
      nothing to learn from. Look for arrows that point away from the holes rather than to the goal.
      """,
    source: "Gymnasium, FrozenLake-v1")

  public let settings: Settings
  public var walk: TableWalk
  private let lake: LakeMap

  public init(_ settings: Settings) {
    self.settings = settings
    lake = LakeMap(Self.map, settings)
    walk = TableWalk(lake.model)
  }

  private static let map = GridMap(
    known: """
      S...
      .X.X
      ...X
      X..G
      """)

  public var observationSpace: ObservationSpace { .indices(labels: lake.grid.labels) }
  public var actionSpace: ActionSpace { .choices(LakeMap.choices) }
  public var scene: Scene { .cells(lake.grid.scene(agent: state)) }
}
