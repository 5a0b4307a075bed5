// What learners need that move actor and critic apart: the one by a step along a direction, the other by its own regression.

extension ActorCriticNetworks {
  /// What an actor makes of some of the steps.
  /// - Parameters:
  ///   - places: of the steps, at most a batch of them.
  ///   - network: the policy's, or another of the same sizes.
  mutating func forwardActor(_ places: [Int], _ network: Network) {
    steps.write(places, to: &actorPass)
    network.forward(&actorPass)
  }

  /// From the gradients by the actor's outputs to those by θ.
  /// - Returns: them in the order of `NetworkGradient.vector`.
  mutating func actorSlope() -> [Double] {
    policy.network.backward(&actorPass, into: &actorGradient)
    actorGradient.detach(policy.held)
    return actorGradient.vector
  }

  /// A step of Adam down the mean of (G − v)² over some of the steps, with G = Â + v as they were judged.
  /// - Parameters:
  ///   - places: of the steps, at most a batch of them.
  ///   - rate: the step size.
  /// - Returns: that mean before the step.
  mutating func regress(_ places: ArraySlice<Int>, rate: Double) -> Double {
    steps.write(places, to: &criticPass)
    critic.forward(&criticPass)
    let error = descendError(places, share: 1)
    critic.backward(&criticPass, into: &criticGradient)
    criticAdam.descend(&critic, criticGradient, rate: Float(rate))
    return error
  }
}
