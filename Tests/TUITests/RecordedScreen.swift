import Glibc
import Testing

@testable import TUI

/// Screens that were looked at and found right, as rows of text in `Tests/Screens`.
///
/// A record has the first look's rows in full, of every other look the rows that differ, and for each a number that stands
/// for its colours and attributes. `make screens` writes what is drawn now; `git diff` then shows what has changed.
struct RecordedScreen {
  private(set) var lines: [String] = []

  /// Adds a screen in every look.
  mutating func add(_ title: String, draw: (ScreenLook) throws -> Canvas) rethrows {
    var first: [String]?
    var looks: [String] = []
    lines.append("── \(title)")
    for look in ScreenLook.all {
      let canvas = try draw(look)
      // Every row is another one in ASCII: one size is enough.
      if look.isASCII, canvas.columns > 80 { continue }
      let rows = canvas.trimmed
      if let first {
        let different = rows.indices.filter { !first.indices.contains($0) || rows[$0] != first[$0] }
        if !different.isEmpty { lines.append("── \(title) · \(look.name), the rows that differ") }
        for row in different { lines.append("\(row + 1): \(rows[row])") }
      } else {
        first = rows
        lines += rows
      }
      looks.append("\(look.name) \(Self.fingerprint(of: canvas, look.tier))")
    }
    lines.append("── \(title) · looks")
    lines += looks
  }

  /// A number for the styles of all cells, as the tier shows them (FNV-1a).
  private static func fingerprint(of canvas: Canvas, _ tier: ColorTier) -> String {
    let quantise = Quantiser(tier)
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for cell in canvas.cells {
      let style = quantise(cell.style)
      for part in [style.foreground, style.background, Int(style.attributes.rawValue)] {
        hash = (hash ^ UInt64(bitPattern: Int64(part))) &* 0x100_0000_01B3
      }
    }
    return String(hash, radix: 16)
  }

  // MARK: Comparing

  /// Compares with the record of this name, or renews it where ASCENT_RENEW is set.
  func check(_ name: String, _ location: SourceLocation = #_sourceLocation) {
    let root = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let path = "/\(root)/Screens/\(name).txt"
    let text = lines.map { $0 + "\n" }.joined()
    if getenv("ASCENT_RENEW") != nil {
      Self.write(text, to: path)
      return
    }
    guard let recorded = Self.read(path) else {
      Issue.record("there is no \(path); `make screens` writes it", sourceLocation: location)
      return
    }
    if recorded != text { Issue.record(Comment(rawValue: difference(from: recorded, name)), sourceLocation: location) }
  }

  /// What was and what is, for the rows that differ.
  private func difference(from recorded: String, _ name: String) -> String {
    let old = recorded.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var title = ""
    var report = ["\(name) is drawn differently. If that is meant, look at it, then `make screens`."]
    for index in 0..<max(old.count - 1, lines.count) {
      let was = index < old.count ? old[index] : nil
      let now = index < lines.count ? lines[index] : nil
      if let now, now.hasPrefix("── ") { title = now }
      guard was != now else { continue }
      if report.count > 24 {
        report.append("… and more")
        break
      }
      report += ["\(title), line \(index + 1)", "  was \(was ?? "nothing")", "  is  \(now ?? "nothing")"]
    }
    return report.joined(separator: "\n")
  }

  private static func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func write(_ text: String, to path: String) {
    mkdir(String(path[..<path.lastIndex(of: "/")!]), 0o755)
    guard let file = fopen(path, "w") else {
      Issue.record("cannot write \(path)")
      return
    }
    fputs(text, file)
    fclose(file)
  }
}
