import Worlds

/// What a learner thinks of every state of a world whose state is a point of a plane: a grid of values and actions.
public struct PhasePortrait: Sendable, Equatable {
  public var plane: PhasePlane
  public var columns: Int
  public var rows: Int
  /// V as learnt, row by row from the highest y on; nil where there is no critic that says.
  public var values: [Double]?
  /// What the policy does on average, −1 for all it can in one direction, 1 in the other.
  public var actions: [Double]
  /// States of transitions that the learner keeps to learn from, as points of the plane.
  public var replayed: [PhasePoint] = []

  /// The points of the grid lie in the middle of its cells.
  static func point(_ plane: PhasePlane, column: Int, row: Int, columns: Int, rows: Int) -> (x: Double, y: Double) {
    let (x, y) = (plane.x.range, plane.y.range)
    return (
      x.lowerBound + (x.upperBound - x.lowerBound) * (Double(column) + 0.5) / Double(columns),
      y.upperBound - (y.upperBound - y.lowerBound) * (Double(row) + 0.5) / Double(rows)
    )
  }
}

/// A point of a phase plane.
public struct PhasePoint: Sendable, Equatable {
  public var x: Double
  public var y: Double
}

extension Learner {
  /// The portrait as it is now; nil where the world's state is no point of a plane.
  func portrait(columns: Int = 36, rows: Int = 20) -> PhasePortrait? {
    guard let plane = environment.world.phasePlane else { return nil }
    let space = environment.world.actionSpace
    var points: [R.W.Observation] = []
    for row in 0..<rows {
      for column in 0..<columns {
        let (x, y) = PhasePortrait.point(plane, column: column, row: row, columns: columns, rows: rows)
        points.append(R.W.Observation(components: plane.observation(x: x, y: y)))
      }
    }
    let opinions = opinions(at: points)
    let values = opinions.compactMap(\.value)
    let actions = opinions.map { space.direction(of: $0.distribution) }
    let kept = replayed(atMost: 400).compactMap { plane.point(of: $0.components) }.map {
      PhasePoint(x: $0.x, y: $0.y)
    }
    return PhasePortrait(
      plane: plane, columns: columns, rows: rows, values: values.count == actions.count ? values : nil,
      actions: actions, replayed: kept)
  }
}

extension ActionSpace {
  /// The mean of a distribution over actions as a number from −1 to 1: of choices, which are ordered from one side to the
  /// other, or of the first component within its bounds.
  func direction(of distribution: ActionDistribution) -> Double {
    switch (distribution, self) {
    case (.discrete(let π), _):
      let last = Double(max(π.count - 1, 1))
      return π.indices.reduce(0) { $0 + π[$1] * (2 * Double($1) / last - 1) }
    case (.gaussian(let mean, _), .box(let components)):
      guard let μ = mean.first, let range = components.first?.range else { return 0 }
      let middle = (range.lowerBound + range.upperBound) / 2
      return min(max((μ - middle) / (range.upperBound - middle), -1), 1)
    case (.squashed(let mean, _, _), _): return tanh(mean.first ?? 0)
    case (.gaussian, .choices): return 0
    }
  }
}
