import Learn
import Worlds

/// What the agent is about to do: the distribution over its actions, given what it observes now.
public struct PolicyPane: Pane {
  public init() {}

  public var name: String { "Policy" }

  public func title(_ view: ViewState) -> String {
    if let cell = InspectedCell(view) { return view.shown("\(cell.policyName)(a∣o)  \(cell.title)") }
    // Where there is nothing to observe nothing is said of it.
    if case .vector(let components) = view.frame.setup.world.observationSpace, components.isEmpty {
      return view.shown("π(a)")
    }
    if view.frame.decidesNothing { return view.shown("π(a∣o)  S′ is terminal") }
    let observation = Self.observation(view.frame.observation, in: view.frame.setup.world.observationSpace)
    return view.shown("π(a∣o)  o = \(observation)")
  }

  /// What the agent observes, in words.
  /// - Parameter names: whether the components of a vector are named.
  static func observation(
    _ observation: ObservationView, in space: ObservationSpace, names: Bool = true
  ) -> String {
    if case .vector(let values) = observation, let position = TetrisPosition(observed: values, in: space) {
      return "\(position.piece.name) over a well"
    }
    return switch (observation, space) {
    case (.index(let index), .indices(let labels)):
      labels.indices.contains(index) ? labels[index] : String(index)
    case (.vector(let values), .vector(let components)) where names:
      zip(components, values).map { "\($0.name) \(Numbers.fixed($1, 2))" }.joined(separator: ", ")
    case (.index(let index), _): String(index)
    case (.vector(let values), _): values.map { Numbers.fixed($0, 2) }.joined(separator: ", ")
    }
  }

  public func titles(_ view: ViewState) -> [String] {
    if let cell = InspectedCell(view) { return [title(view), view.shown(cell.title), view.shown(cell.name)] }
    guard case .vector = view.frame.observation else { return [title(view)] }
    return [title(view), view.shown("π(a∣o)")]
  }

  public func draw(_ view: ViewState, in rect: Rect, on canvas: inout Canvas) {
    view.inside(rect, of: &canvas) { canvas in
      if let cell = InspectedCell(view) { return cell.draw(on: &canvas) }
      if view.frame.decidesNothing { return drawEnd(view.theme, on: &canvas) }
      switch view.frame.distribution {
      case .discrete(let probabilities):
        ActionBars(probabilities, view).draw(on: &canvas)
      case .gaussian(let mean, let deviation):
        GaussianPlot(mean: mean, deviation: deviation, view).draw(on: &canvas)
      case .squashed(let mean, let deviation, let bounds):
        GaussianPlot(mean: mean, deviation: deviation, squashedInto: bounds, view).draw(on: &canvas)
      }
    }
  }

  /// After the last step there is no action to choose, and the bars of another state would mislead.
  private func drawEnd(_ theme: Theme, on canvas: inout Canvas) {
    let lines = Text.wrapped("S′ is terminal: nothing is chosen here", width: max(canvas.columns - 2, 1))
    for (row, line) in lines.prefix(canvas.rows).enumerated() {
      let y = max((canvas.rows - lines.count) / 2, 0) + row
      canvas.write(line, x: 0, y: y, theme.muted, width: canvas.columns, align: .centre)
    }
  }
}

extension TetrisPosition {
  /// - Returns: nil where it is something else that is observed.
  fileprivate init?(observed values: [Double], in space: ObservationSpace) {
    guard case .vector(let components) = space, components.first?.name == "piece", values.count == components.count
    else { return nil }
    self.init(components: values)
  }
}

extension Frame {
  /// Whether the agent sees the same everywhere, so that it has one distribution over its actions.
  var hasOneObservation: Bool {
    switch setup.world.observationSpace {
    case .indices(let labels): labels.count == 1
    case .vector(let components): components.isEmpty
    }
  }

  /// Whether the agent is where an episode has ended and π is not asked.
  var decidesNothing: Bool { episode.ending == .terminated && !hasOneObservation }

  /// Whether the last action was chosen where the agent is now, by what it sees; else by the π of the state before.
  var hasActedHere: Bool {
    if hasOneObservation { return true }
    guard let trajectory, trajectory.isPresent, trajectory.endStep == episode.steps else { return false }
    return trajectory.steps.last?.observation == observation
  }
}
