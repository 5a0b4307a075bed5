import Testing
import Worlds

@testable import Learn
@testable import TUI

@Suite struct PopulationPaneTests {
  @Test("g shows it beside world and code, g again all panes; without candidates the key says why not")
  func key() throws {
    var dashboard = DashboardSample.dashboard([try Fixture.population().frame], columns: 120, rows: 36)
    dashboard.press("g")
    #expect(dashboard.layout.panes.map(\.pane) == [Layout.world, Layout.pseudocode, Layout.population])
    #expect(dashboard.focus == Layout.population)
    #expect(
      DashboardSample.screen(dashboard).contains { $0.contains("╭g Population · Generation 13 · 33 of 40 tried") })
    dashboard.press("g")
    #expect(dashboard.layout.panes.map(\.pane) == [0, 1, 2, 3, 4])

    var other = DashboardSample.dashboard([try Fixture.corridor().frame])
    other.press("g")
    #expect(other.preset == .all && other.note?.text.contains("tries no candidates") == true)
  }

  @Test("the best are discs, the others rings, those that wait dots; mean and best so far have signs of their own")
  func signs() throws {
    let view = try Fixture.population()
    let canvas = PopulationPane().drawn(view, 80, 30)
    // The legend and the line of returns are the last two rows.
    let plot = (0..<27).map { row in (0..<canvas.columns).map { canvas[$0, row].glyph } }.joined()
    #expect(plot.count { $0 == "★" } == 1 && plot.count { $0 == "+" } == 1 && plot.count { $0 == "◆" } == 1)
    // The best so far lies under its star.
    #expect(plot.count { $0 == "●" } == 7)
    #expect(plot.count { $0 == "○" } > 15 && plot.count { $0 == "·" } > 3)
    #expect(canvas.text[27].contains("E·wall N") == false && canvas.text[27].contains("N·wall N"))
    #expect(canvas.text[29].contains("★ best ") && canvas.text[29].contains("elite 8"))
    let braille = canvas.cells.count { (0x2801...0x28FF).contains($0.glyph.value) }
    #expect(braille > 60)
    let ascii = PopulationPane().drawn(try Fixture.population(.dark, isASCII: true), 80, 30).text.joined()
    #expect(ascii.contains("$") && ascii.contains("@") && ascii.contains("*"))
  }

  @Test("a candidate lies where its two parameters say: right is more of the first, up is more of the second")
  func places() throws {
    var view = try Fixture.population()
    var population = Population(names: ["a", "b", "c"])
    population.begin(from: nil, nil)
    for (θ, score) in [([-1.0, -1, 5], 1.0), ([1, 1, -5], 2)] {
      population.candidates.append(.init(θ, luck: 0))
      population.candidates[population.candidates.count - 1].count(score)
    }
    population.selectElite(1)
    view.frame.population = population
    func places(_ axes: PlaneAxes) throws -> (elite: (x: Int, y: Int), other: (x: Int, y: Int)) {
      view.axes = axes
      let canvas = PopulationPane().drawn(view, 40, 20)
      func place(_ glyph: Unicode.Scalar) throws -> (x: Int, y: Int) {
        for y in 0..<17 {
          for x in 0..<40 where canvas[x, y].glyph == glyph { return (x, y) }
        }
        throw ParameterError("\(glyph) is not drawn")
      }
      return (try place("●"), try place("○"))
    }
    let first = try places(PlaneAxes(0, 1))
    #expect(first.elite.x > first.other.x + 15 && first.elite.y < first.other.y - 8)
    let second = try places(PlaneAxes(0, 2))
    #expect(second.elite.x > second.other.x + 15 && second.elite.y > second.other.y + 8)
    // Better is hotter.
    #expect(view.theme.heat(1) != view.theme.heat(0))
  }

  @Test("returns have colours that stand out from the ground, in every theme and tier, and the legend has the same")
  func contrast() throws {
    for theme in Theme.all {
      for tier in ColorTier.allCases {
        let theme = theme.adapted(to: tier)
        let view = try Fixture.population(theme)
        let canvas = PopulationPane().drawn(view, 80, 30)
        let signs = canvas.cells(showing: "●") + canvas.cells(showing: "○")
        for cell in signs where cell.style.foreground != .standard {
          let contrast = try #require(cell.style.foreground.contrast(with: theme.ground.paper.color))
          #expect(contrast >= 3, "\(theme.id), \(tier): \(cell.style.foreground)")
        }
        let elite = try #require((0..<80).map { canvas[$0, 29] }.first { $0.glyph == "●" })
        #expect(theme.inks.isEmpty || elite.style.foreground == theme.color(1, of: theme.inks), "\(theme.id), \(tier)")
      }
    }
  }

  @Test("J of the policy is in the title, as far as there is room")
  func objective() throws {
    var view = try Fixture.population()
    view.objectives = [
      ObjectiveCurve(name: "π", points: [.init(episode: 0, value: -14), .init(episode: 9, value: 0.2)])
    ]
    let titles = PopulationPane().titles(view)
    #expect(titles[0].hasSuffix(" tried · J π 0.20") && titles.dropLast().allSatisfy { $0.hasSuffix("J π 0.20") })
    #expect(titles.contains { Text.width($0) <= 24 && $0.hasPrefix("g ") })
  }

  @Test("ends of an axis read differently, however near they are")
  func ends() {
    for (low, high) in [(-25.204, -25.196), (0.0, 1), (99.96, 99.99), (1e6, 1e6 + 3)] {
      let range = PopulationPicture.range(of: [low, high])
      let ends = Numbers.ends(range.lowerBound, range.upperBound)
      #expect(ends.low != ends.high, "\(low) \(high)")
    }
    #expect(Numbers.ends(0, 1) == ("0.00", "1.0"))
  }

  @Test("the ellipse is the Gaussian's: the points of one deviation have yᵀ C⁻¹ y = 1")
  func ellipse() {
    let c = (ii: 4.0, ij: 1.2, jj: 0.9)
    let determinant = c.ii * c.jj - c.ij * c.ij
    for (u, v) in PopulationPicture.ellipse(c, 2) {
      let distance = (c.jj * u * u - 2 * c.ij * u * v + c.ii * v * v) / determinant
      #expect(abs(distance - 4) < 1e-9)
    }
    #expect(PopulationPicture.ellipse((.nan, 0, 1), 1).isEmpty)
  }

  @Test("ranges end at round numbers and hold all there is")
  func ranges() {
    #expect(PopulationPicture.range(of: [0.13, 0.87]) == 0...1)
    #expect(PopulationPicture.range(of: [-3.2, 11]) == -5...15)
    #expect(PopulationPicture.range(of: []) == -1...1)
    #expect(PopulationPicture.range(of: [2, 2]).contains(2))
    #expect(PopulationPicture.range(of: [.nan, .infinity, 1, 2]).contains(2))
  }

  @Test(":axes takes two parameters by name, also with blanks, or by number, and says what there is")
  func axes() throws {
    let names = try Fixture.population().frame.population!.names
    #expect(try Arguments.axes("E·wall N W·wall N", among: names) == PlaneAxes(4, 12))
    #expect(try Arguments.axes("1 16", among: names) == PlaneAxes(0, 15))
    #expect(try Arguments.axes("right 2", among: ["right", "left"]) == PlaneAxes(0, 1))
    func message(_ text: String, _ names: [String]) -> String? {
      #expect(throws: ParameterError.self) { try Arguments.axes(text, among: names) }?.description
    }
    #expect(message("17 1", names) == "there is no parameter 17; they have the numbers 1 to 16")
    #expect(message("rihgt left", ["right", "left"]) == "there is no parameter `rihgt`; did you mean `right`?")
    #expect(
      message("right", ["right", "left"])
        == "`axes` takes two parameters by name or number, such as `axes right left`")

    var dashboard = DashboardSample.dashboard([try Fixture.population().frame], columns: 120, rows: 36)
    try dashboard.show(axes: "E·wall N W·wall N")
    #expect(dashboard.preset == .population && dashboard.axes == PlaneAxes(4, 12))
    #expect(DashboardSample.screen(dashboard).contains { $0.contains("E·wall N") })
    try dashboard.show(axes: "")
    #expect(dashboard.axes == PlaneAxes(0, 1))
    var other = DashboardSample.dashboard([try Fixture.corridor().frame])
    #expect(throws: ParameterError.self) { try other.show(axes: "1 2") }
  }
}
