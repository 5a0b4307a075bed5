/// Swim against the current for the large reward, or drift to the small one: Strehl & Littman 2008, figure 2.
///
/// Six states from the mouth, 0, up to the source, 5. Left always succeeds. Right: from 0 stays with .7 and gets up with .3;
/// from 1 to 4 gets up with .3, stays with .6, falls back with .1; from 5 stays with .3 and falls back with .7. Left in 0
/// pays 5, staying at 5 by going right 10,000, everything else 0; `scale` multiplies both. Start: 1 or 2, half each. The
/// best average reward is 668.807, always right.
///
/// Nothing ends the task. What learns by episodes is cut after `horizon` steps; without one the task is endless.
public struct RiverSwim: WalkedWorld {
  public struct Settings: ParameterSet {
    public var scale = 1.0
    public var γ = 0.95
    public var horizon: Int? = 200

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .real("scale", \.scale, 0.000001...1000, "factor of the rewards"),
      .real("gamma", \.γ, 0...1, "discount of the return"),
      .optionalInteger("horizon", \.horizon, 1...1_000_000, unit: "steps", "length at which episodes are cut"),
    ]
  }

  public static let info = WorldInfo(
    id: "river-swim", title: "River swim",
    summary: "against the current to a large reward, or with it to a small one, without end",
    lesson: """
      Drifting left pays a little at once; swimming right pays nothing for a long time and then two thousand times as \
      much. Who explores step by step hardly ever gets to the source and settles for the small reward. Look for the \
      moment when the large one is first found, and how the arrows then turn from the source backwards.
      """,
    source: "Strehl & Littman 2008")

  public var isContinuing: Bool { true }

  static let stateCount = 6

  public let settings: Settings
  public var walk: TableWalk

  public init(_ settings: Settings) {
    self.settings = settings
    walk = TableWalk(
      TabularModel(
        γ: settings.γ, horizon: settings.horizon, actions: Self.choices.map(\.name),
        observations: Array(0..<Self.stateCount), start: [0, 0.5, 0.5, 0, 0, 0],
        transitions: (0..<Self.stateCount).map { state in
          [Self.left(state, settings.scale), Self.right(state, settings.scale)]
        }))
  }

  private static func left(_ state: Int, _ scale: Double) -> [TabularModel.Transition] {
    [.init(probability: 1, next: max(state - 1, 0), reward: state == 0 ? 5 * scale : 0, terminates: false)]
  }

  private static func right(_ state: Int, _ scale: Double) -> [TabularModel.Transition] {
    let last = stateCount - 1
    let (up, stay, back) =
      switch state {
      case 0: (0.3, 0.7, 0.0)
      case last: (0.0, 0.3, 0.7)
      default: (0.3, 0.6, 0.1)
      }
    return [(up, state + 1, 0.0), (stay, state, state == last ? 10_000 * scale : 0), (back, state - 1, 0)]
      .filter { $0.0 > 0 }
      .map { .init(probability: $0, next: $1, reward: $2, terminates: false) }
  }

  private static let choices: [ActionSpace.Choice] = [
    .init("left", "←", ascii: "<"), .init("right", "→", ascii: ">"),
  ]

  public var observationSpace: ObservationSpace {
    .indices(labels: (0..<Self.stateCount).map { "state \($0)" })
  }

  public var actionSpace: ActionSpace { .choices(Self.choices) }

  public var scene: Scene {
    let places = (0..<Self.stateCount).map { state in
      CellScene.Place(
        state == Self.stateCount - 1 ? .reward(10_000) : state == 0 ? .reward(5) : .slippery, observation: state,
        state: state)
    }
    return .cells(CellScene(columns: Self.stateCount, rows: 1, places: places, agent: state))
  }
}
