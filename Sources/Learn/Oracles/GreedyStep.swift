import Worlds

/// What a greedy learner would do now: one step of policy improvement by the exact Q^π.
///
/// Source: Sutton & Barto 2018, section 4.2, with ε-greedy in place of greedy (5.4), since the KL divergence to a policy
/// that never does what π does is infinite. Where states look alike the agent has one Q for all of them, the mean over
/// where π spends its time: Q(o, a) = Σ d^π(s) Q^π(s, a) / Σ d^π(s) over the states seen as o.
public enum GreedyStep {
  /// - Parameters:
  ///   - policy: π.
  ///   - actionValues: Q^π by state and action.
  ///   - visits: d^π by state; without it every state counts alike, and nothing is said where that matters.
  ///   - model: of the world.
  ///   - ε: the share of actions that are drawn uniformly.
  /// - Returns: the improved policy, over the same observations; nil where it cannot be told.
  public static func improved(
    _ policy: PolicyTable, by actionValues: [[Double]], visits: [Double]?, on model: TabularModel, ε: Double
  ) -> PolicyTable? {
    if visits == nil, model.isAliased { return nil }
    let count = policy.actionCount
    var sums = [Double](repeating: 0, count: policy.probabilities.count)
    var weights = [Double](repeating: 0, count: policy.observationCount)
    for (state, row) in actionValues.enumerated() {
      let (weight, observation) = (visits?[state] ?? 1, model.observations[state])
      guard weight > 0, row.allSatisfy(\.isFinite) else { continue }
      weights[observation] += weight
      for (action, q) in row.enumerated() { sums[observation * count + action] += weight * q }
    }
    var improved = PolicyTable(name: "greedy step", actionCount: count, probabilities: policy.probabilities)
    // Where π never comes, nothing is known that would change it.
    for observation in weights.indices where weights[observation] > 0 {
      let row = sums[observation * count..<(observation + 1) * count]
      let best = row.max() ?? 0
      // What differs by rounding alone is a tie.
      let tolerance = 1e-9 * max(1, abs(best / weights[observation])) * weights[observation]
      let ties = Double(row.count { $0 >= best - tolerance })
      for (action, q) in row.enumerated() {
        improved.probabilities[observation * count + action] =
          (q >= best - tolerance ? (1 - ε) / ties : 0) + ε / Double(count)
      }
    }
    return improved
  }
}
