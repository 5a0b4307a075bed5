import Foundation
import Testing

/// Every kind of terminal either works or is refused in one line.
@Suite(.serialized) struct TerminalKindTests {
  @Test(
    "it draws, quits and leaves the terminal as found",
    arguments: ["xterm-256color", "xterm", "linux", "vt100", "screen", "tmux", "no-such-terminal", ""])
  func works(type: String) throws {
    let session = try Session(environment: ["TERM": type])
    try session.start()
    try session.keys("q")
    #expect(try session.finish() == 0)
    #expect(try !session.isOnAlternateScreen)
    #expect(try session.isCursorVisible)
    #expect(try session.hasFoundModes())
  }

  @Test("a crash leaves them as found too", arguments: ["xterm-256color", "linux", "vt100"])
  func crash(type: String) throws {
    let session = try Session(environment: ["TERM": type])
    try session.start()
    try session.send(SIGILL)
    #expect(try session.finish() == 132)
    #expect(try session.isCursorVisible)
    #expect(try session.hasFoundModes())
  }

  @Test("a terminal that cannot place its cursor is refused in one line with status 1")
  func dumb() throws {
    let session = try Session(columns: 200, environment: ["TERM": "dumb"])
    try session.enter("ascent")
    #expect(try session.finish() == 1)
    let errors = try session.screen().filter { $0.hasPrefix("ascent: ") }
    #expect(errors.count == 1 && errors[0].contains("dumb"))
    #expect(try session.hasFoundModes())
  }

  @Test(
    "without a terminal it says so in one line with status 1",
    arguments: ["</dev/null", ">/dev/null", "</dev/null >/dev/null"])
  func none(redirection: String) throws {
    let session = try Session(columns: 200)
    try session.enter("ascent \(redirection)")
    #expect(try session.finish() == 1)
    #expect(try session.screen().filter { $0.hasPrefix("ascent: ") }.count == 1)
  }

  @Test("where the locale is not UTF-8 it draws in ASCII", arguments: ["C", "POSIX"])
  func ascii(locale: String) throws {
    let session = try Session(environment: ["LC_ALL": locale])
    try session.start()
    #expect(try session.screen().joined().unicodeScalars.allSatisfy(\.isASCII))
    try session.keys("q")
    #expect(try session.finish() == 0)
  }

  @Test("a locale that asks for UTF-8 but is not installed still gives UTF-8")
  func missingLocale() throws {
    let session = try Session(environment: ["LC_ALL": "xx_YY.UTF-8"])
    try session.start()
    #expect(try !session.screen().joined().unicodeScalars.allSatisfy(\.isASCII))
    try session.keys("q")
    #expect(try session.finish() == 0)
  }

  @Test("NO_COLOR takes every colour away, and an empty one takes none")
  func noColor() throws {
    for (value, colored) in [("1", false), ("", true)] {
      let session = try Session(environment: ["NO_COLOR": value])
      try session.start()
      let colors = try Regex(#"\x1b\[[0-9;]*[34]8;"#)
      #expect(try session.styledScreen().contains(colors) == colored)
      try session.keys("q")
      #expect(try session.finish() == 0)
    }
  }

  @Test("with reduced motion the same run writes less than half of what it writes otherwise")
  func reducedMotion() throws {
    func bytes(_ arguments: String) throws -> Int {
      let session = try Session()
      let file = NSTemporaryDirectory() + "ascent-output-\(UUID().uuidString)"
      defer { try? FileManager.default.removeItem(atPath: file) }
      try session.record(to: file)
      try session.startDashboard(arguments)
      try session.picture(with: "the four-hundredth episode") { ($0.episode ?? 0) >= 400 }
      try session.keys("q")
      #expect(try session.finish() == 0)
      return try Data(contentsOf: URL(fileURLWithPath: file)).count
    }
    let (usual, reduced) = (try bytes(""), try bytes("--reduce-motion"))
    #expect(reduced * 2 < usual, "\(reduced) and \(usual) bytes")
  }
}
