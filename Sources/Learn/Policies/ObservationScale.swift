import Worlds

/// Brings observations to one scale: x = (o − mean) / deviation, clipped to ±10, by the mean and variance of all that have
/// been seen (Welford 1962).
///
/// PPO's reference runs do so on worlds whose components have different sizes; what has been learnt means nothing without
/// these numbers, and so they belong to the policy.
public struct ObservationScale: Sendable, Equatable {
  public static let bound = 10.0
  /// Is added to the variance, so that a component that never changes stays finite.
  static let smallest = 1e-8

  /// Observations that count: what is older than the last 10⁷ fades.
  public private(set) var count = 0.0
  private static let memory = 1e7
  private var mean: Reals
  private var variance: Reals
  private var inverse: Reals

  /// Leaves observations as they are until some have been seen.
  /// - Parameter components: how many an observation has, at most `Reals.capacity`.
  public init(components: Int) {
    mean = Reals(repeating: 0, count: components)
    variance = Reals(repeating: 1, count: components)
    inverse = variance
  }

  /// How many an observation has.
  public var components: Int { mean.count }

  /// Counts one observation.
  public mutating func add(_ observation: some RealVector) {
    count = min(count + 1, Self.memory)
    for index in 0..<mean.count {
      let difference = observation[index] - mean[index]
      mean[index] += difference / count
      variance[index] += (difference * (observation[index] - mean[index]) - variance[index]) / count
    }
    if count > 1 { rescale() }
  }

  private mutating func rescale() {
    for index in 0..<mean.count { inverse[index] = 1 / (variance[index] + Self.smallest).squareRoot() }
  }

  /// One component as the network gets it.
  @inline(__always)
  public func scaled(_ value: Double, _ index: Int) -> Double {
    min(max((value - mean[index]) * inverse[index], -Self.bound), Self.bound)
  }

  /// The count, the means and the variances.
  public var numbers: [Double] {
    get { [count] + mean.array + variance.array }
    set {
      precondition(newValue.count == 1 + 2 * mean.count)
      count = newValue[0]
      mean = Reals(array: Array(newValue[1..<1 + mean.count]))
      variance = Reals(array: Array(newValue[(1 + mean.count)...]))
      if count > 1 { rescale() }
    }
  }
}
