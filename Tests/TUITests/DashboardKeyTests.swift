import Testing

@testable import Learn
@testable import TUI

@Suite("Keys of the dashboard")
struct DashboardKeyTests {
  typealias Sample = DashboardSample

  @Test("space runs at the chosen speed, and pauses what runs")
  func space() {
    var dashboard = Sample.dashboard()
    #expect(dashboard.press(" ").words == ["run 1000 step", "frame"])
    #expect(dashboard.isRunning)
    #expect(dashboard.press(" ").words == ["pause", "frame"])
    #expect(!dashboard.isRunning)
  }

  @Test(
    "a letter advances by its grain, which the forward keys then use",
    arguments: [("l", Grain.line), ("s", .step), ("e", .episode), ("u", .update)] as [(Key, Grain)])
  func grains(key: Key, grain: Grain) {
    var dashboard = Sample.dashboard()
    #expect(dashboard.press(key).words == ["advance \(grain)", "frame"])
    #expect(dashboard.press(".").words == ["advance \(grain)", "frame"])
    #expect(dashboard.press(.right).words == ["advance \(grain)", "frame"])
  }

  @Test("plus and minus go through the speeds, from one grain a second to full")
  func speeds() {
    var dashboard = Sample.dashboard()
    dashboard.press(" ")
    #expect(dashboard.press("+").words == ["run 10000 step", "frame"])
    #expect(dashboard.press("+").words == ["run full", "frame"])
    #expect(dashboard.press("+").words == [])
    #expect(dashboard.note?.text == "this is full speed")
    var words: [String] = []
    for _ in 0..<10 { words += dashboard.press("-").words.filter { $0 != "frame" } }
    #expect(words == [10_000, 1000, 300, 100, 30, 10, 5, 2, 1].map { "run \($0) step" })
    #expect(dashboard.note?.text == "this is as slow as it goes")
  }

  @Test("the speed of a paused run is changed without starting it")
  func pausedSpeed() {
    var dashboard = Sample.dashboard()
    #expect(dashboard.press("-").words == [])
    #expect(dashboard.press(" ").words == ["run 300 step", "frame"])
  }

  @Test("f freezes and thaws, r begins anew, R with the next seed")
  func resets() {
    var dashboard = Sample.dashboard()
    #expect(dashboard.press("f").words == ["freeze true", "frame"])
    #expect(dashboard.press("f").words == ["freeze false", "frame"])
    #expect(dashboard.press("r").words == ["reset 1", "frame"])
    #expect(dashboard.press("R").words == ["reset 2", "frame"])
    #expect(dashboard.press("R").words == ["reset 3", "frame"])
  }

  @Test("c puts Q-learning in the algorithm's place, and then that algorithm back in its own")
  func comparison() throws {
    func algorithm(_ effects: [Effect]) -> String? {
      if case .build(_, let spec)? = effects.first { spec.id } else { nil }
    }
    var dashboard = Sample.dashboard([Sample.frame(Sample.setup("aliased-corridor", "td-actor-critic"))])
    #expect(algorithm(dashboard.press("c")) == "q-learning")
    _ = dashboard.update(.built(.success(Sample.setup("aliased-corridor", "q-learning"))))
    #expect(algorithm(dashboard.press("c")) == "td-actor-critic")
    var foil = Sample.dashboard([Sample.frame(Sample.setup("aliased-corridor", "q-learning"))])
    #expect(algorithm(foil.press("c")) == "reinforce")
    // Actions, observations or both are too many.
    for (world, algorithm) in [
      ("pendulum", "reinforce"), ("cart-pole", "reinforce"), ("tetris", "cem-parameters"),
    ] {
      var other = Sample.dashboard([Sample.frame(Sample.setup(world, algorithm))])
      #expect(other.press("c").isEmpty)
      #expect(other.note?.text == "c: Q-learning needs finitely many observations and actions")
    }
  }

