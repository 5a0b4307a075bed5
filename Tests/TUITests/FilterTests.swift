import Testing
import Worlds

@testable import Learn
@testable import TUI

@Suite("Filtering what is in sight")
struct FilterTests {
  typealias Sample = DashboardSample

  private func names(_ dashboard: Dashboard) -> [String] {
    dashboard.view.map { ReadingsPane.readings(of: $0).map(\.name) } ?? []
  }

  @Test("/ narrows the readings as one types; Enter keeps it, Esc takes it back")
  func readings() {
    var dashboard = Sample.dashboard(columns: 120, rows: 36)
    let all = names(dashboard)
    dashboard.press("/")
    dashboard.type("UP")
    #expect(names(dashboard) == ["updates"] && dashboard.focus == Layout.readings)
    #expect(Sample.screen(dashboard)[35].hasPrefix("/UP"))
    dashboard.press(.enter)
    #expect(dashboard.overlay == nil && names(dashboard) == ["updates"])
    #expect(Sample.screen(dashboard).contains { $0.contains("Readings with UP") })
    // Begun again it goes on with what there is.
    dashboard.press("/")
    dashboard.type("xyz")
    #expect(names(dashboard).isEmpty && Sample.screen(dashboard).contains { $0.contains("no name has this in it") })
    dashboard.press(.escape)
    // In focus they show the averages too.
    #expect(dashboard.overlay == nil && names(dashboard).filter(all.contains) == all)
  }

  @Test("/ narrows the help page to keys and commands that have every word in them")
  func help() {
    var dashboard = Sample.dashboard()
    dashboard.press("?", "/")
    dashboard.type("seed anew")
    let lines = HelpPage.lines(dashboard)
    #expect(lines.filter { !$0.isHeading }.map(\.keys) == ["r", "R", ":seed"])
    #expect(lines.filter(\.isHeading).map(\.text) == ["Change what runs", "Commands"])
    dashboard.press(.enter)
    #expect(dashboard.overlay == .help(scroll: 0))
    #expect(Sample.screen(dashboard).contains { $0.contains("Keys with seed anew") })
    dashboard.press(.escape, "?")
    #expect(HelpPage.lines(dashboard).count > 40)
  }

  @Test("/ finds a parameter by its name, but is a letter where a text is typed")
  func parameters() {
    var dashboard = Sample.dashboard([Sample.frame(Sample.setup("gridworld"))])
    func selected() -> String? {
      switch dashboard.overlay {
      case .parameters(let editor): editor.selected?.info.name
      case .filter(let filter):
        if case .parameters(let editor) = filter.target { editor.selected?.info.name } else { nil }
      default: nil
      }
    }
    dashboard.press("p", "/")
    dashboard.type("sli")
    #expect(selected() == "slip")
    dashboard.press(.control("u"))
    dashboard.type("map")
    dashboard.press(.enter)
    #expect(selected() == "map")
    dashboard.type("/no")
    if case .parameters(let editor) = dashboard.overlay { #expect(editor.selected?.draft == "/no") }
  }

  @Test("in a picker, where typing filters, / alone does nothing")
  func picker() {
    var dashboard = Sample.dashboard()
    dashboard.press("w", "/")
    dashboard.type("grid")
    if case .picker(let picker) = dashboard.overlay { #expect(picker.selected?.id == "gridworld") }
  }

  @Test(
    "the line survives every size",
    arguments: [(1, 1), (2, 1), (1, 2), (3, 3), (10, 4), (20, 6), (40, 10), (80, 24), (200, 60)])
  func sizes(columns: Int, rows: Int) {
    for opening in [[], ["?"], ["p"]] as [[Key]] {
      var dashboard = Sample.dashboard(columns: columns, rows: rows)
      for key in opening + ["/", "a", "b"] { dashboard.press(key) }
      #expect(Sample.screen(dashboard).count == rows)
      if case .filter = dashboard.overlay {} else { Issue.record("no filter") }
      dashboard.press(.escape)
      #expect(Sample.screen(dashboard).count == rows)
    }
  }
}
