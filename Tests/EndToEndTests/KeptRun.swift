import Foundation
import Testing

/// Runs in folders of their own, for tests, and what is in them.
enum KeptRun {
  static func newPath() -> String { "\(Scratch.directory)/run-\(UUID().uuidString)" }

  /// Trains into a new folder.
  static func trained(_ arguments: [String]) throws -> String {
    let folder = newPath()
    let ended = try Program.run(["train"] + arguments + ["--out", folder])
    #expect(ended.status == 0 && ended.errors.isEmpty, "\(ended.errors)")
    return folder
  }

  static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  static func bytes(_ folder: String, _ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
  }

  /// The rows of the metrics, the head left out; each must be complete.
  static func rows(_ folder: String) throws -> [[Substring]] {
    let text = try String(contentsOfFile: folder + "/metrics.csv", encoding: .utf8)
    #expect(text.hasSuffix("\n"))
    let rows = text.split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    #expect(rows.allSatisfy { $0.count == 4 })
    return rows
  }
}
