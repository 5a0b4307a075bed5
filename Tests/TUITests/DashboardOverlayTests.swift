import Testing
import Worlds

@testable import Learn
@testable import TUI

@Suite("Choosing worlds and algorithms, and editing parameters")
struct DashboardOverlayTests {
  typealias Sample = DashboardSample

  private func picker(_ dashboard: Dashboard) -> Picker? {
    if case .picker(let picker) = dashboard.overlay { picker } else { nil }
  }

  private func editor(_ dashboard: Dashboard) -> ParameterEditor? {
    if case .parameters(let editor) = dashboard.overlay { editor } else { nil }
  }

  // MARK: Pickers

  @Test("the picker of algorithms lists those that work on the world, the present one selected")
  func algorithms() {
    var dashboard = Sample.dashboard()
    dashboard.press("a")
    let items = picker(dashboard)?.items ?? []
    #expect(Set(items.map(\.id)) == Set(dashboard.setup.world.algorithms.map(\.info.id)))
    #expect(items.compactMap(\.section) == items.compactMap(\.section).sorted(), "in the order of the lecture")
    #expect(picker(dashboard)?.selected?.id == "reinforce-baseline")
    var pendulum = Sample.dashboard([Sample.frame(Sample.setup("pendulum"))])
    pendulum.press("a")
    #expect(picker(pendulum)?.items.contains { $0.id == "q-learning" } == false)
  }

  @Test("what the selected one teaches stands below the list; where there is no room for all of it, its summary")
  func lesson() throws {
    var dashboard = Sample.dashboard()
    dashboard.press("a")
    let picker = try #require(self.picker(dashboard))
    let selected = try #require(picker.selected)
    func shows(_ text: String, _ columns: Int, _ rows: Int) -> Bool {
      var canvas = Canvas(columns: columns, rows: rows)
      picker.draw(.dark, on: &canvas)
      let words = canvas.text.flatMap { $0.split { " │".contains($0) } }.joined(separator: " ")
      return words.contains(text.split(separator: " ").joined(separator: " "))
    }
    #expect(shows(selected.lesson, 120, 48))
    #expect(!shows(selected.lesson, 80, 10) && shows(selected.summary, 80, 10))
  }

  @Test("a list that is longer than its box says which part is in sight, and where there is more")
  func scrolled() throws {
    var dashboard = Sample.dashboard()
    dashboard.press("w", .home)
    let count = Catalogue.worlds.count
    func screen() -> [String] { Sample.screen(dashboard) }
    #expect(screen().contains { $0.contains("1–") && $0.contains(" of \(count) │") })
    #expect(screen().contains { $0.hasSuffix("▼") } && !screen().contains { $0.hasSuffix("▲") })
    dashboard.press(.end)
    #expect(screen().contains { $0.contains("–\(count) of \(count) │") })
    #expect(screen().contains { $0.hasSuffix("▲") } && !screen().contains { $0.hasSuffix("▼") })
    dashboard.type("grid")
    #expect(!screen().contains { $0.contains(" of \(count)") || $0.hasSuffix("▲") || $0.hasSuffix("▼") })
    _ = dashboard.update(.resize(columns: 80, rows: 60))
    dashboard.press(.control("u"))
    #expect(!screen().contains { $0.contains(" of \(count)") })
  }

  @Test("typing filters by every word, in id, title and summary; Backspace takes it back")
  func filter() {
    var dashboard = Sample.dashboard()
    dashboard.press("a")
    dashboard.type("FOIL value")
    #expect(picker(dashboard)?.matches.map(\.id) == ["q-learning"])
    dashboard.press(.control("u"))
    #expect(picker(dashboard)?.matches.count == picker(dashboard)?.items.count)
    dashboard.type("xyz")
    #expect(picker(dashboard)?.selected == nil)
    #expect(dashboard.press(.enter).words == [] && dashboard.overlay != nil)
    dashboard.press(.backspace, .backspace, .backspace)
    #expect(picker(dashboard)?.selected?.id == "reinforce-baseline")
  }

  @Test("an id that begins with the filter comes first")
  func order() {
    var dashboard = Sample.dashboard()
    dashboard.press("a")
    dashboard.type("td")
    #expect(picker(dashboard)?.selected?.id == "td-actor-critic")
  }

