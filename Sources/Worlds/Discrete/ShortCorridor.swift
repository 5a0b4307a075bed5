/// The short corridor with switched actions: Sutton & Barto 2018, Example 13.1.
///
/// Three states in a row, the goal to the right of the third. In the second state the actions are switched, and all
/// states look alike. With p = p(right), J(p) = (2p − 4) / (p(1 − p)); the best p is 2 − √2 ≈ 0.586, J ≈ −11.657.
public struct ShortCorridor: FeaturedWorld, DefinedWorld {
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
    id: "short-corridor", title: "Short corridor",
    summary: "all states look alike and one is reversed: only a random policy is good",
    lesson: """
      The agent cannot tell the three states apart and the middle one reverses its actions, so going \
      right for certain never arrives. Right with probability 2 − √2 ≈ 0.586 is best, for J = −11.66. \
      Look for how far short of it ε-greedy stays, and for how long episodes become when the policy \
      nears either end.
      """,
    source: "Sutton & Barto 2018, Example 13.1")

  public let settings: Settings
  /// 0, 1, 2 from left to right; 3 is the goal.
  private var position = 0
  private var clock: Clock

  public init(_ settings: Settings) {
    self.settings = settings
    clock = Clock(horizon: settings.horizon)
  }

  public var γ: Double { settings.γ }
  public var horizon: Int? { settings.horizon }
  public var state: Int { min(position, 2) }

  public mutating func reset(using random: inout RandomStream) {
    position = 0
    clock.restart()
  }

  public mutating func reset(to state: [Double]) throws(ParameterError) {
    position = try Self.index(in: state, below: 3)
    clock.restart()
  }

  public mutating func step(_ action: Int, using random: inout RandomStream) -> Outcome {
    position = Self.next(position, action)
    return Outcome(reward: -1, ending: clock.tick(terminated: position == 3))
  }

  /// Actions are left (0) and right (1); state 1 switches them, and left from state 0 stays.
  private static func next(_ state: Int, _ action: Int) -> Int {
    max(0, state + ((action == 1) == (state != 1) ? 1 : -1))
  }

  // MARK: What the agent sees

  public var observation: Int { 0 }

  public var observationSpace: ObservationSpace { .indices(labels: ["always the same"]) }

  public var actionSpace: ActionSpace {
    .choices([.init("left", "←", ascii: "<"), .init("right", "→", ascii: ">")])
  }

  /// θ = (right, left), as the book has it: x(s, right) = (1, 0), x(s, left) = (0, 1).
  public var features: FeatureTable {
    FeatureTable(names: ["right", "left"], rows: [[[0, 1], [1, 0]]])
  }

  public var model: TabularModel {
    TabularModel(
      γ: γ, horizon: horizon, actions: ["left", "right"], observations: [0, 0, 0], start: [1, 0, 0],
      transitions: (0..<3).map { state in
        (0..<2).map { action in
          let next = Self.next(state, action)
          return [.init(probability: 1, next: next == 3 ? -1 : next, reward: -1, terminates: next == 3)]
        }
      })
  }

  public var scene: Scene {
    let states = (0..<3).map { CellScene.Place(.floor, observation: 0, state: $0, isAliased: true) }
    return .cells(CellScene(columns: 4, rows: 1, places: states + [.init(.goal)], agent: position))
  }
}
