import Testing
import Worlds

@testable import Learn
@testable import TUI

@Suite struct BanditPaneTests {
  private let pane = WorldPane()

  @Test func `Arms show their labels, the best one's star, probabilities, and the last pull reversed`() throws {
    let canvas = pane.drawn(try Fixture.bandit(), 40, 8)
    #expect(
      canvas.trimmed.suffix(2)
        == [
          "  0   1   2   3   4   5   6   7★  8   9", " .02 .01 .05 .12 .10 .02 .03 .60 .02 .03",
        ])
    let labels = (0..<40).map { canvas[$0, 6] }.filter { ("0"..."9").contains($0.glyph) }
    #expect(labels.map { $0.style.attributes.contains(.reverse) } == (0..<10).map { $0 == 7 })
    // Only the newest pull where there is little room, all of them with more.
    #expect(canvas.cells(showing: "●").count == 1 && canvas.cells(showing: "○").isEmpty)
    #expect(!pane.drawn(try Fixture.bandit(), 80, 30).cells(showing: "○").isEmpty)
  }

  @Test func `The last reward and the values lie at their height on the axis`() throws {
    let view = try Fixture.bandit()
    guard case .arms(let scene) = view.frame.scene, let last = scene.pulls.last else { return }
    let canvas = pane.drawn(view, 80, 40)
    func row(of glyph: Unicode.Scalar, inColumns columns: Range<Int>) -> Int? {
      (0..<canvas.rows).first { y in columns.contains { canvas[$0, y].glyph == glyph } }
    }
    // Ticks name the rows of 0 and of 4.
    let rows = canvas.text
    let zero = try #require(rows.firstIndex { $0.contains(" 0┤") || $0.contains(" 0 ┤") || $0.contains(" 0  ┤") })
    let reward = try #require(row(of: "●", inColumns: 0..<80))
    #expect((reward < zero) == (last.reward > 0))
    let values = try #require(view.frame.learntActionValues)
    let marks = (0..<canvas.rows).flatMap { y in (12..<80).filter { canvas[$0, y].glyph == "◂" }.map { ($0, y) } }
    #expect(marks.count == 10)
    for (arm, mark) in marks.sorted(by: { $0.0 < $1.0 }).enumerated() where abs(values[arm]) > 0.3 {
      #expect((mark.1 < zero) == (values[arm] > 0), "arm \(arm)")
    }
  }

  @Test func `The title says what the policy is worth and what it loses with each pull`() throws {
    // Σ π μ = 1.46 of 1.9.
    let view = try Fixture.bandit()
    #expect(pane.titles(view).first == "World · J 1.46 · V 1.40 · regret 0.44 a pull")
    #expect(pane.titles(view).last == "World")
    #expect(pane.title(try Fixture.continuousBandit()) == "World · J −3.25 · ∂J/∂μ 3.00 · a* 2.00")
  }

  @Test func `Where not all arms fit the likeliest are shown`() throws {
    let canvas = pane.drawn(try Fixture.bandit(), 6, 8)
    #expect(canvas.text[6].filter { $0.isNumber } == "347")
  }

  @Test func `The estimates of the gradient stand with their deviations beside the exact one`() throws {
    let text = pane.drawn(try Fixture.continuousBandit(), 40, 8).text
    // d = −1.5, σ = 1, s = 0.5: √(d⁴ + 14d² + 15 + s²), √(8d² + 10 + s²), 2.
    // There is no room for a headline: the title says it.
    #expect(!text[4].contains("∂J/∂μ"))
    #expect(pane.drawn(try Fixture.continuousBandit(), 40, 10).text[6].contains("∂J/∂μ 3.00"))
    #expect(text[5].contains("log-trick") && text[5].contains("7.20"))
    #expect(text[6].contains("less J") && text[6].contains("5.32"))
    #expect(text[7].contains("reparam.") && text[7].contains("2.00"))
    let wide = pane.drawn(try Fixture.continuousBandit(), 80, 33).text.joined()
    #expect(wide.contains("∂J/∂σ −2.00") && wide.contains("log-trick, less J"))
  }

  @Test func `A mean out of sight is shown at the edge it lies beyond`() throws {
    #expect(pane.drawn(try Fixture.continuousBandit(mean: 20), 40, 8).text[4].hasSuffix("▶"))
    #expect(pane.drawn(try Fixture.continuousBandit(mean: -20), 40, 8).text[4].hasPrefix("◀"))
  }

  @Test func `Two components of a force stand side by side where the pane is low, each with its name`() throws {
    let rows = PolicyPane().drawn(try Fixture.pointMass(), 36, 4).trimmed
    #expect(rows[0] == " force x μ 0.60    force y μ −0.35")
    #expect(rows[3].filter { $0 == "▲" }.count == 2)
    let tall = PolicyPane().drawn(try Fixture.pointMass(), 50, 12).trimmed
    #expect(tall[0].contains("force x") && tall[6].contains("force y"))
  }
}
