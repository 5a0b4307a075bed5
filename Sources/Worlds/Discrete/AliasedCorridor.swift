/// The corridor of Silver's lecture 7 (2015): five cells in a row, skulls below both ends, money below the middle.
///
/// The agent sees only the walls around it, φ_d = 1(wall to d), so the two grey cells left and right of the middle look
/// alike. A policy that goes one way in grey is caught in one half; one that tosses a coin there reaches the money.
/// Every step pays −1; entering the money pays +10 more, a skull −10 more, and both end the episode.
public struct AliasedCorridor: FeaturedWorld, DefinedWorld {
  public struct Settings: ParameterSet {
    public var γ = 1.0
    public var horizon: Int? = 100

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .real("gamma", \.γ, 0...1, "discount of the return"),
      .optionalInteger("horizon", \.horizon, 1...1_000_000, unit: "steps", "length at which episodes are cut"),
    ]
  }

  public static let info = WorldInfo(
    id: "aliased-corridor", title: "Aliased corridor",
    summary: "two cells look alike, so the best policy must be random: why policy search",
    lesson: """
      Both grey cells show the same walls, so one choice must serve both. A deterministic policy turns \
      the same way in each and never reaches the money from one half; a coin tossed there reaches it \
      from both, for J = 6.2. Look for p(E) and p(W) settling near one half in grey, and for what \
      Q-learning's greedy policy does there.
      """,
    source: "Silver 2015, lecture 7")

  public let settings: Settings
  /// The cell, 0…4 from west to east.
  public private(set) var state = 0
  /// Whether the agent fell through to what lies below its cell.
  private var hasFallen = false
  private var clock: Clock

  public init(_ settings: Settings) {
    self.settings = settings
    clock = Clock(horizon: settings.horizon)
  }

  public var γ: Double { settings.γ }
  public var horizon: Int? { settings.horizon }

  public mutating func reset(using random: inout RandomStream) {
    state = random.index(below: 5)
    hasFallen = false
    clock.restart()
  }

  public mutating func reset(to state: [Double]) throws(ParameterError) {
    self.state = try Self.index(in: state, below: 5)
    hasFallen = false
    clock.restart()
  }

  public mutating func step(_ action: Int, using random: inout RandomStream) -> Outcome {
    let move = Self.moves[state * 4 + action]
    state = move.cell
    hasFallen = move.falls
    return Outcome(reward: move.reward, ending: clock.tick(terminated: move.falls))
  }

  private struct Move {
    var cell: Int
    var reward: Double
    var falls: Bool
  }

  /// By cell and action: where it leads and what it pays.
  private static let moves: [Move] = (0..<5).flatMap { cell in
    Compass.allCases.map { action in
      switch action {
      case .north: Move(cell: cell, reward: -1, falls: false)
      case .east: Move(cell: min(cell + 1, 4), reward: -1, falls: false)
      case .west: Move(cell: max(cell - 1, 0), reward: -1, falls: false)
      case .south:
        switch cell {
        case 0, 4: Move(cell: cell, reward: -11, falls: true)
        case 2: Move(cell: cell, reward: 9, falls: true)
        default: Move(cell: cell, reward: -1, falls: false)
        }
      }
    }
  }

  // MARK: What the agent sees

  /// The observation of each cell: the walls around it, and so the same for cells 1 and 3.
  static let observations = [0, 1, 2, 1, 3]

  /// Which walls each observation shows, in the order N, E, S, W.
  static let walls: [[Bool]] = [
    [true, false, false, true], [true, false, true, false], [true, false, false, false],
    [true, true, false, false],
  ]

  public var observation: Int { Self.observations[state] }

  public var observationSpace: ObservationSpace {
    .indices(
      labels: Self.walls.map { walls in
        "wall "
          + zip(Compass.choices, walls).compactMap { $1 ? $0.name : nil }.joined(separator: ", ")
      })
  }

  public var actionSpace: ActionSpace { .choices(Compass.choices) }

  /// The four wall bits crossed with the action: 16 features, action-major, in the order N, E, S, W.
  public var features: FeatureTable {
    let names = Compass.choices.flatMap { action in
      Compass.choices.map { "\(action.name)·wall \($0.name)" }
    }
    let rows = Self.walls.map { walls in
      (0..<4).map { action in
        (0..<16).map { $0 / 4 == action && walls[$0 % 4] ? 1.0 : 0 }
      }
    }
    return FeatureTable(names: names, rows: rows)
  }

  public var model: TabularModel {
    TabularModel(
      γ: γ, horizon: horizon, actions: Compass.choices.map(\.name), observations: Self.observations,
      start: Array(repeating: 0.2, count: 5),
      transitions: (0..<5).map { cell in
        (0..<4).map { action in
          let move = Self.moves[cell * 4 + action]
          return [
            .init(
              probability: 1, next: move.falls ? -1 : move.cell, reward: move.reward, terminates: move.falls)
          ]
        }
      })
  }

  public var scene: Scene {
    let top = (0..<5).map {
      CellScene.Place(
        .floor, observation: Self.observations[$0], state: $0, isAliased: Self.observations[$0] == 1)
    }
    let bottom: [CellScene.Kind] = [.skull, .absent, .money, .absent, .skull]
    return .cells(
      CellScene(
        columns: 5, rows: 2, places: top + bottom.map { CellScene.Place($0) },
        agent: hasFallen ? state + 5 : state))
  }
}
