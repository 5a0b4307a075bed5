import Foundation

/// A tmux server of its own, so that neither a user's sessions nor another test's are touched.
final class Tmux {
  private let socket = "ascent-\(getpid())-\(UUID().uuidString.prefix(8))"

  /// Ends the server and all that runs in it.
  func kill() { _ = try? run("kill-server") }

  /// Starts a command in a terminal of its own, and the server with it.
  func start(_ command: String, columns: Int, rows: Int) throws {
    try run(
      "start-server", ";", "set", "-g", "status", "off", ";", "set", "-s", "escape-time", "0", ";",
      "set", "-g", "default-terminal", "tmux-256color", ";",
      "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", command)
    // Should this process die before it can tidy up, the server follows it.
    let watch = "while kill -0 \(getpid()); do sleep 1; done 2>/dev/null; tmux -L \(socket) kill-server"
    try run("run-shell", "-b", watch)
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs one tmux command (or several, separated by ";") and returns what it printed.
  @discardableResult
  func run(_ arguments: String...) throws -> String { try run(arguments) }

  @discardableResult
  func run(_ arguments: [String]) throws -> String {
    let ended = try execute(
      ["env", "LC_ALL=C.UTF-8", "tmux", "-L", socket, "-f", "/dev/null"] + arguments)
    guard ended.status == 0 else {
      throw Failure(description: "tmux \(arguments.joined(separator: " ")): \(ended.output)\(ended.errors)")
    }
    return ended.output
  }
}

/// What a program that has ended leaves behind.
struct Ended {
  /// −1 after a signal.
  var status: Int
  var output: String
  var errors: String
}

/// Runs a program found in PATH to its end, without a terminal.
///
/// Foundation's `Process` waits for the end of every process that inherits its socket, and so for
/// ever for a server that goes into the background; here only the standard streams are inherited.
func execute(_ arguments: [String], input: String = "/dev/null") throws -> Ended {
  let (process, output, errors) = try spawning.withLock { try spawn(arguments, input: input) }
  // None of our programs prints so many errors as to fill a pipe.
  let texts = [output, errors].map { String(decoding: $0.readDataToEndOfFile(), as: UTF8.self) }
  var status: Int32 = 0
  while waitpid(process, &status, 0) < 0 && errno == EINTR {}
  return Ended(status: status & 0x7F == 0 ? Int(status >> 8 & 0xFF) : -1, output: texts[0], errors: texts[1])
}

/// Between a pipe's creation and its mark to be closed on `exec` no other test may spawn.
private let spawning = NSLock()

private func spawn(
  _ arguments: [String], input: String
) throws -> (process: pid_t, output: FileHandle, errors: FileHandle) {
  let (output, outputEnd) = try makePipe()
  defer { close(outputEnd) }
  let (errors, errorsEnd) = try makePipe()
  defer { close(errorsEnd) }
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
  posix_spawn_file_actions_adddup2(&actions, outputEnd, STDOUT_FILENO)
  posix_spawn_file_actions_adddup2(&actions, errorsEnd, STDERR_FILENO)
  // Threads of a pool block most signals, and their children would too: a tmux server that never
  // hears SIGTERM outlives its `kill-server`.
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var signals = sigset_t()
  sigemptyset(&signals)
  posix_spawnattr_setsigmask(&attributes, &signals)
  sigfillset(&signals)
  posix_spawnattr_setsigdefault(&attributes, &signals)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
  defer { for word in words { free(word) } }
  var process = pid_t()
  let error = posix_spawnp(&process, arguments[0], &actions, &attributes, &words, environ)
  guard error == 0 else { throw Tmux.Failure(description: "\(arguments[0]): errno \(error)") }
  return (process, output, errors)
}

/// A pipe that no other child inherits.
private func makePipe() throws -> (reading: FileHandle, writing: Int32) {
  var ends: [Int32] = [0, 0]
  guard pipe(&ends) == 0 else { throw Tmux.Failure(description: "no pipe: errno \(errno)") }
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  return (FileHandle(fileDescriptor: ends[0], closeOnDealloc: true), ends[1])
}
