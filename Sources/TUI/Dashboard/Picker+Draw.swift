extension Picker {
  /// A line of the list: a heading, or an item by its place among the matches.
  private enum Line: Equatable {
    case heading(String)
    case item(Int)
  }

  /// Under the sections of the lecture, as long as nothing filters.
  private var lines: [Line] {
    var lines: [Line] = []
    var section: String?
    for (index, item) in matches.enumerated() {
      if filter.isEmpty, let next = item.section, next != section {
        section = next
        lines.append(.heading(next))
      }
      lines.append(.item(index))
    }
    return lines
  }

  /// Its place on a screen.
  func place(on screen: Rect, isASCII: Bool) -> OverlayList {
    let lines = lines
    let columns = max(2 + idColumns + titleColumns(isASCII) + 40, Self.readingColumns)
    let lesson = items.map { Self.lesson(of: $0, width: columns, isASCII: isASCII).count }.max() ?? 0
    // However it is filtered, the box stays as it is.
    let longest = items.count + Set(items.compactMap(\.section)).count
    let box = OverlayBox.rect(columns: columns, rows: longest + 3 + lesson, on: screen)
    let inner = OverlayBox.inside(box)
    // Above the list the filter, below it a blank row and what the selected one teaches, where there are rows to spare.
    let top = min(2, max(inner.height - 1, 0))
    let below = inner.height < 7 ? 0 : min(1 + lesson, max(2, inner.height - top - longest))
    let list = Rect(x: inner.x, y: inner.y + top, width: inner.width, height: max(1, inner.height - top - below))
    return OverlayList(
      box: box, lines: list, selection: lines.firstIndex(of: .item(selection)) ?? 0, count: lines.count,
      held: heldLine)
  }

  /// The item on one of its lines, by its place among the matches.
  func index(onLine line: Int) -> Int? {
    guard lines.indices.contains(line), case .item(let index) = lines[line] else { return nil }
    return index
  }

  /// Lines of this length are easy to read.
  private static let readingColumns = 92

  private static func lesson(of item: Item, width: Int, isASCII: Bool) -> [String] {
    Text.wrapped(item.lesson.isEmpty ? item.summary : item.lesson, width: width, isASCII: isASCII)
      + caveat(of: item, width: width, isASCII: isASCII)
  }

  private static func caveat(of item: Item, width: Int, isASCII: Bool) -> [String] {
    item.caveat.isEmpty ? [] : Text.wrapped(item.caveat, width: width, isASCII: isASCII)
  }

  private var title: String {
    switch purpose {
    case .world: "World"
    case .algorithm: "Algorithm"
    case .heatMap: "Values in the cells"
    case .scene: "Scene"
    }
  }

  private var idColumns: Int { (items.map { $0.id.count }.max() ?? 0) + 2 }
  private func titleColumns(_ isASCII: Bool) -> Int {
    (items.map { Text.width($0.title, isASCII: isASCII) }.max() ?? 0) + 2
  }

  func draw(_ theme: Theme, on canvas: inout Canvas) {
    let place = place(on: canvas.bounds, isASCII: canvas.isASCII)
    OverlayBox.draw(title, place.box, theme, on: &canvas)
    let inner = OverlayBox.inside(place.box)
    guard !inner.isEmpty else { return }
    let span = span(place)
    canvas.write(span, x: inner.x, y: inner.y, theme.muted, width: inner.width, align: .right)
    let room = inner.width - (span.isEmpty ? 0 : Text.width(span, isASCII: canvas.isASCII) + 2)
    drawFilter(x: inner.x, y: inner.y, width: room, theme, on: &canvas)
    place.drawScrollMarks(theme, on: &canvas)
    for (row, line) in lines.dropFirst(place.first).prefix(place.lines.height).enumerated() {
      let y = place.lines.y + row
      switch line {
      case .heading(let section): canvas.write(section, x: inner.x, y: y, theme.muted, width: inner.width)
      case .item(let index): draw(index, in: Rect(x: inner.x, y: y, width: inner.width, height: 1), theme, on: &canvas)
      }
    }
    drawLesson(from: place.lines.y + place.lines.height + 1, in: inner, theme, on: &canvas)
  }

  /// Which of the matches are in sight where not all are: `12–24 of 31`.
  private func span(_ place: OverlayList) -> String {
    let shown = lines.dropFirst(place.first).prefix(place.lines.height).compactMap { line -> Int? in
      if case .item(let index) = line { index } else { nil }
    }
    guard place.isCut, let first = shown.first, let last = shown.last else { return "" }
    return "\(first + 1)–\(last + 1) of \(matches.count)"
  }

  private func drawFilter(x: Int, y: Int, width: Int, _ theme: Theme, on canvas: inout Canvas) {
    let after = canvas.write(canvas.isASCII ? "> " : "› ", x: x, y: y, theme.key)
    let end = canvas.write(filter, x: after, y: y, theme.text, width: width - 3)
    canvas.write(" ", x: end, y: y, Style(.standard, on: .standard, .reverse))
    if filter.isEmpty { canvas.write("type to filter", x: end + 2, y: y, theme.muted, width: width - 5) }
    if matches.isEmpty {
      let advice = takesSetup ? "Enter begins with this set-up" : "nothing has this in it; Backspace takes it back"
      canvas.write(advice, x: x, y: y + 2, theme.muted, width: width)
    }
  }

  private func draw(_ index: Int, in row: Rect, _ theme: Theme, on canvas: inout Canvas) {
    let item = matches[index]
    let isSelected = index == selection
    let base = isSelected ? theme.highlight : theme.text
    if isSelected { canvas.fill(row, Cell(" ", base)) }
    func column(_ text: String, at x: Int, _ style: Style) {
      canvas.write(text, x: row.x + x, y: row.y, isSelected ? base : style, width: row.width - x)
    }
    column(isSelected ? "▸" : item.isPresent ? "●" : " ", at: 0, theme.key)
    column(item.id, at: 2, theme.title)
    // Where not all fits, what it shows matters more than its full name.
    let titles = titleColumns(canvas.isASCII)
    let isWide = row.width >= 2 + idColumns + titles + 40
    if isWide { column(item.title, at: 2 + idColumns, theme.text) }
    column(item.summary, at: 2 + idColumns + (isWide ? titles : 0), theme.muted)
  }

  /// What the selected one teaches and what to look for; where that is too long, that it does not learn here, or its summary.
  private func drawLesson(from y: Int, in inner: Rect, _ theme: Theme, on canvas: inout Canvas) {
    let rows = inner.y + inner.height - y
    guard rows > 0, let selected else { return }
    let lesson = Self.lesson(of: selected, width: inner.width, isASCII: canvas.isASCII)
    let caveat = Self.caveat(of: selected, width: inner.width, isASCII: canvas.isASCII).prefix(rows)
    let short = caveat.isEmpty ? [selected.summary] : Array(caveat)
    for (row, line) in (lesson.count <= rows ? lesson : short).enumerated() {
      canvas.write(line, x: inner.x, y: y + row, theme.text, width: inner.width)
    }
  }
}
