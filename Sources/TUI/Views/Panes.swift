/// Every pane of the dashboard, in the order of tabs and number keys.
public enum Panes {
  public static let all: [any Pane] = [
    WorldPane(), PolicyPane(), ReturnsPane(), PseudocodePane(), ReadingsPane(), TrajectoryPane(),
    PhasePane(), PopulationPane(), TrustRegionPane(), WorkersPane(),
  ]

  /// So many have a number for a key and a place among all panes; the others are seen in a view of their own.
  static let numbered = 5

  /// The key that shows a pane.
  static func key(of pane: Int) -> String {
    if pane < numbered { return String(pane + 1) }
    switch pane {
    case Layout.phase: return "P"
    case Layout.population: return "g"
    case Layout.region: return "K"
    case Layout.workers: return "W"
    default: return "t"
    }
  }
}

extension Rect {
  /// A column free on either side, where there are columns to spare.
  var withMargin: Rect { width >= 40 ? inset(horizontally: 1, vertically: 0) : self }
}

extension ViewState {
  /// Draws inside a rectangle of a canvas, in coordinates of its own and with the glyphs that can be shown.
  func inside(_ rect: Rect, of canvas: inout Canvas, _ draw: (inout Canvas) -> Void) {
    let visible = rect.intersection(canvas.bounds)
    guard !visible.isEmpty else { return }
    var part = Canvas(columns: visible.width, rows: visible.height, isASCII: isASCII || canvas.isASCII)
    draw(&part)
    canvas.copy(part, x: visible.x, y: visible.y)
  }

  /// A text as it can be shown.
  func shown(_ text: String) -> String { isASCII ? Text.ascii(text) : text }
}
