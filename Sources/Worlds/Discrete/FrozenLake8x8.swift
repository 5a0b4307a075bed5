/// A large frozen lake with ten holes: Gymnasium's `FrozenLake-v1`, 8×8. `LakeMap` defines it; 200 steps truncate.
public struct FrozenLake8x8: WalkedWorld {
  public struct Settings: ParameterSet, LakeSettings {
    public var isSlippery = true
    public var success = 1.0 / 3
    public var γ = 1.0
    public var horizon: Int? = 200

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .flag("slippery", \.isSlippery, "whether a move may go to one of its sides"),
      .real("success", \.success, 0...1, "probability that a move on slippery ice goes as meant"),
      .real("gamma", \.γ, 0...1, "discount of the return"),
      .optionalInteger("horizon", \.horizon, 1...1_000_000, unit: "steps", "length at which episodes are cut"),
    ]
  }

  public static let info = WorldInfo(
    id: "frozen-lake-8x8", title: "Frozen lake 8×8",
    summary: "the same ice, a longer way: chance alone hardly ever finds the reward",
    lesson: """
      The larger lake is the hard one: an untrained policy reaches the goal about twice in a thousand episodes, and \
      an episode that pays nothing gives a plain policy gradient nothing to learn from. Look for how long the \
      returns stay at zero, and for what a learner makes of its first success.
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
      S.......
      ........
      ...X....
      .....X..
      ...X....
      .XX...X.
      .X..X.X.
      ...X...G
      """)

  public var observationSpace: ObservationSpace { .indices(labels: lake.grid.labels) }
  public var actionSpace: ActionSpace { .choices(LakeMap.choices) }
  public var scene: Scene { .cells(lake.grid.scene(agent: state)) }
}
