import Learn

/// A listing in the rows of a pane: formulas whole, over two rows where one is too short, with values beside or below them.
struct ListingRows {
  struct Row: Equatable {
    var text = ""
    var values = ""
    /// The line of the listing that it belongs to.
    var line: Int
  }

  private(set) var rows: [Row] = []
  /// Where values end: near their lines, however wide the pane is.
  let width: Int
  private let isASCII: Bool

  init(_ frame: Frame, columns: Int, isASCII: Bool) {
    self.isASCII = isASCII
    let longest = frame.listing.map { Text.width($0, isASCII: isASCII) }.max() ?? 0
    width = min(columns - (columns >= 30 ? 1 : 0), longest + Self.margin + 34)
    // Half the indentation makes room for a value beside most formulas.
    let isNarrow = longest + Self.margin + 9 > width
    for (line, text) in frame.listing.enumerated() where !text.isEmpty {
      let blanks = text.prefix { $0 == " " }.count
      add(
        line, String(text.dropFirst(blanks)), indent: isNarrow ? blanks / 2 : blanks,
        Self.values(line, frame), isCurrent: line == frame.line)
    }
  }

  /// What a line showed last, as long as that still holds.
  private static func values(_ line: Int, _ frame: Frame) -> [NamedValue] {
    frame.values.indices.contains(line) && frame.freshness(of: line) != .past ? frame.values[line] : []
  }

  /// Left of the text, for the mark of the line just executed.
  static let margin = 2
  /// In fewer columns a line is cut: it would be all rows.
  private static let fewestColumns = 24

  private mutating func add(_ line: Int, _ text: String, indent: Int, _ values: [NamedValue], isCurrent: Bool) {
    let room = width - Self.margin - indent
    // The values of the line just executed, and the error that all learning goes by, have a place in any case.
    let isWorthARow = isCurrent || values.contains { $0.name == "δ" }
    guard width >= Self.fewestColumns else {
      let free = room - Text.width(text, isASCII: isASCII) - 2
      let shown = Self.fitting(values, width: isWorthARow ? max(free, 8) : free, isASCII: isASCII)
      return rows.append(Row(text: Self.blanks(indent) + text, values: shown, line: line))
    }
    var texts = [text]
    if Text.width(text, isASCII: isASCII) > room {
      texts = Text.wrapped(text, width: room - 2, isASCII: isASCII)
    }
    for (index, part) in texts.enumerated() {
      rows.append(Row(text: Self.blanks(indent + (index > 0 ? 2 : 0)) + part, line: line))
    }
    let free = width - Self.margin - Text.width(rows[rows.count - 1].text, isASCII: isASCII) - 1
    let beside = Self.fitting(values, width: free, isASCII: isASCII)
    if beside.isEmpty, isWorthARow, !values.isEmpty {
      rows.append(Row(values: Self.fitting(values, width: room, isASCII: isASCII), line: line))
    } else {
      rows[rows.count - 1].values = beside
    }
  }

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  /// As many values as fit, δ and then the first ones first; alone and short of room, a value goes without its name.
  static func fitting(_ values: [NamedValue], width: Int, isASCII: Bool) -> String {
    var texts = values.map { "\($0.name) \($0.number)" }
    if Text.width(texts.joined(separator: "  "), isASCII: isASCII) > width,
      let error = values.firstIndex(where: { $0.name == "δ" })
    {
      texts.insert(texts.remove(at: error), at: 0)
    }
    for count in stride(from: texts.count, to: 0, by: -1) {
      let joined = texts.prefix(count).joined(separator: "  ")
      if Text.width(joined, isASCII: isASCII) <= width { return joined }
    }
    // A counter's number alone could be anything's.
    guard let value = values.first(where: { $0.name == "δ" }) ?? values.first(where: { !$0.isCounter }) else {
      return ""
    }
    return Text.width(value.number, isASCII: isASCII) <= width ? value.number : ""
  }
}
