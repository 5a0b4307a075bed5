import Worlds

/// A statistic of some runs with its interval.
public struct Estimate: Sendable, Equatable {
  public var value: Double
  /// The ends of the 95 % interval.
  public var low: Double
  public var high: Double

  public init(value: Double, low: Double, high: Double) {
    (self.value, self.low, self.high) = (value, low, high)
  }
}

extension Estimate {
  /// The mean of the middle half: of n scores ⌊n/4⌋ of the smallest and as many of the largest are left out. It forgives
  /// outliers as the median does and uses more of the runs.
  ///
  /// Source: Agarwal et al. 2021, "Deep reinforcement learning at the edge of the statistical precipice".
  public static func interquartileMean(_ scores: [Double]) -> Double {
    let cut = scores.count / 4
    let middle = scores.sorted()[cut..<scores.count - cut]
    return middle.reduce(0, +) / Double(middle.count)
  }
}

/// The percentile bootstrap over runs, stratified by task: how far a statistic would vary if the same tasks were run again.
///
/// Source: Agarwal et al. 2021; Efron 1979. A resample draws, for each task, as many of its runs as there are, with
/// replacement; of the statistic of all resamples the middle 95 % is the interval. The same draws serve every statistic of the
/// same runs, so that the ends of a band belong together along a curve.
public struct Bootstrap: Sendable {
  /// By resample, the places of the runs drawn, task by task.
  private let draws: [[Int]]

  /// - Parameters:
  ///   - tasks: the number of runs of each task, in the order of the scores.
  ///   - resamples: how many.
  ///   - random: of the draws.
  public init(tasks: [Int], resamples: Int = 2000, using random: inout RandomStream) {
    draws = (0..<resamples).map { _ in
      var (places, first) = ([Int](), 0)
      for count in tasks {
        for _ in 0..<count { places.append(first + random.index(below: count)) }
        first += count
      }
      return places
    }
  }

  /// - Parameters:
  ///   - scores: of all runs, in the order of the tasks.
  ///   - statistic: of them, and of each resample.
  public func estimate(_ scores: [Double], _ statistic: ([Double]) -> Double) -> Estimate {
    let values = draws.map { places in statistic(places.map { scores[$0] }) }.sorted()
    return Estimate(
      value: statistic(scores), low: Self.quantile(0.025, of: values), high: Self.quantile(0.975, of: values))
  }

  /// Between neighbours in rank linearly (Hyndman & Fan 1996, definition 7).
  /// - Parameter sorted: from the smallest on, and not empty.
  static func quantile(_ p: Double, of sorted: [Double]) -> Double {
    let place = p * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }
}
