import Foundation

/// A tmux server of its own, so that neither a user's sessions nor another test's are touched.
final class Tmux {
  private let socket = "ascent-\(getpid())-\(UUID().uuidString.prefix(8))"

  /// Ends the server and all that runs in it.
  func kill() { _ = try? run("kill-server") }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs one tmux command (or several, separated by ";") and returns what it printed.
  @discardableResult
  func run(_ arguments: String...) throws -> String { try run(arguments) }

  @discardableResult
  func run(_ arguments: [String]) throws -> String {
    let (status, output) = try execute(
      ["env", "LC_ALL=C.UTF-8", "tmux", "-L", socket, "-f", "/dev/null"] + arguments)
    guard status == 0 else {
      throw Failure(description: "tmux \(arguments.joined(separator: " ")): \(output)")
    }
    return output
  }
}

/// Runs a program found in PATH and returns its exit status (−1 after a signal) and all it printed.
///
/// Foundation's `Process` waits for the end of every process that inherits its socket, and so for
/// ever for a server that goes into the background; here only the standard streams are inherited.
func execute(_ arguments: [String]) throws -> (status: Int, output: String) {
  let (process, reader) = try spawning.withLock { try spawn(arguments) }
  let output = String(decoding: reader.readDataToEndOfFile(), as: UTF8.self)
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0 && errno == EINTR {}
  return (status & 0x7F == 0 ? Int(status >> 8 & 0xFF) : -1, output)
}

/// Between a pipe's creation and its mark to be closed on `exec` no other test may spawn.
private let spawning = NSLock()

private func spawn(_ arguments: [String]) throws -> (process: pid_t, output: FileHandle) {
  var ends: [Int32] = [0, 0]
  guard pipe(&ends) == 0 else { throw Tmux.Failure(description: "no pipe: errno \(errno)") }
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  defer { close(ends[1]) }
  let output = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
  var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
  defer { for word in words { free(word) } }
  var process = pid_t()
  let error = posix_spawnp(&process, arguments[0], &actions, nil, &words, environ)
  guard error == 0 else { throw Tmux.Failure(description: "\(arguments[0]): errno \(error)") }
  return (process, output)
}
