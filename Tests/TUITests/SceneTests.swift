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
    dashboard.press("+")
    #expect(dashboard.messageLine?.text != scene.watch)
  }

  @Test("a run goes on at the scene's pace, from its seed")
  func running() throws {
    var dashboard = DashboardSample.dashboard([DashboardSample.frame(mode: .running(.full))])
    let effects = dashboard.press(":") + dashboard.enter("scene local-optimum")
    var seeds: [UInt64] = []
    var paces: [Pace] = []
    for case .send(let command) in effects {
      if case .reset(let seed) = command { seeds.append(seed) }
      if case .run(let pace) = command { paces.append(pace) }
    }
    #expect(seeds == [3] && paces == [.full])
    #expect(dashboard.setup.algorithmSpec.description == "reinforce:alpha=0.03" && dashboard.scene == "local-optimum")
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
