import Learn
import Worlds

/// Looking at one cell of a world, wherever the agent is.
extension Dashboard {
  private var cells: CellScene? {
    if case .cells(let scene)? = film.shown?.scene { scene } else { nil }
  }

  /// The place looked at: on another map than the one on which it was chosen, that of the agent where it is not there.
  var inspectedPlace: Int? {
    guard let inspection, let cells else { return nil }
    func isThere(_ place: Int) -> Bool { cells.places.indices.contains(place) && cells.places[place].kind != .absent }
    if isThere(inspection) { return inspection }
    return cells.agent.flatMap { isThere($0) ? $0 : nil } ?? cells.places.indices.first(where: isThere)
  }

  var isInspecting: Bool { inspectedPlace != nil }

  mutating func toggleInspection() {
    if isInspecting { endInspection() } else { inspect(cells?.agent ?? 0) }
  }

  mutating func inspect(_ place: Int) {
    inspection = place
    // The world or the numbers must be in sight.
    if !layout.panes.contains(where: { [Layout.world, Layout.policy].contains($0.pane) }) {
      bringBack(Layout.world)
      focus = Layout.world
    }
    observe()
  }

  mutating func endInspection() {
    inspection = nil
    observe()
  }

  /// Moves to the next cell in the direction of an arrow, over places that are not there.
  /// - Returns: whether the key was an arrow.
  mutating func moveInspection(_ key: Key) -> Bool {
    let step: (dx: Int, dy: Int)
    switch key {
    case .up: step = (0, -1)
    case .down: step = (0, 1)
    case .left: step = (-1, 0)
    case .right: step = (1, 0)
    default: return false
    }
    guard let cells, let place = inspectedPlace else { return true }
    var (column, row) = (place % cells.columns + step.dx, place / cells.columns + step.dy)
    while (0..<cells.columns).contains(column), (0..<cells.rows).contains(row) {
      if cells[column, row].kind != .absent {
        inspection = row * cells.columns + column
        return true
      }
      (column, row) = (column + step.dx, row + step.dy)
    }
    return true
  }

  /// The cell of the world under a point of the screen.
  func cell(atX x: Int, y: Int, in placement: Layout.Placement) -> Int? {
    guard placement.pane == Layout.world, let cells else { return nil }
    let inside = placement.inside
    let layout = CellLayout(cells, width: inside.width, height: inside.height, around: inspectedPlace)
    guard let (column, row) = layout.cell(atX: x - inside.x, y: y - inside.y), cells[column, row].kind != .absent
    else { return nil }
    return row * cells.columns + column
  }

  /// What is known of the cell looked at, in a line, where the pane that shows it is not in sight.
  var inspectionLine: String? {
    let layout = layout
    guard !layout.panes.contains(where: { $0.pane == Layout.policy }), let view, let cell = InspectedCell(view) else {
      return nil
    }
    return cell.line(width: layout.message.width - 1)
  }
}
