import Worlds

/// Tensors and words in one file, as the safetensors format has it (github.com/huggingface/safetensors, version 0.3 on).
///
/// Eight bytes with the header's length, little-endian; the header, a JSON object with `dtype`, `shape` and `data_offsets` for
/// each name, and words under `__metadata__`; then the numbers, little-endian, without gaps. The header is filled with blanks
/// so that numbers begin at a multiple of eight, doubles before singles. Of the format's types there are F64 and F32.
public struct SafeTensors: Sendable {
  public var metadata: [(name: String, text: String)]
  public var tensors: [Tensor]

  public init(metadata: [(name: String, text: String)], _ tensors: [Tensor]) {
    self.metadata = metadata
    self.tensors = tensors
  }

  /// The format's own limit, so that no file can ask for more.
  private static let longestHeader = 100_000_000
  private static let words = "__metadata__"

  /// The text under a name; nil where there is none.
  public subscript(name: String) -> String? { metadata.first { $0.name == name }?.text }

  // MARK: Writing

  /// The file.
  public var bytes: [UInt8] {
    let ordered = tensors.filter { $0.precision == .double } + tensors.filter { $0.precision == .single }
    var members: [(String, JSON)] = []
    if !metadata.isEmpty { members.append((Self.words, .object(metadata.map { ($0.name, .string($0.text)) }))) }
    var end = 0
    for tensor in ordered {
      let begin = end
      end += tensor.values.count * tensor.precision.bytes
      members.append(
        (
          tensor.name,
          .object([
            ("dtype", .string(tensor.precision.rawValue)), ("shape", .array(tensor.shape.map(JSON.integer))),
            ("data_offsets", .array([.integer(begin), .integer(end)])),
          ])
        ))
    }
    var header = Array(JSON.object(members).description.utf8)
    while header.count % 8 != 0 { header.append(0x20) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + end)
    Self.append(UInt64(header.count), to: &bytes)
    bytes += header
    for tensor in ordered {
      for value in tensor.values {
        switch tensor.precision {
        case .double: Self.append(value.bitPattern, to: &bytes)
        case .single: Self.append(Float(value).bitPattern, to: &bytes)
        }
      }
    }
    return bytes
  }

  private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
  }

  // MARK: Reading

  /// Reads a file.
  /// - Throws: a `ParameterError` that says what is wrong and what would be right; it does not name the file.
  public init(reading bytes: [UInt8]) throws(ParameterError) {
    guard bytes.count >= 8 else {
      throw Self.broken("it has \(bytes.count) bytes; a safetensors file begins with 8 that say how long its header is")
    }
    let length = UInt64(littleEndian: bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) })
    guard length <= UInt64(min(bytes.count - 8, Self.longestHeader)) else {
      throw Self.broken(
        "its first 8 bytes announce a header of \(length) bytes, and \(bytes.count - 8) follow; "
          + "it is cut short, or no safetensors file")
    }
    let begin = 8 + Int(length)
    let members: [JSON.Member]
    do throws(JSON.Fault) {
      members = try JSON.members(reading: bytes[8..<begin])
    } catch {
      throw Self.broken("its header is not JSON at character \(error.column): \(error.what)")
    }
    metadata = []
    var entries: [Entry] = []
    for member in members {
      if member.name == Self.words {
        metadata = try Self.texts(member.value)
      } else {
        entries.append(try Entry(member))
      }
    }
    try Self.checkOffsets(entries, available: bytes.count - begin)
    tensors = entries.map { entry in
      bytes[(begin + entry.begin)..<(begin + entry.end)].withUnsafeBytes { entry.tensor($0) }
    }
  }

  private static func texts(_ value: JSON) throws(ParameterError) -> [(name: String, text: String)] {
    guard case .object(let members) = value else { throw broken("`\(words)` in its header must be an object of texts") }
    var result: [(name: String, text: String)] = []
    for (name, value) in members {
      guard case .string(let text) = value else { throw broken("`\(name)` under `\(words)` must be a text") }
      result.append((name, text))
    }
    return result
  }

  /// The tensors must lie behind each other and fill the file: two cannot share bytes, and none may be left over.
  private static func checkOffsets(_ entries: [Entry], available: Int) throws(ParameterError) {
    var end = 0
    for entry in entries.sorted(by: { ($0.begin, $0.end) < ($1.begin, $1.end) }) {
      guard entry.begin == end else {
        throw broken(
          "tensor `\(entry.name)` begins at byte \(entry.begin) of the numbers; it must be \(end), without gap or overlap"
        )
      }
      guard entry.end <= available else {
        throw broken(
          "tensor `\(entry.name)` ends at byte \(entry.end) of the numbers, of which there are \(available); the file is cut short"
        )
      }
      end = entry.end
    }
    guard end == available else {
      throw broken("\(available) bytes of numbers follow its header, which speaks of \(end); nothing may be left over")
    }
  }

  private static func broken(_ what: String) -> ParameterError { ParameterError(what, kind: .brokenInput) }

  /// What the header says of one tensor.
  private struct Entry {
    let name: String
    let precision: Tensor.Precision
    let shape: [Int]
    let begin: Int
    let end: Int

    init(_ member: JSON.Member) throws(ParameterError) {
      name = member.name
      let known = ["dtype", "shape", "data_offsets"]
      guard case .object(let members) = member.value, Set(members.map(\.0)) == Set(known) else {
        throw broken(
          "tensor `\(member.name)` must have \(known.joined(separator: ", ")) in the header, and nothing else")
      }
      guard case .string(let type)? = member.value["dtype"], let precision = Tensor.Precision(rawValue: type) else {
        throw broken("the dtype of tensor `\(member.name)` is \(member.value["dtype"]!); it must be F64 or F32")
      }
      guard let shape = Self.counts(member.value["shape"]), let offsets = Self.counts(member.value["data_offsets"]),
        offsets.count == 2, offsets[0] <= offsets[1]
      else {
        throw broken(
          "shape and data_offsets of tensor `\(member.name)` must be whole numbers from 0 on, the latter two in order")
      }
      var size = precision.bytes
      for length in shape {
        let (product, isTooLarge) = size.multipliedReportingOverflow(by: length)
        guard !isTooLarge else {
          throw broken("tensor `\(member.name)` of the shape \(shape) has more numbers than there can be")
        }
        size = product
      }
      guard offsets[1] - offsets[0] == size else {
        throw broken(
          "tensor `\(member.name)` has \(offsets[1] - offsets[0]) bytes; \(type) of the shape \(shape) must have \(size)"
        )
      }
      (self.precision, self.shape, begin, end) = (precision, shape, offsets[0], offsets[1])
    }

    private static func counts(_ value: JSON?) -> [Int]? {
      guard case .array(let items)? = value else { return nil }
      var result: [Int] = []
      for item in items {
        guard case .integer(let number) = item, number >= 0 else { return nil }
        result.append(number)
      }
      return result
    }

    func tensor(_ bytes: UnsafeRawBufferPointer) -> Tensor {
      let values = stride(from: 0, to: bytes.count, by: precision.bytes).map { offset in
        switch precision {
        case .double:
          Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
        case .single:
          Double(Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))))
        }
      }
      return Tensor(name, shape, values, precision)
    }
  }
}
