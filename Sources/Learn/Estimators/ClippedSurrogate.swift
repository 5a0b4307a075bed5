/// PPO's objective of one step, min(r Â, clip(r, 1 − ε, 1 + ε) Â) with r = π(A∣S, θ) / π(A∣S, θ_old).
///
/// Source: Schulman et al. 2017, eq. 7. Where a step is better than expected it pays to make it more probable, up to 1 + ε and no
/// further; where it is worse, less probable, down to 1 − ε. A ratio on the other side is never clipped: what went the wrong
/// way is always called back.
public struct ClippedSurrogate: Sendable, Equatable {
  /// ε > 0.
  public var ε: Double

  public init(ε: Double) { self.ε = ε }

  public func value(ratio: Double, advantage: Double) -> Double {
    min(ratio * advantage, min(max(ratio, 1 - ε), 1 + ε) * advantage)
  }

  /// Whether the ratio is beyond the edge that matters, so that its slope is 0.
  public func isClipped(ratio: Double, advantage: Double) -> Bool {
    advantage > 0 ? ratio > 1 + ε : ratio < 1 - ε
  }

  /// The derivative by ln π(A∣S, θ), which is r times that by r.
  public func slope(ratio: Double, advantage: Double) -> Double {
    isClipped(ratio: ratio, advantage: advantage) ? 0 : ratio * advantage
  }
}
