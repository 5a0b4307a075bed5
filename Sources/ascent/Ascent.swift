import ArgumentParser
import CNcurses
import Glibc
import Worlds

/// The program: its subcommands, and the one form in which every error reaches the user.
struct Ascent: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ascent",
    abstract: "Policy search, live: watch an agent learn, line by line.",
    discussion: """
      Without a command it opens the dashboard, in which ? shows the keys.

      $XDG_CONFIG_HOME/ascent/config has settings for every session, a line each
      such as theme = light; $XDG_CONFIG_HOME/ascent/keys gives actions other
      keys, such as freeze = F8. (Without the variable the folder is ~/.config.)

      The folder of a run, as train --out makes it, is opened by its name.

      Example: ascent
               ascent -w gridworld:size=8 -a reinforce-baseline:alpha=0.01 -s 7
               ascent runs/cliff
      """,
    version: "0.1.0",
    subcommands: [
      ListCommand.self, TrainCommand.self, EvaluateCommand.self, RolloutCommand.self, ModelCommand.self,
      GradientsCommand.self,
      SnapshotCommand.self, CompareCommand.self, LearnCommand.self, FigureCommand.self, BenchCommand.self,
      ReferenceCommand.self,
    ])

  /// The day of this version, for the manual page.
  static let released = "2026-11-24"

  /// What the program does without a command.
  @OptionGroup var dashboard: DashboardCommand

  func run() throws { try dashboard.run() }

  /// Parses the command line and runs it. Errors become one line on standard error and the exit code they call for.
  static func start() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      try refuseUnknownCommand(arguments)
      var command = try parse(arguments)
      try command.run()
      try finishOutput()
    } catch let failure as Failure {
      failure.exit()
    } catch let error as ParameterError {
      Failure(error).exit()
    } catch {
      guard exitCode(for: error).isSuccess else {
        Failure(ParserWords.oneLine(message(for: error), help: help(for: arguments), arguments)).exit()
      }
      // Help and version are asked for, and go to standard output.
      print(fullMessage(for: error))
      do { try finishOutput() } catch { error.exit() }
    }
  }

  /// What was printed and is not there counts as a failure; a reader who has gone wants no words.
  private static func finishOutput() throws(Failure) {
    let code = ascent_flush_output()
    guard code != 0 else { return }
    guard code != EPIPE else { Glibc.exit(1) }
    throw Failure("standard output: \(SystemError(code)); give it a place that can be written", code: 1)
  }

  /// The parser would say that it expected no argument, and it shows the whole program's help where that of an unknown
  /// command is asked for.
  private static func refuseUnknownCommand(_ arguments: [String]) throws {
    let known = knownWords
    let words = arguments.first == "help" ? arguments.prefix(2) : arguments.prefix(1)
    guard let word = words.first(where: { !$0.hasPrefix("-") && !known.contains($0) }) else { return }
    let names = commandNames + ["help"]
    // What is there is a run's folder, or meant as one; so is what looks like a path.
    guard !WholeFile.exists(word) else { return }
    guard !word.contains("/") else {
      throw Failure("\(word): \(SystemError(ENOENT)); name the folder of a run", code: Failure.missingInput)
    }
    throw Failure("there is no command `\(word)`; " + Spelling.advice(for: word, among: names))
  }

  private static func parse(_ arguments: [String]) throws -> ParsableCommand {
    // The parser would take the word for the folder of a run.
    if arguments == ["help"] { return try parseAsRoot(["--help"]) }
    if let first = arguments.first, knownWords.contains(first) { return try Commands.parseAsRoot(arguments) }
    // What is no command and no option is the folder of a run.
    var arguments = arguments
    if let index = arguments.indices.first(where: { isFolder(at: $0, arguments) }) {
      arguments.insert("--policy", at: index)
    }
    let name = arguments.first == "help" ? nil : arguments.dropFirst().first { commandNames.contains($0) }
    let misplaced = Failure("the options of `\(name ?? "")` come after its name; see `ascent \(name ?? "") --help`")
    do {
      let command = try parseAsRoot(arguments)
      let isFolder = name != nil && (command as? Ascent)?.dashboard.folder == name
      if !isFolder, command is Ascent || name == nil { return command }
    } catch {
      if name == nil || exitCode(for: error).isSuccess { throw error }
    }
    throw misplaced
  }

  /// Whether a word stands for the folder of a run: first or last, and not the value of an option.
  private static func isFolder(at index: Int, _ arguments: [String]) -> Bool {
    guard !arguments[index].hasPrefix("-"), !knownWords.contains(arguments[index]) else { return false }
    if index == 0 { return true }
    let flags = ["--paused", "--ascii", "--no-color", "--no-config", "--no-mouse", "--reduce-motion"]
    return index == arguments.count - 1
      && (flags.contains(arguments[index - 1]) || !arguments[index - 1].hasPrefix("-"))
  }

  /// What the command line may begin with, hidden commands too.
  private static var knownWords: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
  }

  private static var commandNames: [String] {
    configuration.subcommands.filter { $0.configuration.shouldDisplay }.compactMap { $0.configuration.commandName }
  }

  /// Where to read more after a mistake on this command line.
  private static func help(for arguments: [String]) -> String {
    let command = arguments.first.flatMap { commandNames.contains($0) ? " \($0)" : nil } ?? ""
    return "ascent\(command) --help"
  }
}

/// The same commands without the dashboard's options, which the parser would find among a command's own.
private struct Commands: ParsableCommand {
  static let configuration = Ascent.configuration
}
