import Worlds

extension World {
  /// Takes so many actions drawn uniformly, in episode after episode: the world's own speed, without a learner.
  /// - Returns: the sum of the rewards, so that nothing can be left out.
  func simulate(steps: Int, seed: UInt64) -> Double {
    var world = self
    var random = RandomStream(seed: seed, name: "world")
    var choice = RandomStream(seed: seed, name: "policy")
    // Drawn in advance: it is the world that is measured. The number is a power of two.
    let actions = (0..<1024).map { _ in Action(components: world.actionSpace.uniform(using: &choice)) }
    var sum = 0.0
    world.reset(using: &random)
    for step in 0..<steps {
      let outcome = world.step(actions[step & 1023], using: &random)
      sum += outcome.reward
      if outcome.ending != .none { world.reset(using: &random) }
    }
    return sum
  }
}
