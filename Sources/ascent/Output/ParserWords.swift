import Worlds

/// The argument parser's messages in the form of all our errors: what is wrong, then what would be right.
enum ParserWords {
  /// - Parameter help: the command that tells more, named where the message gives no advice.
  static func oneLine(_ message: String, help: String) -> String {
    let words = quoted(message.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    let sentences = words.split(separator: ". ").map { $0.prefix(1).lowercased() + $0.dropFirst() }
    if sentences.count == 2, sentences[1].hasPrefix("please provide one of") {
      // What was wrong and what there is, all in quotes; between them stands what it is wrong for.
      let names = quotations(in: sentences[1])
      if let value = quotations(in: sentences[0]).first {
        return sentences[0] + "; " + Spelling.advice(for: value, among: names)
      }
    }
    var line = sentences.joined(separator: "; ")
    if line.hasSuffix(".") { line.removeLast() }
    return sentences.count > 1 ? line : line + "; see `\(help)`"
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
