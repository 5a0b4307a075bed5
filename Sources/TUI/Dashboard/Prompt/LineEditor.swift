/// One line of text that is being typed, with the keys that edit one everywhere.
struct LineEditor: Equatable, Sendable {
  private(set) var text: [Unicode.Scalar]
  /// The index in `text` before which the next character goes.
  private(set) var cursor: Int

  init(_ text: String = "") {
    self.text = Array(text.unicodeScalars)
    cursor = self.text.count
  }

  var string: String { Self.string(text[...]) }
  /// What stands before the cursor.
  var head: String { Self.string(text[..<cursor]) }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// - Returns: whether the key means something to a line of text.
  mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .character(let scalar): insert([scalar])
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(text.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.count
    case .backspace: remove(from: max(0, cursor - 1), to: cursor)
    case .delete, .control("d"): remove(from: cursor, to: min(text.count, cursor + 1))
    case .control("u"): remove(from: 0, to: cursor)
    case .control("k"): remove(from: cursor, to: text.count)
    case .control("w"): remove(from: wordStart, to: cursor)
    default: return false
    }
    return true
  }

  /// Puts a text in the place of what stands between an index and the cursor.
  mutating func replace(from start: Int, by new: String) {
    remove(from: min(start, cursor), to: cursor)
    insert(Array(new.unicodeScalars))
  }

  private mutating func insert(_ scalars: [Unicode.Scalar]) {
    text.insert(contentsOf: scalars, at: cursor)
    cursor += scalars.count
  }

  private mutating func remove(from start: Int, to end: Int) {
    text.removeSubrange(start..<end)
    cursor = start
  }

  /// Where the word before the cursor begins.
  private var wordStart: Int {
    var index = cursor
    while index > 0, text[index - 1] == " " { index -= 1 }
    while index > 0, text[index - 1] != " " { index -= 1 }
    return index
  }

  /// Draws the line with its cursor into so many columns; of a long one the part round the cursor.
  func draw(x: Int, y: Int, width: Int, _ style: Style, on canvas: inout Canvas) {
    guard width > 0 else { return }
    let isASCII = canvas.isASCII
    let before = Text.glyphs(head, isASCII: isASCII)
    let glyphs = before + Text.glyphs(Self.string(text[cursor...]), isASCII: isASCII)
    let first = max(0, before.count - width + 1)
    for column in 0..<min(width, glyphs.count - first + 1) {
      let index = first + column
      let isCursor = index == before.count
      let glyph = index < glyphs.count ? glyphs[index] : " "
      canvas[x + column, y] = Cell(glyph, isCursor ? Style(.standard, on: .standard, .reverse) : style)
    }
  }
}
