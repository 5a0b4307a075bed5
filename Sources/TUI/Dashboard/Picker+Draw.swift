extension Picker {
  /// Its place on a screen.
  func place(on screen: Rect, isASCII: Bool) -> OverlayList {
    let box = OverlayBox.rect(
      columns: 2 + idColumns + titleColumns(isASCII)
        + (items.map { Text.width($0.summary, isASCII: isASCII) }.max() ?? 0),
      rows: items.count + 4, on: screen)
    let inner = OverlayBox.inside(box)
    // Above it the filter, below it the whole summary of the one selected, where there are lines to spare.
    let top = min(2, max(inner.height - 1, 0))
    let lines = Rect(
      x: inner.x, y: inner.y + top, width: inner.width,
      height: max(1, inner.height - (Self.hasSummary(inner) ? 4 : 2)))
    return OverlayList(box: box, lines: lines, selection: selection, count: matches.count)
  }

  private var idColumns: Int { (items.map { $0.id.count }.max() ?? 0) + 2 }
  private func titleColumns(_ isASCII: Bool) -> Int {
    (items.map { Text.width($0.title, isASCII: isASCII) }.max() ?? 0) + 2
  }
  private static func hasSummary(_ inner: Rect) -> Bool { inner.height >= 7 }

  func draw(_ theme: Theme, on canvas: inout Canvas) {
    let found = matches
    let isASCII = canvas.isASCII
    let place = place(on: canvas.bounds, isASCII: isASCII)
    OverlayBox.draw(purpose == .world ? "World" : "Algorithm", place.box, theme, on: &canvas)
    let inner = OverlayBox.inside(place.box)
    guard !inner.isEmpty else { return }
    let after = canvas.write(isASCII ? "> " : "› ", x: inner.x, y: inner.y, theme.key)
    let end = canvas.write(filter, x: after, y: inner.y, theme.text, width: inner.width - 3)
    canvas.write(" ", x: end, y: inner.y, Style(.standard, on: .standard, .reverse))
    if filter.isEmpty {
      canvas.write("type to filter", x: end + 2, y: inner.y, theme.muted, width: inner.width - 5)
    }
    if found.isEmpty {
      canvas.write("nothing has this in it; Backspace takes it back", x: inner.x, y: inner.y + 2, theme.muted)
    }
    if Self.hasSummary(inner), let selected {
      canvas.write(
        selected.summary, x: inner.x, y: inner.y + inner.height - 1, theme.muted, width: inner.width)
    }
    for (row, item) in found.dropFirst(place.first).prefix(place.lines.height).enumerated() {
      let isSelected = place.first + row == selection
      let y = place.lines.y + row
      let base = isSelected ? theme.highlight : theme.text
      if isSelected { canvas.fill(Rect(x: inner.x, y: y, width: inner.width, height: 1), Cell(" ", base)) }
      let right = inner.x + inner.width
      func column(_ text: String, at x: Int, _ style: Style) {
        canvas.write(text, x: x, y: y, isSelected ? base : style, width: right - x)
      }
      column(isSelected ? "▸" : item.isPresent ? "●" : " ", at: inner.x, theme.key)
      column(item.id, at: inner.x + 2, theme.title)
      // Where not all fits, what it shows matters more than its full name.
      let titles = titleColumns(isASCII)
      let isWide = inner.width >= 2 + idColumns + titles + 20
      if isWide { column(item.title, at: inner.x + 2 + idColumns, theme.text) }
      column(item.summary, at: inner.x + 2 + idColumns + (isWide ? titles : 0), theme.muted)
    }
  }
}
