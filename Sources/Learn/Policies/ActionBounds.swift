import Worlds

/// The box that a world's actions lie in, and the learner's own unit for them: −1…1 in every component.
public struct ActionBounds: Sendable, Equatable {
  public let middle: [Double]
  /// Half the width, positive.
  public let half: [Double]

  init(_ components: [ObservationSpace.Component]) {
    middle = components.map { ($0.range.lowerBound + $0.range.upperBound) / 2 }
    half = components.map { ($0.range.upperBound - $0.range.lowerBound) / 2 }
  }

  public var count: Int { middle.count }

  /// From −1…1 to the world's unit.
  func action(_ unit: Reals) -> Reals {
    var action = unit
    for index in middle.indices { action[index] = middle[index] + half[index] * unit[index] }
    return action
  }

  /// From the world's unit to −1…1; what lies beyond the box goes to its edge.
  func unit(_ action: Reals) -> Reals {
    var unit = action
    for index in middle.indices { unit[index] = min(max((action[index] - middle[index]) / half[index], -1), 1) }
    return unit
  }

  /// Uniform within the box, in the learner's unit.
  func uniform(using random: inout RandomStream) -> Reals {
    var unit = Reals(repeating: 0, count: count)
    for index in 0..<count { unit[index] = random.uniform(-1, 1) }
    return unit
  }
}
