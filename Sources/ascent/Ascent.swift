import ArgumentParser
import Glibc
import Worlds

/// The program: its subcommands, and the one form in which every error reaches the user.
struct Ascent: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ascent",
    abstract: "Policy search, live: watch an agent learn, line by line.",
    discussion: "Without a command it opens the dashboard.",
    version: "0.1.0",
    subcommands: [
      DashboardCommand.self, ListCommand.self, TrainCommand.self, EvaluateCommand.self, RolloutCommand.self,
      ModelCommand.self,
    ],
    defaultSubcommand: DashboardCommand.self)

  /// Parses the command line and runs it. Errors become one line on standard error and the exit code they call for.
  static func start() {
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      try refuseUnknownCommand(arguments.first)
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch let failure as Failure {
      failure.exit()
    } catch let error as ParameterError {
      Failure(error).exit()
    } catch {
      guard exitCode(for: error).isSuccess else {
        Failure(oneLine(message(for: error))).exit()
      }
      // Help and version are asked for, and go to standard output.
      print(fullMessage(for: error))
    }
  }

  /// With a default command the parser would take a mistyped command for an argument of it.
  private static func refuseUnknownCommand(_ word: String?) throws {
    guard let word, !word.hasPrefix("-") else { return }
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard !names.contains(word) else { return }
    throw Failure("there is no command `\(word)`; " + Spelling.advice(for: word, among: names))
  }

  /// The parser's words as one line in our form: what is wrong, then what would be right or where to look.
  private static func oneLine(_ message: String) -> String {
    let words = message.split(whereSeparator: \.isWhitespace).joined(separator: " ").replacing("'", with: "`")
    let sentences = words.split(separator: ". ").map { $0.prefix(1).lowercased() + $0.dropFirst() }
    var line = sentences.joined(separator: "; ")
    if line.hasSuffix(".") { line.removeLast() }
    return sentences.count > 1 ? line : line + "; see `ascent --help`"
  }
}
