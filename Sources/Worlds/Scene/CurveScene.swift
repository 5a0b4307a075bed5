/// A reward −(a − a*)² over a real action, and where the last actions fell.
public struct CurveScene: Sendable, Equatable {
  public struct Pull: Sendable, Equatable {
    public var action: Double
    public var reward: Double

    public init(action: Double, reward: Double) {
      self.action = action
      self.reward = reward
    }
  }

  /// The actions worth looking at.
  public var range: ClosedRange<Double>
  /// a*, the best action.
  public var target: Double
  /// The reward's standard deviation about the curve.
  public var noise: Double
  /// The last ones, oldest first; several episodes'.
  public var pulls: [Pull]

  public init(range: ClosedRange<Double>, target: Double, noise: Double, pulls: [Pull]) {
    self.range = range
    self.target = target
    self.noise = noise
    self.pulls = pulls
  }

  /// The expected reward of an action.
  public func reward(_ action: Double) -> Double { -(action - target) * (action - target) }
}
