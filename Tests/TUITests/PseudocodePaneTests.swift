import Testing

@testable import Learn
@testable import TUI

@Suite struct PseudocodePaneTests {
  private let pane = PseudocodePane()

  @Test func `The line just executed is marked, and values stand to the right`() throws {
    let canvas = pane.drawn(try Fixture.corridor(), 44, 10)
    #expect(
      canvas.trimmed == [
        "  for each episode",
        "    S ← a start state",
        "    until the episode ends",
        "      A ∼ π(·∣S, θ)",
        "      take A; observe R and the next S",
        "    for each step t of the episode",
        "      G ← Σ γ^(k−t−1) R_k, or G_t^λ  G 5.00",
        "▶     δ ← G − v(S_t, w)  δ −1.37  v(S) 6.37",
        "      w ← w + β δ ∇v(S_t, w)",
        "      θ ← θ + α δ ∇ln π(A_t∣S_t, θ)",
      ])
    #expect((0..<44).allSatisfy { canvas[$0, 7].style == Theme.dark.highlight })
    #expect(canvas[42, 6].style == Theme.dark.muted)
    #expect(canvas[6, 6].style == Theme.dark.text)
  }

  @Test func `A short pane follows the line, unless it was scrolled elsewhere`() throws {
    var view = try Fixture.corridor()
    #expect(
      pane.drawn(view, 30, 4).trimmed == [
        "    for each step t of the e…",
        "      G ← Σ γ^(k−t−1) R_k, o…",
        "▶     δ ← G − v(S_t,… δ −1.37",
        "      w ← w + β δ ∇v(S_t, w)",
      ])
    #expect(pane.scrollRange(view, columns: 30, rows: 4)?.first == 5)
    for (scroll, first, line) in [
      (0, 0, "  for each episode"), (2, 2, "    until the episode ends"), (99, 6, "      G"),
    ] {
      view.scrolls = ["Pseudocode": scroll]
      #expect(pane.scrollRange(view, columns: 30, rows: 4)?.first == first)
      #expect(pane.drawn(view, 30, 4).trimmed[0].hasPrefix(line))
    }
    #expect(pane.scrollRange(view, columns: 30, rows: 10) == nil)
  }

  @Test(arguments: [
    (nil, 10, 4, 0), (0, 10, 4, 0), (9, 10, 4, 6), (5, 10, 4, 3), (5, 10, 20, 0), (5, 10, 0, 0),
  ])
  func `The first line shown keeps the current one in view`(line: Int?, count: Int, rows: Int, first: Int) {
    #expect(PseudocodePane.firstVisible(line: line, count: count, rows: rows) == first)
  }

  @Test func `Values without room lose their names, then themselves`() {
    let values = [NamedValue("δ", -1.37), NamedValue("v(S)", 6.37)]
    #expect(PseudocodePane.fitting(values, width: 18, isASCII: false) == "δ −1.37  v(S) 6.37")
    #expect(PseudocodePane.fitting(values, width: 17, isASCII: false) == "δ −1.37")
    #expect(PseudocodePane.fitting(values, width: 6, isASCII: false) == "−1.37")
    #expect(PseudocodePane.fitting(values, width: 4, isASCII: false) == "")
    #expect(PseudocodePane.fitting([NamedValue("t", 3)], width: 9, isASCII: false) == "t 3")
  }

  @Test func `The error stays in sight beside a long line that is not the current one`() throws {
    var view = try Fixture.corridor()
    view.frame.line = 8
    #expect(
      pane.drawn(view, 26, 10).trimmed[7].hasSuffix("… −1.37")
        || pane.drawn(view, 26, 10).trimmed[7].hasSuffix("δ −1.37"))
    #expect(
      PseudocodePane.fitting([NamedValue("R", 1), NamedValue("δ", -1.37)], width: 8, isASCII: false) == "δ −1.37")
  }

  @Test func `The title names the algorithm and its source`() throws {
    var view = try Fixture.corridor()
    #expect(pane.title(view) == "REINFORCE with baseline · S&B 13.4")
    view.frame.isFrozen = true
    #expect(pane.title(view) == "Frozen policy · nothing is learnt")
  }
}
