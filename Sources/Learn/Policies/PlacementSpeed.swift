import Worlds

/// How fast placements are judged: the greedy player's own speed, without a learner.
public enum PlacementSpeed {
  /// A good player's weights of the eight features, from Thiery & Scherrer 2009, "Building controllers for Tetris", rounded.
  static let weights = [-12.63, 6.60, -9.22, -19.77, -13.08, -10.49, -1.61, -24.04]

  /// Plays game after game until so many placements have been judged, by eight features each.
  /// - Parameter placements: how many at least.
  /// - Returns: how many there were, and the rows removed, so that nothing can be left out.
  public static func play(placements: Int) -> (placements: Int, lines: Int) {
    var policy = PlacementSoftmax(features: .dellacherie, width: 10, temperature: 0)
    policy.parameters = weights
    var world = Tetris(.init())
    var chance = RandomStream(seed: 1, name: "world")
    var choice = RandomStream(seed: 1, name: "policy")
    var (judged, lines) = (0, 0)
    while judged < placements {
      world.reset(using: &chance)
      var ending = Ending.none
      while ending == .none, judged < placements {
        judged += world.position.placementCount
        let outcome = world.step(policy.sample(at: world.position, using: &choice), using: &chance)
        lines += Int(outcome.reward)
        ending = outcome.ending
      }
    }
    return (judged, lines)
  }
}