  @Test("v goes through the heat maps, and does nothing where there are no cells")
  func heatMaps() {
    var dashboard = Sample.dashboard()
    #expect(dashboard.heatMap == .learnt)
    for map in [.exact, .exactQ, .advantage, .visits, .deterministic, .off, .learnt] as [HeatMap] {
      dashboard.press("v")
      #expect(dashboard.heatMap == map && dashboard.note?.text == "cells: \(map.summary)")
    }
    dashboard.press("V")
    dashboard.type("advantage")
    #expect(dashboard.press(.backspace, .control("u")).isEmpty)
    dashboard.type("d^")
    dashboard.press(.enter)
    #expect(dashboard.heatMap == .visits && dashboard.overlay == nil)
    var frame = Sample.frame(Sample.setup("gridworld", "td-lambda-actor-critic"))
    frame.eligibility = Array(repeating: 0, count: 100)
    let traced = Sample.dashboard([frame])
    for (word, map) in [
      ("elig", HeatMap.eligibility), ("trace", .eligibility), ("advant", .advantage), ("occup", .visits),
    ] {
      var copy = traced
      copy.press("V")
      copy.type(word)
      copy.press(.enter)
      #expect(copy.heatMap == map, "\(word)")
    }
    var pendulum = Sample.dashboard([Sample.frame(Sample.setup("pendulum"))])
    pendulum.press("v")
    #expect(pendulum.heatMap == .learnt)
  }

  @Test("Tab and Shift-Tab walk round the panes")
  func focus() {
    var dashboard = Sample.dashboard()
    for expected in [1, 2, 3, 4, 0] {
      dashboard.press(.tab)
      #expect(dashboard.focus == expected)
    }
    dashboard.press(.backTab)
    #expect(dashboard.focus == 4)
  }

  @Test("Enter zooms the pane in focus, Esc leaves it, 0 resets the layout")
  func zoom() {
    var dashboard = Sample.dashboard()
    dashboard.press(.tab, .enter)
    #expect(dashboard.layout.panes.map(\.pane) == [1])
    dashboard.press(.escape)
    #expect(dashboard.layout.panes.count == 5)
    dashboard.press(.enter, "0")
    #expect(dashboard.layout.panes.count == 5 && dashboard.focus == 0)
  }

  @Test("a digit focuses its pane, and again zooms it", arguments: 1...5)
  func digits(number: Int) {
    var dashboard = Sample.dashboard()
    dashboard.press(.tab)
    if number == 2 { dashboard.press(.tab) }
    let key = Key.character(Unicode.Scalar(UInt8(48 + number)))
    dashboard.press(key)
    #expect(dashboard.focus == number - 1 && !dashboard.isZoomed)
    dashboard.press(key)
    #expect(dashboard.layout.panes.map(\.pane) == [number - 1])
    // From one zoomed pane to another.
    let next = Key.character(Unicode.Scalar(UInt8(49 + number % 5)))
    dashboard.press(next)
    #expect(dashboard.layout.panes.map(\.pane) == [number % 5])
  }

  @Test("q quits, ^L repaints and ^Z suspends, the last two from everywhere")
  func program() {
    var dashboard = Sample.dashboard()
    #expect(dashboard.press(.control("l")).words == ["redraw"])
    #expect(dashboard.press("a", .control("l")).words == ["redraw"])
    #expect(dashboard.press(.control("z")).words == ["suspend"])
    #expect(dashboard.overlay != nil)
    #expect(dashboard.press(.escape, "q").words == ["quit"])
  }

  @Test("? opens the help page, and Esc, ? and q close it", arguments: [.escape, "?", "q"] as [Key])
  func help(key: Key) {
    var dashboard = Sample.dashboard()
    dashboard.press("?")
    #expect(dashboard.overlay == .help(scroll: 0))
    #expect(dashboard.press(key).words == [])
    #expect(dashboard.overlay == nil)
  }

  @Test(
    "keys that mean nothing do nothing", arguments: ["k", "ß", .function(5), .delete, .control("y")] as [Key])
  func unknown(key: Key) {
    var dashboard = Sample.dashboard()
    let before = Sample.screen(dashboard)
    #expect(dashboard.press(key).words == [])
    #expect(Sample.screen(dashboard) == before)
  }

