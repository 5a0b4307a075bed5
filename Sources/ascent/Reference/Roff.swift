/// A manual page in the making: roff with the `man` macros.
struct Roff {
  private(set) var text = ""
  /// A heading begins a paragraph of its own accord.
  private var isAfterHeading = false

  /// - Parameters:
  ///   - name: in capitals, as manual pages have it.
  ///   - date: of the release, as 2026-11-24.
  init(name: String, date: String, source: String) {
    add(".TH \(name) 1 \(date) \"\(source)\" \"User Commands\"")
  }

  mutating func section(_ title: String) { addHeading(".SH \(Self.escaped(title.uppercased()))") }
  mutating func subsection(_ title: String) { addHeading(".SS \(Self.escaped(title))") }

  private mutating func addHeading(_ line: String) {
    add(line)
    isAfterHeading = true
  }

  mutating func paragraph(_ words: String) {
    beginParagraph()
    running(words)
  }

  private mutating func beginParagraph() {
    if !isAfterHeading { add(".PP") }
  }

  /// Text as it is, but for what roff would take for its own; the name's line, which must have one plain hyphen.
  mutating func plain(_ words: String) { add(words.replacing(" - ", with: " \\- ")) }

  /// A command line with its name in bold.
  mutating func synopsis(_ usage: String) {
    let words = usage.split(separator: " ")
    let name = words.prefix { !$0.hasPrefix("[") && !$0.hasPrefix("<") && !$0.hasPrefix("-") }
    let rest = Self.escaped(words.dropFirst(name.count).joined(separator: " "))
    beginParagraph()
    add("\\fB\(name.joined(separator: " "))\\fR \(rest)")
  }

  /// A term with what is said about it, indented.
  mutating func item(_ term: String, _ words: String) {
    add(".TP")
    add("\\fB\(Self.escaped(term))\\fR")
    running(words)
  }

  /// A further paragraph of an item.
  mutating func more(_ words: String) {
    add(".IP")
    running(words)
  }

  /// Lines as they are.
  mutating func verbatim(_ lines: [String]) {
    beginParagraph()
    add(".RS 4")
    add(".nf")
    for line in lines { add(Self.guarded(Self.escaped(line))) }
    add(".fi")
    add(".RE")
  }

  private mutating func running(_ words: String) {
    for line in Paragraph.lines(words, columns: 72) { add(Self.guarded(Self.escaped(line))) }
  }

  private mutating func add(_ line: String) {
    text += line + "\n"
    isAfterHeading = false
  }

  /// A minus stays one, so that what is copied from the page can be typed.
  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
  }

  /// A line that would begin as a request does.
  private static func guarded(_ line: String) -> String {
    line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
  }
}
