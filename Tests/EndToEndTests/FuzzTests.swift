import Foundation
import Testing

/// A hundred thousand random keys, resizes and mouse reports, the same ones in every run, while it learns.
@Suite(.serialized) struct FuzzTests {
  static let eventCount = 100_000

  @Test("no key, size or mouse event traps it, leaves a key stuck or the terminal changed")
  func storm() throws {
    let folder = NSTemporaryDirectory() + "ascent-storm-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // A program that is left by a random `q` starts anew: no shell ever reads the keys.
    let loop = """
      cd \(quoted(folder)); found=$(stty -g); n=0
      while [ ! -e stop ]; do
        ascent; status=$?; n=$((n + 1))
        [ "$(stty -g)" = "$found" ] || { echo "run $n left the terminal changed" > failure; break; }
        [ $status = 0 ] || { echo "run $n ended with status $status" > failure; break; }
      done; echo "storm over"
      """
    let session = try Session(
      columns: 100, rows: 30,
      environment: [
        "HOME": folder, "XDG_CONFIG_HOME": nil, "XDG_STATE_HOME": nil,
      ])
    let script = folder + "/loop.sh"
    try loop.write(toFile: script, atomically: true, encoding: .utf8)
    try session.enter("sh \(quoted(script))")
    try session.picture(with: "the first frame") { $0.episode != nil }

    var storm = Storm(seed: 7)
    var sent = 0
    while sent < Self.eventCount, !FileManager.default.fileExists(atPath: folder + "/failure") {
      let count = min(500, Self.eventCount - sent)
      try session.bytes((0..<count).flatMap { _ in storm.event() })
      sent += count
      let size = storm.size()
      try session.resize(columns: size.columns, rows: size.rows)
    }
    let failure = try? String(contentsOfFile: folder + "/failure", encoding: .utf8)
    #expect(failure == nil, "\(failure ?? "") after \(sent) events")

    // Nothing is stuck: whatever was open closes, and keys do what they always do.
    try session.resize(columns: 100, rows: 30)
    try session.picture(with: "the end of the storm") { picture in
      try session.keys("Escape")
      usleep(100_000)
      return picture.contains("quit") && picture.episode != nil
    }
    try session.keys("0", "?")
    try session.picture(showing: "Run and step")
    try session.keys("Escape", "w")
    try session.picture(showing: "type to filter")
    try session.keys("Escape")
    try session.picture(with: "the panes") { !$0.contains("type to filter") }
    try Data().write(to: URL(fileURLWithPath: folder + "/stop"))
    try session.wait(until: "the end") {
      try session.keys("q")
      usleep(100_000)
      return try session.screen().contains { $0.hasPrefix("storm over") }
    }
    #expect(!FileManager.default.fileExists(atPath: folder + "/failure"))
    #expect(try !session.isOnAlternateScreen)
    #expect(try session.isCursorVisible)
  }
}

/// Random events of a terminal, by a generator of their own (SplitMix64), so that they are the same everywhere.
private struct Storm {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func draw(below count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(count))
  }

  private static let sequences = [
    "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}OA", "\u{1B}OB", "\u{1B}[H", "\u{1B}[F", "\u{1B}[5~",
    "\u{1B}[6~",
    "\u{1B}[3~", "\u{1B}[Z", "\u{1B}OP", "\u{1B}[1;5C", "\u{1B}[99~", "\r", "\t", "\u{7F}", "\u{1B}",
  ]

  /// The bytes of one key, or of one mouse report.
  mutating func event() -> [UInt8] {
    switch draw(below: 20) {
    case 0...11: [UInt8(0x20 + draw(below: 0x5F))]
    case 12...16: Array(Self.sequences[draw(below: Self.sequences.count)].utf8)
    // Control keys, but for those that end or stop a program.
    case 17: [[1, 2, 4, 5, 6, 7, 8, 11, 12, 14, 16, 18, 20, 21, 22, 23, 24, 25][draw(below: 18)]]
    default:
      Array(
        "\u{1B}[<\([0, 0, 0, 2, 64, 65][draw(below: 6)]);\(1 + draw(below: 140));\(1 + draw(below: 45))\(draw(below: 2) == 0 ? "M" : "m")"
          .utf8)
    }
  }

  mutating func size() -> (columns: Int, rows: Int) {
    draw(below: 4) == 0 ? (1 + draw(below: 220), 1 + draw(below: 70)) : (60 + draw(below: 80), 15 + draw(below: 30))
  }
}
