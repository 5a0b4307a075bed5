import Testing

@testable import Learn
@testable import TUI

@Suite struct ReadingsPaneTests {
  private let pane = ReadingsPane()

  private func view(isASCII: Bool = false) throws -> ViewState {
    var view = try Fixture.corridor(isASCII ? .monochrome : .dark, isASCII: isASCII)
    view.readings = [
      ReadingSeries(name: "δ", values: [1, -2, 3]), ReadingSeries(name: "∣∇∣", values: [0.5]),
    ]
    view.objectives = [
      ObjectiveCurve(name: "π", points: [.init(episode: 0, value: -14), .init(episode: 9, value: 5.9)])
    ]
    return view
  }

  @Test func `Each series has its latest value and its history, and what is always known follows`() throws {
    #expect(
      pane.drawn(try view(), 32, 7).trimmed == [
        "δ                3.00 ▅▁▇",
        "∣∇∣              0.50 ▄",
        "J π              5.90 ▁▇",
        "H(π)             0.79",
        "updates        12 345",
        "step                3",
        "return so far   −3.00",
      ])
  }

  @Test func `A wide pane has two columns, read downwards`() throws {
    let rows = pane.drawn(try view(), 62, 4).trimmed
    #expect(rows.map { $0.prefix(8) } == [" δ      ", " ∣∇∣    ", " J π    ", " H(π)   "])
    #expect(rows[0].contains("updates        12 345"))
    #expect(rows[2].contains("return so far   −3.00"))
  }

  @Test func `Where rows are few, J, entropy and updates are in sight before what is said elsewhere`() throws {
    var view = try view()
    view.readings = (1...8).map { ReadingSeries(name: "x\($0)", values: [1]) }
    let shown = pane.drawn(view, 56, 6).trimmed.joined()
    for name in ["x8", "J π", "H(π)", "updates"] { #expect(shown.contains(name), "\(name)") }
    #expect(!shown.contains("return so far"))
  }

  @Test func `Only what is learnt now has a J`() throws {
    var view = try view()
    view.objectives.append(ObjectiveCurve(name: "greedy", points: [.init(episode: 0, value: 1)]))
    #expect(ReadingsPane.readings(of: view).filter { $0.name.hasPrefix("J ") }.map(\.name) == ["J π"])
  }

  @Test func `No number is cut, however large`() throws {
    var view = try view()
    view.frame.progress.updates = 60_268_123
    let rows = pane.drawn(view, 55, 4).trimmed
    #expect(rows.contains { $0.contains("60.3M") })
    #expect(rows.contains { $0.contains("return so far") })
  }

  @Test func `A name shows once, and the first ones where not all fit`() throws {
    var view = try view()
    view.readings.append(ReadingSeries(name: "H(π)", values: [1.2]))
    #expect(ReadingsPane.readings(of: view).count { $0.name == "H(π)" } == 1)
    #expect(pane.drawn(view, 32, 1).trimmed == ["δ    3.00 ▅▁▇"])
  }
}
