import Testing

@testable import Learn
@testable import TUI

@Suite("The mouse on the dashboard")
struct DashboardMouseTests {
  typealias Sample = DashboardSample

  /// The first cell of a text on the screen.
  private func find(_ text: String, _ dashboard: Dashboard) throws -> (x: Int, y: Int) {
    for (y, row) in Sample.screen(dashboard).enumerated() {
      let (cells, wanted) = (Array(row.unicodeScalars), Array(text.unicodeScalars))
      for x in 0...max(cells.count - wanted.count, 0) where Array(cells[x...].prefix(wanted.count)) == wanted {
        return (x, y)
      }
    }
    Issue.record("`\(text)` is not on the screen")
    return (0, 0)
  }

  @Test("a click focuses the pane under it; on the title of the pane in focus it zooms, and again goes back")
  func focus() {
    var dashboard = Sample.dashboard(columns: 120, rows: 36)
    for placement in dashboard.layout.panes.reversed() {
      dashboard.click(placement.rect.x + 3, placement.rect.y + 2)
      #expect(dashboard.focus == placement.pane && !dashboard.isZoomed)
    }
    let place = dashboard.layout.panes[0].rect
    dashboard.click(place.x + 3, place.y + 2)
    #expect(!dashboard.isZoomed, "the world is no title")
    dashboard.click(place.x + 3, place.y)
    #expect(dashboard.isZoomed)
    dashboard.click(place.x + 3, place.y)
    #expect(!dashboard.isZoomed)
  }

  @Test("tabs open their panes", arguments: [(80, 20), (59, 20), (30, 12)])
  func tabs(columns: Int, rows: Int) throws {
    var dashboard = Sample.dashboard(columns: columns, rows: rows)
    let readings = try find(columns == 30 ? " 5 " : "5 Readings", dashboard)
    dashboard.click(readings.x + 1, readings.y)
    #expect(dashboard.focus == Layout.readings)
  }

  @Test("a click on a hint presses its key, and of two keys the one meant")
  func footer() throws {
    var dashboard = Sample.dashboard(columns: 300, rows: 40)
    for (text, words) in [("step", ["advance step", "frame"]), ("reset", ["reset 1", "frame"])] {
      let hint = try #require(dashboard.footerHints(width: 300).first { $0.text == text })
      let place = try find("\(hint.keys) \(text)", dashboard)
      #expect(dashboard.click(place.x + hint.keys.count + 1, place.y).words == words)
    }
    let speeds = try find("+ - speed", dashboard)
    dashboard.click(speeds.x, speeds.y)
    #expect(dashboard.speed.rate == 10_000)
    dashboard.click(speeds.x + 2, speeds.y)
    #expect(dashboard.speed.rate == 1000)
    #expect(dashboard.click(speeds.x - 1, speeds.y).words == [])
    #expect(dashboard.click(299, speeds.y).words == [])
  }

  @Test("in a picker a click selects, and again chooses; outside it closes")
  func picker() throws {
    var dashboard = Sample.dashboard()
    dashboard.press("a")
    let place = try find("vanilla-pg", dashboard)
    #expect(dashboard.click(place.x, place.y).words == [])
    #expect(Sample.screen(dashboard)[place.y].contains("▸ vanilla-pg"))
    #expect(dashboard.click(place.x, place.y).words.first == "build aliased-corridor vanilla-pg")
    // There is an outside on a larger screen.
    _ = dashboard.update(.resize(columns: 140, rows: 50))
    dashboard.press("a")
    dashboard.click(0, 0)
    #expect(dashboard.overlay == nil)
  }

  @Test("in the list of parameters a click selects, and again edits; what was typed is not lost by one outside")
  func parameters() throws {
    func draft() -> String? {
      if case .parameters(let editor) = dashboard.overlay { editor.selected?.draft } else { nil }
    }
    var dashboard = Sample.dashboard(columns: 120, rows: 36)
    dashboard.press("p")
    let place = try find("horizon", dashboard)
    dashboard.click(place.x, place.y)
    #expect(Sample.screen(dashboard)[place.y].contains("▸ horizon") && draft() == nil)
    dashboard.click(place.x, place.y)
    #expect(draft() == "100")
    dashboard.click(0, 0)
    #expect(draft() == "100")
    dashboard.press(.escape)
    dashboard.click(0, 0)
    #expect(dashboard.overlay == nil)
  }

  @Test("the wheel scrolls help, and selects in lists")
  func wheel() {
    var dashboard = Sample.dashboard()
    dashboard.press("?")
    dashboard.wheel(.wheelDown, 40, 10)
    #expect(dashboard.overlay == .help(scroll: 3))
    dashboard.wheel(.wheelUp, 40, 10)
    #expect(dashboard.overlay == .help(scroll: 0))
    dashboard.press(.escape, "w")
    dashboard.wheel(.wheelDown, 40, 10)
    if case .picker(let picker)? = dashboard.overlay { #expect(picker.selection == 1) }
  }

  @Test("no click anywhere traps, in any state and size", arguments: [(0, 0), (1, 1), (10, 3), (40, 12), (80, 24)])
  func anywhere(columns: Int, rows: Int) {
    for keys in [[], ["a"], ["p"], ["?"], [.enter]] as [[Key]] {
      var before = Sample.dashboard(columns: columns, rows: rows)
      for key in keys { before.press(key) }
      for y in stride(from: -1, through: rows, by: 2) {
        for x in stride(from: -1, through: columns, by: 3) {
          var dashboard = before
          _ = dashboard.update(.mouse(Mouse(.press, x: x, y: y)))
          dashboard.wheel(.wheelDown, x, y)
        }
      }
    }
  }
}
