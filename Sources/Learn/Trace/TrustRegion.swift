/// How far an update goes from the policy that took the steps, and what holds it back: what algorithms with a trust region, or
/// with clipped ratios in place of one, show of themselves.
public struct TrustRegion: Sendable, Equatable {
  /// Which way a step leads.
  public enum Direction: String, Sendable, CaseIterable {
    /// x = F⁻¹ g.
    case natural
    /// g, the gradient as it is.
    case vanilla
  }

  /// The policy at some length along a direction, by means over the steps.
  public struct Point: Sendable, Equatable {
    /// The step size by that at which the quadratic model of KL is at its bound.
    public var length: Double
    /// KL(π_old ∥ π), in nats.
    public var divergence: Double
    /// What the surrogate gains, mean r Â − mean Â.
    public var gain: Double
  }

  /// A step that was tried.
  public struct Try: Sendable, Equatable {
    public var point: Point
    public var isTaken: Bool
  }

  /// How much more probable a step's action has become, and how much better than expected it was.
  public struct Ratio: Sendable, Equatable {
    /// r = π(A∣S, θ) / π(A∣S, θ_old).
    public var value: Double
    /// Â, as it is learnt from.
    public var advantage: Double
  }

  /// δ; nil where nothing bounds KL.
  public var bound: Double?
  /// ε of PPO's edges 1 ± ε.
  public var ε: Double
  /// Whether ratios are clipped at the edges; else they are where PPO's would be.
  public var isClipped: Bool
  /// Of the steps that were tried; nil where none is.
  public var direction: Direction?
  /// KL and gain along the two directions, from length 0 on; empty where they are not known.
  public var natural: [Point] = []
  public var vanilla: [Point] = []
  /// In their order.
  public var tries: [Try] = []
  /// The slope of the surrogate by the length, along the direction of the tries: what a linear model expects.
  public var slope = 0.0
  /// The KL of each minibatch so far, where an update has several.
  public var divergences: [Double] = []
  /// Of the steps of the last policy that was tried, or of the last minibatch.
  public var ratios: [Ratio] = []

  public init(bound: Double? = nil, ε: Double, isClipped: Bool, direction: Direction? = nil) {
    (self.bound, self.ε, self.isClipped, self.direction) = (bound, ε, isClipped, direction)
  }

  /// Whether a ratio is beyond the edge that matters for its advantage: there PPO's objective pays nothing more.
  public func isBeyond(_ ratio: Ratio) -> Bool {
    ClippedSurrogate(ε: ε).isClipped(ratio: ratio.value, advantage: ratio.advantage)
  }

  /// The share of ratios that are; 0 where there are none.
  public var shareBeyond: Double { Double(ratios.count(where: isBeyond)) / Double(max(ratios.count, 1)) }

  /// KL of the step that was taken, or of the last minibatch; 0 where no step was.
  public var divergence: Double { tries.last { $0.isTaken }?.point.divergence ?? divergences.last ?? 0 }
}
