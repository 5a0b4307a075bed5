import Testing
import Worlds

@testable import Learn
@testable import TUI

@Suite("Looking at a cell")
struct InspectTests {
  typealias Sample = DashboardSample

  @Test("i looks at the agent's cell; arrows go from cell to cell, over what is not there; Esc leaves, and so does i")
  func keys() {
    var dashboard = Sample.dashboard()
    dashboard.press("i")
    guard case .cells(let scene)? = dashboard.film.shown?.scene else { return }
    #expect(dashboard.inspectedPlace == scene.agent)
    for _ in 0..<5 { dashboard.press(.left) }
    #expect(dashboard.inspectedPlace == 0)
    dashboard.press(.right)
    #expect(dashboard.inspectedPlace == 1)
    dashboard.press(.down)
    #expect(dashboard.inspectedPlace == 1, "there is nothing below")
    dashboard.press(.left, .down)
    #expect(dashboard.inspectedPlace == 5)
    dashboard.press(.right)
    #expect(dashboard.inspectedPlace == 7, "the place between them is not there")
    dashboard.press(.escape)
    #expect(!dashboard.isInspecting)
    dashboard.press("i", "i")
    #expect(!dashboard.isInspecting)
    #expect(dashboard.press(.right).words == ["advance step", "frame"], "the arrow means forward again")
  }

  @Test("the pane shows π, Q, A, V, d^π and what looks alike, as exact as the model")
  func numbers() throws {
    let frame = Sample.frame(steps: 500, mark: 1)
    var dashboard = Sample.dashboard([frame])
    dashboard.press("i", .left, .left, .left, .left, .right)
    let view = try #require(dashboard.view)
    let cell = try #require(InspectedCell(view))
    let model = try #require(frame.setup.world.model)
    var analysis = PolicyAnalysis(frame.policies[0], on: model)
    while !analysis.isDone { analysis.advance() }
    #expect(cell.exactV == analysis.stateValues?[1] && cell.exactQ == analysis.actionValues?[1])
    #expect(cell.advantages == analysis.advantages?[1] && cell.visits == analysis.visits?[1])
    #expect(cell.learntV == frame.learntValues?[1] && cell.learntQ == nil)
    #expect(cell.probabilities == Array(frame.policies[0].row(1)))
    #expect(cell.title == "column 2, row 1: wall N, S" && cell.twins == ["column 4, row 1"])
    let screen = Sample.screen(dashboard)
    for text in ["column 2, row 1: wall N, S", "looks like column 4, row 1", "d^π", "V "] {
      #expect(screen.contains { $0.contains(text) }, "\(text)")
    }
  }

