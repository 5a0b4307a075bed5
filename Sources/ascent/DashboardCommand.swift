import ArgumentParser
import CNcurses
import Glibc
import Learn
import TUI
import Worlds

/// `ascent` alone: the dashboard, with an agent already learning.
struct DashboardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard",
    abstract: "Watch an agent learn, step by step.",
    discussion: """
      Example: ascent -w gridworld:size=8,slip=0.1 -a reinforce-baseline:alpha=0.01 -s 7
      Press ? in the dashboard for its keys.
      """)

  @OptionGroup var session: SessionOptions
  @OptionGroup var look: LookOptions
  @Flag(help: "Begin paused, before the first line.")
  var paused = false
  @Flag(help: "No colours, as with NO_COLOR.")
  var noColor = false
  @Flag(help: "Four pictures a second while it runs, not thirty.")
  var reduceMotion = false
  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  func run() throws {
    let setup = try session.setup()
    let seed = session.seed.seed
    let mode: Mode = paused ? .paused : .running(Dashboard.firstPace)
    do throws(TerminalError) {
      let terminal = try Terminal(Terminal.Options(color: !noColor, ascii: look.ascii, mouse: !noMouse))
      let theme = look.theme.theme
      let (columns, rows) = terminal.size
      let historyFile = HistoryFile()
      let dashboard = Dashboard(
        setup, seed: seed, mode: mode, columns: columns, rows: rows, theme: theme, tier: terminal.tier,
        isASCII: terminal.isASCII, history: historyFile?.history ?? History())
      let waker = terminal.waker
      let run = Session(
        setup, seed: seed, mode: mode, onStart: { ascent_use_crash_stack() }, onFrame: { waker.wake() })
      var loop = DashboardLoop(
        terminal: terminal, gate: run.gate, dashboard: dashboard, historyFile: historyFile,
        reducesMotion: reduceMotion)
      let ending = loop.run()
      if case .signal(let number) = ending { terminal.end(bySignal: number) }
      terminal.close()
      run.stop()
    } catch {
      throw Failure("\(error)", code: 1)
    }
  }
}
