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

  init(_ scene: CellScene, _ view: ViewState) {
    self.scene = scene
    theme = view.theme
    heat = HeatScale(view, scene)
    policy = view.frame.policies.first
    choices = ActionGlyphs.choices(of: view.frame.setup.world.actionSpace, count: policy?.actionCount ?? 0)
    labels = if case .indices(let labels) = view.frame.setup.world.observationSpace { labels } else { [] }
    lastAction = if case .index(let index)? = view.frame.lastAction { index } else { nil }
  }

  func draw(on canvas: inout Canvas) {
    let layout = CellLayout(scene, width: canvas.columns, height: canvas.rows)
    if layout.hasBorders { drawBorders(layout, on: &canvas) }
    for row in layout.rows {
      for column in layout.columns {
        let place = row * scene.columns + column
        guard scene.places.indices.contains(place), scene.places[place].kind != .absent else { continue }
        canvas.inside(layout.rect(column: column, row: row)) { cell in
          CellPicture(map: self, index: place, hasNeighbours: !layout.hasBorders).draw(on: &cell)
        }
      }
    }
    if layout.shows(scene) {
      drawLegend(layout, on: &canvas)
    } else {
      drawWindow(layout, on: &canvas)
    }
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
    let (low, high) = (Numbers.compact(heat.low), Numbers.compact(heat.high))
    let width = min(24, canvas.columns - Text.width(heat.name + low + high) - 6)
    guard width >= 5 else { return }
    let whole = width + Text.width(heat.name + low + high) + 4
    var x = canvas.write(heat.name, x: max((canvas.columns - whole) / 2, 0), y: y, theme.muted)
    x = canvas.write(low, x: x + 2, y: y, theme.text) + 1
    for column in 0..<width {
      let share = Double(column) / Double(width - 1)
      canvas[x + column, y] = Cell(
        theme.hasHeat ? " " : Self.shade(share, isASCII: canvas.isASCII),
        Style(.standard, on: theme.heat(share) ?? .standard))
    }
    canvas.write(high, x: x + width + 1, y: y, theme.text)
  }

  /// Where the map is cut: which part of it is in view.
  private func drawWindow(_ layout: CellLayout, on canvas: inout Canvas) {
    guard canvas.rows > 1 else { return }
    func part(_ name: String, _ range: Range<Int>, of count: Int) -> String? {
      range.count == count ? nil : "\(name) \(range.lowerBound + 1)–\(range.upperBound) of \(count)"
    }
    let text = [
      part("columns", layout.columns, of: scene.columns), part("rows", layout.rows, of: scene.rows),
    ].compactMap { $0 }.joined(separator: ", ")
    canvas.write(
      text, x: 0, y: canvas.rows - 1, theme.muted, width: canvas.columns, align: .centre)
  }

  /// A value as a shade, for terminals without colour.
  static func shade(_ share: Double, isASCII: Bool) -> Unicode.Scalar {
    let shades: [Unicode.Scalar] = isASCII ? [".", ":", "+", "#"] : ["░", "▒", "▓", "█"]
    return shades[min(max(Int(share * 4), 0), 3)]
  }
}
