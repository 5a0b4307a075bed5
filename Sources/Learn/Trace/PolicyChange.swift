import Worlds

/// How far apart a policy is before and after one change of it: KL(π_old ∥ π_new) over the observations.
///
/// The lecture's "small change, large change": a policy-gradient step moves probabilities a little, a step to the greedy
/// policy may turn them over.
public struct PolicyChange: Sendable, Equatable {
  /// How many updates had been made with this one.
  public var update: Int
  /// The mean over observations, each with the share of the watched steps that the learner spent there; in nats.
  public var mean: Double
  /// The largest, and the observation that it is at.
  public var greatest: Double
  public var place: Int
  /// At how many observations none of the most probable actions is what it was.
  public var flips: Int

  /// - Parameters:
  ///   - old: the policy before the change.
  ///   - new: the policy after it, over the same observations and actions.
  ///   - visits: how often the learner has acted at each observation; where it never has, all count alike.
  ///   - update: the number of the update.
  public init(from old: PolicyTable, to new: PolicyTable, visits: [Int], update: Int) {
    self.update = update
    (mean, greatest, place, flips) = (0, 0, 0, 0)
    let total = visits.reduce(0, +)
    for observation in 0..<old.observationCount {
      let (before, after) = (old.row(observation), new.row(observation))
      guard before != after else { continue }
      // Of rows that differ in their last bits alone the sum may be below zero by as much.
      let kl = max(0, divergence(Array(before), Array(after)))
      let count = visits.indices.contains(observation) ? visits[observation] : 0
      let weight = total > 0 ? Double(count) / Double(total) : 1 / Double(old.observationCount)
      if weight > 0 { mean += weight * kl }
      if kl > greatest { (greatest, place) = (kl, observation) }
      if !Self.sharesBest(before, after) { flips += 1 }
    }
  }

  private static func sharesBest(_ before: ArraySlice<Double>, _ after: ArraySlice<Double>) -> Bool {
    let (first, second) = (before.max(), after.max())
    return zip(before, after).contains { $0 == first && $1 == second }
  }
}

extension TabularModel {
  /// Counts by state as counts by observation.
  /// - Parameter counts: by state; those that are missing are zero.
  public func byObservation(_ counts: [Int]) -> [Int] {
    var result = [Int](repeating: 0, count: observationCount)
    for (state, count) in counts.enumerated() where state < stateCount { result[observations[state]] += count }
    return result
  }
}