  @Test("no key has two meanings, and every row does something")
  func table() {
    let keys = KeyTable.rows.flatMap { $0.bindings.map(\.key) }
    #expect(Set(keys).count == keys.count)
    let actions = KeyTable.rows.flatMap { $0.bindings.map(\.action) }
    #expect(!KeyTable.rows.contains { $0.bindings.isEmpty || $0.description.isEmpty })
    for action in actions
    where KeyTable.row(of: action)?.isEnabled(Sample.dashboard()) ?? false && action != .resetLayout {
      var dashboard = Sample.dashboard([Sample.frame(mark: 1), Sample.frame(steps: 5, mark: 2)])
      let before = (Sample.screen(dashboard), dashboard.focus)
      let effects = dashboard.perform(action)
      let isIdle = effects.isEmpty && Sample.screen(dashboard) == before.0 && dashboard.focus == before.1
      #expect(!isIdle || action == .showPane(0), "\(action) does nothing")
    }
  }

  @Test("every action has a name of its own, in lower case")
  func names() {
    let names = KeyTable.actions.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "-" || $0.isNumber } })
  }

  @Test("a key that was given away does what it does now; footer and help name the new one")
  func remapped() {
    var keys = KeyMap.standard
    keys.bind(.freeze, to: ["F", .function(2)])
    keys.bind(.reset, to: [])
    var dashboard = Dashboard(
      Sample.setup(), seed: 1, mode: .paused, columns: 80, rows: 24, theme: .dark, keys: keys)
    #expect(dashboard.press("f").isEmpty && dashboard.press("r").isEmpty)
    #expect(dashboard.press("F").words.first == "freeze true")
    #expect(dashboard.press(.function(2)).words.first == "freeze false")
    #expect(dashboard.footerHints(width: 300).contains { $0.keys == "F" && $0.text == "freeze" })
    #expect(!dashboard.footerHints(width: 300).contains { $0.text == "reset" })
    let help = HelpPage.lines(dashboard)
    #expect(help.contains { $0.keys == "F F2" } && help.contains { $0.keys == ":reset" })
  }

  @Test("help lists every row of the table, with its keys and its description")
  func helpIsComplete() {
    let lines = HelpPage.lines(Sample.dashboard())
    for row in KeyTable.rows {
      #expect(lines.contains { $0.keys == row.label(.standard, isASCII: false) && $0.text == row.description })
    }
    var dashboard = Sample.dashboard(columns: 80, rows: 100)
    dashboard.press("?")
    let text = Sample.screen(dashboard).joined(separator: "\n")
    for row in KeyTable.rows { #expect(text.contains(row.description), "\(row.description)") }
  }

  @Test("a help page that is too long scrolls from its first line to its last, and no further")
  func helpScrolls() {
    var dashboard = Sample.dashboard(columns: 80, rows: 12)
    dashboard.press("?")
    #expect(Sample.screen(dashboard).contains { $0.contains("Run and step") })
    for _ in 0..<100 { dashboard.press(.down) }
    #expect(Sample.screen(dashboard).contains { $0.contains("other colours") })
    dashboard.press(.up)
    #expect(!Sample.screen(dashboard).contains { $0.contains("other colours") })
  }

  @Test("the footer is the key table: at its widest every ranked row is in it, in the table's order")
  func footer() {
    let dashboard = Sample.dashboard(columns: 300, rows: 40)
    let rows = KeyTable.rows.filter { $0.rank != nil && $0.isEnabled(dashboard) }
    #expect(dashboard.footerHints(width: 300).map(\.keys) == rows.map { $0.shortLabel(.standard, isASCII: false) })
    #expect(dashboard.footerHints(width: 300).map(\.text) == rows.map { $0.short(dashboard) })
  }

  @Test("a narrow footer keeps the most important keys", arguments: [0, 1, 10, 20, 40, 80, 120])
  func narrowFooter(width: Int) {
    let dashboard = Sample.dashboard()
    let hints = dashboard.footerHints(width: width)
    let length = hints.reduce(0) { $0 + Text.width($1.keys + $1.text) + 1 } + max(0, hints.count - 1) * 2
    #expect(length + 1 <= width || hints.isEmpty)
    let kept = hints.map(\.rank).max() ?? 0
    let all = dashboard.footerHints(width: 1000)
    #expect(all.filter { $0.rank <= kept }.count == hints.count)
    if width == 80 {
      #expect(["space", "?", "q", "p"].allSatisfy { key in hints.contains { $0.keys == key } })
    }
  }
}
