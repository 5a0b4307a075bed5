import Glibc

/// Where a command writes what it has made: a file, whole or not at all, or `-` for standard output.
struct OutputFile {
  let path: String

  init(_ path: String) { self.path = path }

  /// Says what would fail before any work is done.
  func requireWritable() throws(Failure) {
    guard path != "-" else { return }
    let slash = path.lastIndex(of: "/")
    let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    if access(directory, W_OK | X_OK) != 0 { throw unwritable(SystemError(errno)) }
  }

  func write(_ text: String) throws(Failure) {
    guard path != "-" else { return print(text, terminator: "") }
    do throws(SystemError) {
      try WholeFile.write(text, to: path)
    } catch {
      throw unwritable(error)
    }
  }

  private func unwritable(_ error: SystemError) -> Failure {
    Failure("`\(path)` cannot be written (\(error)); name a file in a directory that you may write to", code: 1)
  }
}
