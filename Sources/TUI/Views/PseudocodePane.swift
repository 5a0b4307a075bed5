import Learn

/// The listing that is running: the line just executed stands out, and each line's last values are at its right.
public struct PseudocodePane: Pane {
  public init() {}

  public var name: String { "Pseudocode" }

  public func title(_ view: ViewState) -> String {
    if view.frame.isFrozen { return view.shown("Frozen policy · nothing is learnt") }
    let algorithm = view.frame.setup.algorithm
    return view.shown("\(algorithm.title) · \(Self.abbreviated(algorithm.source))")
  }

  public func titles(_ view: ViewState) -> [String] {
    view.frame.isFrozen ? [title(view), "Frozen policy"] : [title(view), view.shown(view.frame.setup.algorithm.title)]
  }

  /// The book that most listings come from is written as its readers write it.
  static func abbreviated(_ source: String) -> String {
    let book = "Sutton & Barto 2018"
    guard source.hasPrefix(book) else { return source }
    return "S&B" + source.dropFirst(book.count).filter { $0 != "," }
  }

  public func draw(_ view: ViewState, in rect: Rect, on canvas: inout Canvas) {
    view.inside(rect, of: &canvas) { canvas in
      let frame = view.frame
      // Values stand near their lines, however wide the pane is.
      let longest = frame.listing.map { Text.width($0, isASCII: canvas.isASCII) }.max() ?? 0
      let width = min(canvas.columns - (canvas.columns >= 30 ? 1 : 0), longest + 2 + 34)
      let first = scrollRange(view, columns: canvas.columns, rows: canvas.rows)?.first ?? 0
      for (row, index) in (first..<min(first + canvas.rows, frame.listing.count)).enumerated() {
        let isCurrent = index == frame.line
        draw(
          frame.listing[index], values: index < frame.values.count ? frame.values[index] : [],
          isCurrent: isCurrent, row: row, width: width, view.theme, on: &canvas)
      }
    }
  }

  /// The line just executed stays in sight, unless somebody scrolled elsewhere.
  public func scrollRange(_ view: ViewState, columns: Int, rows: Int) -> ScrollRange? {
    let count = view.frame.listing.count
    return ScrollRange(
      view.scrolls[name] ?? Self.firstVisible(line: view.frame.line, count: count, rows: rows), count: count,
      rows: rows)
  }

  private func draw(
    _ text: String, values: [NamedValue], isCurrent: Bool, row: Int, width: Int, _ theme: Theme,
    on canvas: inout Canvas
  ) {
    let style = isCurrent ? theme.highlight : theme.text
    if isCurrent {
      canvas.fill(Rect(x: 0, y: row, width: canvas.columns, height: 1), Cell(" ", style))
      canvas.put("▶", ascii: ">", x: 0, y: row, style)
    }
    let length = Text.width(text, isASCII: canvas.isASCII)
    // The values of the line just executed, and the error that all learning goes by, are worth the end of a long line.
    let room = width - 2 - length - 2
    let shown = Self.fitting(
      values, width: isCurrent || values.contains { $0.name == "δ" } ? max(room, 8) : room,
      isASCII: canvas.isASCII)
    let valueWidth = Text.width(shown, isASCII: canvas.isASCII)
    canvas.write(text, x: 2, y: row, style, width: width - 2 - (valueWidth > 0 ? valueWidth + 1 : 0))
    canvas.write(
      shown, x: width - valueWidth, y: row, isCurrent ? theme.highlight : theme.muted, width: valueWidth)
  }

  /// As many values as fit, δ and then the first ones first; alone and short of room, a value goes without its name.
  static func fitting(_ values: [NamedValue], width: Int, isASCII: Bool) -> String {
    var texts = values.map { "\($0.name) \(number($0))" }
    if Text.width(texts.joined(separator: "  "), isASCII: isASCII) > width,
      let error = values.firstIndex(where: { $0.name == "δ" })
    {
      texts.insert(texts.remove(at: error), at: 0)
    }
    for count in stride(from: texts.count, to: 0, by: -1) {
      let joined = texts.prefix(count).joined(separator: "  ")
      if Text.width(joined, isASCII: isASCII) <= width { return joined }
    }
    guard let value = (values.first { $0.name == "δ" } ?? values.first).map(number) else { return "" }
    return Text.width(value, isASCII: isASCII) <= width ? value : ""
  }

  private static func number(_ value: NamedValue) -> String {
    value.isCounter ? Numbers.fixed(value.value, 0) : Numbers.compact(value.value)
  }

  /// The first line shown: the current one stays in view, with a line before and after it where there is room.
  static func firstVisible(line: Int?, count: Int, rows: Int) -> Int {
    guard let line, rows > 0, count > rows else { return 0 }
    return min(max(line - rows / 2, 0), count - rows)
  }
}
