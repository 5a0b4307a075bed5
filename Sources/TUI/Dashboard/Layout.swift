/// Where everything on the screen goes: a pure function of the screen's size, the focus and the zoom.
///
/// The screen has a title bar, the panes, a line for messages and a footer. Small screens drop what they can do without
/// and show one pane at a time.
struct Layout: Equatable, Sendable {
  /// A pane, by its index in `Panes.all`, and its place with the border.
  struct Placement: Equatable, Sendable {
    var pane: Int
    var rect: Rect
    /// The panes that share this place, of which `pane` is the one shown; empty where it has it for itself.
    var tabs: [Int] = []
  }

  private(set) var title: Rect
  /// Above the panes where there is one at a time.
  private(set) var tabs: Rect
  private(set) var message: Rect
  private(set) var footer: Rect
  private(set) var panes: [Placement]

  /// - Parameter sceneRows: the rows of a world made of cells; 0 for any other.
  init(columns: Int, rows: Int, focus: Int, isZoomed: Bool, sceneRows: Int = 0) {
    let screen = Rect(x: 0, y: 0, width: columns, height: rows)
    let isSmall = columns < Self.smallestColumns || rows < Self.smallestRows
    var body = screen
    title = body.takeTop(1)
    footer = body.takeBottom(rows >= 6 ? 1 : 0)
    // A message covers the footer for a moment where it has no line of its own.
    message = rows >= Self.smallestRows + 2 ? body.takeBottom(1) : footer
    tabs = body.takeTop(isSmall && rows >= 8 ? 1 : 0)
    panes =
      isSmall || isZoomed
      ? [Placement(pane: focus, rect: body)] : Self.tile(body, focus: focus, sceneRows: sceneRows)
    panes.removeAll { $0.rect.isEmpty }
  }

  /// Below this there is one pane at a time.
  static let smallestColumns = 60
  static let smallestRows = 18

  // Indices into `Panes.all`.
  static let world = index("World")
  static let policy = index("Policy")
  static let pseudocode = index("Pseudocode")
  static let returns = index("Returns")
  static let readings = index("Readings")

  private static func index(_ name: String) -> Int {
    guard let index = Panes.all.firstIndex(where: { $0.name == name }) else {
      fatalError("the layout has a place for a pane `\(name)`, which is not in `Panes.all`")
    }
    return index
  }

  private static func tile(_ body: Rect, focus: Int, sceneRows: Int) -> [Placement] {
    switch (body.width, body.height) {
    case (150..., 36...): grid(body)
    case (150..., _): threeColumns(body, focus: focus, sceneRows: sceneRows)
    default: twoColumns(body, focus: focus, sceneRows: sceneRows)
    }
  }

  /// World and Pseudocode left; Policy, Returns and Readings right, the last two as tabs where it is low.
  private static func twoColumns(_ body: Rect, focus: Int, sceneRows: Int) -> [Placement] {
    var right = body
    let left = right.takeLeft((body.width * 52 + 50) / 100)
    var placements = leftColumn(left, sceneRows: sceneRows)
    let policyRows = min(11, max(6, body.height * 27 / 100))
    placements.append(Placement(pane: policy, rect: right.takeTop(policyRows)))
    if body.height >= 20 {
      let readingsRows = min(12, max(6, body.height * 27 / 100))
      placements.append(Placement(pane: readings, rect: right.takeBottom(readingsRows)))
      placements.append(Placement(pane: returns, rect: right))
    } else {
      placements.append(
        Placement(pane: focus == readings ? readings : returns, rect: right, tabs: [returns, readings]))
    }
    return placements.sorted { $0.pane < $1.pane }
  }

  /// World and Pseudocode, Policy and Readings, Returns.
  private static func threeColumns(_ body: Rect, focus: Int, sceneRows: Int) -> [Placement] {
    var rest = body
    var placements = leftColumn(rest.takeLeft(body.width * 40 / 100), sceneRows: sceneRows)
    var middle = rest.takeLeft(body.width * 26 / 100)
    placements.append(Placement(pane: policy, rect: middle.takeTop(max(6, body.height / 2))))
    placements.append(Placement(pane: readings, rect: middle))
    placements.append(Placement(pane: returns, rect: rest))
    return placements.sorted { $0.pane < $1.pane }
  }

  /// World, Policy and Pseudocode left; Returns and Readings right.
  private static func grid(_ body: Rect) -> [Placement] {
    var right = body
    var left = right.takeLeft(body.width * 42 / 100)
    let code = left.takeBottom(14)
    let bars = left.takeBottom(min(14, max(9, body.height * 18 / 100)))
    let numbers = right.takeBottom(min(20, max(14, body.height * 28 / 100)))
    return [
      Placement(pane: world, rect: left), Placement(pane: policy, rect: bars),
      Placement(pane: pseudocode, rect: code), Placement(pane: returns, rect: right),
      Placement(pane: readings, rect: numbers),
    ].sorted { $0.pane < $1.pane }
  }

  /// The listing gets what most of them need, the world the rest; a map that would just not fit takes rows from the
  /// listing, which can be scrolled.
  private static func leftColumn(_ column: Rect, sceneRows: Int) -> [Placement] {
    var upper = column
    var rows = min(14, max(8, column.height * 60 / 100))
    let left = column.height - (sceneRows + 2)
    if left >= fewestCodeRows { rows = min(rows, left) }
    let lower = upper.takeBottom(rows)
    return [Placement(pane: world, rect: upper), Placement(pane: pseudocode, rect: lower)]
  }
}

extension Layout {
  /// Six lines of a listing and its border.
  private static let fewestCodeRows = 8
}

extension Rect {
  /// Cuts off at most so many rows at the top.
  mutating func takeTop(_ rows: Int) -> Rect {
    let taken = Rect(x: x, y: y, width: width, height: min(rows, height))
    self = Rect(x: x, y: y + taken.height, width: width, height: height - taken.height)
    return taken
  }

  mutating func takeBottom(_ rows: Int) -> Rect {
    let count = min(rows, height)
    let taken = Rect(x: x, y: y + height - count, width: width, height: count)
    height -= count
    return taken
  }

  mutating func takeLeft(_ columns: Int) -> Rect {
    let taken = Rect(x: x, y: y, width: min(columns, width), height: height)
    self = Rect(x: x + taken.width, y: y, width: width - taken.width, height: height)
    return taken
  }
}
