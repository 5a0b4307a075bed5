extension Prompt {
  /// Draws the line in the last row, what it expects or what is wrong in the row above, and the candidates over both.
  func draw(_ theme: Theme, on canvas: inout Canvas) {
    let row = canvas.rows - 1
    canvas.fill(Rect(x: 0, y: row, width: canvas.columns, height: 1))
    let isTight = canvas.rows < 3
    if isTight, let error {
      canvas.write(cross(canvas) + error, x: 0, y: row, theme.bad, width: canvas.columns)
      return
    }
    canvas.write(":", x: 0, y: row, theme.key)
    line.draw(x: 1, y: row, width: canvas.columns - 1, theme.text, on: &canvas)
    guard !isTight else { return }
    canvas.fill(Rect(x: 0, y: row - 1, width: canvas.columns, height: 1))
    if let error {
      canvas.write(" " + cross(canvas) + error, x: 0, y: row - 1, theme.bad, width: canvas.columns)
    } else if let menu {
      let summary = menu.selection.map { menu.completion.candidates[$0].summary } ?? ""
      let text = summary.isEmpty ? CommandTable.hint(for: text) : summary
      canvas.write(" " + text, x: 0, y: row - 1, theme.muted, width: canvas.columns)
      draw(menu, theme, on: &canvas)
    } else {
      canvas.write(" " + CommandTable.hint(for: text), x: 0, y: row - 1, theme.muted, width: canvas.columns)
    }
  }

  private func cross(_ canvas: Canvas) -> String { canvas.isASCII ? "X " : "✗ " }

  private static let mostRows = 10

  /// Where the candidates are, over the word that they are for; nil where none are shown: on a small screen they are gone
  /// through unseen.
  func place(on screen: Rect, isASCII: Bool) -> OverlayList? {
    guard let menu, screen.width >= 20 else { return nil }
    let candidates = menu.completion.candidates
    let rows = min(candidates.count, Self.mostRows, screen.height - 5)
    guard rows > 0 else { return nil }
    let names = Self.nameColumns(candidates, isASCII)
    let summaries = candidates.map { Text.width($0.summary, isASCII: isASCII) }.max() ?? 0
    let width = min(names + (summaries > 0 ? summaries + 2 : 0) + 4, screen.width)
    let box = Rect(
      x: max(0, min(menu.completion.start, screen.width - width)), y: screen.height - 4 - rows, width: width,
      height: rows + 2)
    return OverlayList(box: box, lines: box.inset(by: 1), selection: menu.selection ?? 0, count: candidates.count)
  }

  private static func nameColumns(_ candidates: [Completion.Candidate], _ isASCII: Bool) -> Int {
    candidates.map { Text.width($0.text, isASCII: isASCII) }.max() ?? 0
  }

  private func draw(_ menu: Menu, _ theme: Theme, on canvas: inout Canvas) {
    guard let place = place(on: canvas.bounds, isASCII: canvas.isASCII) else { return }
    let candidates = menu.completion.candidates
    canvas.fill(place.box)
    canvas.box(place.box, theme.focusedBorder, isRounded: true)
    if place.lines.height < candidates.count { canvas.title("\(candidates.count)", of: place.box, theme.muted) }
    let names = Self.nameColumns(candidates, canvas.isASCII)
    for (offset, candidate) in candidates.dropFirst(place.first).prefix(place.lines.height).enumerated() {
      let line = Rect(x: place.lines.x, y: place.lines.y + offset, width: place.lines.width, height: 1)
      let isSelected = menu.selection == place.first + offset
      if isSelected { canvas.fill(line, Cell(" ", theme.highlight)) }
      canvas.write(
        candidate.text, x: line.x + 1, y: line.y, isSelected ? theme.highlight : theme.text, width: line.width - 2)
      let column = line.x + names + 3
      canvas.write(
        candidate.summary, x: column, y: line.y, isSelected ? theme.highlight : theme.muted,
        width: line.x + line.width - column - 1)
    }
  }
}
