/// Two numbers that say all of a world's state, so that it can be drawn as a point of a plane: its phase portrait.
public struct PhasePlane: Sendable, Equatable {
  /// Across, such as a place or an angle.
  public let x: ObservationSpace.Component
  /// Upwards, such as a speed.
  public let y: ObservationSpace.Component
  /// Whether x is an angle in radians that is observed as its cosine and its sine, and goes round.
  public let isAngle: Bool

  /// - Parameters:
  ///   - x: the name and the range of what goes across.
  ///   - y: likewise of what goes upwards.
  ///   - isAngle: whether x is an angle, observed as cosine and sine; else the observation is (x, y) itself.
  public init(x: ObservationSpace.Component, y: ObservationSpace.Component, isAngle: Bool = false) {
    self.x = x
    self.y = y
    self.isAngle = isAngle
  }

  /// What is observed at a point.
  public func observation(x: Double, y: Double) -> [Double] { isAngle ? [cos(x), sin(x), y] : [x, y] }

  /// Where an observation lies; nil for one that is not of this world.
  public func point(of observation: [Double]) -> (x: Double, y: Double)? {
    if isAngle { return observation.count == 3 ? (atan2(observation[1], observation[0]), observation[2]) : nil }
    return observation.count == 2 ? (observation[0], observation[1]) : nil
  }
}
