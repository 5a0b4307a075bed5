import Learn
import Worlds

/// A whole set-up as the command line has it: `ascent -w WORLD -a ALGORITHM -s SEED`, each part or none of it.
public struct SetupLine: Equatable, Sendable {
  public var world: Spec?
  public var algorithm: Spec?
  public var seed: UInt64?

  /// - Throws: a `ParameterError` that names the word that is no part of a set-up.
  public init(_ text: String) throws(ParameterError) {
    var words = try Self.words(of: text)[...]
    if words.first == "ascent" { words.removeFirst() }
    while let flag = words.popFirst() {
      guard ["-w", "--world", "-a", "--algorithm", "-s", "--seed"].contains(flag) else {
        throw ParameterError("`\(flag)` is no part of a set-up; it has -w WORLD, -a ALGORITHM and -s SEED")
      }
      guard let value = words.popFirst() else { throw ParameterError("`\(flag)` wants a value after it") }
      switch flag {
      case "-w", "--world": world = try Spec(value)
      case "-a", "--algorithm": algorithm = try Spec(value)
      default: seed = try Arguments.seed(value)
      }
    }
  }

  /// Words as a shell splits them, with quotes of both kinds and backslashes.
  static func words(of text: String) throws(ParameterError) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in text {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if quote == nil, character == " " {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let quote { throw ParameterError("the quotation that \(quote) begins has no end; close it") }
    if let word { words.append(word) }
    return words
  }
}
