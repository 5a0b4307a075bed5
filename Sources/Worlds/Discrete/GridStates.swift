/// A map compiled into states: every cell but the walls has an index, row by row.
struct GridStates: Sendable {
  let map: GridMap
  /// The cell of each state.
  let cells: [Int]
  /// The state of each cell; −1 in walls.
  let index: [Int]
  let starts: [Int]
  /// Goals and pits.
  let terminals: Set<Int>

  init(_ map: GridMap) {
    self.map = map
    let cells = map.kinds.indices.filter { map.kinds[$0] != .wall }
    var index = [Int](repeating: -1, count: map.kinds.count)
    for (state, cell) in cells.enumerated() { index[cell] = state }
    self.cells = cells
    self.index = index
    starts = cells.indices.filter { map.kinds[cells[$0]] == .start }
    terminals = Set(cells.indices.filter { [.goal, .pit].contains(map.kinds[cells[$0]]) })
  }

  var count: Int { cells.count }

  func kind(of state: Int) -> CellScene.Kind { map.kinds[cells[state]] }

  /// The state that a move leads to: the neighbour, or the same where a wall or the edge is in the way.
  func neighbour(of state: Int, _ move: Compass) -> Int { index[map.neighbour(of: cells[state], move)] }

  /// Uniform over the starts.
  var start: [Double] {
    (0..<count).map { starts.contains($0) ? 1 / Double(starts.count) : 0 }
  }

  /// The name of each state.
  var labels: [String] {
    cells.map { "column \($0 % map.columns + 1), row \($0 / map.columns + 1)" }
  }

  /// - Parameters:
  ///   - choices: the actions, in their order.
  ///   - transitions: what can happen in a state by an action; equal outcomes are joined.
  func model<Action>(
    γ: Double, horizon: Int?, choices: [ActionSpace.Choice], actions: [Action],
    _ transitions: (_ state: Int, _ action: Action) -> [TabularModel.Transition]
  ) -> TabularModel {
    TabularModel(
      γ: γ, horizon: horizon, actions: choices.map(\.name), observations: Array(0..<count), start: start,
      transitions: (0..<count).map { state in
        actions.map { TabularModel.joined(transitions(state, $0)) }
      })
  }

  /// The map with the agent in this state; where an episode ends nothing is observed.
  func scene(agent: Int) -> CellScene {
    var places = map.kinds.map { CellScene.Place($0) }
    for (state, cell) in cells.enumerated() {
      places[cell].state = state
      if !terminals.contains(state) { places[cell].observation = state }
    }
    return CellScene(columns: map.columns, rows: map.rows, places: places, agent: cells[agent])
  }
}
