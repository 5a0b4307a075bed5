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
      let listing = ListingRows(view.frame, columns: canvas.columns, isASCII: canvas.isASCII)
      let first = range(view, listing, rows: canvas.rows)?.first ?? 0
      for (y, row) in listing.rows.dropFirst(first).prefix(canvas.rows).enumerated() {
        draw(
          row, isCurrent: row.line == view.frame.line, isOld: Self.isOld(row.line, view.frame), y: y,
          width: listing.width, view.theme, on: &canvas)
      }
      let current = listing.rows.firstIndex { $0.line == view.frame.line }.map { $0 - first }
      if let current { canvas.put("▶", ascii: ">", x: 0, y: current, view.theme.highlight) }
    }
  }

  public func scrollRange(_ view: ViewState, columns: Int, rows: Int) -> ScrollRange? {
    range(view, ListingRows(view.frame, columns: columns, isASCII: view.isASCII), rows: rows)
  }

  /// The line just executed stays in sight, unless somebody scrolled elsewhere.
  private func range(_ view: ViewState, _ listing: ListingRows, rows: Int) -> ScrollRange? {
    let current = listing.rows.firstIndex { $0.line == view.frame.line }
    let count = listing.rows.count
    return ScrollRange(
      view.scrolls[name] ?? Self.firstVisible(line: current, count: count, rows: rows), count: count, rows: rows)
  }

  private func draw(
    _ row: ListingRows.Row, isCurrent: Bool, isOld: Bool, y: Int, width: Int, _ theme: Theme,
    on canvas: inout Canvas
  ) {
    let style = isCurrent ? theme.highlight : theme.text
    if isCurrent { canvas.fill(Rect(x: 0, y: y, width: canvas.columns, height: 1), Cell(" ", style)) }
    let valueWidth = Text.width(row.values, isASCII: canvas.isASCII)
    let margin = ListingRows.margin
    canvas.write(row.text, x: margin, y: y, style, width: width - margin - (valueWidth > 0 ? valueWidth + 1 : 0))
    canvas.write(row.values, x: width - valueWidth, y: y, isOld && !isCurrent ? theme.muted : style, width: valueWidth)
  }

  /// Whether a line's values are of an earlier iteration: what stands below the line just executed was last passed on an
  /// earlier way through a loop. A frame at full speed was gathered over one round, and all its values are as old.
  static func isOld(_ line: Int, _ frame: Frame) -> Bool {
    frame.mode == .running(.full) || line > frame.line ?? -1 || frame.freshness(of: line) != .present
  }

  /// The first line shown: the current one stays in view, with a line before and after it where there is room.
  static func firstVisible(line: Int?, count: Int, rows: Int) -> Int {
    guard let line, rows > 0, count > rows else { return 0 }
    return min(max(line - rows / 2, 0), count - rows)
  }
}
