import Worlds

/// A learner by networks from the steps that its present policy has taken: what A2C and PPO share.
public protocol OnPolicyLearner: Learner where R: NetworkRepresentation {
  var networks: ActorCriticNetworks<R> { get set }
}

extension OnPolicyLearner {
  // A mark may be a whole minibatch.
  public static var marksBetweenCheckups: Int { 1 << 10 }
  public static var checksEveryUpdate: Bool { true }
  public static var hasMetrics: Bool { true }

  /// Refuses what could not be learnt from.
  /// - Parameters:
  ///   - batch: steps learnt from at once.
  ///   - steps: of each environment between two updates.
  ///   - copies: of the world.
  static func checkBatch(_ batch: Int, of steps: Int, by copies: Int) throws(ParameterError) {
    guard steps * copies <= 1_000_000 else {
      throw ParameterError(
        "`steps` times `environments` is \(steps) · \(copies) = \(steps * copies); it must be at most 1000000")
    }
    guard batch <= steps * copies else {
      throw ParameterError(
        "`batch` is \(batch), but \(copies) `environments` of \(steps) `steps` give \(steps * copies); it must be at most that"
      )
    }
  }

  public mutating func act(at observation: R.W.Observation) -> R.W.Action {
    networks.policy.sample(at: observation, using: &networks.random)
  }

  public func distribution(at observation: R.W.Observation) -> ActionDistribution {
    networks.policy.distribution(at: observation)
  }

  public var policies: [PolicyTable] { [] }
  public var learntValues: [Double]? { nil }

  // A critic that has learnt nothing yet, as beside a policy that was kept, has no opinion.
  public func learntValue(at observation: R.W.Observation) -> Double? {
    updates > 0 ? networks.value(at: observation) : nil
  }

  public func opinions(at observations: [R.W.Observation]) -> [(distribution: ActionDistribution, value: Double?)] {
    let opinions = networks.opinions(at: observations)
    return updates > 0 ? opinions : opinions.map { ($0.distribution, nil) }
  }

  public var parameters: [LearntParameters] {
    [
      LearntParameters("θ", networks.policy.parameters),
      LearntParameters("w", networks.critic.parameters.map(Double.init)),
    ]
  }

  public var divergence: String? {
    networks.policy.network.trouble("θ") ?? networks.critic.trouble("w")
  }

  public var policyParameters: [Double]? {
    get { networks.policy.parameters }
    set { if let newValue { networks.policy.parameters = newValue } }
  }

  public var storedPolicy: StoredPolicy { networks.policy.stored }

  public mutating func restorePolicy(_ tensors: [Tensor]) { networks.policy.restore(tensors) }
}
