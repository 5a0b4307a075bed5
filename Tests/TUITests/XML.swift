/// An XML element, read by a strict small parser: what is not well-formed is refused with its place.
struct XML {
  var name: String
  var attributes: [String: String] = [:]
  var children: [XML] = []
  var text = ""

  /// This element and all below it, in the document's order.
  var all: [XML] { [self] + children.flatMap(\.all) }

  struct Malformed: Error, CustomStringConvertible {
    var description: String
  }

  init(name: String) { self.name = name }

  init(_ document: String) throws {
    var parser = Parser(Array(document.unicodeScalars))
    self = try parser.element()
    parser.skipBlanks()
    guard parser.isAtEnd else { throw parser.malformed("more than one root") }
  }

  private struct Parser {
    let scalars: [Unicode.Scalar]
    var position = 0

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    var isAtEnd: Bool { position == scalars.count }
    var next: Unicode.Scalar? { isAtEnd ? nil : scalars[position] }

    func malformed(_ what: String) -> Malformed {
      let near = String(String.UnicodeScalarView(scalars[max(0, position - 20)..<min(scalars.count, position + 20)]))
      return Malformed(description: "\(what) at \(position), near `\(near)`")
    }

    mutating func skipBlanks() { while let next, next.properties.isWhitespace { position += 1 } }

    mutating func take(_ text: String) -> Bool {
      let wanted = Array(text.unicodeScalars)
      guard scalars[position...].starts(with: wanted) else { return false }
      position += wanted.count
      return true
    }

    mutating func expect(_ text: String) throws {
      guard take(text) else { throw malformed("`\(text)` expected") }
    }

    mutating func identifier() throws -> String {
      var name = String.UnicodeScalarView()
      while let next, next.properties.isAlphabetic || "0123456789-_:".unicodeScalars.contains(next) {
        name.append(next)
        position += 1
      }
      guard !name.isEmpty else { throw malformed("a name expected") }
      return String(name)
    }

    /// Text up to one of these, entities resolved.
    mutating func characters(until end: Unicode.Scalar) throws -> String {
      var result = ""
      while let next, next != end {
        guard next != "<" else { throw malformed("`<` in a text") }
        guard next.value >= 0x20 || next == "\n" else { throw malformed("a control character") }
        position += 1
        guard next == "&" else {
          result.unicodeScalars.append(next)
          continue
        }
        let entities = ["amp;": "&", "lt;": "<", "gt;": ">", "quot;": "\""]
        guard let found = entities.first(where: { take($0.key) }) else { throw malformed("an unknown entity") }
        result += found.value
      }
      return result
    }

    mutating func element() throws -> XML {
      try expect("<")
      var element = XML(name: try identifier())
      while true {
        let before = position
        skipBlanks()
        if take("/>") { return element }
        if take(">") { break }
        guard position > before else { throw malformed("a blank expected") }
        let name = try identifier()
        try expect("=\"")
        guard element.attributes.updateValue(try characters(until: "\""), forKey: name) == nil else {
          throw malformed("`\(name)` twice")
        }
        try expect("\"")
      }
      while true {
        element.text += try characters(until: "<")
        if take("</") {
          try expect(element.name)
          try expect(">")
          return element
        }
        element.children.append(try self.element())
      }
    }
  }
}
