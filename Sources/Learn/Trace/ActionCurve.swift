import Worlds

/// Q as learnt over one real action, at what the agent observes: what an actor climbs.
public struct ActionCurve: Sendable, Equatable {
  /// The action's range, over which the values are evenly spread, both ends among them.
  public var range: ClosedRange<Double>
  public var values: [Double]

  static let points = 41
}

extension Learner {
  /// The curve at the present observation; nil where actions are no single real, or there is no critic of Q.
  func actionCurve() -> ActionCurve? {
    guard case .box(let components) = environment.world.actionSpace, components.count == 1 else { return nil }
    let range = components[0].range
    let width = range.upperBound - range.lowerBound
    let actions = (0..<ActionCurve.points).map {
      R.W.Action(components: [range.lowerBound + width * Double($0) / Double(ActionCurve.points - 1)])
    }
    return learntActionValues(at: environment.observation, of: actions).map { ActionCurve(range: range, values: $0) }
  }
}
