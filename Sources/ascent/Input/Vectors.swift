import Worlds

/// Numbers as they are typed: separated by commas, in brackets or not.
enum Vectors {
  /// - Throws: a `ParameterError` that names the option and what is no number.
  static func parse(_ text: String, option: String, example: String) throws(ParameterError) -> [Double] {
    var inner = text[...]
    if inner.hasPrefix("["), inner.hasSuffix("]") { inner = inner.dropFirst().dropLast() }
    // A world without anything to observe has a state of no numbers.
    if inner.allSatisfy({ $0 == " " }), text.hasPrefix("[") { return [] }
    var numbers: [Double] = []
    for item in inner.split(separator: ",", omittingEmptySubsequences: false) {
      guard let number = Double(item.filter { $0 != " " }), number.isFinite else {
        throw ParameterError("`\(item)` in `--\(option)` must be a number, as in '\(example)'")
      }
      numbers.append(number)
    }
    return numbers
  }
}
