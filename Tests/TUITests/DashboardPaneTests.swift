import Testing

@testable import Learn
@testable import TUI

@Suite("Views, hidden panes and scrolling")
struct DashboardPaneTests {
  typealias Sample = DashboardSample

  private func shown(_ dashboard: Dashboard) -> [Int] { dashboard.layout.panes.map(\.pane) }

  @Test(
    "6 to 9 choose a view, and again all panes",
    arguments: [("6", [0, 3], 0), ("7", [0, 2], 2), ("8", [0, 1], 0), ("9", [3, 4], 3)] as [(Key, [Int], Int)])
  func views(key: Key, panes: [Int], focus: Int) {
    var dashboard = Sample.dashboard()
    dashboard.press(.tab, .tab, .tab, .tab, key)
    #expect(shown(dashboard) == panes && dashboard.focus == focus)
    for _ in panes { dashboard.press(.tab) }
    #expect(panes.contains(dashboard.focus))
    dashboard.press(key)
    #expect(shown(dashboard) == [0, 1, 2, 3, 4])
    dashboard.press(key, "0")
    #expect(shown(dashboard) == [0, 1, 2, 3, 4] && dashboard.focus == 0)
  }

  @Test("a small screen shows one pane of a view, and Tab goes through the others")
  func small() {
    var dashboard = Sample.dashboard(columns: 50, rows: 16)
    dashboard.press("7")
    #expect(shown(dashboard) == [2] && dashboard.tabs.map(\.pane) == [0, 2])
    dashboard.press(.tab)
    #expect(shown(dashboard) == [0])
  }

  @Test("the number of a pane out of sight brings it back")
  func back() {
    var dashboard = Sample.dashboard()
    dashboard.press("6", "5")
    #expect(shown(dashboard) == [0, 1, 2, 3, 4] && dashboard.focus == 4 && !dashboard.isZoomed)
  }

  @Test("h hides the pane in focus, whose room the others take; its number shows it again; the last one stays")
  func hide() {
    var dashboard = Sample.dashboard()
    for count in (1...4).reversed() {
      let pane = dashboard.focus
      dashboard.press("h")
      #expect(shown(dashboard).count == count && !shown(dashboard).contains(pane))
    }
    dashboard.press("h")
    #expect(shown(dashboard).count == 1 && dashboard.note?.text == "h: the last pane stays")
    dashboard.press("1", "3")
    #expect(shown(dashboard).count == 3 && dashboard.focus == 2)
    dashboard.press("0")
    #expect(shown(dashboard).count == 5)
  }

  @Test("arrows scroll the listing to its ends, marks at the border say where there is more, and Esc follows again")
  func scroll() {
    var dashboard = Sample.dashboard([Sample.frame(line: 0)], columns: 80, rows: 18)
    dashboard.press("4")
    func marks() -> String {
      let place = dashboard.layout.panes.first { $0.pane == Layout.pseudocode }!
      let right = place.rect.x + place.rect.width - 1
      let column = (place.inside.y..<place.inside.y + place.inside.height).map {
        Array(Sample.screen(dashboard)[$0].unicodeScalars)[right]
      }
      return String(String.UnicodeScalarView(column.filter { $0 != "│" }))
    }
    func first() -> Int? { dashboard.scrollRange(of: Layout.pseudocode)?.first }
    #expect(marks() == "▼" && first() == 0)
    dashboard.press(.down)
    #expect(marks() == "▲▼" && first() == 1)
    dashboard.press(.end, .down)
    #expect(marks() == "▲" && first() == dashboard.scrollRange(of: Layout.pseudocode)?.last)
    dashboard.press(.pageUp, .pageUp, .up)
    #expect(marks() == "▼" && first() == 0)
    dashboard.press(.pageDown)
    #expect(first() ?? 0 > 1)
    dashboard.press(.escape)
    #expect(first() == 0 && dashboard.scrolls.isEmpty)
  }

  @Test("the wheel scrolls the pane under it, whichever has the focus")
  func wheel() {
    var dashboard = Sample.dashboard(columns: 80, rows: 18)
    let code = dashboard.layout.panes.first { $0.pane == Layout.pseudocode }!.rect
    dashboard.wheel(.wheelDown, code.x + 2, code.y + 2)
    #expect(dashboard.scrolls == ["Pseudocode": 3] && dashboard.focus == 0)
    dashboard.wheel(.wheelUp, code.x + 2, code.y + 2)
    #expect(dashboard.scrolls == ["Pseudocode": 0])
    dashboard.wheel(.wheelDown, 3, 3)
    #expect(dashboard.scrolls == ["Pseudocode": 0], "nothing scrolls in the world")
  }

  @Test("readings that do not fit scroll into sight")
  func readings() {
    var dashboard = Sample.dashboard([Sample.frame(steps: 100, line: 3)], columns: 60, rows: 20)
    dashboard.press("5")
    let all = ReadingsPane.readings(of: dashboard.view!).map(\.name)
    let range = dashboard.scrollRange(of: Layout.readings)
    let rows = dashboard.layout.panes.first { $0.pane == Layout.readings }!.inside.height
    #expect(range?.first == 0 || all.count <= rows)
    dashboard.press(.end)
    #expect(Sample.screen(dashboard).contains { $0.contains(all.last!) })
  }

  @Test("a key that scrolls says so where all is in sight")
  func nothing() {
    var dashboard = Sample.dashboard()
    dashboard.press(.down)
    #expect(dashboard.note?.text == "↓: all of this pane is in sight")
  }

  @Test("another listing is shown from its beginning")
  func anew() {
    var dashboard = Sample.dashboard(columns: 80, rows: 18)
    dashboard.press("4", .end)
    #expect(!dashboard.scrolls.isEmpty)
    _ = dashboard.update(
      .frames([Sample.frame(Sample.setup("aliased-corridor", "q-learning"), mark: 2)], firstNumber: 1, time: 1))
    #expect(dashboard.scrolls.isEmpty)
  }
}
