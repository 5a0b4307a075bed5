import Glibc
import Testing

@testable import TUI

@Suite struct ReadmeTests {
  @Test("the README's keys are those of the key table")
  func keys() throws {
    let readme = try #require(Self.contents(of: "README.md"))
    let table = KeyRow.Section.allCases.map { section in
      let rows = KeyTable.rows.filter { $0.section == section }
      return "| **\(section.rawValue)** | |\n"
        + rows.map { "| `\($0.label(.standard, isASCII: false))` | \($0.description) |" }.joined(separator: "\n")
    }.joined(separator: "\n")
    let expected = "<!-- keys -->\n| key | what it does |\n|---|---|\n\(table)\n<!-- /keys -->"
    #expect(readme.contains(expected), "it should be:\n\(expected)")
  }

  /// A file of the project, found from this one.
  private static func contents(of name: String) -> String? {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    guard let file = fopen("/\(root)/\(name)", "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
