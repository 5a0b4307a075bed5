import Worlds

extension A3C {
  // A mark may be the passes of a whole segment.
  public static var marksBetweenCheckups: Int { 1 << 10 }
  public static var hasMetrics: Bool { true }

  public var shownTimeLine: TimeLine? {
    var shown = timeLine
    shown.races = settings.order == .racing
    if settings.exploration == .graded {
      shown.exploration = settings.method.isOfValues ? ("ε", rules.εs) : ("c", rules.entropies)
    }
    return shown
  }

  /// Of the shared policy; a worker's copy may be older.
  public func distribution(at observation: R.W.Observation) -> ActionDistribution {
    guard settings.method.isOfValues else { return shared.policy.distribution(at: observation) }
    return .discrete(GreedyRow(shared.policy.outputs(at: observation)).probabilities(ε: rules.εs[0]))
  }

  public var policies: [PolicyTable] { [] }
  public var learntValues: [Double]? { nil }
  public func learntValue(at observation: R.W.Observation) -> Double? { opinions(at: [observation])[0].value }

  public func opinions(at observations: [R.W.Observation]) -> [(distribution: ActionDistribution, value: Double?)] {
    guard settings.method.isOfValues else { return R.opinions(shared.policy, shared.critic, at: observations) }
    return R.outputs(of: shared.policy.network, shared.policy, at: observations).map {
      let row = GreedyRow($0)
      return (.discrete(row.probabilities(ε: rules.εs[0])), row.greatest)
    }
  }

  public var parameters: [LearntParameters] {
    [
      LearntParameters("θ", shared.policy.parameters),
      LearntParameters(settings.method.isOfValues ? "θ⁻" : "w", shared.critic.parameters.map(Double.init)),
    ]
  }

  public var divergence: String? {
    shared.policy.network.trouble("θ") ?? shared.critic.trouble(settings.method.isOfValues ? "θ⁻" : "w")
  }

  /// Values are no soft-max preferences: there is nothing to carry over.
  public var policyParameters: [Double]? {
    get { settings.method.isOfValues ? nil : shared.policy.parameters }
    set { if let newValue, !settings.method.isOfValues { replacePolicy { $0.parameters = newValue } } }
  }

  public var storedPolicy: StoredPolicy {
    guard settings.method.isOfValues else { return shared.policy.stored }
    return shared.policy.stored(
      "network-epsilon-greedy", facts: [("epsilon", rules.εs[0])],
      outputs: "y[a] is the value of action a; the greedy action has the highest value, and ties share alike; "
        + "with probability epsilon any is drawn")
  }

  public mutating func restorePolicy(_ tensors: [Tensor]) { replacePolicy { $0.restore(tensors) } }

  /// What is put in place from outside is read by all.
  mutating func replacePolicy(_ replace: (inout R.NetworkActor) -> Void) {
    replace(&shared.policy)
    shared.policyWasReplaced()
    for index in workers.indices { workers[index].read(shared) }
    timeLine.readAll()
  }

  /// An action of the shared policy, where it plays on and nothing is learnt.
  public mutating func act(at observation: R.W.Observation) -> R.W.Action {
    guard settings.method.isOfValues else { return shared.policy.sample(at: observation, using: &random) }
    let row = GreedyRow(shared.policy.outputs(at: observation))
    return R.W.Action(components: [Double(row.sample(ε: rules.εs[0], using: &random))])
  }
}
