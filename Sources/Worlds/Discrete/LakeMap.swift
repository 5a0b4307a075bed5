/// What the two frozen lakes share: Gymnasium's `FrozenLake-v1` on a map of theirs.
///
/// From the start in the north-west corner to the goal in the south-east one, over ice with holes. Entering the goal pays 1
/// and ends the episode, entering a hole ends it for nothing, and every other step pays 0. On slippery ice a move goes as
/// meant with probability `success`, else to one of its two sides, half each. A move against the edge stays. Actions are
/// numbered as in Gymnasium: left, down, right, up. Holes and goal are states, from which every action ends at once.
struct LakeMap: Sendable {
  let grid: GridStates
  let model: TabularModel

  init(_ map: GridMap, _ settings: LakeSettings) {
    let grid = GridStates(map)
    self.grid = grid
    let success = settings.isSlippery ? settings.success : 1
    model = grid.model(γ: settings.γ, horizon: settings.horizon, choices: Self.choices, actions: Self.moves) {
      state, move in
      if grid.terminals.contains(state) { return [.init(probability: 1, next: state, reward: 0, terminates: true)] }
      return [(move.left, (1 - success) / 2), (move, success), (move.right, (1 - success) / 2)].map {
        direction, probability in
        let target = grid.neighbour(of: state, direction)
        return .init(
          probability: probability, next: target, reward: grid.kind(of: target) == .goal ? 1 : 0,
          terminates: grid.terminals.contains(target))
      }
    }
  }

  private static let moves: [Compass] = [.west, .south, .east, .north]

  static let choices: [ActionSpace.Choice] = [
    .init("left", "←", ascii: "<"), .init("down", "↓", ascii: "v"),
    .init("right", "→", ascii: ">"), .init("up", "↑", ascii: "^"),
  ]
}

/// What the lakes' parameters have in common; they differ in their horizon's default.
protocol LakeSettings {
  var isSlippery: Bool { get }
  var success: Double { get }
  var γ: Double { get }
  var horizon: Int? { get }
}
