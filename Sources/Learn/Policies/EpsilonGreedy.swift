import Worlds

/// The best action by value with probability 1 − ε, any with probability ε; ties share alike.
///
/// Source: Sutton & Barto 2018, section 5.4. With ε = 0 it is the greedy policy.
public struct EpsilonGreedy<Q: DiscreteActionValueFunction>: DiscretePolicy {
  public var values: Q
  /// ε, 0…1.
  public var ε: Double

  public init(values: Q, ε: Double) {
    self.values = values
    self.ε = ε
  }

  public var actionCount: Int { values.actionCount }
  public var observationCount: Int { values.observationCount }

  public func probabilities(at observation: Int) -> [Double] {
    let row = (0..<actionCount).map { values.value(at: observation, $0) }
    let best = row.max()!
    let ties = Double(row.count { $0 == best })
    return row.map { ($0 == best ? (1 - ε) / ties : 0) + ε / Double(actionCount) }
  }

  public func sample(at observation: Int, using random: inout RandomStream) -> Int {
    if ε > 0, random.uniform() < ε { return random.index(below: actionCount) }
    var best = -Double.infinity
    var ties = 0
    var choice = 0
    for action in 0..<actionCount {
      let value = values.value(at: observation, action)
      if value > best {
        (best, ties, choice) = (value, 1, action)
      } else if value == best {
        // Reservoir sampling: each of n ties ends up chosen with probability 1/n.
        ties += 1
        if random.index(below: ties) == 0 { choice = action }
      }
    }
    return choice
  }
}
