import Worlds

/// A learner that acts ε-greedily by action values: what the value-based foils share.
///
/// It is judged by its frozen policies: greedy, and ε-greedy.
public protocol ValueLearner: Learner where R: DiscreteRepresentation {
  var behaviour: EpsilonGreedy<R.ActionValues> { get set }
  var random: RandomStream { get set }
}

extension ValueLearner {
  public mutating func act(at observation: Int) -> Int {
    behaviour.sample(at: observation, using: &random)
  }

  public func distribution(at observation: Int) -> ActionDistribution {
    behaviour.distribution(at: observation)
  }

  public var policies: [PolicyTable] {
    [
      EpsilonGreedy(values: behaviour.values, ε: 0).table(named: "greedy"),
      behaviour.table(named: "ε-greedy"),
    ]
  }

  public var learntActionValues: [Double]? { behaviour.values.table }

  public var parameters: [LearntParameters] { [LearntParameters("w", behaviour.values.parameters)] }

  /// Values are no soft-max preferences: there is nothing to carry over.
  public var policyParameters: [Double]? {
    get { nil }
    set {}
  }

  public var storedPolicy: StoredPolicy { behaviour.stored }

  public mutating func restorePolicy(_ tensors: [Tensor]) { behaviour.restore(tensors) }
}
