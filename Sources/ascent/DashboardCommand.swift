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
    abstract: "Watch an agent learn, step by step.")

  @OptionGroup var session: SessionOptions
  // An option, since shells would complete an argument in the place of the commands; its name may be left out.
  @Option(
    name: .customLong("policy"),
    help: ArgumentHelp(
      "The folder of a run, whose policy plays, frozen; f lets it learn on. The word --policy may be left out.",
      valueName: "run"),
    completion: .directory)
  var folder: String?
  @OptionGroup var look: LookOptions
  @OptionGroup var configuration: ConfigurationOptions
  @Flag(help: "Begin paused, before the first line.")
  var paused = false
  @Flag(help: "No colours, as with NO_COLOR.")
  var noColor = false
  @Flag(help: "Four pictures a second while it runs, not thirty.")
  var reduceMotion = false
  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  func run() throws {
    let preferences = try configuration.preferences()
    let keys = try configuration.keys()
    let saved = try savedPolicy
    let (setup, seed, scene) =
      try saved.map { ($0.setup, session.seed ?? $0.file.seed, nil) } ?? session.beginning(preferences)
    // A scene says how fast it is to be seen, and by which grain.
    var (speed, grain) = (preferences.speed, preferences.grain)
    if let pace = scene?.pace {
      speed = Speed(pace)
      if case .limited(_, let wanted) = pace { grain = wanted }
    }
    let mode: Mode = paused || preferences.paused ? .paused : .running(speed.pace(by: grain))
    do throws(TerminalError) {
      let terminal = try Terminal(
        Terminal.Options(
          color: preferences.color && !noColor, ascii: look.ascii || preferences.ascii,
          mouse: preferences.mouse && !noMouse))
      let theme = (look.theme ?? preferences.theme ?? .dark).theme
      let (columns, rows) = terminal.size
      let historyFile = HistoryFile()
      var dashboard = Dashboard(
        setup, seed: seed, mode: mode, columns: columns, rows: rows, theme: theme, tier: terminal.tier,
        isASCII: terminal.isASCII, speed: speed, grain: grain, keys: keys, history: historyFile?.history ?? History())
      if let scene { dashboard.open(scene) }
      if let saved { dashboard.announceFrozen(steps: saved.file.progress.steps) }
      let waker = terminal.waker
      let run = Session(
        setup, seed: seed, mode: mode, isFrozen: saved != nil, onStart: { ascent_use_crash_stack() },
        onFrame: { waker.wake() })
      var loop = DashboardLoop(
        terminal: terminal, gate: run.gate, dashboard: dashboard, historyFile: historyFile,
        reducesMotion: reduceMotion || preferences.reduceMotion)
      let ending = loop.run()
      if case .signal(let number) = ending { terminal.end(bySignal: number) }
      terminal.close()
      run.stop()
    } catch {
      throw Failure("\(error)", code: 1)
    }
  }

  private var savedPolicy: SavedPolicy? {
    get throws(ParameterError) {
      guard let folder else { return nil }
      let others: [(name: String, value: String?)] = [
        ("world", session.world), ("algorithm", session.algorithm), ("map", session.map), ("scene", session.scene),
      ]
      if let other = others.first(where: { $0.value != nil }) {
        throw ParameterError("`\(folder)` sets what `--\(other.name)` would; leave out one")
      }
      return try SavedPolicy(folder)
    }
  }
}
