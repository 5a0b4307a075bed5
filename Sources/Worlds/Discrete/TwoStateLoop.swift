/// Two states and no end: the smallest continuing task.
///
/// Actions are stay and go. Staying in the second state pays 1, everything else 0; go changes the state with probability
/// 0.9 and fails otherwise. Episodes begin in the first state. The best average reward is 1: go, then stay for ever.
///
/// Nothing ends the task. What learns by episodes is cut after `horizon` steps; without one the task is endless.
public struct TwoStateLoop: WalkedWorld {
  public struct Settings: ParameterSet {
    public var γ = 0.9
    public var horizon: Int? = 100

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .real("gamma", \.γ, 0...1, "discount of the return"),
      .optionalInteger("horizon", \.horizon, 1...1_000_000, unit: "steps", "length at which episodes are cut"),
    ]
  }

  public static let info = WorldInfo(
    id: "two-state-loop", title: "Two-state loop",
    summary: "a task that never ends: what counts is the reward of an average step",
    lesson: """
      Nothing ends here, so a sum of rewards says nothing and the reward of an average step says all. Going costs a \
      reward now and pays for ever. Look for the policy that goes once and then stays, and for how γ decides whether \
      the start or the long run counts.
      """,
    source: "our own")

  public var isContinuing: Bool { true }

  static let success = 0.9

  public let settings: Settings
  public var walk: TableWalk

  public init(_ settings: Settings) {
    self.settings = settings
    walk = TableWalk(
      TabularModel(
        γ: settings.γ, horizon: settings.horizon, actions: Self.choices.map(\.name), observations: [0, 1],
        start: [1, 0],
        transitions: (0..<2).map { state in
          [
            [.init(probability: 1, next: state, reward: Double(state), terminates: false)],
            [
              .init(probability: Self.success, next: 1 - state, reward: 0, terminates: false),
              .init(probability: 1 - Self.success, next: state, reward: 0, terminates: false),
            ],
          ]
        }))
  }

  private static let choices: [ActionSpace.Choice] = [
    .init("stay", "•", ascii: "o"), .init("go", "⇄", ascii: "x"),
  ]

  public var observationSpace: ObservationSpace { .indices(labels: ["first state", "second state"]) }
  public var actionSpace: ActionSpace { .choices(Self.choices) }

  public var scene: Scene {
    .cells(
      CellScene(
        columns: 2, rows: 1,
        places: [.init(.floor, observation: 0, state: 0), .init(.reward(1), observation: 1, state: 1)], agent: state))
  }
}
