extension Picker {
  func draw(_ theme: Theme, on canvas: inout Canvas) {
    let found = matches
    let isASCII = canvas.isASCII
    let idColumns = (items.map { $0.id.count }.max() ?? 0) + 2
    let titleColumns = (items.map { Text.width($0.title, isASCII: isASCII) }.max() ?? 0) + 2
    let longest = items.map { Text.width($0.summary, isASCII: isASCII) }.max() ?? 0
    let inner = OverlayBox.draw(
      purpose == .world ? "World" : "Algorithm", columns: 2 + idColumns + titleColumns + longest,
      rows: items.count + 4, theme, on: &canvas)
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
    // The whole summary of the one selected has the last line, where there is one to spare.
    let hasSummary = inner.height >= 7
    let rows = max(1, inner.height - (hasSummary ? 4 : 2))
    if hasSummary, let selected {
      canvas.write(
        selected.summary, x: inner.x, y: inner.y + inner.height - 1, theme.muted, width: inner.width)
    }
    let first = OverlayBox.firstVisible(selection, count: found.count, rows: rows)
    for (row, item) in found.dropFirst(first).prefix(rows).enumerated() {
      let isSelected = first + row == selection
      let y = inner.y + min(2, inner.height - 1) + row
      let base = isSelected ? theme.highlight : theme.text
      if isSelected { canvas.fill(Rect(x: inner.x, y: y, width: inner.width, height: 1), Cell(" ", base)) }
      let right = inner.x + inner.width
      func column(_ text: String, at x: Int, _ style: Style) {
        canvas.write(text, x: x, y: y, isSelected ? base : style, width: right - x)
      }
      column(isSelected ? "▸" : item.isPresent ? "●" : " ", at: inner.x, theme.key)
      column(item.id, at: inner.x + 2, theme.title)
      // Where not all fits, what it shows matters more than its full name.
      let isWide = inner.width >= 2 + idColumns + titleColumns + 20
      if isWide { column(item.title, at: inner.x + 2 + idColumns, theme.text) }
      column(item.summary, at: inner.x + 2 + idColumns + (isWide ? titleColumns : 0), theme.muted)
    }
  }
}
