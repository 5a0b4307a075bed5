import Learn
import Worlds

/// A world made of cells: a map that is as detailed as its room allows.
struct CellMap {
  let scene: CellScene
  let theme: Theme
  let heat: HeatScale?
  let policy: PolicyTable?
  let choices: [ActionSpace.Choice]
  let labels: [String]
  let lastAction: Int?
  /// The place looked at, and those that the agent takes for it.
  let inspected: Int?
  let twins: [Int]
  /// Whether some places look alike to the agent.
  let hasAliases: Bool

  init(_ scene: CellScene, _ view: ViewState) {
    self.scene = scene
    hasAliases = scene.places.contains { $0.isAliased }
    theme = view.theme
    heat = HeatScale(view, scene)
    let best = view.heatMap == .deterministic ? view.frame.setup.bestDeterministic?.policy : nil
    policy = best ?? view.frame.policies.first
    inspected = view.inspected.flatMap { scene.places.indices.contains($0) ? $0 : nil }
    twins = inspected.map(scene.twins(of:)) ?? []
    choices = ActionGlyphs.choices(of: view.frame.setup.world.actionSpace, count: policy?.actionCount ?? 0)
    labels = if case .indices(let labels) = view.frame.setup.world.observationSpace { labels } else { [] }
    lastAction = if case .index(let index)? = view.frame.lastAction { index } else { nil }
  }

  func draw(on canvas: inout Canvas) {
    let layout = CellLayout(scene, width: canvas.columns, height: canvas.rows, around: inspected)
    if layout.hasBorders { drawBorders(layout, on: &canvas) }
    let labels = fittingLabels(width: layout.width, isASCII: canvas.isASCII)
    let numberColumns = numberColumns(layout)
    for row in layout.rows {
      for column in layout.columns {
        let place = row * scene.columns + column
        guard scene.places.indices.contains(place), scene.places[place].kind != .absent else { continue }
        canvas.inside(layout.rect(column: column, row: row)) { cell in
          let label = scene.places[place].observation.flatMap {
            labels.indices.contains($0) ? labels[$0] : nil
          }
          CellPicture(
            map: self, index: place, hasNeighbours: !layout.hasBorders, label: label,
            numberColumns: numberColumns
          ).draw(on: &cell)
        }
      }
    }
    for place in twins { drawCursor(at: place, layout, isTwin: true, on: &canvas) }
    if let inspected { drawCursor(at: inspected, layout, isTwin: false, on: &canvas) }
    if layout.isWhole {
      drawLegend(layout, on: &canvas)
    } else {
      drawWindow(layout, on: &canvas)
    }
  }

  /// The columns that small cells have for their value: beside an arrow or, where there are two rows, below it. 0 where not
  /// all values fit, since some with and some without would look as if the others had none.
  private func numberColumns(_ layout: CellLayout) -> Int {
    let width = layout.width - (layout.hasBorders || layout.width < 3 ? 0 : 1)
    let room = width - (layout.height >= 2 ? 0 : 1)
    let values = heat?.values.compactMap { $0 } ?? []
    return values.allSatisfy { Numbers.short($0, columns: room) != nil } ? room : 0
  }

  /// What the agent observes in each place, if the cells have room for all labels: without their common first word
  /// where they are too long with it. On a map without aliases the labels are no more than coordinates.
  private func fittingLabels(width: Int, isASCII: Bool) -> [String] {
    guard hasAliases else { return [] }
    func fit(_ labels: [String]) -> Bool { labels.allSatisfy { Text.width($0, isASCII: isASCII) <= width } }
    if fit(labels) { return labels }
    let words = labels.map { $0.split(separator: " ") }
    guard labels.count > 1, words.allSatisfy({ $0.count > 1 && $0[0] == words[0][0] }) else { return [] }
    let short = words.map { $0.dropFirst().joined(separator: " ") }
    return fit(short) ? short : []
  }

  /// Each cell draws its box; neighbours share a side.
  private func drawBorders(_ layout: CellLayout, on canvas: inout Canvas) {
    for row in layout.rows {
      for column in layout.columns where scene[column, row].kind != .absent {
        let inside = layout.rect(column: column, row: row)
        canvas.box(inside.inset(by: -1), theme.border)
      }
    }
  }

  /// The heat map's ramp from its lowest to its highest value, where a row is left under the map.
  private func drawLegend(_ layout: CellLayout, on canvas: inout Canvas) {
    let y = layout.bottom + (layout.bottom + 1 < canvas.rows ? 1 : 0)
    guard let heat, y < canvas.rows else { return }
    let (low, high) = (Numbers.short(heat.ends.low), Numbers.short(heat.ends.high))
    let width = min(24, canvas.columns - Text.width(heat.name + low + high) - 6)
    guard width >= 5 else { return }
    let whole = width + Text.width(heat.name + low + high) + 4
    var x = canvas.write(heat.name, x: max((canvas.columns - whole) / 2, 0), y: y, theme.muted)
    x = canvas.write(low, x: x + 2, y: y, theme.text) + 1
    for column in 0..<width {
      let share = Double(column) / Double(width - 1)
      canvas[x + column, y] = Cell(
        theme.hasHeat ? " " : Self.shade(share, isASCII: canvas.isASCII),
        Style(.standard, on: heat.color(share, theme) ?? .standard))
    }
    canvas.write(high, x: x + width + 1, y: y, theme.text)
  }

  /// Where the map is cut: which part of it is in view.
  private func drawWindow(_ layout: CellLayout, on canvas: inout Canvas) {
    guard canvas.rows > 1 else { return }
    func part(_ name: String, _ range: Range<Int>, of count: Int) -> String? {
      range.count == count ? nil : "\(name) \(range.lowerBound + 1)–\(range.upperBound) of \(count)"
    }
    let texts = [("columns", "rows"), ("col", "row"), ("↔", "↕")].map { across, down in
      [part(across, layout.columns, of: scene.columns), part(down, layout.rows, of: scene.rows)]
        .compactMap { $0 }.joined(separator: ", ")
    }
    let text = texts.first { Text.width($0, isASCII: canvas.isASCII) <= canvas.columns } ?? texts[2]
    canvas.write(text, x: 0, y: canvas.rows - 1, theme.muted, width: canvas.columns, align: .centre)
  }

  /// A value as a shade, for terminals without colour.
  static func shade(_ share: Double, isASCII: Bool) -> Unicode.Scalar {
    let shades: [Unicode.Scalar] = isASCII ? [".", ":", "+", "#"] : ["░", "▒", "▓", "█"]
    return shades[min(max(Int(share * 4), 0), 3)]
  }
}
