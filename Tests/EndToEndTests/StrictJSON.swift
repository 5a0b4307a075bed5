/// A JSON value read by the letter of RFC 8259, its keys in the order in which they stand: what Foundation's parser forgets.
indirect enum StrictJSON: Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([StrictJSON])
  case object([(key: String, value: StrictJSON)])

  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  /// - Throws: a `Fault` that says where the text is not one JSON value.
  init(_ text: String) throws(Fault) {
    var reader = Reader(text)
    self = try reader.value()
    try reader.end()
  }

  var keys: [String] {
    if case .object(let members) = self { members.map(\.key) } else { [] }
  }

  subscript(key: String) -> StrictJSON? {
    if case .object(let members) = self { members.first { $0.key == key }?.value } else { nil }
  }

  var number: Double? {
    if case .number(let value) = self { value } else { nil }
  }

  var text: String? {
    if case .string(let value) = self { value } else { nil }
  }

  var elements: [StrictJSON] {
    if case .array(let values) = self { values } else { [] }
  }

  var numbers: [Double] { elements.compactMap(\.number) }

  static func == (a: StrictJSON, b: StrictJSON) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a.map(\.key) == b.map(\.key) && a.map(\.value) == b.map(\.value)
    default: false
    }
  }
}

private struct Reader {
  private let text: [Unicode.Scalar]
  private var place = 0

  init(_ text: String) { self.text = Array(text.unicodeScalars) }

  private var next: Unicode.Scalar? { place < text.count ? text[place] : nil }

  private func fault(_ what: String) -> StrictJSON.Fault {
    StrictJSON.Fault(description: "column \(place + 1): \(what) in \(String(String.UnicodeScalarView(text)))")
  }

  private mutating func skipBlanks() {
    while let scalar = next, " \t\n\r".unicodeScalars.contains(scalar) { place += 1 }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    place += 1
    return true
  }

  private mutating func expect(_ word: String) throws(StrictJSON.Fault) {
    for scalar in word.unicodeScalars where !take(scalar) { throw fault("\(word) was expected") }
  }

  mutating func end() throws(StrictJSON.Fault) {
    skipBlanks()
    if next != nil { throw fault("more than one value") }
  }

  mutating func value() throws(StrictJSON.Fault) -> StrictJSON {
    skipBlanks()
    defer { skipBlanks() }
    switch next {
    case "{": return try object()
    case "[": return try array()
    case "\"": return .string(try string())
    case "t":
      try expect("true")
      return .bool(true)
    case "f":
      try expect("false")
      return .bool(false)
    case "n":
      try expect("null")
      return .null
    default: return .number(try number())
    }
  }

  private mutating func object() throws(StrictJSON.Fault) -> StrictJSON {
    try expect("{")
    var members: [(key: String, value: StrictJSON)] = []
    skipBlanks()
    if take("}") { return .object([]) }
    repeat {
      skipBlanks()
      let key = try string()
      if members.contains(where: { $0.key == key }) { throw fault("\(key) stands twice") }
      skipBlanks()
      try expect(":")
      members.append((key, try value()))
    } while take(",")
    try expect("}")
    return .object(members)
  }

  private mutating func array() throws(StrictJSON.Fault) -> StrictJSON {
    try expect("[")
    var values: [StrictJSON] = []
    skipBlanks()
    if take("]") { return .array([]) }
    repeat { values.append(try value()) } while take(",")
    try expect("]")
    return .array(values)
  }

  private mutating func string() throws(StrictJSON.Fault) -> String {
    try expect("\"")
    var result = String.UnicodeScalarView()
    while true {
      guard let scalar = next, scalar.value >= 0x20 else { throw fault("a string does not end") }
      place += 1
      if scalar == "\"" { return String(result) }
      result.append(scalar == "\\" ? try escaped() : scalar)
    }
  }

  /// What follows a backslash. We write no pairs of surrogates, so there is none to read.
  private mutating func escaped() throws(StrictJSON.Fault) -> Unicode.Scalar {
    let plain: [Unicode.Scalar: Unicode.Scalar] = [
      "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r", "t": "\t",
    ]
    if let scalar = next, let meant = plain[scalar] {
      place += 1
      return meant
    }
    try expect("u")
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = next.flatMap({ Character($0).hexDigitValue }) else {
        throw fault("a hexadecimal digit was expected")
      }
      code = code * 16 + UInt32(digit)
      place += 1
    }
    guard let scalar = Unicode.Scalar(code) else { throw fault("half a surrogate pair") }
    return scalar
  }

  private mutating func number() throws(StrictJSON.Fault) -> Double {
    let begin = place
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits()
    }
    return Double(String(String.UnicodeScalarView(text[begin..<place])))!
  }

  private mutating func digits() throws(StrictJSON.Fault) {
    guard let first = next, ("0"..."9").contains(first) else { throw fault("a digit was expected") }
    while let scalar = next, ("0"..."9").contains(scalar) { place += 1 }
  }
}
