import Glibc
import TUI

/// The file that keeps the commands entered, one a line, from one session to the next.
///
/// Several sessions may write to it: each appends its lines. When it has grown to twice what is read of it, the next
/// session begins it anew, whole or not at all. Where it cannot be written the history ends with the session.
struct HistoryFile {
  let history: History
  private let path: String

  init?() {
    guard let path = UserFolder.state.path(of: "history") else { return nil }
    self.path = path
    var lines: [Substring] = []
    if case .success(let text) = TextFile.read(path) { lines = text.split(separator: "\n") }
    history = History(lines.map(String.init))
    if lines.count > 2 * History.capacity { rewrite() }
  }

  func append(_ line: String) {
    UserFolder.makeFolders(to: path)
    write(line + "\n", to: path, O_APPEND)
  }

  private func rewrite() {
    let new = path + ".new"
    if write(history.lines.map { $0 + "\n" }.joined(), to: new, O_TRUNC) { rename(new, path) }
  }

  @discardableResult
  private func write(_ text: String, to path: String, _ mode: Int32) -> Bool {
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | mode, 0o600)
    guard file >= 0 else { return false }
    defer { close(file) }
    var text = text
    return text.withUTF8 { Glibc.write(file, $0.baseAddress, $0.count) == $0.count }
  }
}
