/// The help page: the key table, written out, and the commands that have no key.
enum HelpPage {
  struct Line: Equatable, Sendable {
    var keys = ""
    var text = ""
    var isHeading = false
    var isEnabled = true
  }

  static func lines(_ dashboard: Dashboard) -> [Line] {
    var sections = KeyRow.Section.allCases.map { section in
      (
        section.rawValue,
        KeyTable.rows.filter { $0.section == section }.map {
          Line(
            keys: $0.label(dashboard.keys, isASCII: dashboard.isASCII), text: $0.description,
            isEnabled: $0.isEnabled(dashboard))
        }
      )
    }
    sections.append(("Commands", CommandTable.own.map { Line(keys: ":\($0.name)", text: $0.summary) }))
    return sections.flatMap { heading, lines in
      let found = lines.filter { Filter.fits("\($0.keys) \($0.text)", dashboard.helpFilter) }
      return found.isEmpty ? [] : [Line(text: heading, isHeading: true)] + found
    }
  }

  /// Its place on the dashboard's screen.
  static func box(_ dashboard: Dashboard) -> Rect {
    OverlayBox.rect(
      columns: 74, rows: max(lines(dashboard).count, 1),
      on: Rect(x: 0, y: 0, width: dashboard.columns, height: dashboard.rows))
  }

  static func draw(_ dashboard: Dashboard, scroll: Int, on canvas: inout Canvas) {
    let lines = lines(dashboard)
    let theme = dashboard.theme
    let box = box(dashboard)
    let filter = dashboard.helpFilter
    OverlayBox.draw(filter.isEmpty ? "Keys" : "Keys with \(filter)", box, theme, on: &canvas)
    let inner = OverlayBox.inside(box)
    if lines.isEmpty { canvas.write("nothing has this in it", x: inner.x, y: inner.y, theme.muted, width: inner.width) }
    let last = max(0, lines.count - inner.height)
    let first = min(scroll, last)
    for (row, line) in lines[first..<min(lines.count, first + inner.height)].enumerated() {
      let y = inner.y + row
      if line.isHeading {
        canvas.write(line.text, x: inner.x, y: y, theme.title, width: inner.width)
      } else {
        canvas.write(
          line.keys, x: inner.x + 2, y: y, line.isEnabled ? theme.key : theme.muted, width: keyColumns)
        canvas.write(
          line.text, x: inner.x + keyColumns + 2, y: y, line.isEnabled ? theme.text : theme.muted,
          width: inner.width - keyColumns - 2)
      }
    }
    let x = inner.x + inner.width
    if first > 0 { canvas.put("▲", ascii: "^", x: x, y: inner.y, theme.key) }
    if first < last { canvas.put("▼", ascii: "v", x: x, y: inner.y + inner.height - 1, theme.key) }
  }

  private static let keyColumns = 11

  /// The scroll after a key; nil where the key closes the page.
  static func scroll(_ scroll: Int, by key: Key, _ dashboard: Dashboard) -> Int? {
    let count = lines(dashboard).count
    let page = max(1, dashboard.rows - (dashboard.rows >= 6 ? 3 : 2))
    let last = max(0, count - page)
    let moved: Int
    switch key {
    case .down, "j", .enter: moved = scroll + 1
    case .up, "k": moved = scroll - 1
    case .pageDown, " ": moved = scroll + page
    case .pageUp: moved = scroll - page
    case .home: moved = 0
    case .end: moved = last
    case .escape: return nil
    default:
      let action = dashboard.keys.action(of: key)
      return action == .help || action == .quit ? nil : scroll
    }
    return max(0, min(last, moved))
  }
}
