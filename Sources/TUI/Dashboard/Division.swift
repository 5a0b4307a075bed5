/// How the body of the screen is divided, by its size and the world's shape.
struct Division {
  private let body: Rect
  private let scene: (columns: Int, rows: Int)
  private let coreRows: Int
  private let isInspecting: Bool

  init(_ body: Rect, scene: (columns: Int, rows: Int), coreRows: Int, isInspecting: Bool) {
    self.body = body
    self.scene = scene
    self.coreRows = coreRows
    self.isInspecting = isInspecting
  }

  func tiling(_ preset: Layout.Preset) -> Tiling {
    switch preset {
    case .all:
      switch (body.width, body.height) {
      case (150..., 36...): grid
      case (150..., _): threeColumns
      default: twoColumns
      }
    case .lecture: isBesideBetter ? .columns(world, code, leftWidth: part(58, body.width)) : leftColumn
    case .returns:
      isBesideBetter
        ? .columns(world, returns, leftWidth: part(40, body.width))
        : .rows(returns, world, .lower(max(8, part(40, body.height))))
    case .world:
      isBesideBetter
        ? .columns(world, policy, leftWidth: part(62, body.width)) : .rows(world, policy, .lower(policyRows))
    case .code:
      body.width >= 100
        ? .columns(code, readings, leftWidth: part(60, body.width))
        : .rows(code, readings, .lower(max(6, body.height - 14)))
    case .trajectory:
      // The sums want sixty columns.
      body.width >= 110
        ? .columns(leftColumn, trajectory, leftWidth: body.width - max(67, part(52, body.width)))
        : .rows(
          .columns(world, code, leftWidth: body.width / 2), trajectory, .lower(max(9, part(62, body.height))))
    case .phase: beside(phase)
    case .population: beside(population)
    case .region: beside(region)
    case .workers: beside(workers)
    }
  }

  private var world: Tiling { .pane(Layout.world) }
  private var policy: Tiling { .pane(Layout.policy) }
  private var code: Tiling { .pane(Layout.pseudocode) }
  private var returns: Tiling { .pane(Layout.returns) }
  private var readings: Tiling { .pane(Layout.readings) }
  private var trajectory: Tiling { .pane(Layout.trajectory) }
  private var phase: Tiling { .pane(Layout.phase) }
  private var population: Tiling { .pane(Layout.population) }
  private var region: Tiling { .pane(Layout.region) }
  private var workers: Tiling { .pane(Layout.workers) }

  /// A plane wants to be large: left of world and code, or above them.
  private func beside(_ plane: Tiling) -> Tiling {
    body.width >= 100
      ? .columns(plane, leftColumn, leftWidth: part(58, body.width))
      : .rows(plane, .columns(world, code, leftWidth: body.width / 2), .upper(part(60, body.height)))
  }

  private func part(_ percent: Int, _ whole: Int) -> Int { (whole * percent + 50) / 100 }

  /// Whether a world is drawn larger with another pane beside it than below it.
  private var isBesideBetter: Bool { body.width >= 100 && scene.columns < 2 * max(scene.rows, 1) }

  private var policyRows: Int { min(11, max(isInspecting ? 9 : 6, body.height * 27 / 100)) }

  /// World and Pseudocode left; Policy, Returns and Readings right, the last two as tabs where it is low.
  private var twoColumns: Tiling {
    let results: Tiling =
      body.height >= 20
      ? .rows(returns, readings, .lower(min(12, max(6, body.height * 27 / 100))))
      : .shared([Layout.returns, Layout.readings])
    return .columns(
      leftColumn, .rows(policy, results, .upper(policyRows)), leftWidth: part(52, body.width))
  }

  /// World and Pseudocode, Policy and Readings, Returns.
  private var threeColumns: Tiling {
    let left = body.width * 40 / 100
    return .columns(
      leftColumn,
      .columns(
        .rows(policy, readings, .upper(max(6, body.height / 2))), returns,
        leftWidth: body.width * 26 / 100),
      leftWidth: left)
  }

  /// World, Policy and Pseudocode left; Returns and Readings right.
  private var grid: Tiling {
    .columns(
      .rows(.rows(world, policy, .lower(min(14, max(9, body.height * 18 / 100)))), code, .lower(14)),
      .rows(returns, readings, .lower(min(20, max(14, body.height * 28 / 100)))),
      leftWidth: body.width * 42 / 100)
  }

  /// The listing gets what most of them need, the world the rest; a map that would just not fit takes rows from the
  /// listing, which can be scrolled.
  private var leftColumn: Tiling {
    var rows = min(14, max(8, body.height * 60 / 100))
    // Without its outer wall rather than not whole.
    let left = [scene.rows, coreRows].map { body.height - ($0 + 2) }.first { $0 >= Self.fewestCodeRows }
    if let left { rows = min(rows, left) }
    return .rows(world, code, .lower(rows))
  }

  /// Six lines of a listing and its border.
  private static let fewestCodeRows = 8
}
