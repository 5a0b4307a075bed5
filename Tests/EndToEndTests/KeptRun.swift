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

  /// A policy's file with the digest that docs/runs.md describes, worked out here from the page's words alone.
  static func sealed(_ file: Data) throws -> Data {
    let file = Data(file)
    let begin = 8 + Int(file[0]) + 256 * Int(file[1]) + 65536 * Int(file[2])
    let header = try StrictJSON(String(decoding: file[8..<begin], as: UTF8.self))
    let words = try #require(header["__metadata__"])
    var parts = Data()
    func add(_ text: String) { parts += Data(text.utf8) + [0] }
    func inOrder(_ names: [String]) -> [String] { names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
    for name in inOrder(words.keys) where name != "digest" {
      add(name)
      add(try #require(words[name]?.text))
    }
    for name in inOrder(header.keys) where name != "__metadata__" {
      let tensor = try #require(header[name])
      let offsets = try #require(tensor["data_offsets"]).numbers.map { begin + Int($0) }
      add(name)
      add(try #require(tensor["dtype"]?.text))
      add(try #require(tensor["shape"]).numbers.map { "\(Int($0))" }.joined(separator: ","))
      parts += file[offsets[0]..<offsets[1]]
    }
    var hash: UInt64 = 14_695_981_039_346_656_037
    for byte in parts { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
    let place = try #require(file.range(of: Data("\"digest\":\"".utf8))).upperBound
    return file[..<place] + Data(String(format: "%016llx", hash).utf8) + file[(place + 16)...]
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
