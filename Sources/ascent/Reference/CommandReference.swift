import ArgumentParser

/// A command as its own help describes it, taken apart.
struct CommandReference {
  struct Item {
    /// Such as `-w, --world <world>`.
    var term: String
    var description: String
  }

  let name: String
  let abstract: String
  /// What is said about it, a paragraph each.
  let discussion: [String]
  /// Command lines, as they are typed.
  let examples: [String]
  let usage: String
  private(set) var arguments: [Item] = []
  private(set) var options: [Item] = []

  /// The program without a command, then every command that is not hidden.
  static var all: [CommandReference] {
    [CommandReference(Ascent.self)]
      + Ascent.configuration.subcommands.filter { $0.configuration.shouldDisplay }.map { CommandReference($0) }
  }

  init(_ type: any ParsableCommand.Type) {
    let configuration = type.configuration
    name = type == Ascent.self ? "ascent" : "ascent \(configuration.commandName ?? "")"
    abstract = configuration.abstract
    let parts = configuration.discussion.split(separator: "Example: ", maxSplits: 1, omittingEmptySubsequences: false)
    discussion = (parts.first ?? "").split(separator: "\n\n").map { String($0.replacing("\n", with: " ")) }
    examples = parts.dropFirst().flatMap { $0.split(separator: "\n").map(Self.unindented) }
    let lines = Ascent.helpMessage(for: type, columns: Self.columns).split(
      separator: "\n", omittingEmptySubsequences: false)
    usage = lines.first { $0.hasPrefix("USAGE: ") }.map { String($0.dropFirst("USAGE: ".count)) } ?? name
    arguments = Self.items(under: "ARGUMENTS:", in: lines)
    options = Self.items(under: "OPTIONS:", in: lines)
  }

  /// So wide that help breaks no description.
  private static let columns = 10_000
  /// Where help begins its descriptions.
  private static let indentation = 26

  private static func items(under title: String, in lines: [Substring]) -> [Item] {
    guard let begin = lines.firstIndex(of: title[...]) else { return [] }
    var items: [Item] = []
    for line in lines[(begin + 1)...].prefix(while: { !$0.isEmpty }) {
      let (left, right) = (line.prefix(indentation), line.dropFirst(indentation))
      if left.allSatisfy({ $0 == " " }), !items.isEmpty {
        items[items.count - 1].description += right
      } else if left.hasSuffix("  ") {
        items.append(Item(term: trimmed(left), description: String(right)))
      } else {
        items.append(Item(term: trimmed(line), description: ""))
      }
    }
    return items
  }

  private static func trimmed(_ text: Substring) -> String {
    let words = text.drop { $0 == " " }
    return String(
      words.prefix(words.lastIndex { $0 != " " }.map { words.distance(from: words.startIndex, to: $0) + 1 } ?? 0))
  }

  /// Examples stand under the word `Example: `; what continues one stays indented.
  private static func unindented(_ line: Substring) -> String {
    String(line.dropFirst(line.hasPrefix("         ") ? 9 : 0))
  }
}