  @Test("the pane at 80×24, row by row")
  func pane() throws {
    #expect(
      PolicyPane().drawn(try Fixture.looking(.exact, at: 1), 36, 7).trimmed == [
        "                    π      Q      A",
        " N ↑ ▏            .01   6.00  −1.00",
        " E → █████▉       .49   8.00   1.00",
        " S ↓ ▏            .01   6.00  −1.00",
        " W ← █████▉       .49   5.00  −2.00",
        " V 7.00  d^π 0.25",
        " looks like column 4, row 1",
      ])
    #expect(PolicyPane().drawn(try Fixture.looking(.exact, at: 1), 9, 4).trimmed.allSatisfy { !$0.contains("…") })
  }

  @Test("learnt values have their columns, and what ends an episode or is a wall says so")
  func learnt() throws {
    let dashboard = Sample.dashboard([Sample.frame(Sample.setup("aliased-corridor", "q-learning"), steps: 300)])
    var view = try #require(dashboard.view)
    view.inspected = 2
    let cell = try #require(InspectedCell(view))
    #expect(cell.learntQ?.count == 4 && cell.learntV == cell.learntQ?.max() && cell.policyName == "greedy")
    #expect(PolicyPane().drawn(view, 40, 7).text[0].contains("learnt"))
    for (place, words) in [(5, "a skull: the episode ends here"), (7, "money: the episode ends here")] {
      view.inspected = place
      #expect(PolicyPane().drawn(view, 40, 7).text.contains { $0.contains(words) })
    }
  }

  @Test("the cell and those like it are marked in the world, by lines that need no colour")
  func cursor() throws {
    #expect(
      WorldPane().drawn(try Fixture.looking(.off, at: 1, .monochrome), 44, 9).trimmed.prefix(5) == [
        " ┌───────╔═══════╗───────┏┅┅┅┅┅┅┅┓───────┐",
        " │       ║░ ←● ░░║       ┇░░░░░░░┇       │",
        " │ → .98 ║ → .49 ║ ↓ .96 ┇ → .49 ┇ ← .98 │",
        " │ N, W  ║ ← .49 ║   N   ┇ ← .49 ┇ N, E  │",
        " ├───────╚═══════╝───────┗┅┅┅┅┅┅┅┛───────┤",
      ])
    #expect(
      WorldPane().drawn(try Fixture.looking(.off, at: 1, .monochrome, isASCII: true), 44, 9).trimmed.prefix(2) == [
        " +-------#=======#-------.:::::::.-------+", " |       #: <@ ::#       :::::::::       |",
      ])
    let small = WorldPane().drawn(try Fixture.looking(.off, at: 1), 16, 3)
    #expect(small.text[0].contains("[") && small.text[0].contains("]") && small.text[0].contains("("))
    let smallest = WorldPane().drawn(try Fixture.looking(.off, at: 1), 5, 2)
    #expect(smallest[1, 0].style.attributes.contains(.reverse) && smallest[3, 0].style.attributes.contains(.underline))
  }

  @Test("a map that is cut shows the cell looked at, wherever the agent is")
  func window() throws {
    var view = try Fixture.square(side: 30)
    view.inspected = 29 * 30 + 2
    let rows = WorldPane().drawn(view, 40, 6).trimmed
    #expect(rows[5].contains("rows 26–30 of 30"))
  }

  @Test("a click on a cell looks at it, another one there leaves")
  func click() throws {
    var dashboard = Sample.dashboard()
    let world = dashboard.layout.panes[0]
    for place in [0, 1, 2, 3, 4, 5, 7, 9] {
      let layout = CellLayout(
        try #require(cells(dashboard)), width: world.inside.width, height: world.inside.height,
        around: dashboard.inspectedPlace)
      let rect = layout.rect(column: place % 5, row: place / 5)
      dashboard.click(world.inside.x + rect.x + 1, world.inside.y + rect.y)
      #expect(dashboard.inspectedPlace == place)
    }
    let layout = CellLayout(try #require(cells(dashboard)), width: world.inside.width, height: world.inside.height)
    let rect = layout.rect(column: 4, row: 1)
    dashboard.click(world.inside.x + rect.x + 1, world.inside.y + rect.y)
    #expect(!dashboard.isInspecting)
  }

  private func cells(_ dashboard: Dashboard) -> CellScene? {
    if case .cells(let scene)? = dashboard.film.shown?.scene { scene } else { nil }
  }

  @Test(
    "where the world alone has the screen the numbers have the line below, and none is cut",
    arguments: [40, 60, 80, 120])
  func zoomed(columns: Int) {
    var dashboard = Sample.dashboard([Sample.frame(steps: 500, mark: 1)], columns: columns, rows: 24)
    dashboard.press(.enter, "i", .left, .left, .left, .left)
    let text = dashboard.messageLine?.text ?? ""
    #expect(text.hasPrefix("column 1, row 1") && text.contains(" · V ") && text.count < columns)
    #expect(text.contains("Q ↑") == (columns >= 80))
  }

  @Test("while it runs the numbers go on changing, and in the past they are those of then")
  func time() {
    let frames = [Sample.frame(steps: 50, mark: 1), Sample.frame(steps: 900, mark: 2)]
    var dashboard = Sample.dashboard([frames[0]])
    dashboard.press("i")
    let then = dashboard.view.flatMap(InspectedCell.init)?.exactV
    _ = dashboard.update(.frames([frames[1]], firstNumber: 1, time: 1))
    let now = dashboard.view.flatMap(InspectedCell.init)?.exactV
    #expect(then != nil && now != nil && then != now)
    dashboard.grain = .line
    dashboard.press(",")
    #expect(dashboard.view.flatMap(InspectedCell.init)?.exactV == then)
  }

  @Test("on another world it looks at a cell of that one, and a world without cells has none")
  func worlds() {
    var dashboard = Sample.dashboard()
    dashboard.press("i", .right, .right, .right, .right)
    _ = dashboard.update(.frames([Sample.frame(Sample.setup("short-corridor"), mark: 5)], firstNumber: 1, time: 1))
    #expect(dashboard.inspectedPlace != nil)
    var pendulum = Sample.dashboard([Sample.frame(Sample.setup("pendulum"))])
    pendulum.press("i")
    #expect(!pendulum.isInspecting)
    #expect(pendulum.note?.text.hasPrefix("i: no cells in this world; the Policy pane shows") == true)
  }

  @Test("d^π is computed at leisure on a large world, and only when somebody looks")
  func leisure() {
    let frame = Sample.frame(Sample.setup("gridworld:size=30"), steps: 500, mark: 1)
    var dashboard = Sample.dashboard([frame])
    func rest() {
      var moments = 0
      while dashboard.wantsLeisure, moments < 20_000 {
        _ = dashboard.update(.leisure)
        moments += 1
      }
    }
    rest()
    #expect(dashboard.view?.exactActionValues?.count == 900 && dashboard.view?.visits == nil)
    dashboard.press("i")
    #expect(dashboard.wantsLeisure && dashboard.view?.exactValues != nil, "what is known stands meanwhile")
    rest()
    #expect(abs((dashboard.view?.visits?.reduce(0, +) ?? 0) - 1) < 1e-9)
  }
}
