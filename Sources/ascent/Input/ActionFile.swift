import Glibc
import Learn
import Worlds

/// A file with one action a line: a name or an index, or the components of a vector separated by blanks.
///
/// It is read line by line, so that a program at the other end of a pipe can answer each transition with the next action.
final class ActionFile {
  private let name: String
  private let world: PreparedWorld
  private let stream: UnsafeMutablePointer<FILE>
  private var line = 0

  /// - Parameter name: the file's; `-` is standard input.
  /// - Throws: a `ParameterError` where it cannot be opened.
  init(_ name: String, for world: PreparedWorld) throws(ParameterError) {
    self.name = name
    self.world = world
    guard let stream = name == "-" ? fdopen(STDIN_FILENO, "r") : fopen(name, "r") else {
      throw ParameterError(
        "\(name): \(String(cString: strerror(errno))); give the name of a file with one action a line",
        kind: .missingInput)
    }
    self.stream = stream
  }

  deinit { fclose(stream) }

  /// The next action; nil at the end of the file. Blank lines are passed over.
  /// - Throws: a `ParameterError` with file, line and column where a line holds no action of the world.
  func next() throws(ParameterError) -> [Double]? {
    while let text = try nextLine() {
      line += 1
      let words = text.split(whereSeparator: \.isWhitespace)
      if words.isEmpty { continue }
      return switch world.actionSpace {
      case .choices(let choices): [Double(try index(of: words, in: text, among: choices))]
      case .box(let components): try vector(of: words, in: text, within: components)
      }
    }
    return nil
  }

  private func nextLine() throws(ParameterError) -> String? {
    var buffer: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(buffer) }
    let count = getline(&buffer, &capacity, stream)
    guard count >= 0, let buffer else {
      guard ferror(stream) == 0 else {
        throw ParameterError(
          "\(name): \(String(cString: strerror(errno))); give the name of a file with one action a line",
          kind: .missingInput)
      }
      return nil
    }
    return String(decoding: UnsafeRawBufferPointer(start: buffer, count: count), as: UTF8.self)
  }

  private func index(
    of words: [Substring], in text: String, among choices: [ActionSpace.Choice]
  ) throws(ParameterError) -> Int {
    if words.count > 1 {
      throw fault(at: words[1], in: text, "there is one action a line; put it on a line of its own")
    }
    let word = String(words[0])
    if let index = Int(word), choices.indices.contains(index) { return index }
    if let index = choices.firstIndex(where: { $0.name == word }) { return index }
    let names = choices.map(\.name).joined(separator: ", ")
    throw fault(
      at: words[0], in: text, "there is no action `\(word)`; it can be \(names), or 0 to \(choices.count - 1)")
  }

  private func vector(
    of words: [Substring], in text: String, within components: [ObservationSpace.Component]
  ) throws(ParameterError) -> [Double] {
    let wanted = "an action is " + components.map(\.name).joined(separator: " and ")
    if words.count > components.count { throw fault(at: words[components.count], in: text, "\(wanted), no more") }
    if words.count < components.count { throw fault(at: words[0], in: text, "\(wanted), separated by blanks") }
    var action: [Double] = []
    for (word, component) in zip(words, components) {
      guard let number = Double(word), number.isFinite else {
        throw fault(at: word, in: text, "`\(word)` is no number; \(wanted)")
      }
      let range = component.range
      guard world.beyondBounds != .refused || range.contains(number) else {
        let (low, high) = (ParameterValue.real(range.lowerBound), ParameterValue.real(range.upperBound))
        throw fault(at: word, in: text, "`\(word)` is out of bounds; \(component.name) must be within \(low)…\(high)")
      }
      action.append(number)
    }
    return action
  }

  private func fault(at word: Substring, in text: String, _ what: String) -> ParameterError {
    let column = text.distance(from: text.startIndex, to: word.startIndex) + 1
    return ParameterError("\(name):\(line):\(column): \(what)", kind: .brokenInput)
  }
}
