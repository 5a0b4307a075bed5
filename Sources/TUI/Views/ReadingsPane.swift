import Learn

/// Numbers worth watching, each with its latest value and a short history.
public struct ReadingsPane: Pane {
  public init() {}

  public var name: String { "Readings" }

  public func title(_ view: ViewState) -> String {
    view.filter.isEmpty ? "Readings" : "Readings with \(view.filter)"
  }

  struct Reading: Equatable {
    var name: String
    var value: String
    var history: [Double] = []
    /// What is paused has gone on since.
    var isOld = false
  }

  public func draw(_ view: ViewState, in rect: Rect, on canvas: inout Canvas) {
    view.inside(rect.withMargin, of: &canvas) { canvas in
      let readings = Self.readings(of: view)
      if readings.isEmpty {
        canvas.write("no name has this in it", x: 0, y: 0, view.theme.muted, width: canvas.columns)
      }
      let (columns, rows, width) = Self.arrangement(of: readings.count, on: canvas.bounds)
      let first = Self.scrollRange(view, readings.count, in: rows * columns)?.first ?? 0
      let shown = Array(readings.dropFirst(first).prefix(rows * columns))
      for (column, first) in stride(from: 0, to: shown.count, by: max(rows, 1)).enumerated() {
        let part = shown[first..<min(first + rows, shown.count)]
        // Short names leave the histories more room.
        let names = min(
          part.map { Text.width($0.name, isASCII: canvas.isASCII) }.max() ?? 0, max((width + 1) / 2, 4))
        for (row, reading) in part.enumerated() {
          draw(
            reading, x: column * (width + Self.gap), y: row, width: width, nameWidth: names, view.theme, on: &canvas)
        }
      }
    }
  }

  public func scrollRange(_ view: ViewState, columns: Int, rows: Int) -> ScrollRange? {
    let room = Rect(x: 0, y: 0, width: columns, height: rows).withMargin
    guard !room.isEmpty else { return nil }
    let count = Self.readings(of: view).count
    let arrangement = Self.arrangement(of: count, on: room)
    return Self.scrollRange(view, count, in: arrangement.columns * arrangement.rows)
  }

  private static func scrollRange(_ view: ViewState, _ count: Int, in room: Int) -> ScrollRange? {
    ScrollRange(view.scrolls[ReadingsPane().name] ?? 0, count: count, rows: room)
  }

  /// Column by column, so that the order reads downwards; no column begins before its neighbour is full.
  private static func arrangement(of count: Int, on room: Rect) -> (columns: Int, rows: Int, width: Int) {
    let needed = (count + room.height - 1) / room.height
    let columns = max(1, min(needed, (room.width + gap) / 25))
    let rows = max(min(room.height, (count + columns - 1) / columns), 1)
    return (columns, rows, (room.width - (columns - 1) * gap) / columns)
  }

  /// Between two columns.
  private static let gap = 3

  private func draw(
    _ reading: Reading, x: Int, y: Int, width: Int, nameWidth: Int, _ theme: Theme, on canvas: inout Canvas
  ) {
    let valueWidth = 7
    canvas.write(reading.name, x: x, y: y, theme.muted, width: min(nameWidth, width))
    canvas.write(
      reading.value, x: x + nameWidth + 1, y: y, reading.isOld ? theme.muted : theme.text,
      width: min(valueWidth, width - nameWidth - 1),
      align: .right)
    let start = nameWidth + 1 + valueWidth + 1
    guard !reading.history.isEmpty else { return }
    canvas.sparkline(reading.history, x: x + start, y: y, width: width - start, theme.spark)
  }

  /// The values that lines showed, then what is always known; each name once. What is said elsewhere on the screen, or never
  /// changes, comes last: rows may be few.
  static func readings(of view: ViewState) -> [Reading] {
    var readings = view.readings.map { series in
      Reading(
        name: series.name,
        value: series.freshness == .past ? "–" : series.values.last.map { NamedValue(series.name, $0).number } ?? "–",
        history: series.values, isOld: series.freshness != .present && view.frame.mode != .running(.full))
    }
    func add(_ name: String, _ value: String, history: [Double] = []) {
      if !readings.contains(where: { $0.name == name }) {
        readings.append(Reading(name: name, value: value, history: history))
      }
    }
    for objective in view.objectives.prefix(view.frame.policies.count) {
      let values = objective.points.map(\.value)
      let symbol = view.frame.setup.objectiveSymbol
      add("\(symbol) \(objective.name)", values.last.map(Numbers.compact) ?? "–", history: values)
    }
    if let averages = view.averages, let policy = view.frame.policies.first?.name {
      add("J_avV \(policy)", averages.value.map(Numbers.compact) ?? "–")
      add("J_avR \(policy)", averages.reward.map(Numbers.compact) ?? "–")
    }
    add("H(π)", Numbers.compact(view.frame.distribution.entropy))
    let updates = view.frame.progress.updates
    add("updates", updates < 1_000_000 ? Numbers.grouped(updates) : Numbers.compact(Double(updates)))
    if let step = view.greedyStep { add("KL greedy", Numbers.compact(step.mean)) }
    if let change = view.frame.change, view.frame.policies.count > 1 { add("flips", Numbers.grouped(change.flips)) }
    add("step", Numbers.grouped(view.frame.episode.steps))
    add("return so far", Numbers.compact(view.frame.episode.return))
    if let best = view.frame.setup.aliasedDeterministic { add("determ. best", Numbers.compact(best)) }
    return readings.filter { Filter.fits($0.name, view.filter) }
  }
}
