import Worlds

/// The argument parser's messages in the form of all our errors: what is wrong, then what would be right.
enum ParserWords {
  /// - Parameters:
  ///   - help: the command that tells more, named where the message gives no advice.
  ///   - arguments: what was asked for.
  static func oneLine(_ message: String, help: String, _ arguments: [String] = []) -> String {
    let words = quoted(message.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    let sentences = words.split(separator: ". ").map { $0.prefix(1).lowercased() + $0.dropFirst() }
    if sentences.count == 2, sentences[1].hasPrefix("please provide one of") {
      // What was wrong and what there is, all in quotes; between them stands what it is wrong for.
      let names = quotations(in: sentences[1])
      if let value = quotations(in: sentences[0]).first {
        return sentences[0] + "; " + Spelling.advice(for: value, among: names)
      }
    }
    if let name = quotations(in: words).first?.split(separator: " ").first.map(String.init) {
      if words.hasPrefix("Missing value for"), let value = value(after: name, arguments) {
        return "`\(name)` has no value, as `\(value)` begins like a flag; a number below zero is written "
          + "`\(name)=\(value)`"
      }
      if words.hasPrefix("Unexpected argument"), !name.hasPrefix("-") {
        return "`\(name)` is one argument too many; leave it out, or see `\(help)`"
      }
    }
    var line = sentences.joined(separator: "; ")
    if line.hasSuffix(".") { line.removeLast() }
    return sentences.count > 1 ? line : line + "; see `\(help)`"
  }

  /// The number below zero that stands after a flag.
  private static func value(after name: String, _ arguments: [String]) -> String? {
    guard let index = arguments.firstIndex(of: name), arguments.indices.contains(index + 1) else { return nil }
    let next = arguments[index + 1]
    return Double(next) != nil ? next : nil
  }

  /// Quotation marks as we write them; an apostrophe stays.
  private static func quoted(_ text: String) -> String {
    let letters = Array(text)
    func isLetter(_ index: Int) -> Bool { letters.indices.contains(index) && letters[index].isLetter }
    return String(
      letters.enumerated().map { index, letter in
        letter == "'" && !(isLetter(index - 1) && isLetter(index + 1)) ? "`" : letter
      })
  }

  private static func quotations(in text: String) -> [String] {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) }
  }
}
