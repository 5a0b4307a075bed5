import Learn

/// A time line in cells: a row for each worker and a column or two for each write, where its staleness ends. The line
/// that leads to a write begins where its worker read; that of the last write is strong, and so are the writes of others
/// that it wrote over. Beside it or below, how often writes were how stale.
struct WorkersPicture {
  private let timeLine: TimeLine
  private let theme: Theme
  private let writes: [TimeLine.Write]
  /// Columns of a write.
  private let width: Int
  /// The staleness that the hottest colour is for.
  private let hottest: Double
  private let inks: [Color]

  init(_ timeLine: TimeLine, _ theme: Theme) {
    self.timeLine = timeLine
    self.theme = theme
    writes = timeLine.writes
    // The more there are, the longer it takes until one writes again.
    width = timeLine.workers > 8 ? 1 : 2
    inks = theme.inks
    hottest = Double(max(writes.map(\.staleness).max() ?? 1, 1))
  }

  /// Columns of the counts where they stand beside.
  private static let countsWidth = 24

  func draw(on canvas: inout Canvas) {
    let isTall = canvas.rows >= timeLine.workers + 11
    let isWide = !isTall && canvas.columns >= 60
    var lanes = canvas.bounds
    if isWide { lanes.width -= Self.countsWidth + 2 }
    if isTall { lanes.height = max(canvas.rows * 11 / 20, min(timeLine.workers + 4, canvas.rows - 7)) }
    let used = canvas.rows > 0 ? drawLanes(lanes, on: &canvas) : 0
    if isWide {
      canvas.inside(Rect(x: lanes.width + 2, y: 0, width: Self.countsWidth, height: canvas.rows)) {
        drawCounts(on: &$0)
      }
    } else if isTall {
      let top = used + 1
      canvas.inside(Rect(x: 0, y: top, width: min(canvas.columns, 60), height: canvas.rows - top)) {
        drawCounts(on: &$0)
      }
    }
  }

  // MARK: The lanes

  /// - Returns: the rows that were used.
  private func drawLanes(_ rect: Rect, on canvas: inout Canvas) -> Int {
    let names = String(timeLine.workers).count + 2
    let widest = (0..<timeLine.workers).compactMap(explored).map { Text.width($0, isASCII: canvas.isASCII) }.max()
    let label = names + (widest.map { $0 + 1 } ?? 0)
    // A row for the versions, and one or two that say what the last write did.
    let below = rect.height >= 6 ? 3 : rect.height >= 3 ? 1 : 0
    let rows = rect.height - below
    let shown = min(timeLine.workers, max(rows, 0))
    let pitch = max(1, min(3, rows / max(shown, 1)))
    let columns = max(0, (rect.width - label) / width)
    let first = max(1, timeLine.version - columns + 1)
    for worker in 0..<shown {
      let y = worker * pitch
      let isPresent = timeLine.present?.worker == worker
      canvas.write(
        "\(isPresent ? (canvas.isASCII ? ">" : "▸") : " ")\(worker + 1)", x: 0, y: y,
        isPresent ? theme.agent : theme.muted, width: names - 1, align: .right)
      if let explored = explored(worker) { canvas.write(explored, x: names, y: y, theme.muted, width: label - names) }
      canvas.inside(Rect(x: label, y: y, width: columns * width, height: 1)) { drawLane(worker, from: first, on: &$0) }
    }
    let end = shown * pitch - (pitch - 1)
    guard below > 0, columns > 0 else { return end }
    drawVersions(Rect(x: label, y: end, width: columns * width, height: 1), from: first, on: &canvas)
    guard below == 3 else { return end + 1 }
    drawLastWrite(Rect(x: 0, y: end + 1, width: rect.width, height: 2), hidden: timeLine.workers - shown, on: &canvas)
    return end + 3
  }

  /// How a worker explores, where each does in its own way.
  private func explored(_ worker: Int) -> String? {
    guard let exploration = timeLine.exploration else { return nil }
    let value = exploration.values[worker]
    return exploration.symbol + " " + (exploration.symbol == "ε" ? Numbers.probability(value) : Numbers.compact(value))
  }

  /// One worker's reads and writes.
  private func drawLane(_ worker: Int, from first: Int, on canvas: inout Canvas) {
    let own = writes.filter { $0.worker == worker && $0.version >= first }
    let last = writes.last
    func column(_ version: Int) -> Int { (version - first) * width }
    // From the read to the write; what is not written yet leads to the end.
    var spans = own.map { (read: $0.read, end: column($0.version), isLast: $0 == last) }
    let read = timeLine.reads[worker]
    spans.append((read, canvas.columns, false))
    for (index, span) in spans.enumerated() {
      let isOpen = index == spans.count - 1
      let begin = max(column(span.read) + width / 2, 0)
      guard begin < span.end else { continue }
      let glyph: (Unicode.Scalar, Unicode.Scalar) = isOpen ? ("┄", ".") : span.isLast ? ("━", "=") : ("─", "-")
      var style = isOpen ? theme.muted : theme.curve(worker)
      if span.isLast { style.attributes.insert(.bold) }
      for x in begin..<span.end { canvas.put(glyph.0, ascii: glyph.1, x: x, y: 0, style) }
    }
    for write in own {
      var style = style(of: write)
      if let last, write.worker != last.worker, write.version > last.read, write.version < last.version {
        // It was written over.
        style.attributes.insert(.reverse)
      }
      // As a write is so many columns after its read, its number never reaches back to the one before.
      let text = String(write.staleness)
      let x = column(write.version) + 1 - text.count
      canvas.write(x < 0 ? "+" : text, x: max(x, 0), y: 0, style)
    }
  }