  @Test("arrows select and Enter switches")
  func choose() {
    var dashboard = Sample.dashboard()
    let effects = dashboard.press("a", .up, .enter).words
    #expect(
      effects == [
        "build aliased-corridor reinforce", "switch aliased-corridor reinforce", "frame",
      ])
    #expect(dashboard.overlay == nil && dashboard.setup.algorithm.id == "reinforce")
  }

  @Test("Esc changes nothing, and so does choosing what runs already")
  func cancel() {
    var dashboard = Sample.dashboard()
    #expect(dashboard.press("w", .down, .escape).words == [])
    #expect(dashboard.press("w", .enter).words == [])
    #expect(dashboard.overlay == nil)
  }

  @Test("a world on which the algorithm does not work gets one that does, and the screen says so")
  func fitting() {
    var dashboard = Sample.dashboard([Sample.frame(Sample.setup("aliased-corridor", "q-learning"))])
    dashboard.press("w")
    dashboard.type("pendulum")
    #expect(dashboard.press(.enter).words.contains("switch pendulum reinforce-baseline"))
    let notice = Notice(number: 1, text: "a new policy, the old one does not fit: reinforce-baseline on pendulum")
    _ = dashboard.update(
      .frames([Sample.frame(dashboard.setup, mark: 9, notice: notice)], firstNumber: 1, time: 1))
    #expect(
      dashboard.note?.text
        == "a new policy, the old one does not fit: reinforce-baseline on pendulum; "
        + "Q-learning does not work on pendulum: REINFORCE with baseline takes its place")
  }

  @Test("parameters of a world and of an algorithm come back with them")
  func memory() {
    let setup = Sample.setup("gridworld:size=4", "reinforce:alpha=0.5")
    var dashboard = Sample.dashboard([Sample.frame(setup)])
    dashboard.press("w")
    dashboard.type("short")
    #expect(dashboard.press(.enter).words.contains("switch short-corridor reinforce"))
    dashboard.press("w")
    dashboard.type("grid")
    #expect(dashboard.press(.enter).words.contains("switch gridworld:size=4 reinforce:alpha=0.5"))
  }

  // MARK: Parameters

  @Test("a live parameter is set in the running learner")
  func live() {
    var dashboard = Sample.dashboard()
    dashboard.press("p")
    #expect(editor(dashboard)?.selected?.info.name == "alpha")
    dashboard.type("0.25")
    #expect(dashboard.press(.enter).words == ["set alpha=0.25", "frame"])
    #expect(editor(dashboard)?.selected?.value == .real(0.25))
    #expect(editor(dashboard)?.selected?.draft == nil)
  }

  @Test("a parameter of the learner's make rebuilds it, and the screen says so")
  func rebuilding() {
    var dashboard = Sample.dashboard()
    dashboard.press("p", .down, .down, .down, .down)
    #expect(editor(dashboard)?.selected?.info.name == "temperature")
    dashboard.type("2")
    #expect(
      dashboard.press(.enter).words.contains("switch aliased-corridor reinforce-baseline:temperature=2"))
    #expect(dashboard.preface == "temperature = 2 needs a new learner")
    #expect(editor(dashboard)?.selected?.value == .real(2))
  }

  @Test("a parameter of the world rebuilds the world")
  func world() {
    var dashboard = Sample.dashboard()
    dashboard.press("p", .end)
    #expect(editor(dashboard)?.selected?.info.name == "horizon")
    dashboard.type("50")
    #expect(dashboard.press(.enter).words.contains("switch aliased-corridor:horizon=50 reinforce-baseline"))
    #expect(dashboard.preface == "horizon = 50 needs a new world")
  }

  @Test(
    "what does not fit is refused in words, stays to be corrected, and changes nothing",
    arguments: ["−1", "x", ""])
  func bad(text: String) {
    var dashboard = Sample.dashboard()
    dashboard.press("p", .backspace, .control("u"))
    dashboard.type(text)
    #expect(dashboard.press(.enter).words == [])
    #expect(editor(dashboard)?.selected?.draft == text)
    #expect(editor(dashboard)?.selected?.error?.contains("it must be a number") == true)
    #expect(editor(dashboard)?.selected?.value == .real(0.002))
    #expect(Sample.screen(dashboard).contains { $0.contains("must be a number") })
  }

  @Test("what the world refuses is said too, and the draft stays")
  func refused() {
    var dashboard = Sample.dashboard([Sample.frame(Sample.setup("gridworld"))])
    dashboard.press("p")
    while editor(dashboard)?.selected?.info.name != "map" { dashboard.press(.down) }
    dashboard.type("/no/such/map")
    let effects = dashboard.press(.enter).words
    #expect(effects.count == 1 && effects[0].hasPrefix("build gridworld:map=/no/such/map"))
    #expect(editor(dashboard)?.selected?.draft == "/no/such/map")
    #expect(editor(dashboard)?.selected?.error?.contains("/no/such/map") == true)
  }

  @Test("drafts survive the arrows and new frames; Esc takes one back, then closes")
  func drafts() {
    var dashboard = Sample.dashboard()
    dashboard.press("p")
    dashboard.type("0.7")
    dashboard.press(.down, .up)
    _ = dashboard.update(.frames([Sample.frame(steps: 3, mark: 5)], firstNumber: 1, time: 1))
    #expect(editor(dashboard)?.selected?.draft == "0.7")
    dashboard.press(.escape)
    #expect(editor(dashboard)?.selected?.draft == nil)
    dashboard.press(.escape)
    #expect(dashboard.overlay == nil)
  }

  @Test("Enter goes on with the present value, arrows turn a flag")
  func editing() {
    var dashboard = Sample.dashboard()
    dashboard.press("p", .enter)
    #expect(editor(dashboard)?.selected?.draft == "0.002")
    dashboard.press("5")
    #expect(dashboard.press(.enter).words == ["set alpha=0.0025", "frame"])
    dashboard.press(.down, .down, .down, .right)
    #expect(dashboard.press(.enter).words == ["set discounted=true", "frame"])
  }
}
