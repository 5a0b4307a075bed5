import Worlds

/// What came of a comparison: interquartile means with bootstrap intervals, and differences in pairs.
public struct ComparisonSummary: Sendable {
  /// One algorithm.
  public struct Curve: Sendable {
    public let algorithm: Spec
    public let runs: Int
    /// Runs whose parameters left the finite numbers.
    public let diverged: Int
    /// Of each part of the budget, from where every run has a score.
    public let points: [(end: Int, score: Estimate)]
    /// Of the runs' last scores, and of their means over the whole budget; nil where no episode has ended.
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
      var random = RandomStream(seed: 0, name: "bootstrap")
      let bootstrap = Bootstrap(tasks: [runs.count], using: &random)
      func estimate(_ scores: [Double?]) -> Estimate? {
        let known = scores.compactMap { $0 }
        guard !known.isEmpty, known.count == runs.count else { return nil }
        return bootstrap.estimate(known, Estimate.interquartileMean)
      }
      let points = comparison.ends.enumerated().compactMap { place, end in
        estimate(runs.map { $0.scores[place] }).map { (end: end, score: $0) }
      }
      return Curve(
        algorithm: comparison.algorithms[index], runs: runs.count, diverged: runs.count(where: \.hasDiverged),
        points: points, last: estimate(runs.map(\.last)), mean: estimate(runs.map(\.mean)),
        difference: index > 0 ? Self.difference(courses[index], courses[0]) : nil)
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
