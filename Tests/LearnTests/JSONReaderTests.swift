import Testing

@testable import Learn

/// What is JSON by RFC 8259, and what is not, with the place.
@Suite struct JSONReaderTests {
  @Test(
    "what is JSON is read as it is meant",
    arguments: [
      ("null", "null"), (" true ", "true"), ("[1, -2,3.5e2 ]", "[1,-2,350.0]"), ("[]", "[]"), ("{ }", "{}"),
      ("18446744073709551615", "18446744073709551615"), ("-0", "-0.0"), ("1E+2", "100.0"), ("0.1", "0.1"),
      (#"{"a":{"b":[{}]},"c":"d"}"#, #"{"a":{"b":[{}]},"c":"d"}"#),
      (#""\u00e9\ud83d\ude00\n\"\\\/""#, "\"é😀\\n\\\"\\\\/\""), ("5e-324", "5e-324"),
    ])
  func valid(text: String, meaning: String) throws {
    #expect(try JSON(reading: text.utf8).description == meaning)
    // What we print reads back as the same.
    #expect(try JSON(reading: meaning.utf8).description == meaning)
  }

  @Test(
    "what is not JSON is refused where it begins to be none",
    arguments: [
      ("", 1, 1), ("  ", 1, 3), ("tru", 1, 1), ("[1,]", 1, 4), ("{\"a\":1,}", 1, 8), ("{a:1}", 1, 2), ("01", 1, 2),
      ("1.", 1, 3), (".5", 1, 1), ("+1", 1, 1), ("1e", 1, 3), ("NaN", 1, 1), ("-", 1, 2), ("1 2", 1, 3),
      ("[1\n 2]", 2, 2),
      ("\"ä\n\"", 1, 3), ("\"abc", 1, 1), (#""\x""#, 1, 2), (#""\u12g4""#, 1, 6), (#""\ud800""#, 1, 2),
      (#""\ud800\u0041""#, 1, 2), ("{\"a\":1,\n\"a\":2}", 2, 1), ("1e999", 1, 1), ("{\"a\" 1}", 1, 6),
      ("// x\n1", 1, 1),
      ("\u{FEFF}1", 1, 1),
    ])
  func invalid(text: String, line: Int, column: Int) {
    let fault = #expect(throws: JSON.Fault.self) { try JSON(reading: text.utf8) }
    #expect(fault?.line == line && fault?.column == column, "\(String(describing: fault))")
  }

  @Test("neither bytes that are no UTF-8 nor a million brackets get through")
  func hostile() {
    #expect(throws: JSON.Fault.self) { try JSON(reading: [0x22, 0xC3, 0x22]) }
    #expect(throws: JSON.Fault.self) { try JSON(reading: [0x22, 0xED, 0xA0, 0x80, 0x22]) }
    #expect(throws: JSON.Fault.self) { try JSON(reading: Array(repeating: 0x5B, count: 1_000_000)) }
    let deep = String(repeating: "{\"a\":", count: 100_000)
    #expect(throws: JSON.Fault.self) { try JSON(reading: deep.utf8) }
  }

  @Test("members know where their values stand")
  func members() throws {
    let members = try JSON.members(reading: "{\n  \"a\": 1,\n  \"ä\":  [2]\n}".utf8)
    #expect(members.map(\.name) == ["a", "ä"] && members.map(\.line) == [2, 3] && members.map(\.column) == [8, 9])
    #expect(throws: JSON.Fault.self) { try JSON.members(reading: "[1]".utf8) }
  }
}
