import Testing
import Worlds

@testable import Learn
@testable import TUI

@Suite("The command line of the dashboard")
struct PromptTests {
  typealias Sample = DashboardSample

  private func prompt(_ dashboard: Dashboard) -> Prompt? {
    if case .prompt(let prompt) = dashboard.overlay { prompt } else { nil }
  }

  private func entered(_ text: String, on setup: Setup = Sample.setup()) -> (dashboard: Dashboard, words: [String]) {
    var dashboard = Sample.dashboard([Sample.frame(setup)])
    dashboard.press(":")
    dashboard.type(text)
    let words = dashboard.press(.enter).words.filter { $0 != "frame" && !$0.hasPrefix("remember") }
    return (dashboard, words)
  }

  @Test(
    "commands do what they say",
    arguments: [
      ("until return > 5", ["run 1000 step until return > 5"]),
      ("until episode >= 10 and return > 5", ["run 1000 step until episode >= 10 and return > 5"]),
      ("run", ["run 1000 step"]), ("pause", ["pause"]), ("run-pause", ["run 1000 step"]),
      ("step", ["advance step"]), ("update", ["advance update"]), ("freeze", ["freeze true"]),
      ("reset", ["reset 1"]), ("new-seed", ["reset 2"]), ("seed 77", ["reset 77"]), ("q", ["quit"]),
      ("set alpha 0.25", ["set alpha=0.25"]), ("alpha=0.25", ["set alpha=0.25"]),
      ("alpha = 0.25", ["set alpha=0.25"]), ("  alpha=0.25  ", ["set alpha=0.25"]),
      (
        "algorithm td-actor-critic:alpha=0.1",
        [
          "build aliased-corridor td-actor-critic:alpha=0.1", "switch aliased-corridor td-actor-critic:alpha=0.1",
        ]
      ),
      (
        "world gridworld:size=5",
        ["build gridworld:size=5 reinforce-baseline", "switch gridworld:size=5 reinforce-baseline"]
      ),
      (
        "horizon=50",
        [
          "build aliased-corridor:horizon=50 reinforce-baseline",
          "switch aliased-corridor:horizon=50 reinforce-baseline",
        ]
      ),
      (
        "ascent -w gridworld:size=5 -a reinforce -s 9",
        ["build gridworld:size=5 reinforce", "begin gridworld:size=5 reinforce 9"]
      ),
      ("-a reinforce", ["build aliased-corridor reinforce", "switch aliased-corridor reinforce"]),
      ("-s 4", ["reset 4"]),
      // The set-up that runs already begins anew, once.
      (
        "-w aliased-corridor -a reinforce-baseline -s 3", ["build aliased-corridor reinforce-baseline", "reset 3"]
      ),
    ] as [(String, [String])])
  func commands(text: String, words: [String]) {
    let (dashboard, effects) = entered(text)
    #expect(effects == words)
    #expect(dashboard.overlay == nil)
  }

  @Test(
    "what is wrong is said beside what was typed, which stays",
    arguments: [
      ("unitl return > 5", "there is no command `unitl`; did you mean `until`?"),
      ("until retrun > 5", "a condition knows no `retrun`; did you mean `return`?"),
      ("xyzzy", "there is no command `xyzzy`; Tab lists what there is"),
      ("speed fast", "the speed is `fast`; it must be `full`, or a number of grains a second from 0.1 to 100k"),
      ("speed 0", "the speed is `0`; it must be `full`, or a number of grains a second from 0.1 to 100k"),
      ("grain episod", "there is no grain `episod`; did you mean `episode`?"),
      ("seed −1", "the seed is `−1`; it must be a whole number from 0 on"),
      ("alhpa=0.1", "there is no parameter `alhpa`; did you mean `alpha`?"),
      ("alpha=big", "`alpha` is `big`; it must be a number, ≥ 0"),
      ("set alpha", "`set` takes a name and a value, such as `set alpha 0.01`"),
      ("world gridwrld", "there is no world `gridwrld`; did you mean `gridworld`?"),
      ("algorithm reinforcer", "there is no algorithm `reinforcer`; did you mean `reinforce`?"),
      ("world gridworld:size=x", "`size` is `x`; it must be a whole number, 2…100"),
      ("theme lihgt", "there is no theme `lihgt`; did you mean `light`?"),
      ("help me", "`help` stands alone; leave out `me`"),
      ("leave", "there is nothing to leave now"),
      ("-x 3", "`-x` is no part of a set-up; it has -w WORLD, -a ALGORITHM and -s SEED"),
      ("-w", "`-w` wants a value after it"),
      ("-w 'gridworld", "the quotation that ' begins has no end; close it"),
    ])
  func refusals(text: String, message: String) {
    let (dashboard, words) = entered(text)
    #expect(prompt(dashboard)?.error == message)
    #expect(prompt(dashboard)?.text == text)
    #expect(!words.contains { $0.hasPrefix("switch") || $0.hasPrefix("reset") })
    let screen = Sample.screen(dashboard)
    #expect(screen[23].hasPrefix(":\(text)"))
    #expect(screen[22].hasPrefix(" ✗ \(message.prefix(70))"))
  }

