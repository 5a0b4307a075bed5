import Testing
import Worlds

@testable import Learn
@testable import TUI

@Suite("Scenes in the dashboard")
struct SceneTests {
  @Test("every scene names a view and values that there are")
  func names() {
    for scene in Catalogue.scenes {
      #expect(Layout.Preset.allCases.contains { "\($0)" == scene.view }, "\(scene.id)")
      #expect(scene.values.map { HeatMap(rawValue: $0) != nil } ?? true, "\(scene.id)")
    }
  }

  @Test("S lists them; the one chosen brings its world, algorithm, seed, view and pace, and says what to look for")
  func choosing() throws {
    let scene = try LectureScene.named("no-model")
    var dashboard = DashboardSample.dashboard()
    dashboard.press("S")
    #expect(DashboardSample.screen(dashboard).contains { $0.contains("coin-toss") })
    for letter in "no-mod".unicodeScalars { dashboard.press(.character(letter)) }
    dashboard.press(.enter)
    #expect(dashboard.setup.worldSpec.description == scene.world && dashboard.setup.algorithm.id == "reinforce")
    #expect(dashboard.preset == .trajectory && dashboard.focus == Layout.trajectory && dashboard.speed.rate == 5)
    #expect(dashboard.mode == .paused, "what is paused stays paused")
    // Whatever the training loop says about the switch, the line stays until a key is pressed.
    let frame = DashboardSample.frame(dashboard.setup, mark: 9, notice: Notice(number: 2, text: "began anew"))
    _ = dashboard.update(.frames([frame], firstNumber: 1, time: 0))
    #expect(dashboard.messageLine?.text == scene.watch)
  }

  @Test(
    "a scene's line stays while one steps and pauses, after other notes too, until Esc or until something else runs")
  func line() throws {
    let scene = try LectureScene.named("no-model")
    var dashboard = DashboardSample.dashboard()
    dashboard.press(":")
    dashboard.enter("scene no-model")
    for (number, key) in [" ", " ", "s", "l"].enumerated() as EnumeratedSequence<[Key]> {
      dashboard.press(key)
      let frame = DashboardSample.frame(dashboard.setup, steps: number, mark: 10 + number, mode: dashboard.mode)
      _ = dashboard.update(.frames([frame], firstNumber: 1 + number, time: 0))
      #expect(DashboardSample.screen(dashboard)[22].hasPrefix(" " + scene.watch))
    }
    dashboard.press("+")
    #expect(dashboard.messageLine?.text.hasPrefix("speed") == true)
    dashboard.press(.tab)
    #expect(dashboard.messageLine?.text == scene.watch)
    // On a low screen the footer's keys come first.
    _ = dashboard.update(.resize(columns: 60, rows: 12))
    #expect(dashboard.messageLine == nil)
    _ = dashboard.update(.resize(columns: 80, rows: 24))
    var other = dashboard
    let frame = DashboardSample.frame(DashboardSample.setup("gridworld", "q-learning"), mark: 20)
    _ = other.update(.frames([frame], firstNumber: 5, time: 0))
    #expect(other.announcement == nil)
    dashboard.press(.escape)
    #expect(dashboard.messageLine?.text != scene.watch)
  }

  @Test("a scene's line stays while its foil runs and while the scene's own algorithm runs again")
  func foil() throws {
    let scene = try LectureScene.named("small-change")
    var dashboard = DashboardSample.dashboard()
    dashboard.press(":")
    dashboard.enter("scene small-change")
    for (number, algorithm) in [scene.algorithm, "q-learning", scene.algorithm].enumerated() {
      let frame = DashboardSample.frame(DashboardSample.setup(scene.world, algorithm), mark: 10 + number)
      _ = dashboard.update(.frames([frame], firstNumber: 1 + number, time: 0))
      #expect(dashboard.announcement?.text == scene.watch, "\(algorithm)")
      dashboard.press("c")
    }
    let frame = DashboardSample.frame(DashboardSample.setup(scene.world, "reinforce"), mark: 20)
    _ = dashboard.update(.frames([frame], firstNumber: 9, time: 0))
    #expect(dashboard.announcement == nil)
  }

  @Test("a scene shows the readings that it is about, and the next one all again")
  func readings() {
    var dashboard = DashboardSample.dashboard()
    dashboard.press(":")
    dashboard.enter("scene too-good-to-be-true")
    #expect(dashboard.readingsFilter == "Q")
    dashboard.press(":")
    dashboard.enter("scene no-model")
    #expect(dashboard.readingsFilter.isEmpty)
  }

  @Test(
    "an algorithm is found by its other names too",
    arguments: [("gae", "reinforce-baseline"), ("npg", "natural-gradient")])
  func keywords(word: String, algorithm: String) {
    var dashboard = DashboardSample.dashboard()
    dashboard.press("a")
    for letter in word.unicodeScalars { dashboard.press(.character(letter)) }
    #expect(DashboardSample.screen(dashboard).contains { $0.contains(algorithm) })
    dashboard.press("x", "x")
    #expect(!DashboardSample.screen(dashboard).contains { $0.contains(algorithm) })
  }

