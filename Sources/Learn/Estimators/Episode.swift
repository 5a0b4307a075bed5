import Worlds

/// One episode as it was lived: S_t, A_t and R_{t+1} for t = 0, …, T−1.
public struct Episode<W: World>: Sendable {
  public private(set) var observations: [W.Observation] = []
  public private(set) var actions: [W.Action] = []
  public private(set) var rewards: [Double] = []

  public init() {}

  /// T.
  public var count: Int { rewards.count }

  public mutating func append(_ observation: W.Observation, _ action: W.Action, _ reward: Double) {
    observations.append(observation)
    actions.append(action)
    rewards.append(reward)
  }

  /// Forgets the steps and keeps the memory.
  public mutating func removeAll() {
    observations.removeAll(keepingCapacity: true)
    actions.removeAll(keepingCapacity: true)
    rewards.removeAll(keepingCapacity: true)
  }
}
