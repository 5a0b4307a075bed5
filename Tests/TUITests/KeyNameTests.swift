import Testing

@testable import TUI

@Suite struct KeyNameTests {
  @Test func `Every key of the table is read back from its name, in either spelling`() {
    for key in KeyTable.rows.flatMap(\.bindings).map(\.key) + [.delete, .backspace, .home, .pageDown, .function(12)] {
      for isASCII in [false, true] {
        #expect(Key(name: key.name(isASCII: isASCII)) == key, "\(key.name(isASCII: isASCII))")
      }
    }
  }

  @Test func `Words are read in any case, letters in their own`() {
    #expect(Key(name: "ENTER") == .enter && Key(name: "esc") == .escape && Key(name: "^L") == Key(name: "^l"))
    #expect(Key(name: "R") == "R" && Key(name: "r") == "r" && Key(name: "F") == "F" && Key(name: "^") == "^")
  }

  @Test(arguments: ["", " ", "Entr", "F0", "F64", "F1x", "^", "^^^", "ab", "\u{7}"])
  func `What is no key has none`(name: String) {
    #expect(Key(name: name) == (name == "^" ? "^" : nil))
  }
}
