/// An open grid, its size or its map by parameter: the plainest world in which an agent must find a way.
///
/// Every step pays `step` (−1). Entering a goal ends the episode; entering a pit pays `pit` more and ends it; entering a
/// cell with a digit pays that digit more, each time. With probability `slip` a move goes to one of its two sides instead
/// (half each); from a slippery cell with probability `ice`, where that is larger. A move into a wall stays.
public struct Gridworld: TabularWorld, DefinedWorld {
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
    layout = Layout(map: map, settings: settings)
    state = layout.grid.starts[0]
    clock = Clock(horizon: settings.horizon)
  }

  public var map: GridMap { layout.grid.map }
  public var γ: Double { settings.γ }
  public var horizon: Int? { settings.horizon }

  public mutating func reset(using random: inout RandomStream) {
    let starts = layout.grid.starts
    state = starts.count == 1 ? starts[0] : starts[random.index(below: starts.count)]
    clock.restart()
  }

  /// Goals and pits are states too: an episode that begins in one ends with its first step, as in the model.
  public mutating func reset(to state: [Double]) throws(ParameterError) {
    self.state = try Self.index(in: state, below: layout.grid.count)
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

  public var observationSpace: ObservationSpace { .indices(labels: layout.grid.labels) }

  public var actionSpace: ActionSpace { .choices(Compass.choices) }

  public var model: TabularModel {
    layout.grid.model(γ: γ, horizon: horizon, choices: Compass.choices, actions: Compass.allCases) {
      layout.transitions(from: $0, $1)
    }
  }

  public var scene: Scene { .cells(layout.grid.scene(agent: state)) }
}

extension Gridworld {
  /// The moves of every state, with what they pay.
  fileprivate struct Layout: Sendable {
    struct Move {
      var reward: Double
      var next: Int
      var terminates: Bool
    }

    let grid: GridStates
    /// By state and direction.
    let moves: [Move]
    /// By state: the probability that a move goes to a side.
    let slips: [Double]
    let isSlippery: Bool

    init(map: GridMap, settings: Settings) {
      let grid = GridStates(map)
      self.grid = grid
      slips = (0..<grid.count).map { grid.kind(of: $0) == .slippery ? max(settings.slip, settings.ice) : settings.slip }
      isSlippery = slips.contains { $0 > 0 }
      moves = (0..<grid.count).flatMap { state in
        Compass.allCases.map { direction in
          if grid.terminals.contains(state) { return Move(reward: 0, next: state, terminates: true) }
          let next = grid.neighbour(of: state, direction)
          var reward = settings.step
          if next != state, case .reward(let digit) = grid.kind(of: next) { reward += Double(digit) }
          if grid.kind(of: next) == .pit { reward += settings.pit }
          return Move(reward: reward, next: next, terminates: grid.terminals.contains(next))
        }
      }
    }

    func transitions(from state: Int, _ action: Compass) -> [TabularModel.Transition] {
      let slip = grid.terminals.contains(state) ? 0 : slips[state]
      return [(action, 1 - slip), (action.right, slip / 2), (action.left, slip / 2)].map { direction, probability in
        let move = moves[state * 4 + direction.rawValue]
        return .init(probability: probability, next: move.next, reward: move.reward, terminates: move.terminates)
      }
    }
  }
}
