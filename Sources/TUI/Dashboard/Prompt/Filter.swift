/// What is typed after `/`: the list in sight shows only what has these words in it.
struct Filter: Equatable, Sendable {
  enum Target: Equatable, Sendable {
    /// Numbers by their names.
    case readings
    case help
    /// The first of the parameters that fits is selected.
    case parameters(ParameterEditor)
  }

  var target: Target
  var line = LineEditor()

  /// Whether every word of a filter occurs in a text.
  static func fits(_ text: String, _ filter: String) -> Bool {
    let text = text.lowercased()
    return filter.lowercased().split(separator: " ").allSatisfy { text.contains($0) }
  }

  func draw(_ theme: Theme, on canvas: inout Canvas) {
    let row = canvas.rows - 1
    canvas.fill(Rect(x: 0, y: row, width: canvas.columns, height: 1))
    canvas.write("/", x: 0, y: row, theme.key)
    line.draw(x: 1, y: row, width: canvas.columns - 1, theme.text, on: &canvas)
    guard canvas.rows >= 3 else { return }
    canvas.fill(Rect(x: 0, y: row - 1, width: canvas.columns, height: 1))
    let what =
      switch target {
      case .readings: "readings whose name has this in it"
      case .help: "keys and commands that have this in them"
      case .parameters: "the first parameter that has this in it"
      }
    canvas.write(" \(what) · Enter keeps it · Esc takes it back", x: 0, y: row - 1, theme.muted, width: canvas.columns)
  }
}

extension Dashboard {
  /// Begins a filter of the list in sight; where there is none, of the readings.
  mutating func filter() -> [Effect] {
    switch overlay {
    case .help: overlay = .filter(Filter(target: .help))
    case .parameters(let editor): overlay = .filter(Filter(target: .parameters(editor)))
    case nil:
      focus = Layout.readings
      hidden.remove(Layout.readings)
      overlay = .filter(Filter(target: .readings, line: LineEditor(readingsFilter)))
    case .picker, .prompt, .filter, .leaving: break
    }
    return []
  }

  mutating func take(_ key: Key, in filter: Filter) -> [Effect] {
    var filter = filter
    switch key {
    case .escape:
      filter.line = LineEditor()
      narrow(by: filter)
      close(filter)
      return []
    case .enter:
      close(filter)
      return []
    case .backspace where filter.line.text.isEmpty:
      close(filter)
      return []
    default: guard filter.line.handle(key) else { return [] }
    }
    if case .parameters(var editor) = filter.target {
      let rows = editor.rows
      let first =
        rows.firstIndex { Filter.fits($0.info.name, filter.line.string) }
        ?? rows.firstIndex { Filter.fits("\($0.info.name) \($0.info.summary)", filter.line.string) }
      if let first { editor.select(first) }
      filter.target = .parameters(editor)
    }
    narrow(by: filter)
    overlay = .filter(filter)
    return []
  }

  private mutating func narrow(by filter: Filter) {
    switch filter.target {
    case .readings: readingsFilter = filter.line.string.trimmed
    case .help: helpFilter = filter.line.string.trimmed
    case .parameters: break
    }
  }

  private mutating func close(_ filter: Filter) {
    switch filter.target {
    case .readings: overlay = nil
    case .help: overlay = .help(scroll: 0)
    case .parameters(let editor): overlay = .parameters(editor)
    }
  }
}
