import Foundation

/// Files of the tests' own, in a directory that goes with the process.
enum Scratch {
  static let directory: String = {
    let path = NSTemporaryDirectory() + "ascent-tests-\(getpid())"
    mkdir(path, 0o700)
    atexit { try? FileManager.default.removeItem(atPath: Scratch.directory) }
    return path
  }()

  /// A new file with this text.
  static func file(_ text: String) throws -> String {
    let path = "\(directory)/\(UUID().uuidString)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// A new directory.
  static func newDirectory() throws -> String {
    let path = "\(directory)/\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    return path
  }
}
