import Testing

@testable import Learn
@testable import TUI

@Suite("The whole screen")
struct DashboardScreenTests {
  typealias Sample = DashboardSample

  @Test(
    "every size shows whether it runs and fills exactly its screen",
    arguments: [(1, 1), (2, 2), (10, 3), (40, 12), (80, 24), (120, 36), (200, 60)])
  func sizes(columns: Int, rows: Int) {
    for isASCII in [false, true] {
      for (mode, signs) in [(Mode.paused, ["❚", "|"]), (.running(.full), ["▶", ">"])] {
        var dashboard = Sample.dashboard(
          [Sample.frame(steps: 40, mark: 1, mode: mode)], columns: columns, rows: rows, isASCII: isASCII)
        for keys in [[], ["a"], ["?"], ["p"], ["w"]] as [[Key]] {
          for key in keys { dashboard.press(key) }
          let screen = Sample.screen(dashboard)
          #expect(screen.count == rows && screen.allSatisfy { $0.unicodeScalars.count == columns })
          if isASCII { #expect(screen.allSatisfy { $0.utf8.allSatisfy { (0x20..<0x7F).contains($0) } }) }
          if keys.isEmpty { #expect(screen[0].contains(signs[isASCII ? 1 : 0]), "\(screen[0])") }
          if !keys.isEmpty { dashboard.press(.escape) }
        }
      }
    }
  }

  @Test("no size up to 30×20 traps, with any overlay")
  func small() {
    var dashboard = Sample.dashboard()
    for key in ["0", "a", "?", "p"] as [Key] {
      dashboard.press(key)
      for columns in 0...30 {
        for rows in 0...20 {
          _ = dashboard.update(.resize(columns: columns, rows: rows))
          #expect(Sample.screen(dashboard).count == rows)
        }
      }
      dashboard.press(.escape)
    }
  }

  @Test("at 80×24 the title names what runs, the footer its keys, and every pane has its number")
  func standard() {
    let screen = Sample.screen(Sample.dashboard([Sample.frame(steps: 40, mark: 1)]))
    #expect(screen[0].hasPrefix(" Ascent  aliased-corridor  reinforce-baseline "))
    #expect(screen[0].hasSuffix("❚❚ paused  seed 1  episode \(Sample.frame(steps: 40).progress.episodes) "))
    #expect(screen[1].hasPrefix("╭1 World ") && screen[1].contains("╭2 "))
    #expect(screen[10].hasPrefix("╭4 ") && screen.contains { $0.contains("╭3 Return") })
    #expect(screen.contains { $0.contains("╭5 Readings") })
    #expect(screen[23].hasPrefix(" space run  . step  , back  a algorithm  w world  p parameters"))
  }

  @Test("the title bar takes in what fits by its importance, the sign of the mode first")
  func title() {
    var dashboard = Sample.dashboard()
    func title(_ width: Int) -> String {
      dashboard.titleItems(width: width).map(\.text).joined(separator: " ")
    }
    #expect(title(80).contains("Ascent"))
    #expect(!title(60).contains("Ascent") && title(60).contains("aliased-corridor"))
    #expect(title(40) == "reinforce-baseline ❚❚ paused seed 1")
    #expect(title(9) == "❚❚ paused")
    #expect(title(3) == "❚❚")
    dashboard.press(" ")
    #expect(title(3) == "▶")
  }

  @Test("steps a second come from the frames and their times")
  func meter() {
    var dashboard = Sample.dashboard([Sample.frame(mode: .running(.full))], columns: 120)
    var later = Sample.frame(mark: 1, mode: .running(.full))
    later.progress.steps = 31_000
    _ = dashboard.update(.frames([later], firstNumber: 1, time: 2.5))
    #expect(Sample.screen(dashboard)[0].contains("12.4k steps/s"))
    _ = dashboard.update(.frames([Sample.frame(mark: 2)], firstNumber: 2, time: 3))
    #expect(!Sample.screen(dashboard)[0].contains("steps/s"))
  }

  @Test("a pace in steps stands beside what comes of it")
  func paced() {
    let mode = Mode.running(Dashboard.firstPace)
    var dashboard = Sample.dashboard([Sample.frame(mode: mode)])
    var later = Sample.frame(mark: 1, mode: mode)
    later.progress.steps = 1958
    _ = dashboard.update(.frames([later], firstNumber: 1, time: 2))
    #expect(Sample.screen(dashboard)[0].contains("▶ 979 of 1k steps/s"))
  }

  @Test("a divergence stays on its line and beside the mode until it is gone")
  func divergence() {
    var frame = Sample.frame(notice: Notice(number: 1, text: "diverged by update 3: θ[0] = nan"))
    frame.divergence = "diverged by update 3: θ[0] = nan"
    var dashboard = Sample.dashboard([frame])
    for key in [.tab, .tab] as [Key] {
      #expect(Sample.screen(dashboard)[22].contains("✗ diverged by update 3: θ[0] = nan · begin anew (r) or lower the"))
      #expect(Sample.screen(dashboard)[0].contains("❚❚ paused  ✗ diverged"))
      dashboard.press(key)
    }
  }

  @Test("a key that can do nothing now says why")
  func disabled() {
    var dashboard = Sample.dashboard([Sample.frame(Sample.setup("pendulum"))])
    dashboard.press("v")
    #expect(dashboard.messageLine?.text == "v: no cells in this world")
    dashboard.press("a")
    dashboard.type("nothing like this")
    #expect(Sample.screen(dashboard)[23].hasPrefix(" Esc cancel"))
  }

  @Test("while nothing runs there is nothing to ask for; while it runs each tick asks for one frame")
  func ticks() {
    var dashboard = Sample.dashboard()
    #expect(!dashboard.wantsTicks && dashboard.update(.tick).isEmpty)
    dashboard.press(" ")
    #expect(dashboard.wantsTicks && dashboard.update(.tick).words == ["frame"])
    for _ in 0..<20 { dashboard.press("-") }
    #expect(dashboard.isRunning && !dashboard.wantsTicks)
  }

  @Test("before the first frame the screen already says what will run")
  func first() {
    let dashboard = Dashboard(
      Sample.setup(), seed: 7, mode: .running(Dashboard.firstPace), columns: 80, rows: 24, theme: .dark)
    let screen = Sample.screen(dashboard)
    #expect(
      screen[0].contains("reinforce-baseline") && screen[0].contains("▶ 1k steps/s")
        && screen[0].contains("seed 7"))
  }

  @Test("errors and notices have a line of their own, and cover the footer where there is none")
  func messages() {
    var dashboard = Sample.dashboard()
    dashboard.press("v")
    #expect(Sample.screen(dashboard)[22].contains("exact from the model"))
    _ = dashboard.update(.resize(columns: 60, rows: 12))
    #expect(Sample.screen(dashboard)[11].contains("exact from the model"))
    dashboard.press(.tab)
    #expect(Sample.screen(dashboard)[11].contains("space run"))
  }
}
