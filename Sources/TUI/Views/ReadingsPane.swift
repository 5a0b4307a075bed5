import Learn

/// Numbers worth watching, each with its latest value and a short history.
public struct ReadingsPane: Pane {
  public init() {}

  public var name: String { "Readings" }

  public func title(_ view: ViewState) -> String { "Readings" }

  struct Reading: Equatable {
    var name: String
    var value: String
    var history: [Double] = []
  }

  public func draw(_ view: ViewState, in rect: Rect, on canvas: inout Canvas) {
    view.inside(rect.withMargin, of: &canvas) { canvas in
      let readings = Self.readings(of: view)
      let gap = 3
      let needed = (readings.count + canvas.rows - 1) / canvas.rows
      let columns = min(needed, max(1, (canvas.columns + gap) / 25))
      let width = (canvas.columns - (columns - 1) * gap) / max(columns, 1)
      // Column by column, so that the order reads downwards; no column begins before its neighbour is full.
      let rows = max(min(canvas.rows, (readings.count + columns - 1) / max(columns, 1)), 1)
      let shown = Array(readings.prefix(rows * columns))
      for (column, first) in stride(from: 0, to: shown.count, by: max(rows, 1)).enumerated() {
        let part = shown[first..<min(first + rows, shown.count)]
        // Short names leave the histories more room.
        let names = min(
          part.map { Text.width($0.name, isASCII: canvas.isASCII) }.max() ?? 0, max((width + 1) / 2, 4))
        for (row, reading) in part.enumerated() {
          draw(
            reading, x: column * (width + gap), y: row, width: width, nameWidth: names, view.theme, on: &canvas)
        }
      }
    }
  }

  private func draw(
    _ reading: Reading, x: Int, y: Int, width: Int, nameWidth: Int, _ theme: Theme, on canvas: inout Canvas
  ) {
    let valueWidth = 7
    canvas.write(reading.name, x: x, y: y, theme.muted, width: min(nameWidth, width))
    canvas.write(
      reading.value, x: x + nameWidth + 1, y: y, theme.text, width: min(valueWidth, width - nameWidth - 1),
      align: .right)
    let start = nameWidth + 1 + valueWidth + 1
    guard !reading.history.isEmpty else { return }
    canvas.sparkline(reading.history, x: x + start, y: y, width: width - start, theme.spark)
  }

  /// The values that lines showed, then what is always known; each name once.
  static func readings(of view: ViewState) -> [Reading] {
    var readings = view.readings.map { series in
      Reading(
        name: series.name, value: series.values.last.map(Numbers.compact) ?? "–", history: series.values)
    }
    func add(_ name: String, _ value: String, history: [Double] = []) {
      if !readings.contains(where: { $0.name == name }) {
        readings.append(Reading(name: name, value: value, history: history))
      }
    }
    add("H(π)", Numbers.compact(view.frame.distribution.entropy))
    for objective in view.objectives.prefix(view.frame.policies.count) {
      let values = objective.points.map(\.value)
      add("J \(objective.name)", values.last.map(Numbers.compact) ?? "–", history: values)
    }
    add("return so far", Numbers.compact(view.frame.episode.return))
    add("step", Numbers.grouped(view.frame.episode.steps))
    let updates = view.frame.progress.updates
    add("updates", updates < 1_000_000 ? Numbers.grouped(updates) : Numbers.compact(Double(updates)))
    return readings
  }
}
