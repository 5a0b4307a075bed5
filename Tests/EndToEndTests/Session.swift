import Foundation
import Testing

/// A shell in a real terminal that a test types into, as a person would.
///
///     let session = try Session()
///     try session.start("ascent --paused")     // types it and waits for its picture
///     try session.keys("q")
///     #expect(try session.finish() == 0)       // waits for the prompt, asks for $?
///
/// Nothing sleeps for a fixed time: every wait polls for what it waits for, and fails with the
/// screen's text when that does not come.
final class Session {
  private let tmux = Tmux()
  private var questions = 0

  /// - Parameter environment: added to a bare one (`TERM=tmux-256color`, `LC_ALL=C.UTF-8`); `nil`
  ///   takes a variable out.
  init(columns: Int = 80, rows: Int = 24, environment: [String: String?] = [:]) throws {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    var variables: [String: String?] = [
      // The program first: a command line is short wherever the checkout is.
      "PATH": "\(Program.directory):\(path)",
      "HOME": NSTemporaryDirectory(), "TERM": "tmux-256color", "LC_ALL": "C.UTF-8", "PS1": "$ ",
    ]
    variables.merge(environment) { $1 }
    let assignments = variables.compactMap { name, value in value.map { "\(name)=\(quoted($0))" } }
    try tmux.start(
      "exec env -i \(assignments.joined(separator: " ")) sh -i", columns: columns, rows: rows)
    try wait(until: "the shell's prompt") { try self.screen().contains { $0.hasPrefix("$") } }
    // No core files, and how the terminal is set now, to compare with later.
    try answer(to: "ulimit -c 0; found=$(stty -g)")
  }

  deinit { tmux.kill() }

  // MARK: Typing

  /// Presses keys by tmux's names: `"q"`, `"Enter"`, `"C-c"`, `"Up"`, `"F1"`.
  func keys(_ names: String...) throws {
    try tmux.run(["send-keys"] + names.map { $0 == ";" ? "\\;" : $0 })
  }

  /// Sends bytes as a terminal would for keys and for the mouse.
  func bytes(_ bytes: [UInt8]) throws {
    try tmux.run(["send-keys", "-H"] + bytes.map { String($0, radix: 16) })
  }

  /// Types a text as it is, then Enter.
  func enter(_ line: String) throws {
    try tmux.run("send-keys", "-l", "--", line)
    try keys("Enter")
  }

  /// Types characters as they are, Escape and all.
  func type(_ text: String) throws { try tmux.run("send-keys", "-l", "--", text) }

  /// Presses the mouse's left button over a cell, counted from 0, and lets it go.
  func click(_ x: Int, _ y: Int) throws { try type("\u{1B}[<0;\(x + 1);\(y + 1)M\u{1B}[<0;\(x + 1);\(y + 1)m") }

  /// Turns the mouse's wheel by a notch over a cell.
  func wheel(_ direction: String, _ x: Int, _ y: Int) throws {
    try type("\u{1B}[<\(direction == "up" ? 64 : 65);\(x + 1);\(y + 1)M")
  }

  /// Whether the program listens to the mouse.
  var hasMouse: Bool { get throws { try property("mouse_any_flag") == "1" } }

