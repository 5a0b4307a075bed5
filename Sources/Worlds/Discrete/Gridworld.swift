/// An open grid, its size or its map by parameter: the plainest world in which an agent must find a way.
///
/// Every step pays `step` (−1). Entering a goal ends the episode; entering a pit pays `pit` more and ends it; entering a
/// cell with a digit pays that digit more, each time. With probability `slip` a move goes to one of its two sides instead
/// (half each); from a slippery cell with probability `ice`, where that is larger. A move into a wall stays.
public struct Gridworld: TabularWorld {
  public struct Settings: ParameterSet {
    public var size = 10
    public var map: String?
    public var slip = 0.0
    public var ice = 2.0 / 3
    public var step = -1.0
    public var pit = -10.0
    public var γ = 1.0
    public var horizon: Int? = 1000

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .integer("size", \.size, 2...GridMap.largestSide, unit: "cells", "side of the open square"),
      .text("map", \.map, "file with a map that takes the open square's place"),
      .real("slip", \.slip, 0...1, "probability that a move goes to one of its sides"),
      .real("ice", \.ice, 0...1, "the same on slippery cells"),
      .real("step", \.step, -1000...1000, "reward of every step"),
      .real("pit", \.pit, -1000...1000, "reward of entering a pit, beside the step's"),
      .real("gamma", \.γ, 0...1, "discount of the return"),
      .optionalInteger("horizon", \.horizon, 1...1_000_000, unit: "steps", "length at which episodes are cut"),
    ]
  }

  public static let info = WorldInfo(
    id: "gridworld", title: "Gridworld",
    summary: "find the way to the goal: credit for a long row of steps",
    lesson: """
      Every step costs the same, so only the goal tells a good way from a bad one, and credit has to \
      travel back along a long row of steps. Look for values that spread from the goal: cell by cell \
      where an algorithm bootstraps, along whole episodes where it uses returns.
      """,
    source: "our own; maps by file")

  public let settings: Settings
  public let map: GridMap
  public private(set) var state: Int
  private var clock: Clock
  private let layout: Layout

  /// - Throws: a `ParameterError` where the map's file is missing or broken.
  public init(_ settings: Settings) throws(ParameterError) {
    self.init(
      settings,
      map: try settings.map.map { file throws(ParameterError) in try GridMap(file: file) }
        ?? GridMap(openSquareOfSide: settings.size))
  }

  public init(_ settings: Settings, map: GridMap) {
    self.settings = settings
    self.map = map
    layout = Layout(map: map, settings: settings)
    state = layout.starts[0]
    clock = Clock(horizon: settings.horizon)
  }

  public var γ: Double { settings.γ }
  public var horizon: Int? { settings.horizon }

  public mutating func reset(using random: inout RandomStream) {
    state = layout.starts.count == 1 ? layout.starts[0] : layout.starts[random.index(below: layout.starts.count)]
    clock.restart()
  }

  /// Goals and pits are states too: an episode that begins in one ends with its first step, as in the model.
  public mutating func reset(to state: [Double]) throws(ParameterError) {
    self.state = try Self.index(in: state, below: layout.cells.count)
    clock.restart()
  }

  public mutating func step(_ action: Int, using random: inout RandomStream) -> Outcome {
    var direction = action
    if layout.isSlippery {
      let draw = random.uniform()
      let slip = layout.slips[state]
      if draw < slip { direction = (action + (draw < slip / 2 ? 1 : 3)) % 4 }
    }
    let move = layout.moves[state * 4 + direction]
    state = move.next
    return Outcome(reward: move.reward, ending: clock.tick(terminated: move.terminates))
  }

  public var observation: Int { state }

  public var observationSpace: ObservationSpace {
    .indices(
      labels: layout.cells.map { "column \($0 % map.columns + 1), row \($0 / map.columns + 1)" })
  }

  public var actionSpace: ActionSpace { .choices(Compass.choices) }

  public var model: TabularModel {
    let count = layout.cells.count
    var start = [Double](repeating: 0, count: count)
    for state in layout.starts { start[state] = 1 / Double(layout.starts.count) }
    return TabularModel(
      γ: γ, horizon: horizon, actions: Compass.choices.map(\.name), observations: Array(0..<count), start: start,
      transitions: (0..<count).map { state in
        Compass.allCases.map { layout.transitions(from: state, $0) }
      })
  }

  public var scene: Scene {
    var places = map.kinds.map { CellScene.Place($0) }
    for (state, cell) in layout.cells.enumerated() {
      places[cell].state = state
      if !layout.isTerminal(state) { places[cell].observation = state }
    }
    return .cells(
      CellScene(columns: map.columns, rows: map.rows, places: places, agent: layout.cells[state]))
  }
}

extension Gridworld {
  /// The map compiled into tables over states: every cell but the walls has an index, row by row.
  fileprivate struct Layout: Sendable {
    struct Move {
      var reward: Double
      var next: Int
      var terminates: Bool
    }

    /// The cell of each state.
    let cells: [Int]
    let starts: [Int]
    /// By state and direction.
    let moves: [Move]
    /// By state: the probability that a move goes to a side.
    let slips: [Double]
    let isSlippery: Bool
    private let terminals: Set<Int>

    init(map: GridMap, settings: Settings) {
      let cells = map.kinds.indices.filter { map.kinds[$0] != .wall }
      var index = [Int](repeating: -1, count: map.kinds.count)
      for (state, cell) in cells.enumerated() { index[cell] = state }
      self.cells = cells
      starts = cells.indices.filter { map.kinds[cells[$0]] == .start }
      let terminals = Set(cells.indices.filter { [.goal, .pit].contains(map.kinds[cells[$0]]) })
      self.terminals = terminals
      slips = cells.map { map.kinds[$0] == .slippery ? max(settings.slip, settings.ice) : settings.slip }
      isSlippery = slips.contains { $0 > 0 }
      moves = cells.enumerated().flatMap { state, cell in
        Compass.allCases.map { direction in
          if terminals.contains(state) { return Move(reward: 0, next: state, terminates: true) }
          let target = map.neighbour(of: cell, direction)
          var reward = settings.step
          if target != cell, case .reward(let digit) = map.kinds[target] { reward += Double(digit) }
          if map.kinds[target] == .pit { reward += settings.pit }
          return Move(reward: reward, next: index[target], terminates: terminals.contains(index[target]))
        }
      }
    }

    func isTerminal(_ state: Int) -> Bool { terminals.contains(state) }

    /// Equal outcomes of the meant and the slipped moves are joined.
    func transitions(from state: Int, _ action: Compass) -> [TabularModel.Transition] {
      let slip = isTerminal(state) ? 0 : slips[state]
      var outcomes: [TabularModel.Transition] = []
      for (direction, probability) in [(action, 1 - slip), (action.right, slip / 2), (action.left, slip / 2)]
      where probability > 0 {
        let move = moves[state * 4 + direction.rawValue]
        if let same = outcomes.firstIndex(where: { $0.next == move.next && $0.reward == move.reward }) {
          outcomes[same].probability += probability
        } else {
          outcomes.append(
            .init(probability: probability, next: move.next, reward: move.reward, terminates: move.terminates))
        }
      }
      return outcomes
    }
  }
}
