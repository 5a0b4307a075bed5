import Worlds

extension KeyMap {
  /// The key table's keys, changed by a file whose lines are `action = key key…`: the action has these keys then and no
  /// others, or none where nothing follows.
  /// - Throws: a `ParameterError` with file, line and column for an action or a key that there is not, and for a key that
  ///   would do two things.
  public init(_ file: ConfigurationFile) throws(ParameterError) {
    self = .standard
    let names = KeyTable.actions.map(\.name)
    var bound: [(action: Action, entry: ConfigurationFile.Entry, keys: [(key: Key, column: Int)])] = []
    for entry in file.entries {
      guard let action = KeyTable.actions.first(where: { $0.name == entry.name }) else {
        let near = Spelling.nearest(to: entry.name, among: names).map { "`\($0)`" }
        throw file.error(
          entry.line, entry.nameColumn,
          "there is no action `\(entry.name)`; "
            + (near.isEmpty
              ? "`:` and Tab in the dashboard list them" : "did you mean \(near.joined(separator: " or "))?"))
      }
      bound.append((action, entry, try Self.keys(of: entry, file)))
    }
    // First take away, then give: keys may change places.
    for item in bound { bind(item.action, to: []) }
    for item in bound {
      for (key, column) in item.keys {
        guard let other = self.action(of: key) else { continue }
        let line = bound.first { $0.action == other }?.entry.line
        let name = Self.name(key)
        throw file.error(
          item.entry.line, column,
          line.map { "`\(name)` is a key of `\(other.name)` in line \($0); a key does one thing" }
            ?? "`\(name)` is a key of `\(other.name)`; give that other keys too, or none: `\(other.name) =`")
      }
      bind(item.action, to: item.keys.map(\.key))
    }
  }

  private static func keys(
    of entry: ConfigurationFile.Entry, _ file: ConfigurationFile
  ) throws(ParameterError) -> [(key: Key, column: Int)] {
    var keys: [(key: Key, column: Int)] = []
    var column = entry.valueColumn
    for word in entry.value.split(separator: " ", omittingEmptySubsequences: false) {
      defer { column += word.count + 1 }
      guard !word.isEmpty else { continue }
      guard let key = Self.key(word) else {
        throw file.error(entry.line, column, "there is no key `\(word)`; " + Self.advice(on: String(word)))
      }
      if key == .control("c") || key == .control("\\") {
        throw file.error(entry.line, column, "`\(word)` ends every program and cannot do anything else; choose another")
      }
      if let twice = keys.first(where: { $0.key == key }) {
        throw file.error(
          entry.line, column, "`\(word)` stands in column \(twice.column) already; leave out one of the two")
      }
      keys.append((key, column))
    }
    return keys
  }

  /// Of two letters everything is near.
  private static func advice(on word: String) -> String {
    let near = word.count > 2 ? Spelling.nearest(to: word, among: Key.words + ["hash"]).first : nil
    return near.map { "did you mean `\($0)`?" } ?? "keys are x, ^X, F5, Enter and the like"
  }

  /// A `#` would begin a comment.
  private static func key(_ word: some StringProtocol) -> Key? { word.lowercased() == "hash" ? "#" : Key(name: word) }

  private static func name(_ key: Key) -> String { key == "#" ? "hash" : key.name(isASCII: true) }
}
