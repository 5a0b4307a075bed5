import Testing

@testable import Learn
@testable import TUI

@Suite struct ReturnsPaneTests {
  private let pane = ReturnsPane()

  private func view(_ returns: [Double], _ objectives: [ObjectiveCurve] = []) throws -> ViewState {
    var view = try Fixture.corridor()
    for value in returns { view.frame.returns.add(value) }
    view.objectives = objectives
    return view
  }

  @Test func `Before the first return there is a sentence instead of a chart`() throws {
    #expect(pane.drawn(try view([]), 32, 3).trimmed == ["", "    no episode has ended yet", ""])
    #expect(pane.title(try view([])) == "Return")
    #expect(pane.title(try view([5])) == "Return 5.00")
    #expect(pane.title(try view([5, 6])) == "Return · mean of 2: 5.50")
  }

  @Test func `Healthy returns and a bad greedy policy stand far apart, each with its name`() throws {
    let view = try view(
      (0..<400).map { 3 + Double($0 % 5) },
      [
        ObjectiveCurve(
          name: "greedy", points: [.init(episode: 0, value: -35.2), .init(episode: 399, value: -35.2)])
      ])
    let canvas = pane.drawn(view, 64, 14)
    let rows = canvas.trimmed
    let labels = rows.enumerated().filter {
      $0.element.contains("best 6.2") || $0.element.contains("J greedy −35.2")
    }
    #expect(labels.map(\.offset).count == 2)
    #expect(labels[0].element.contains("best 6.2") && labels[0].offset <= 2)
    #expect(labels[1].element.contains("J greedy −35.2") && labels[1].offset >= 8)
    #expect(rows.contains { $0.contains("─ return ") })
    #expect(rows.contains { $0.hasPrefix("  −20┤") })
    #expect(canvas.cells.contains { $0.style == Theme.dark.curve(0) && $0.glyph.value > 0x2800 })
    let levels = Set(canvas.cells(showing: "╌").map(\.style.foreground))
    #expect(levels == [Theme.dark.good.foreground, Theme.dark.muted.foreground])
    #expect(rows.contains { $0.contains("best deterministic 0.20") })
  }

  @Test func `A narrow pane names the curves in a row above them`() throws {
    let view = try view(
      [1, 2, 3, 4], [ObjectiveCurve(name: "greedy", points: [.init(episode: 0, value: -35.2)])])
    let rows = pane.drawn(view, 32, 8).trimmed
    #expect(rows[0] == "━ J greedy −35.2  ─ return 4.0")
    #expect(rows[6].hasSuffix("4 episodes"))
    #expect(rows[7] == "last ▁▃▅▇  mean 2.50")
  }

  @Test func `What is learnt now is named first where names have little room, then what was learnt before`() throws {
    var view = try view(
      [1, 2, 3, 4],
      [
        ObjectiveCurve(name: "greedy", points: [.init(episode: 2, value: 5)]),
        ObjectiveCurve(name: "π", points: [.init(episode: 0, value: 2)]),
      ])
    #expect(pane.drawn(view, 42, 8).trimmed[0] == " ━ J greedy 5.0  ┄ earlier J π 2.0")
    #expect(pane.drawn(view, 20, 8).trimmed[0] == "━ J greedy 5.0")
    view.isASCII = true
    #expect(pane.drawn(view, 42, 8).trimmed[0] == " * J greedy 5.0  + earlier J pi 2.0")
  }

  @Test func `A policy without a finite value has a gap and no J of before`() throws {
    let view = try view(
      [1, 2, 3, 4],
      [
        ObjectiveCurve(
          name: "greedy", points: [.init(episode: 0, value: 2), .init(episode: 3, value: -.infinity)])
      ])
    #expect(pane.drawn(view, 32, 8).trimmed[0] == "━ J greedy −∞  ─ return 4.0")
    #expect(pane.drawn(view, 60, 12).trimmed.contains { $0.hasSuffix("━ J greedy −∞") })
  }

  @Test func `Where no J can be computed the chart says why`() throws {
    var view = try Fixture.square(side: 12)
    view.frame.setup = try Setup("gridworld:size=12,horizon=none", "td-actor-critic")
    for value in [-30.0, -20] { view.frame.returns.add(value) }
    #expect(pane.drawn(view, 40, 8).trimmed.contains { $0.contains("J not computed: too many states") })
  }

