import Testing

@testable import Learn
@testable import TUI

@Suite struct PseudocodePaneTests {
  private let pane = PseudocodePane()

  @Test func `The line just executed is marked, and values stand to the right`() throws {
    let canvas = pane.drawn(try Fixture.corridor(), 52, 10)
    #expect(
      canvas.trimmed == [
        "  for each episode",
        "    S ← a start state",
        "    until the episode ends",
        "      A ∼ π(·∣S, θ)",
        "      take A; observe R and the next S",
        "    for each step t of the episode",
        "      G ← Σ γ^(k−t−1) R_k, or G_t^λ          G 5.00",
        "▶     δ ← G − v(S_t, w)          δ −1.37  v(S) 6.37",
        "      w ← w + β δ ∇v(S_t, w)",
        "      θ ← θ + α δ ∇ln π(A_t∣S_t, θ)",
      ])
    #expect((0..<52).allSatisfy { canvas[$0, 7].style == Theme.dark.highlight })
    #expect(canvas[50, 6].style == Theme.dark.text)
    #expect(canvas[6, 6].style == Theme.dark.text)
  }

  @Test func `A short pane follows the line, unless it was scrolled elsewhere`() throws {
    var view = try Fixture.corridor()
    #expect(
      pane.drawn(view, 30, 4).trimmed == [
        "    G ← Σ γ^(k−t−1) R_k, or",
        "      G_t^λ            G 5.00",
        "▶   δ ← G − v(S_t, w) δ −1.37",
        "    w ← w + β δ ∇v(S_t, w)",
      ])
    #expect(pane.scrollRange(view, columns: 30, rows: 4)?.first == 8)
    for (scroll, first, line) in [
      (0, 0, "  for each episode"), (2, 2, "   until the episode ends"), (99, 10, "▶   δ ← G"),
    ] {
      view.scrolls = ["Pseudocode": scroll]
      #expect(pane.scrollRange(view, columns: 30, rows: 4)?.first == first)
      #expect(pane.drawn(view, 30, 4).trimmed[0].hasPrefix(line))
    }
    #expect(pane.scrollRange(view, columns: 40, rows: 10) == nil)
  }

  @Test(arguments: [
    (nil, 10, 4, 0), (0, 10, 4, 0), (9, 10, 4, 6), (5, 10, 4, 3), (5, 10, 20, 0), (5, 10, 0, 0),
  ])
  func `The first line shown keeps the current one in view`(line: Int?, count: Int, rows: Int, first: Int) {
    #expect(PseudocodePane.firstVisible(line: line, count: count, rows: rows) == first)
  }

  @Test func `Values without room lose their names, then themselves`() {
    let values = [NamedValue("δ", -1.37), NamedValue("v(S)", 6.37)]
    #expect(ListingRows.fitting(values, width: 18, isASCII: false) == "δ −1.37  v(S) 6.37")
    #expect(ListingRows.fitting(values, width: 17, isASCII: false) == "δ −1.37")
    #expect(ListingRows.fitting(values, width: 6, isASCII: false) == "−1.37")
    #expect(ListingRows.fitting(values, width: 4, isASCII: false) == "")
    #expect(ListingRows.fitting([NamedValue("t", 3)], width: 9, isASCII: false) == "t 3")
  }

  @Test func `A value that does not fit beside its formula stands below it`() throws {
    var view = try Fixture.corridor()
    view.frame.line = 8
    #expect(pane.drawn(view, 24, 20).trimmed.contains("    δ ← G − v(S_t, w)"))
    view.frame.values[8] = [NamedValue("β δ", -0.0137)]
    let rows = pane.drawn(view, 28, 20).trimmed
    let formula = try #require(rows.firstIndex(of: "▶   w ← w + β δ ∇v(S_t, w)"))
    #expect(rows[formula + 1].hasSuffix(" β δ −0.014"))
    #expect(
      ListingRows.fitting([NamedValue("R", 1), NamedValue("δ", -1.37)], width: 8, isASCII: false) == "δ −1.37")
  }

  @Test(arguments: [false, true])
  func `On eighty columns no formula is cut, whichever line is the current one`(isASCII: Bool) throws {
    var seen: Set<String> = []
    for world in Catalogue.worlds {
      for algorithm in world.algorithms where seen.insert(algorithm.info.id).inserted {
        try checkWhole(try Setup(world.info.id, algorithm.info.id), isASCII: isASCII)
      }
    }
  }

  private func checkWhole(_ setup: Setup, isASCII: Bool) throws {
    var view = try Fixture.corridor(isASCII: isASCII)
    view.frame.setup = setup
    view.frame.listing = setup.listing
    view.frame.values = setup.listing.map {
      $0.contains("δ ←") ? [NamedValue("δ", -13.75), NamedValue("v(S)", 0.25)] : [NamedValue("α δ", -0.0125)]
    }
    for line in setup.listing.indices {
      view.frame.line = line
      let listing = ListingRows(view.frame, columns: 40, isASCII: isASCII)
      for row in listing.rows {
        let values = Text.width(row.values, isASCII: isASCII)
        let whole = 2 + Text.width(row.text, isASCII: isASCII) + (values > 0 ? 1 + values : 0)
        #expect(whole <= listing.width && listing.width <= 40, "\(setup.algorithm.id): \(row)")
      }
      for (index, text) in setup.listing.enumerated() {
        let words = listing.rows.filter { $0.line == index }.flatMap { $0.text.split(separator: " ") }
        #expect(words == text.split(separator: " "), "\(setup.algorithm.id)")
      }
    }
  }

  @Test func `Values of an earlier iteration stand back: those below the line just executed`() throws {
    var view = try Fixture.corridor()
    view.frame.values[9] = [NamedValue("α δ", 0.25)]
    func styles() -> [Style] { [6, 7, 9].map { pane.drawn(view, 52, 10)[50, $0].style } }
    let (text, muted, highlight) = (Theme.dark.text, Theme.dark.muted, Theme.dark.highlight)
    #expect(styles() == [text, highlight, muted])
    view.frame.line = 0
    #expect(styles() == [muted, muted, muted])
    view.frame.line = 9
    #expect(styles() == [text, text, highlight])
    view.frame.mode = .running(.full)
    #expect(styles() == [muted, muted, highlight])
  }

  @Test(arguments: [
    ("trials", 3.0, "3"), ("episode", 50, "50"), ("epoch", 10, "10"), ("∣D∣", 27, "27"), ("m", 1648, "1648"),
    ("δ", 3, "3.00"),
  ])
  func `What counts is shown without decimals`(name: String, value: Double, text: String) {
    #expect(NamedValue(name, value).number == text)
    #expect(ListingRows.fitting([NamedValue(name, value)], width: 20, isASCII: false) == "\(name) \(text)")
  }

  @Test func `The title names the algorithm and its source`() throws {
    var view = try Fixture.corridor()
    #expect(pane.title(view) == "REINFORCE with baseline · S&B 13.4")
    view.frame.isFrozen = true
    #expect(pane.title(view) == "Frozen policy · nothing is learnt")
  }
}