  @Test("a run goes on at the scene's pace, from its seed")
  func running() throws {
    var dashboard = DashboardSample.dashboard([DashboardSample.frame(mode: .running(.full))])
    let effects = dashboard.press(":") + dashboard.enter("scene local-optimum")
    var seeds: [UInt64] = []
    var paces: [Pace] = []
    for case .send(let command) in effects {
      if case .begin(_, let seed) = command { seeds.append(seed) }
      if case .run(let pace) = command { paces.append(pace) }
    }
    #expect(seeds == [3] && paces == [.full])
    #expect(dashboard.setup.algorithmSpec.description == "reinforce:alpha=0.03" && dashboard.scene == "local-optimum")
  }

  @Test("one undo takes a scene back, and the view with it")
  func undoing() throws {
    var dashboard = DashboardSample.dashboard()
    let (setup, seed) = (dashboard.setup, dashboard.seed)
    dashboard.press("7")
    let before = (dashboard.preset, dashboard.focus, dashboard.speed)
    let effects = dashboard.press(":") + dashboard.enter("scene no-model")
    let changes = ["begin", "switch", "reset"]
    #expect(effects.words.count { word in changes.contains { word.hasPrefix($0) } } == 1)
    let scene = DashboardSample.frame(dashboard.setup, mark: 5)
    _ = dashboard.update(.frames([scene], firstNumber: 1, time: 0))
    #expect(dashboard.preset == .trajectory && dashboard.scene == "no-model")
    dashboard.press("z")
    _ = dashboard.update(.frames([scene], firstNumber: 2, time: 0))
    #expect(dashboard.preset == .trajectory, "not before it is undone")
    var undone = DashboardSample.frame(setup, mark: 9)
    undone.seed = seed
    _ = dashboard.update(.frames([undone], firstNumber: 3, time: 0))
    #expect((dashboard.preset, dashboard.focus) == (before.0, before.1) && dashboard.speed == before.2)
    #expect(dashboard.scene == nil && dashboard.announcement == nil)
  }

  @Test("the list finds scenes by world and algorithm, and takes a set-up in a line")
  func lineInTheList() {
    var dashboard = DashboardSample.dashboard()
    dashboard.press("S")
    for letter in "a3c".unicodeScalars { dashboard.press(.character(letter)) }
    #expect(DashboardSample.screen(dashboard).contains { $0.contains("written-over") })
    for start in ["ascent ", ""] {
      dashboard.press(.control("u"))
      for letter in "\(start)-w gridworld -a reinforce -s 7".unicodeScalars { dashboard.press(.character(letter)) }
      #expect(DashboardSample.screen(dashboard).contains { $0.contains("Enter begins with this set-up") })
      let words = dashboard.press(.enter).words
      #expect(words.contains(start.isEmpty ? "reset 7" : "begin gridworld reinforce 7"), "\(words)")
      dashboard.press("S")
    }
    for letter in "-w gridwrld".unicodeScalars { dashboard.press(.character(letter)) }
    dashboard.press(.enter)
    #expect(DashboardSample.screen(dashboard).contains { $0.contains("did you mean `gridworld`?") })
  }

  @Test("a view that has nothing to show of what runs now gives way to all panes")
  func emptyViews() throws {
    let plain = DashboardSample.frame(DashboardSample.setup("aliased-corridor", "reinforce"), mark: 9)
    for (key, frame) in [
      ("W", try Fixture.workers().frame), ("g", try Fixture.population().frame), ("K", try Fixture.region().frame),
      ("P", try Fixture.pendulum().frame),
    ] as [(Key, Frame)] {
      var dashboard = DashboardSample.dashboard([frame])
      dashboard.press(key)
      #expect(dashboard.preset != .all)
      _ = dashboard.update(.frames([plain], firstNumber: 5, time: 0))
      #expect(dashboard.preset == .all && dashboard.focus == Layout.world, "\(key)")
    }
  }

  @Test("where there is no such scene the nearest is named, and a set-up in a line is one too")
  func lines() throws {
    var dashboard = DashboardSample.dashboard()
    dashboard.press(":")
    dashboard.enter("scene brittle-critc")
    #expect(DashboardSample.screen(dashboard).contains { $0.contains("did you mean `brittle-critic`?") })
    dashboard.press(.escape, ":")
    dashboard.enter("scene -w short-corridor -a reinforce -s 4")
    #expect(dashboard.setup.world.info.id == "short-corridor")
  }
}

extension Dashboard {
  /// Types a line and enters it.
  @discardableResult
  fileprivate mutating func enter(_ text: String) -> [Effect] {
    type(text)
    return press(.enter)
  }
}