  /// Makes the terminal so large.
  func resize(columns: Int, rows: Int) throws {
    try tmux.run("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// Writes on the terminal behind the program's back.
  func write(_ text: String) throws {
    let terminal = try FileHandle(forWritingTo: URL(fileURLWithPath: property("pane_tty")))
    try terminal.write(contentsOf: Data(text.utf8))
  }

  /// Keeps everything that the terminal is sent from now on in a file.
  func record(to file: String) throws { try tmux.run("pipe-pane", "cat > \(quoted(file))") }

  // MARK: Looking

  /// What the terminal shows, as rows of text without trailing blanks.
  func screen() throws -> [String] {
    try tmux.run("capture-pane", "-p").split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast().map(String.init)
  }

  /// The same with colours and attributes as escape sequences.
  func styledScreen() throws -> String { try tmux.run("capture-pane", "-p", "-e") }

  /// One of tmux's formats, such as `cursor_flag`, `alternate_on`, `pane_current_command`.
  func property(_ name: String) throws -> String {
    try tmux.run("display-message", "-p", "#{\(name)}").trimmingCharacters(in: .newlines)
  }

  var isOnAlternateScreen: Bool { get throws { try property("alternate_on") == "1" } }
  var isCursorVisible: Bool { get throws { try property("cursor_flag") == "1" } }

  // MARK: Waiting

  /// Polls until the condition holds.
  /// - Throws: what was awaited and the screen's text, when the time is over.
  func wait(
    until what: String, timeout: Duration = .seconds(60), _ condition: () throws -> Bool
  ) throws {
    let deadline = ContinuousClock.now + timeout
    while try !condition() {
      guard ContinuousClock.now < deadline else {
        let rows = ((try? screen()) ?? []).joined(separator: "\n")
        throw Tmux.Failure(description: "waited \(timeout) for \(what); the screen shows:\n\(rows)")
      }
      usleep(10_000)
    }
  }

  // MARK: Programs

  /// Types a command and waits until it has the terminal and has drawn something. With `drawing`
  /// false it only waits until it runs.
  func start(_ command: String = "ascent", drawing: Bool = true) throws {
    // Gone with the first picture, also where there is no second screen to draw it on.
    let marker = "started-\(questions)"
    try enter("\(command) # \(marker)")
    try wait(until: "\(command) to run") { try !isShellInFront }
    guard drawing else { return }
    try wait(until: "\(command) to draw") {
      // Joined, for the line that was typed may have been too long for a row.
      let text = try tmux.run("capture-pane", "-p", "-J")
      return text.contains { !$0.isWhitespace } && !text.contains(marker)
    }
  }

  /// Whether the shell is waiting for a command: its child has ended or was stopped.
  private var isShellInFront: Bool {
    get throws { try property("pane_current_command") == "sh" }
  }

  /// Waits until the program has ended or was stopped, and returns its exit status as shells report
  /// it: 128 and the signal's number after a signal.
  func finish() throws -> Int {
    try waitForShell()
    return try status()
  }

  /// Waits until the program has ended or was stopped.
  func waitForShell() throws {
    try wait(until: "the shell's prompt") { try isShellInFront }
  }

  /// The last command's exit status.
  func status() throws -> Int { Int(try answer(to: "(exit $?)")) ?? -1 }

  /// Whether echo, line editing and everything else about the terminal is as it was at the beginning.
  func hasFoundModes() throws -> Bool {
    try answer(to: "test \"$found\" = \"$(stty -g)\"") == "0"
  }

  /// Runs a command that prints nothing and returns its exit status.
  @discardableResult
  private func answer(to command: String) throws -> String {
    questions += 1
    let mark = "answer-\(questions):"
    try enter("\(command); echo \(mark)$?")
    var found: String?
    try wait(until: "the answer to \(command)") {
      // Where the line was typed ahead, the answer stands behind a prompt; the question has no number.
      found = try self.screen().lazy.compactMap { row in
        row.range(of: mark).map { String(row[$0.upperBound...]) }
      }.last { Int($0) != nil }
      return found != nil
    }
    return found!
  }

  /// The process that the shell has started.
  func processID() throws -> pid_t {
    let shell = try property("pane_pid")
    let children = try String(contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
    guard let child = children.split(separator: " ").first.flatMap({ pid_t($0) }) else {
      throw Tmux.Failure(description: "the shell has no child")
    }
    return child
  }

  /// Sends a signal to the process that the shell has started.
  func send(_ signal: Int32) throws { _ = kill(try processID(), signal) }
}

/// A word for the shell, whatever it contains.
func quoted(_ word: String) -> String {
  "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
}

/// The program under test: beside the test's own executable, where the same build has put it, or in
/// the directory that ASCENT_DIRECTORY names.
enum Program {
  static let directory: String = {
    if let directory = ProcessInfo.processInfo.environment["ASCENT_DIRECTORY"] { return directory }
    let candidates = ["/proc/self/exe", CommandLine.arguments[0]].map {
      URL(fileURLWithPath: $0).resolvingSymlinksInPath().deletingLastPathComponent().path
    }
    guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0 + "/ascent") })
    else { fatalError("no program to test in \(candidates); build it first or set ASCENT_DIRECTORY") }
    return found
  }()

  /// Runs it to its end without a terminal, its standard input a file.
  static func run(_ arguments: [String], input: String = "/dev/null") throws -> Ended {
    try execute([directory + "/ascent"] + arguments, input: input)
  }

  /// Starts the program and does not wait for it; whatever it says is lost.
  static func start(_ arguments: [String]) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for file in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, file, "/dev/null", O_RDWR, 0)
    }
    let program = directory + "/ascent"
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    let error = posix_spawn(&process, program, &actions, nil, &words, environ)
    try #require(error == 0)
    return process
  }
}
