/// How numbers and texts are spelt in an SVG.
enum SVG {
  /// Without a needless point and zero.
  static func number(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
  }

  /// A text between tags or quotes. What XML 1.0 cannot hold at all becomes `?`.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r", " "..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}":
        result.unicodeScalars.append(scalar)
      default: result += "?"
      }
    }
    return result
  }
}

/// Values in the order in which their keys first came, so that the same canvas always gives the same bytes.
struct InOrder<Key: Hashable, Value> {
  private(set) var entries: [(key: Key, value: Value)] = []
  private var indices: [Key: Int] = [:]

  subscript(key: Key, default standard: @autoclosure () -> Value) -> Value {
    get { indices[key].map { entries[$0].value } ?? standard() }
    set { entries[index(of: key, default: standard())].value = newValue }
    _modify { yield &entries[index(of: key, default: standard())].value }
  }

  /// The place of a key among all, from 0.
  mutating func index(of key: Key, default standard: @autoclosure () -> Value) -> Int {
    if let index = indices[key] { return index }
    entries.append((key, standard()))
    indices[key] = entries.count - 1
    return entries.count - 1
  }
}
