import Testing
import Worlds

@testable import Learn

/// The bytes of safetensors files: those of the format's own description, and all kinds of broken ones.
@Suite struct SafeTensorsTests {
  private static let sample = SafeTensors(
    metadata: [("format", "ascent-policy"), ("wörd", "\"a\"")],
    [
      Tensor("single", [3], [1.5, -2, 0.1].map { Double(Float($0)) }, .single),
      Tensor("table", [2, 2], [1, -0.0, 1e-300, 4]),
      Tensor("scalar", [], [.pi]), Tensor("empty", [0, 4], []),
    ])

  /// A file with this header.
  private static func file(_ header: String, numbers: Int = 16, length: UInt64? = nil) -> [UInt8] {
    let header = Array(header.utf8)
    let count = length ?? UInt64(header.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + header + Array(repeating: 0, count: numbers)
  }

  @Test("a small file is written byte for byte as the format says")
  func bytes() {
    let file = SafeTensors(metadata: [], [Tensor("a", [2], [1, -2])])
    let header = #"{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}}"#
    // 55 letters, and a blank to make 56: a multiple of 8.
    let numbers: [UInt8] = [0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0]
    #expect(file.bytes == [56, 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + [0x20] + numbers)
  }

  @Test("what was written comes back, to the bit, doubles first")
  func roundTrip() throws {
    let back = try SafeTensors(reading: Self.sample.bytes)
    #expect(back.metadata.map(\.name) == ["format", "wörd"] && back["wörd"] == "\"a\"")
    #expect(back.tensors.map(\.name) == ["table", "scalar", "empty", "single"])
    for tensor in Self.sample.tensors {
      let found = try #require(back.tensors.first { $0.name == tensor.name })
      #expect(found.shape == tensor.shape && found.precision == tensor.precision)
      #expect(found.values.map(\.bitPattern) == tensor.values.map(\.bitPattern))
    }
    #expect(back.bytes == Self.sample.bytes)
  }

  @Test(
    "a broken file is refused with what is wrong",
    arguments: [
      ([], "0 bytes"), ([1, 2, 3], "3 bytes"),
      (file("{}", length: .max), "announce a header of 18446744073709551615 bytes"),
      (file("{}", length: 1000), "cut short"), (file("[]"), "not JSON"),
      (file("{}", numbers: 0, length: 1), "not JSON"),
      (file("{} x"), "one value only"), (file("{}"), "nothing may be left over"),
      (file(#"{"a":{"dtype":"F64","shape":[2]}}"#), "dtype, shape, data_offsets"),
      (file(#"{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,16],"more":1}}"#), "nothing else"),
      (file(#"{"a":[]}"#), "dtype, shape, data_offsets"),
      (file(#"{"a":{"dtype":"F16","shape":[8],"data_offsets":[0,16]}}"#), #"is "F16"; it must be F64 or F32"#),
      (file(#"{"a":{"dtype":7,"shape":[2],"data_offsets":[0,16]}}"#), "is 7; it must be"),
      (file(#"{"a":{"dtype":"F64","shape":[-2],"data_offsets":[0,16]}}"#), "whole numbers from 0 on"),
      (file(#"{"a":{"dtype":"F64","shape":[2.0],"data_offsets":[0,16]}}"#), "whole numbers from 0 on"),
      (file(#"{"a":{"dtype":"F64","shape":[2],"data_offsets":[16,0]}}"#), "in order"),
      (file(#"{"a":{"dtype":"F64","shape":[2],"data_offsets":[0]}}"#), "in order"),
      (
        file(#"{"a":{"dtype":"F64","shape":[3],"data_offsets":[0,16]}}"#),
        "has 16 bytes; F64 of the shape [3] must have 24"
      ),
      (
        file(#"{"a":{"dtype":"F64","shape":[4611686018427387904,4],"data_offsets":[0,16]}}"#),
        "more numbers than there can be"
      ),
      (file(#"{"a":{"dtype":"F64","shape":[2],"data_offsets":[8,24]}}"#, numbers: 24), "begins at byte 8"),
      (file(#"{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}}"#, numbers: 15), "of which there are 15"),
      (
        file(
          #"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"b":{"dtype":"F64","shape":[1],"data_offsets":[4,12]}}"#,
          numbers: 12), "without gap or overlap"
      ),
      (
        file(#"{"a":{"dtype":"F64","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]}}"#),
        "more numbers"
      ),
      (file(#"{"__metadata__":{"a":1}}"#, numbers: 0), "must be a text"),
      (file(#"{"__metadata__":1}"#, numbers: 0), "object of texts"),
    ] as [([UInt8], String)])
  func broken(bytes: [UInt8], message: String) {
    let error = #expect(throws: ParameterError.self) { try SafeTensors(reading: bytes) }
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
    #expect(error?.kind == .brokenInput)
  }

  @Test("every file that is cut short is refused")
  func truncated() {
    let bytes = Self.sample.bytes
    for count in bytes.indices {
      #expect(throws: ParameterError.self, "\(count) bytes") { try SafeTensors(reading: Array(bytes[..<count])) }
    }
  }

  @Test("ten thousand files with bytes changed, lost or put in are read or refused in one line, and never trap")
  func mutated() {
    var random = RandomStream(seed: 5, name: "mutations")
    let original = Self.sample.bytes
    var refused = 0
    for _ in 0..<10_000 {
      var bytes = original
      for _ in 0...random.index(below: 4) {
        // Mostly in the header, where a byte means most.
        let place = random.index(below: random.index(below: 4) == 0 ? bytes.count : min(bytes.count, 420))
        let byte =
          random.index(below: 3) == 0 ? UInt8(random.index(below: 256)) : original[random.index(below: original.count)]
        switch random.index(below: 4) {
        case 0: bytes.insert(byte, at: place)
        case 1: bytes.remove(at: place)
        default: bytes[place] = byte
        }
      }
      do throws(ParameterError) {
        let file = try SafeTensors(reading: bytes)
        #expect(file.tensors.allSatisfy { $0.values.count == $0.shape.reduce(1, *) })
      } catch {
        refused += 1
        #expect(!error.description.isEmpty && !error.description.contains("\n"))
      }
    }
    #expect((5000..<10_000).contains(refused), "\(refused)")
  }
}
