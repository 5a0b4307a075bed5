import Learn
import Worlds

extension ParameterEditor {
  private enum Line: Equatable {
    case heading(Owner)
    case row(Int)
  }

  /// Its place on a screen.
  func place(on screen: Rect) -> OverlayList {
    let lines = lines
    // Two more: what is wrong, and a blank before it.
    let box = OverlayBox.rect(columns: 96, rows: lines.count + 2, on: screen)
    var inner = OverlayBox.inside(box)
    inner.height = max(1, inner.height - (inner.height > 3 ? 2 : 0))
    return OverlayList(
      box: box, lines: inner, selection: lines.firstIndex(of: .row(selection)) ?? 0, count: lines.count)
  }

  /// The parameter on one of its lines.
  func index(onLine line: Int) -> Int? {
    guard lines.indices.contains(line), case .row(let index) = lines[line] else { return nil }
    return index
  }

  func draw(_ setup: Setup, _ theme: Theme, on canvas: inout Canvas) {
    let place = place(on: canvas.bounds)
    OverlayBox.draw("Parameters", place.box, theme, on: &canvas)
    let inner = OverlayBox.inside(place.box)
    guard !inner.isEmpty else { return }
    for (offset, line) in lines.dropFirst(place.first).prefix(place.lines.height).enumerated() {
      let y = inner.y + offset
      switch line {
      case .heading(let owner):
        canvas.write(
          owner == .algorithm ? setup.algorithm.title : setup.world.info.title, x: inner.x, y: y, theme.title,
          width: inner.width)
      case .row(let index): draw(index, x: inner.x, y: y, width: inner.width, theme, on: &canvas)
      }
    }
    place.drawScrollMarks(theme, on: &canvas)
    guard inner.height > 3, let row = self.selected else { return }
    let y = inner.y + inner.height - 1
    if let error = row.error {
      canvas.write("\(canvas.isASCII ? "X" : "✗") \(error)", x: inner.x, y: y, theme.bad, width: inner.width)
    } else {
      let effect =
        row.info.isLive ? "changes at once" : "a change begins anew; the policy is kept where it fits"
      canvas.write(
        "\(row.info.name): \(row.info.summary) · \(effect)", x: inner.x, y: y, theme.muted, width: inner.width
      )
    }
  }

  private var lines: [Line] {
    [Owner.algorithm, .world].flatMap { owner in
      [.heading(owner)] + rows.indices.filter { rows[$0].owner == owner }.map { .row($0) }
    }
  }

  private func draw(_ index: Int, x: Int, y: Int, width: Int, _ theme: Theme, on canvas: inout Canvas) {
    let row = rows[index]
    let isSelected = index == selection
    let base = isSelected ? theme.highlight : theme.text
    let isASCII = canvas.isASCII
    let nameColumns = (rows.map { Text.width($0.info.name, isASCII: isASCII) }.max() ?? 0) + 2
    let right = x + width
    if isSelected { canvas.fill(Rect(x: x, y: y, width: width, height: 1), Cell(" ", base)) }
    func column(_ text: String, at start: Int, _ columns: Int, _ style: Style) {
      canvas.write(
        text, x: start, y: y,
        isSelected ? Style(base.foreground, on: base.background, base.attributes) : style,
        width: min(columns, right - start))
    }
    column(isSelected ? "▸" : " ", at: x, 1, theme.key)
    column(row.info.name, at: x + 2, nameColumns - 1, theme.title)
    let value = x + 2 + nameColumns
    if let draft = row.draft {
      // The end of a long text is where it is edited.
      let text = String(draft.suffix(Self.valueColumns - 2))
      column(text, at: value, Self.valueColumns, row.error == nil ? theme.key : theme.bad)
      let cursor = value + Text.width(text, isASCII: isASCII)
      if isSelected, cursor < right {
        canvas[cursor, y] = Cell(" ", Style(.standard, on: .standard, .reverse))
      }
      if !isSelected { column("*", at: cursor, 1, theme.key) }
    } else {
      column(Self.short(row.value.description), at: value, Self.valueColumns - 1, theme.text)
    }
    let range = value + Self.valueColumns
    if row.draft != nil, !isSelected {
      column("* not applied", at: range, 19, theme.key)
      return
    }
    column(
      [row.info.range, row.info.unit].filter { !$0.isEmpty }.joined(separator: " "), at: range, 19,
      theme.muted)
    column(row.info.summary, at: range + 20, width, theme.muted)
  }

  private static let valueColumns = 12

  /// A number with more digits than its column holds, to seven of them.
  static func short(_ text: String) -> String {
    guard text.count >= valueColumns, let value = Double(text), value.isFinite else { return text }
    return abs(value) >= 1e-3 ? Numbers.fixed(value, 6) : Numbers.scientific(value)
  }
}
