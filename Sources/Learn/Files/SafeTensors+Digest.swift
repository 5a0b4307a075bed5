import Worlds

// A flipped bit in a weight is another policy that plays as well as any, and nothing in the format would tell. So a file of
// ours has a word for all that is in it. Against damage 64 bits are plenty; against forgery no digest without a key helps.

extension SafeTensors {
  static let seal = "digest"

  /// The 64-bit FNV-1a of words and tensors, in 16 hexadecimal digits; the word `digest` itself is left out.
  ///
  /// Other writers order both as they like, so here they are ordered by name, byte by byte: each word as name and text, then
  /// each tensor as name, type, shape with commas, and its numbers as the file has them; a zero byte after each text.
  var digest: String {
    var hash = Hash()
    let words = metadata.filter { $0.name != Self.seal }
    for word in words.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
      hash.add(word.name)
      hash.add(word.text)
    }
    for tensor in tensors.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
      hash.add(tensor.name)
      hash.add(tensor.precision.rawValue)
      hash.add(tensor.shape.map(String.init).joined(separator: ","))
      for value in tensor.values {
        switch tensor.precision {
        case .double: hash.add(value.bitPattern)
        case .single: hash.add(Float(value).bitPattern)
        }
      }
    }
    return hash.digits
  }

  /// The same with its digest among the words, at the end.
  func sealed() -> SafeTensors {
    var copy = self
    copy.metadata.removeAll { $0.name == Self.seal }
    copy.metadata.append((Self.seal, digest))
    return copy
  }

  /// - Throws: a `ParameterError` where the digest is missing or is not that of what is here.
  func requireSeal() throws(ParameterError) {
    let advice = "take a whole copy of it, or train again"
    guard let told = self[Self.seal] else {
      throw ParameterError(
        "there is no `\(Self.seal)` among its words, so damage could not be seen; \(advice)", kind: .brokenInput)
    }
    let found = digest
    guard told == found else {
      throw ParameterError(
        "it was damaged or changed after it was written: its `\(Self.seal)` is \(told), and that of its words and numbers "
          + "\(found); \(advice)", kind: .brokenInput)
    }
  }
}

extension PolicyFile {
  /// The same of a text, by which the file names the configuration that it belongs to.
  public static func digest(of text: String) -> String {
    var hash = Hash()
    hash.add(text)
    return hash.digits
  }
}

/// FNV-1a of Fowler, Noll and Vo: one changed byte always gives another value, since every step can be undone.
private struct Hash {
  private var value: UInt64 = 0xcbf2_9ce4_8422_2325

  /// In 16 hexadecimal digits.
  var digits: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private mutating func add(byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }

  /// The text's bytes and a zero, so that no two rows of texts run into the same bytes.
  mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte: byte) }
    add(byte: 0)
  }

  /// The number's bytes, the lowest first.
  mutating func add<Number: FixedWidthInteger>(_ number: Number) {
    for shift in stride(from: 0, to: Number.bitWidth, by: 8) { add(byte: UInt8(truncatingIfNeeded: number >> shift)) }
  }
}
