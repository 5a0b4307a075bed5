/// What the word before the cursor could become.
struct Completion: Equatable, Sendable {
  struct Candidate: Equatable, Sendable {
    var text: String
    /// What follows a word that is complete, such as a blank or `=`.
    var suffix = ""
    /// What it means, in a few words.
    var summary = ""
  }

  /// The index in the line at which the word begins.
  var start: Int
  var candidates: [Candidate]

  /// Those of the candidates that begin with the word: the last so many characters of what was typed.
  init(_ head: String, word: some StringProtocol, _ candidates: [Candidate]) {
    start = head.unicodeScalars.count - word.unicodeScalars.count
    self.candidates = candidates.filter { $0.text.hasPrefix(word) }
  }

  static let none = Completion("", word: "", [])

  /// What all candidates begin with.
  var commonPrefix: String {
    guard var prefix = candidates.first?.text else { return "" }
    for candidate in candidates { prefix = String(zip(prefix, candidate.text).prefix { $0 == $1 }.map(\.0)) }
    return prefix
  }
}
