import Worlds

/// A file of lines `name = value`. Blank lines mean nothing, nor does what follows a `#` at the beginning of a line or after
/// a blank.
public struct ConfigurationFile: Sendable {
  public struct Entry: Sendable, Equatable {
    public var name: String
    public var value: String
    /// Counted from 1, as are the columns.
    public var line: Int
    public var nameColumn: Int
    public var valueColumn: Int
  }

  public let path: String
  public private(set) var entries: [Entry] = []

  /// - Throws: a `ParameterError` with file, line and column where a line is no setting, or sets what is set already.
  public init(_ text: String, path: String) throws(ParameterError) {
    self.path = path
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in lines.enumerated() {
      let characters = Array(line)[..<Self.commentStart(line)]
      guard let first = characters.firstIndex(where: { !Self.isBlank($0) }) else { continue }
      guard let equals = characters.firstIndex(of: "="), equals > first else {
        throw error(index + 1, first + 1, "this is no setting; write a line as `name = value`")
      }
      let value = characters[(equals + 1)...]
      let start = value.firstIndex { !Self.isBlank($0) } ?? value.endIndex
      let entry = Entry(
        name: Self.text(characters[first..<equals]), value: Self.text(value), line: index + 1, nameColumn: first + 1,
        valueColumn: start + 1)
      if let earlier = entries.first(where: { $0.name == entry.name }) {
        throw error(
          entry.line, entry.nameColumn, "`\(entry.name)` is set in line \(earlier.line) already; keep one of the two")
      }
      entries.append(entry)
    }
  }

  private static func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }

  private static func commentStart(_ line: Substring) -> Int {
    let characters = Array(line)
    return characters.indices.first { index in
      characters[index] == "#" && (index == 0 || isBlank(characters[index - 1]))
    } ?? characters.count
  }

  private static func text(_ characters: ArraySlice<Character>) -> String {
    String(characters.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }

  // MARK: Errors

  public func error(_ line: Int, _ column: Int, _ text: String) -> ParameterError {
    ParameterError("\(path):\(line):\(column): \(text)", kind: .brokenInput)
  }

  /// The name is not one of these.
  public func unknown(_ entry: Entry, what: String, among names: [String]) -> ParameterError {
    error(
      entry.line, entry.nameColumn,
      "there is no \(what) `\(entry.name)`; " + Spelling.advice(for: entry.name, among: names))
  }

  public func wrong(_ entry: Entry, _ text: String) -> ParameterError { error(entry.line, entry.valueColumn, text) }
}
