/// Where everything on the screen goes: a pure function of the screen's size, of what is in focus, zoomed or hidden, and of
/// the view chosen.
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

    /// Where a border would take more than it gives, the pane has the place for itself.
    var hasBorder: Bool { rect.width >= 12 && rect.height >= 4 }
    /// What the pane draws in.
    var inside: Rect { hasBorder ? rect.inset(by: 1) : rect }
  }

  private(set) var title: Rect
  /// Above the panes where there is one at a time.
  private(set) var tabs: Rect
  private(set) var message: Rect
  private(set) var footer: Rect
  private(set) var panes: [Placement]

  /// - Parameters:
  ///   - scene: the columns and rows of a world made of cells; 0 for any other.
  ///   - coreRows: the rows without a wall all round, where a map has one.
  ///   - isInspecting: whether the numbers of a cell want room.
  init(
    columns: Int, rows: Int, focus: Int, isZoomed: Bool, preset: Preset = .all, hidden: Set<Int> = [],
    scene: (columns: Int, rows: Int) = (0, 0), coreRows: Int? = nil, isInspecting: Bool = false
  ) {
    let screen = Rect(x: 0, y: 0, width: columns, height: rows)
    let isSmall = columns < Self.smallestColumns || rows < Self.smallestRows
    var body = screen
    title = body.takeTop(1)
    footer = body.takeBottom(rows >= 6 ? 1 : 0)
    // A message covers the footer for a moment where it has no line of its own.
    message = rows >= Self.smallestRows + 2 ? body.takeBottom(1) : footer
    tabs = body.takeTop(isSmall && rows >= 8 ? 1 : 0)
    let tiling =
      isSmall || isZoomed
      ? .pane(focus)
      : Division(body, scene: scene, coreRows: coreRows ?? scene.rows, isInspecting: isInspecting).tiling(preset)
        .without(hidden)
    panes = (tiling ?? .pane(focus)).placements(in: body, focus: focus)
    panes.removeAll { $0.rect.isEmpty }
    panes.sort { $0.pane < $1.pane }
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
  static let trajectory = index("Trajectory")
  static let phase = index("Phase")
  static let population = index("Population")
  static let region = index("Region")
  static let workers = index("Workers")

  private static func index(_ name: String) -> Int {
    guard let index = Panes.all.firstIndex(where: { $0.name == name }) else {
      fatalError("the layout has a place for a pane `\(name)`, which is not in `Panes.all`")
    }
    return index
  }
}

extension Layout {
  /// Which panes share the screen.
  enum Preset: Int, CaseIterable, Sendable {
    case all, lecture, returns, world, code, trajectory, phase, population, region, workers

    /// The one that matters first.
    var panes: [Int] {
      switch self {
      case .all: Array(0..<Panes.numbered)
      case .lecture: [Layout.world, Layout.pseudocode]
      case .returns: [Layout.returns, Layout.world]
      case .world: [Layout.world, Layout.policy]
      case .code: [Layout.pseudocode, Layout.readings]
      case .trajectory: [Layout.trajectory, Layout.world, Layout.pseudocode]
      case .phase: [Layout.phase, Layout.world, Layout.pseudocode]
      case .population: [Layout.population, Layout.world, Layout.pseudocode]
      case .region: [Layout.region, Layout.world, Layout.pseudocode]
      case .workers: [Layout.workers, Layout.world, Layout.pseudocode]
      }
    }
  }
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