  @Test func `A count has whole ticks, and one episode is one`() throws {
    #expect(pane.drawn(try view([5]), 32, 5).trimmed[4].hasSuffix(" 1 episode"))
    let rows = pane.drawn(try view([5]), 60, 14).trimmed
    #expect(
      rows[12].split(separator: " ") == ["0", "1", "episodes"] || rows[12].split(separator: " ") == ["0", "episodes"])
  }

  @Test func `What happened to the run is a line with its name`() throws {
    var view = try view((0..<50).map(Double.init))
    view.frame.returns.note("alpha=0.1")
    for value in 50..<100 { view.frame.returns.add(Double(value)) }
    let canvas = pane.drawn(view, 60, 12)
    #expect(canvas.cells(showing: "┊").count >= 5)
    #expect(canvas.trimmed.prefix(2).contains { $0.contains("alpha=0.1") })
  }

  // MARK: The range

  private func scale(_ returns: [Double], objectives: [[Double]] = [], optimum: Double? = nil) -> ReturnScale {
    var history = ReturnHistory()
    for value in returns { history.add(value) }
    return ReturnScale(
      ReturnSummary(history, places: 100),
      objectives: objectives.enumerated().map { index, values in
        ObjectiveCurve(
          name: "π\(index)", points: values.enumerated().map { .init(episode: $0.offset, value: $0.element) })
      }, optimum: optimum)
  }

  @Test func `A disastrous beginning is cut, and the chart says so`() {
    let scale = scale((0..<400).map { $0 < 20 ? -1000 : -20 - Double($0 % 3) }, optimum: -18)
    #expect(scale.range.lowerBound > -60 && scale.range.upperBound > -18)
    #expect(scale.below == "lowest −1000" && scale.above.isEmpty)
  }

  @Test func `A policy that never ends is cut, and named`() {
    let scale = scale((0..<400).map { -80 + Double($0 % 40) }, objectives: [[-30, -1000]], optimum: -11.6)
    #expect(scale.range.lowerBound > -300 && scale.below == "J π0 −1000")
  }

  @Test func `What is compared is never cut`() {
    let scale = scale([4, 5, 4, 5, 4, 5], objectives: [[-35.2, -35.2]], optimum: 6.2)
    #expect(scale.range.contains(-35.2) && scale.range.contains(6.2) && scale.range.contains(5))
    #expect(scale.below.isEmpty && scale.above.isEmpty)
  }

  @Test func `A range without length, or with what is no number, is a range`() {
    #expect(scale([5]).range.contains(5))
    #expect(scale([.nan, 1, 2], objectives: [[.infinity]]).range.lowerBound.isFinite)
    #expect(scale([]).range == 0...1)
  }

  @Test func `The axis ends just beyond the episodes, and stays while some more come`() {
    #expect((0...32).allSatisfy { ReturnsPane.axisEnd(after: $0) == max($0, 1) })
    for count in [33, 100, 763, 10_000, 3_015_212] {
      let end = ReturnsPane.axisEnd(after: count)
      #expect((count...count + count / 16).contains(end))
      #expect(ReturnsPane.axisEnd(after: end) == end)
    }
    let ends = Set((1000..<2000).map { ReturnsPane.axisEnd(after: $0) })
    #expect(ends.count <= 35, "\(ends.count) scales for a thousand episodes")
  }

  @Test func `The scale stays while values move a little`() {
    let first = scale([3, -10.2, 5.9], optimum: 6.2).range
    #expect(first == scale([3, -10.21, 5.91], optimum: 6.2).range)
    #expect(first.contains(-10.2) && first.contains(6.2))
  }

  @Test func `After a long run the climb is in sight, and the scale is not that of the noise at its end`() {
    let start: [Double] = (0..<20).map { -10 + 0.8 * Double($0) }
    let noise: [Double] = (0..<400).map { $0 % 2 == 0 ? 6.05 : 5.95 }
    let climb = start + noise
    let scale = scale([6.1, 5.9, 6, 6.05], objectives: [climb], optimum: 6.2)
    #expect(scale.range.contains(-10) && scale.range.contains(6.2))
    #expect(scale.range.upperBound < 10)
  }

  @Test func `The number of episodes is what it is, also where the axis goes on`() throws {
    let view = try view(Array(repeating: 1, count: 763), [])
    #expect(ReturnsPane.axisEnd(after: 763) > 763)
    #expect(pane.drawn(view, 32, 8).trimmed[6].hasSuffix("763 episodes"))
  }

  // MARK: The summary

  @Test func `Spans keep the smallest and the largest return of each place, and what is usual there`() throws {
    var history = ReturnHistory()
    for value in [1.0, 9, 2, 8] { history.add(value) }
    let summary = ReturnSummary(history, places: 2)
    #expect(summary.spans.map(\.x) == [1.5, 3.5])
    #expect(summary.spans.map(\.low) == [1, 2] && summary.spans.map(\.high) == [9, 8])
    // A deviation of √32 would leave the values' range.
    #expect(summary.spans[0].usual == 1...9)
    for value in [5.0, 5, 5, 5, 5, 5, 5, 9] { history.add(value) }
    let usual = try #require(ReturnSummary(history, places: 1).spans[0].usual)
    // Mean 16/3; the squared deviations sum to 194/3, over eleven degrees of freedom.
    #expect(abs(usual.lowerBound - (16.0 / 3 - (194.0 / 33).squareRoot())) < 1e-12)
    #expect(abs(usual.upperBound - (16.0 / 3 + (194.0 / 33).squareRoot())) < 1e-12)
    #expect(summary.mean == [.init(1.5, 5), .init(3.5, 5)])
  }
}
