import Worlds

// What is read is strict JSON, RFC 8259: one value, UTF-8, no comments, no trailing commas, and no name twice. A file that
// is only nearly right would be understood differently by the next reader.

extension JSON {
  /// What is wrong with a text, and where: line and column from 1, in characters.
  public struct Fault: Error, Sendable, Equatable, CustomStringConvertible {
    public var line: Int
    public var column: Int
    public var what: String

    public init(line: Int, column: Int, what: String) {
      (self.line, self.column, self.what) = (line, column, what)
    }

    /// `LINE:COLUMN: what is wrong`.
    public var description: String { "\(line):\(column): \(what)" }
  }

  /// One member of an object in a file, with the place of its value.
  public struct Member: Sendable {
    public var name: String
    public var value: JSON
    public var line: Int
    public var column: Int

    /// What is wrong with this member.
    public func fault(_ what: String) -> Fault { Fault(line: line, column: column, what: what) }
  }

  /// Reads one value that fills the whole text.
  /// - Throws: a `Fault` at the first thing that is not JSON.
  public init(reading bytes: some Sequence<UInt8>) throws(Fault) {
    var reader = JSONReader(bytes)
    self = try reader.value(depth: 0)
    try reader.end()
  }

  /// Reads an object that fills the whole text, member by member.
  /// - Throws: a `Fault` at the first thing that is not JSON, or where the value is no object.
  public static func members(reading bytes: some Sequence<UInt8>) throws(Fault) -> [Member] {
    var reader = JSONReader(bytes)
    let members = try reader.object(depth: 0)
    try reader.end()
    return members
  }

  /// The value of a member; nil where this is no object or has none of this name.
  public subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.0 == name }?.1
  }

  /// The number, whatever it is stored as; nil where this is none.
  public var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .unsigned(let value): Double(value)
    case .real(let value): value
    case .null, .bool, .string, .array, .object: nil
    }
  }
}

/// Reads JSON from bytes, once from the front to the back.
struct JSONReader {
  private let bytes: [UInt8]
  private var place = 0

  /// Deeper than anything that we write, and far from where the stack ends.
  private static let deepest = 64

  init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private func fault(_ what: String, at wanted: Int? = nil) -> JSON.Fault {
    let (line, column) = position(of: wanted ?? place)
    return JSON.Fault(line: line, column: column, what: what)
  }

  private func position(of place: Int) -> (line: Int, column: Int) {
    let before = bytes[..<min(place, bytes.count)]
    let begin = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    // Bytes that go on with a character are none of their own.
    return (before.count { $0 == UInt8(ascii: "\n") } + 1, before[begin...].count { $0 & 0xC0 != 0x80 } + 1)
  }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { place += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar, _ what: String) throws(JSON.Fault) {
    if !take(character) { throw fault("\(next == nil ? "the text ends; " : "")`\(character)` was expected \(what)") }
  }

  mutating func end() throws(JSON.Fault) {
    skipBlanks()
    if next != nil { throw fault("something follows the value; there must be one value only") }
  }

  mutating func value(depth: Int) throws(JSON.Fault) -> JSON {
    skipBlanks()
    guard depth < Self.deepest else { throw fault("it is nested more than \(Self.deepest) deep") }
    switch next {
    case UInt8(ascii: "{"): return .object(try object(depth: depth).map { ($0.name, $0.value) })
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ word: String, _ value: JSON) throws(JSON.Fault) -> JSON {
    guard bytes[place...].starts(with: word.utf8) else { throw fault("a value was expected") }
    place += word.utf8.count
    return value
  }

  mutating func object(depth: Int) throws(JSON.Fault) -> [JSON.Member] {
    skipBlanks()
    try expect("{", "to begin an object")
    var members: [JSON.Member] = []
    var names: Set<String> = []
    skipBlanks()
    if take("}") { return [] }
    repeat {
      skipBlanks()
      let begin = place
      guard next == UInt8(ascii: "\"") else { throw fault("a name in quotes was expected") }
      let name = try string()
      guard names.insert(name).inserted else { throw fault("`\(name)` stands twice", at: begin) }
      skipBlanks()
      try expect(":", "after the name `\(name)`")
      skipBlanks()
      let (line, column) = depth == 0 ? position(of: place) : (0, 0)
      members.append(JSON.Member(name: name, value: try value(depth: depth + 1), line: line, column: column))
      skipBlanks()
    } while take(",")
    try expect("}", "or a comma")
    return members
  }

  private mutating func array(depth: Int) throws(JSON.Fault) -> JSON {
    try expect("[", "to begin an array")
    var values: [JSON] = []
    skipBlanks()
    if take("]") { return .array([]) }
    repeat {
      values.append(try value(depth: depth + 1))
      skipBlanks()
    } while take(",")
    try expect("]", "or a comma")
    return .array(values)
  }

  // MARK: Strings

  private mutating func string() throws(JSON.Fault) -> String {
    let begin = place
    place += 1
    var text: [UInt8] = []
    while true {
      guard let byte = next else { throw fault("the string that begins here does not end", at: begin) }
      guard byte >= 0x20 else { throw fault("a control character in a string must be escaped") }
      if take("\"") { break }
      if take("\\") {
        text += Array(String(try escaped()).utf8)
      } else {
        text.append(byte)
        place += 1
      }
    }
    guard let result = String(validating: text, as: UTF8.self) else {
      throw fault("the string that begins here is not UTF-8", at: begin)
    }
    return result
  }

  private mutating func escaped() throws(JSON.Fault) -> Unicode.Scalar {
    let begin = place - 1
    let plain: [Unicode.Scalar: Unicode.Scalar] = [
      "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r", "t": "\t",
    ]
    if let byte = next, let meant = plain[Unicode.Scalar(byte)] {
      place += 1
      return meant
    }
    guard take("u") else { throw fault("there is no such escape", at: begin) }
    var code = try unit()
    if (0xD800..<0xDC00).contains(code), take("\\"), take("u") {
      let low = try unit()
      guard (0xDC00..<0xE000).contains(low) else { throw fault("half of a surrogate pair", at: begin) }
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw fault("half of a surrogate pair", at: begin) }
    return scalar
  }

  /// Four hexadecimal digits.
  private mutating func unit() throws(JSON.Fault) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = next.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }), next! < 0x80 else {
        throw fault("four hexadecimal digits were expected")
      }
      code = code * 16 + UInt32(digit)
      place += 1
    }
    return code
  }

  // MARK: Numbers

  private mutating func number() throws(JSON.Fault) -> JSON {
    let begin = place
    guard let first = next, first == UInt8(ascii: "-") || Self.isDigit(first) else {
      throw fault(next == nil ? "the text ends; a value was expected" : "a value was expected")
    }
    _ = take("-")
    if !take("0") { try digits() }
    var isWhole = true
    if take(".") {
      isWhole = false
      try digits()
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      try digits()
    }
    let text = String(decoding: bytes[begin..<place], as: UTF8.self)
    // −0 has a sign that no whole number keeps.
    if isWhole, text != "-0" {
      if let value = Int(text) { return .integer(value) }
      if let value = UInt64(text) { return .unsigned(value) }
    }
    guard let value = Double(text), value.isFinite else {
      throw fault("`\(text)` is too large a number", at: begin)
    }
    return .real(value)
  }

  private mutating func digits() throws(JSON.Fault) {
    guard let first = next, Self.isDigit(first) else { throw fault("a digit was expected") }
    while let byte = next, Self.isDigit(byte) { place += 1 }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