  @Test("speed and grain change what runs, and what + and − go on from")
  func speeds() {
    var dashboard = entered("speed 45/s").dashboard
    #expect(dashboard.note?.text == "speed: 45 steps/s, from the next run on")
    #expect(dashboard.press(" ").words.first == "run 45 step")
    #expect(dashboard.press("+").words.first == "run 100 step")
    dashboard.press(":")
    dashboard.type("grain episode")
    #expect(dashboard.press(.enter).words.contains("run 100 episode"))
    dashboard.press(":")
    dashboard.type("speed 10k")
    #expect(dashboard.press(.enter).words.contains("run 10000 episode"))
    dashboard.press(":")
    dashboard.type("speed full")
    #expect(dashboard.press(.enter).words.contains("run full"))
  }

  @Test("a theme is put on at once; a terminal without colours says so")
  func themes() {
    #expect(entered("theme light").dashboard.theme == .light)
    var plain = Sample.dashboard(theme: .monochrome)
    plain.press(":")
    plain.type("theme light")
    plain.press(.enter)
    #expect(prompt(plain)?.error == "this terminal has no colours to choose among")
  }

  @Test("every action of the key table is a command by its name")
  func actions() throws {
    for action in KeyTable.actions {
      #expect(try CommandTable.row(action.name).name == action.name)
      #expect(CommandTable.rows.filter { $0.name == action.name }.count == 1)
    }
    #expect(!CommandTable.rows.contains { $0.summary.isEmpty || $0.name.contains(" ") || $0.name.contains("=") })
  }

  // MARK: Editing

  @Test("the line is edited as in a shell")
  func editing() {
    var line = LineEditor("until return")
    func press(_ keys: Key...) { for key in keys { _ = line.handle(key) } }
    press(.control("w"), "a", .home, "b", .right, .delete, .end, "c")
    #expect(line.string == "butil ac")
    press(.control("a"), .control("k"))
    #expect(line.string == "")
    press("x", "y", "z", .left, .control("u"))
    #expect(line.string == "z" && line.cursor == 0)
    press(.backspace, .left, .control("e"), .right, .backspace, .backspace)
    #expect(line.string == "")
  }