  private func style(of write: TimeLine.Write) -> Style { style(ofStaleness: write.staleness) }

  private func style(ofStaleness staleness: Int) -> Style {
    guard let color = theme.color(min(Double(staleness) / hottest, 1), of: inks) else { return theme.agent }
    return Style(color, on: .standard, .bold)
  }

  private func drawVersions(_ rect: Rect, from first: Int, on canvas: inout Canvas) {
    let last = timeLine.version
    canvas.write(String(first), x: rect.x, y: rect.y, theme.muted)
    let end = rect.x + (last - first) * width + 1
    let text = String(last)
    guard end - text.count > rect.x + String(first).count + 9 else { return }
    canvas.write(text, x: end - text.count, y: rect.y, theme.muted)
    canvas.write(
      "writes", x: rect.x, y: rect.y, theme.muted, width: end - rect.x, align: .centre)
  }

  /// Who wrote over whom.
  private func drawLastWrite(_ rect: Rect, hidden: Int, on canvas: inout Canvas) {
    guard let last = writes.last else { return }
    let over = writes.filter { $0.version > last.read && $0.version < last.version }.map { String($0.worker + 1) }
    let names = over.isEmpty ? "nobody" : over.joined(separator: ", ")
    let whose = over.isEmpty ? "nobody" : "\(over.count == 1 ? "the write" : "\(over.count) writes") of \(names)"
    let texts = [
      "worker \(last.worker + 1) read version \(last.read) and wrote \(last.version), over \(whose)",
      "\(last.worker + 1) read \(last.read), wrote \(last.version), over \(whose)",
      "\(last.worker + 1) wrote \(last.version), \(last.staleness) stale",
    ]
    let text =
      texts.first { Text.width($0, isASCII: canvas.isASCII) <= rect.width } ?? "\(last.staleness) stale"
    canvas.write(text, x: rect.x, y: rect.y, theme.text, width: rect.width)
    var parts = hidden > 0 ? ["\(hidden) more worker\(hidden == 1 ? "" : "s") below"] : []
    if timeLine.races { parts.insert("by the seed while watched, else threads race", at: 0) }
    if let present = timeLine.present {
      parts.append("\(present.worker + 1) acts by version \(timeLine.reads[present.worker]), step \(present.steps)")
    }
    while parts.count > 1, Text.width(parts.joined(separator: "; "), isASCII: canvas.isASCII) > rect.width {
      parts.removeLast()
    }
    canvas.write(parts.joined(separator: "; "), x: rect.x, y: rect.y + 1, theme.muted, width: rect.width)
  }

  // MARK: How stale

  private func drawCounts(on canvas: inout Canvas) {
    guard canvas.rows > 1 else { return }
    canvas.write("writes by staleness", x: 0, y: 0, theme.muted, width: canvas.columns)
    let lines = canvas.rows - 1
    let counts = timeLine.counts
    let used = (counts.lastIndex { $0 > 0 } ?? 0) + 1
    // Where there are more than lines, some share one.
    let width = (used + lines - 1) / lines
    let total = Double(timeLine.version)
    let shares = stride(from: 0, to: used, by: width).map { first in
      counts[first..<min(first + width, counts.count)].reduce(0) { $0 + Double($1) } / total
    }
    let greatest = shares.max() ?? 1
    for (line, share) in shares.enumerated() {
      let (y, staleness) = (line + 1, line * width)
      let last = min(staleness + width - 1, TimeLine.longestCounted)
      let label =
        last == TimeLine.longestCounted
        ? (canvas.isASCII ? ">=" : "≥") + String(staleness) : last > staleness ? "\(staleness)-\(last)" : "\(staleness)"
      canvas.write(label, x: 0, y: y, style(ofStaleness: last), width: 5, align: .right)
      let room = canvas.columns - 12
      if room > 0, greatest > 0 {
        canvas.bar(share / greatest, x: 6, y: y, width: room, style(ofStaleness: last))
      }
      let percent = share > 0 && share < 0.005 ? "<1" : String(Int((share * 100).rounded()))
      canvas.write("\(percent) %", x: canvas.columns - 5, y: y, theme.muted, width: 5, align: .right)
    }
  }
}
