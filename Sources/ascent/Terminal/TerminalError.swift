import CNcurses

/// Why the terminal cannot show the dashboard; its description says what to try instead.
enum TerminalError: Error, Equatable, CustomStringConvertible {
  case notATerminal
  case unknownTerminal(String)
  case noAddressing(String)
  case noResources

  /// `nil` if the terminal was opened.
  init?(_ result: ascent_opened, type: String) {
    switch result {
    case ASCENT_OPEN: return nil
    case ASCENT_NOT_A_TERMINAL: self = .notATerminal
    case ASCENT_UNKNOWN_TERMINAL: self = .unknownTerminal(type)
    case ASCENT_NO_ADDRESSING: self = .noAddressing(type)
    default: self = .noResources
    }
  }

  var description: String {
    switch self {
    case .notATerminal:
      "standard input and output are not both a terminal; "
        + "run it in one, or see `ascent --help` for commands that need none"
    case .unknownTerminal(let type):
      "no description of the terminal \"\(type)\" nor of xterm-256color is installed; "
        + "install ncurses-base, or set TERM to one that `infocmp` knows"
    case .noAddressing(let type):
      "the terminal \"\(type)\" cannot place its cursor; "
        + "set TERM to what the terminal really is, such as xterm-256color"
    case .noResources:
      "out of memory or file descriptors while opening the terminal; close other programs or raise `ulimit -n`"
    }
  }
}
