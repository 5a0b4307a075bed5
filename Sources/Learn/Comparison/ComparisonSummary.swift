import Worlds

/// What came of a comparison: interquartile means with bootstrap intervals, and differences in pairs.
public struct ComparisonSummary: Sendable {
  /// One algorithm.
  public struct Curve: Sendable {
    public let algorithm: Spec
    public let runs: Int
    /// Runs whose parameters left the finite numbers. What they have scored by then counts on; some may not have come to a score.
    public let diverged: Int
    /// Of each part of the budget from where some run has a score, over the runs that have one, and how many they are.
    public let points: [(end: Int, score: Estimate, runs: Int)]
    /// Runs that have a score at the end.
    public let scored: Int
    /// Of these runs' last scores, and of their means over the whole budget; nil where there are none.
    public let last: Estimate?
    public let mean: Estimate?
    /// Against the first algorithm; nil for itself, and where no seed has both.
    public let difference: Difference?
  }

  /// Last scores of one algorithm less those of another with the same seed.
  public struct Difference: Sendable {
    public let pairs: Int
    public let score: Estimate
    /// Pairs in which it is better.
    public let wins: Int
  }

  public let curves: [Curve]

  /// - Parameters:
  ///   - comparison: what was run.
  ///   - courses: by algorithm and seed; nil where a run is not there.
  public init(_ comparison: Comparison, _ courses: [[RunCourse?]]) {
    curves = comparison.algorithms.indices.map { index in
      let runs = courses[index].compactMap { $0 }
      // A run that has a score keeps one: where as many have one, they are the same.
      var bootstraps: [Int: Bootstrap] = [:]
      func estimate(_ scores: [Double?]) -> Estimate? {
        let known = scores.compactMap { $0 }
        guard !known.isEmpty else { return nil }
        var random = RandomStream(seed: 0, name: "bootstrap")
        let bootstrap = bootstraps[known.count] ?? Bootstrap(tasks: [known.count], using: &random)
        bootstraps[known.count] = bootstrap
        return bootstrap.estimate(known, Estimate.interquartileMean)
      }
      let points = comparison.ends.enumerated().compactMap { place, end in
        let scores = runs.map { $0.scores[place] }
        return estimate(scores).map { (end: end, score: $0, runs: scores.count { $0 != nil }) }
      }
      return Curve(
        algorithm: comparison.algorithms[index], runs: runs.count, diverged: runs.count(where: \.hasDiverged),
        points: points, scored: runs.count { $0.last != nil }, last: estimate(runs.map(\.last)),
        mean: estimate(runs.map(\.mean)), difference: index > 0 ? Self.difference(courses[index], courses[0]) : nil)
    }
  }

  private static func difference(_ ones: [RunCourse?], _ others: [RunCourse?]) -> Difference? {
    let differences = zip(ones, others).compactMap { one, other -> Double? in
      guard let one = one?.last, let other = other?.last else { return nil }
      return one - other
    }
    guard !differences.isEmpty else { return nil }
    var random = RandomStream(seed: 0, name: "bootstrap")
    let bootstrap = Bootstrap(tasks: [differences.count], using: &random)
    return Difference(
      pairs: differences.count, score: bootstrap.estimate(differences, Estimate.interquartileMean),
      wins: differences.count { $0 > 0 })
  }
}
