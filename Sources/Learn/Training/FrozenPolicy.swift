import Worlds

/// A policy that only plays.
public struct FrozenPolicy {
  /// π(·∣o), of an observation in numbers.
  let distribution: ([Double]) -> ActionDistribution

  /// The policy that a learner of this set-up begins with.
  public init(_ setup: Setup) { distribution = setup.make(0).distribution }
}
