import Testing
import Worlds

@testable import Learn
@testable import TUI

@Suite struct WorkersPaneTests {
  @Test("W shows it beside world and code, W again all panes; without workers the key says why not")
  func key() throws {
    var dashboard = DashboardSample.dashboard([try Fixture.workers().frame], columns: 120, rows: 36)
    dashboard.press("W")
    #expect(dashboard.layout.panes.map(\.pane) == [Layout.world, Layout.pseudocode, Layout.workers])
    #expect(dashboard.focus == Layout.workers)
    #expect(DashboardSample.screen(dashboard).contains { $0.contains("╭W Workers · 4 of them · staleness ") })
    dashboard.press("W")
    #expect(dashboard.layout.panes.map(\.pane) == [0, 1, 2, 3, 4])

    var other = DashboardSample.dashboard([try Fixture.corridor().frame])
    other.press("W")
    #expect(other.preset == .all && other.note?.text.contains("a3c has some") == true)
  }

  /// Two workers take turns, until the first comes twice.
  private func view() throws -> ViewState {
    var view = try Fixture.workers()
    var timeLine = TimeLine(workers: 2)
    for (index, worker) in [0, 1, 0, 0, 1].enumerated() {
      timeLine.append(.init(worker: worker, read: timeLine.reads[worker], version: index + 1, steps: 20))
    }
    view.frame.timeLine = timeLine
    return view
  }

  @Test("each write has a column and its staleness; lines lead from read to write, the last one strong")
  func lanes() throws {
    let canvas = WorkersPane().drawn(try view(), 30, 8)
    // Worker 2 read version 2 and wrote version 5 over two writes of the first.
    #expect(canvas.trimmed[0].hasPrefix(" 1 0───1─0┄"))
    let second = canvas.trimmed.first { $0.hasPrefix(" 2 ") }
    #expect(second?.hasPrefix(" 2 ──1━━━━━2") == true, "\(second ?? "")")
    #expect(canvas.text.contains { $0.hasPrefix("2 wrote 5, 2 stale") })
    let wide = WorkersPane().drawn(try view(), 80, 30).text
    #expect(wide.contains { $0.contains("worker 2 read version 2 and wrote 5, over 2 writes of 1, 1") })
    // What it wrote over stands out.
    let reversed = canvas.cells.count { $0.style.attributes.contains(.reverse) }
    #expect(reversed == 2)
    let ascii = WorkersPane().drawn(
      try {
        var view = try view(); view.isASCII = true; return view
      }(), 30, 8)
    #expect(ascii.trimmed[0].hasPrefix(" 1 0---1-0."))
  }

  @Test("sixteen workers write several times each within the width of a small screen, and no number is cut")
  func many() throws {
    var view = try Fixture.workers()
    var timeLine = TimeLine(workers: 16)
    for version in 1...200 {
      let worker = version * 7 % 16
      timeLine.append(.init(worker: worker, read: timeLine.reads[worker], version: version, steps: 20))
    }
    view.frame.timeLine = timeLine
    let rows = WorkersPane().drawn(view, 76, 10).text.prefix(7)
    for row in rows { #expect(row.ranges(of: "15").count >= 2, "\(row)") }
  }

  @Test("how each worker explores stands beside its number, and that who looks at a race sees the seed's order")
  func exploring() throws {
    var view = try view()
    view.frame.timeLine?.exploration = ("ε", [0.5, 0.01])
    view.frame.timeLine?.races = true
    let text = WorkersPane().drawn(view, 76, 10).text
    #expect(text[0].hasPrefix("  1 ε .50 ") || text[0].hasPrefix(" 1 ε .50 "), "\(text[0])")
    #expect(text.contains { $0.contains("2 ε .01") } && text.contains { $0.contains("else threads race") })
  }

  @Test("how often writes were how stale stands beside where it is wide, and below where it is high")
  func counts() throws {
    // 0, 1, 1, 0, 2: two of five, two of five, one of five.
    for (columns, rows) in [(80, 8), (50, 30)] {
      let text = WorkersPane().drawn(try view(), columns, rows).text
      #expect(text.contains { $0.contains("writes by staleness") })
      #expect(text.count { $0.contains("40 %") } == 2 && text.count { $0.contains("20 %") } == 1)
    }
    let many = WorkersPane().drawn(try Fixture.workers(40), 80, 12).text.joined(separator: "\n")
    #expect(many.contains("more workers below"))
  }

  @Test("of the time line the newest writes are kept one by one, and all are counted")
  func timeLine() {
    var timeLine = TimeLine(workers: 3)
    for version in 1...1000 {
      let worker = version % 3
      timeLine.append(.init(worker: worker, read: timeLine.reads[worker], version: version, steps: 1))
    }
    #expect(timeLine.writes.map(\.version) == Array(745...1000))
    #expect(
      timeLine.write(of: 745)?.version == 745 && timeLine.write(of: 744) == nil && timeLine.write(of: 1001) == nil)
    #expect(timeLine.counts.reduce(0, +) == 1000 && timeLine.largest == 2)
    // The first writes found nobody's, or one.
    #expect(timeLine.counts[0] == 1 && timeLine.counts[1] == 1 && timeLine.counts[2] == 998)
  }
}