  @Test("Esc leaves, as does Backspace on an empty line; nothing is entered by Enter alone")
  func leaving() {
    for keys in [[Key.escape], [.backspace], [.enter], ["x", .backspace, .backspace]] {
      var dashboard = Sample.dashboard()
      dashboard.press(":")
      #expect(prompt(dashboard) != nil)
      for key in keys { #expect(dashboard.press(key).isEmpty) }
      #expect(dashboard.overlay == nil)
    }
  }

  @Test("^L repaints while a command is typed, letters are letters")
  func repaint() {
    var dashboard = Sample.dashboard()
    dashboard.press(":")
    #expect(dashboard.press(.control("l")).words == ["redraw"])
    dashboard.type("q?")
    #expect(prompt(dashboard)?.text == "q?")
  }

  // MARK: History

  @Test("the arrows recall what was entered, and what was being typed comes back")
  func history() {
    var dashboard = Dashboard(
      Sample.setup(), seed: 1, mode: .paused, columns: 80, rows: 24, theme: .dark,
      history: History(["until return > 5", "pause"]))
    dashboard.press(":")
    dashboard.type("ru")
    dashboard.press(.up)
    #expect(prompt(dashboard)?.text == "pause")
    dashboard.press(.up, .up)
    #expect(prompt(dashboard)?.text == "until return > 5")
    dashboard.press(.down, .down)
    #expect(prompt(dashboard)?.text == "ru")
    dashboard.type("n")
    #expect(dashboard.press(.enter).words == ["remember run", "run 1000 step", "frame"])
    #expect(dashboard.history.lines == ["until return > 5", "pause", "run"])
  }

  @Test("the same command twice is kept once, and the oldest give way")
  func bounded() {
    var history = History((0..<500).map { "seed \($0)" })
    #expect(history.lines.count == History.capacity && history.lines.last == "seed 499")
    #expect(!history.add("seed 499") && history.lines.count == History.capacity)
    #expect(history.add("run") && history.lines.count == History.capacity)
  }

  // MARK: Completion

  @Test(
    "Tab completes commands, ids, names and values",
    arguments: [
      ("unt", "until "), ("until ret", "until return "), ("until return > 5 an", "until return > 5 and "),
      ("world grid", "world gridworld"), ("world gridworld:sl", "world gridworld:slip="),
      ("world gridworld:size=5,sl", "world gridworld:size=5,slip="),
      ("algorithm td-a", "algorithm td-actor-critic"), ("set alp", "set alpha "), ("temper", "temperature="),
      ("discounted=t", "discounted=true"), ("set discounted f", "set discounted false"),
      ("theme hi", "theme high-contrast"), ("speed f", "speed full"), ("grain ep", "grain episode"),
      ("-w grid", "-w gridworld"), ("-w pendulum -a reinforce-", "-w pendulum -a reinforce-baseline"),
      ("ascent -w gridworld:sl", "ascent -w gridworld:slip="),
    ])
  func completion(typed: String, completed: String) {
    var dashboard = Sample.dashboard()
    dashboard.press(":")
    dashboard.type(typed)
    dashboard.press(.tab)
    #expect(prompt(dashboard)?.text == completed)
  }

  @Test("where several fit Tab goes as far as they agree, then through them and round; Shift-Tab back")
  func cycling() {
    var dashboard = Sample.dashboard()
    dashboard.press(":")
    dashboard.type("world al")
    dashboard.press(.tab)
    #expect(prompt(dashboard)?.text == "world aliased-corridor")
    dashboard.press(.control("u"))
    dashboard.type("algorithm r")
    dashboard.press(.tab)
    #expect(prompt(dashboard)?.text == "algorithm reinforce" && prompt(dashboard)?.menu?.selection == nil)
    #expect(Sample.screen(dashboard).contains { $0.contains("REINFORCE with baseline") })
    dashboard.press(.tab, .tab)
    #expect(prompt(dashboard)?.text == "algorithm reinforce-baseline")
    dashboard.press(.tab)
    #expect(prompt(dashboard)?.text == "algorithm reinforce")
    dashboard.press(.backTab)
    #expect(prompt(dashboard)?.text == "algorithm reinforce-baseline")
    // Esc takes the candidates away, not the line.
    dashboard.press(.escape)
    #expect(prompt(dashboard)?.text == "algorithm reinforce-baseline" && prompt(dashboard)?.menu == nil)
    dashboard.type("x")
    dashboard.press(.tab)
    #expect(prompt(dashboard)?.error == "nothing completes this")
  }

  @Test("the row above says what a command expects")
  func hints() {
    var dashboard = Sample.dashboard()
    dashboard.press(":")
    #expect(Sample.screen(dashboard)[22].contains("NAME=VALUE"))
    dashboard.type("until")
    #expect(Sample.screen(dashboard)[22].contains("until CONDITION · run until it holds"))
  }

  @Test(
    "the line and its candidates survive every size",
    arguments: [(1, 1), (2, 1), (1, 2), (3, 3), (10, 4), (20, 6), (40, 10), (80, 24), (120, 36), (200, 60)])
  func sizes(columns: Int, rows: Int) {
    var dashboard = Sample.dashboard(columns: columns, rows: rows)
    dashboard.press(":", .tab)
    for _ in 0..<40 {
      dashboard.press(.tab)
      #expect(Sample.screen(dashboard).count == rows)
    }
    dashboard.type(String(repeating: "x", count: 300))
    dashboard.press(.enter)
    #expect(Sample.screen(dashboard).count == rows)
    dashboard.press(.home)
    #expect(Sample.screen(dashboard).count == rows)
    #expect(prompt(dashboard) != nil)
  }
}
