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

  enum ThemeName: String, ExpressibleByArgument, CaseIterable {
    case dark, light
    case highContrast = "high-contrast"
  }

  @Option(name: .shortAndLong, help: "The world, with its parameters: ID[:NAME=VALUE,…].", completion: .worlds)
  var world: String?
  @Option(name: .shortAndLong, help: "The algorithm, with its parameters.", completion: .algorithms)
  var algorithm: String?
  @Option(name: .shortAndLong, help: "Every random draw comes from it.")
  var seed: UInt64 = 1
  @Flag(help: "Begin paused, before the first line.")
  var paused = false
  @Option(help: "A file with a map for gridworld.", completion: .file())
  var map: String?
  @Option(help: "The colours.")
  var theme = ThemeName.dark
  @Flag(help: "No colours, as with NO_COLOR.")
  var noColor = false
  @Flag(help: "Draw in ASCII.")
  var ascii = false
  @Flag(help: "Four pictures a second while it runs, not thirty.")
  var reduceMotion = false
  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  func run() throws {
    let setup = try setup()
    let mode: Mode = paused ? .paused : .running(Dashboard.firstPace)
    do throws(TerminalError) {
      let terminal = try Terminal(Terminal.Options(color: !noColor, ascii: ascii, mouse: !noMouse))
      let theme = Theme.named(theme.rawValue) ?? .dark
      let (columns, rows) = terminal.size
      let historyFile = HistoryFile()
      let dashboard = Dashboard(
        setup, seed: seed, mode: mode, columns: columns, rows: rows, theme: theme, tier: terminal.tier,
        isASCII: terminal.isASCII, history: historyFile?.history ?? History())
      let waker = terminal.waker
      let session = Session(
        setup, seed: seed, mode: mode, onStart: { ascent_use_crash_stack() }, onFrame: { waker.wake() })
      var loop = DashboardLoop(
        terminal: terminal, gate: session.gate, dashboard: dashboard, historyFile: historyFile,
        reducesMotion: reduceMotion)
      let ending = loop.run()
      if case .signal(let number) = ending { terminal.end(bySignal: number) }
      terminal.close()
      session.stop()
    } catch {
      throw Failure("\(error)", code: 1)
    }
  }

  private func setup() throws(ParameterError) -> Setup {
    var worldSpec = try Spec(world ?? (map == nil ? Catalogue.firstWorld : "gridworld"))
    if let map { worldSpec = worldSpec.setting("map", to: map) }
    let row = try Catalogue.world(worldSpec.id)
    let standard = row.algorithms.first { $0.info.id == Catalogue.firstAlgorithm } ?? row.algorithms[0]
    return try Setup(world: worldSpec, algorithm: try Spec(algorithm ?? standard.info.id))
  }
}
