import Testing
import Worlds

@testable import Learn
@testable import TUI

@Suite struct TrustRegionPaneTests {
  @Test("K shows it beside world and code, K again all panes; without a region the key says why not")
  func key() throws {
    var dashboard = DashboardSample.dashboard([try Fixture.region().frame], columns: 120, rows: 36)
    dashboard.press("K")
    #expect(dashboard.layout.panes.map(\.pane) == [Layout.world, Layout.pseudocode, Layout.region])
    #expect(dashboard.focus == Layout.region && dashboard.wantsTrajectory)
    let screen = DashboardSample.screen(dashboard)
    #expect(screen.contains { $0.contains("╭K Trust region · KL 0.005 of δ 0.010 · 3 tries") }, "\(screen)")
    dashboard.press("K")
    #expect(dashboard.layout.panes.map(\.pane) == [0, 1, 2, 3, 4] && !dashboard.wantsTrajectory)

    var other = DashboardSample.dashboard([try Fixture.corridor().frame])
    other.press("K")
    #expect(other.preset == .all && other.note?.text.contains("no trust region") == true)
  }

  @Test("tries have signs of their own: one taken and two refused, on both charts; the legend counts them")
  func signs() throws {
    let canvas = TrustRegionPane().drawn(try Fixture.region(), 78, 20)
    let text = canvas.text
    #expect(text[0].contains("mean KL") && text[0].contains("gain of mean r Â"))
    let charts = text[1..<11].joined()
    #expect(charts.count { $0 == "●" } == 2 && charts.count { $0 == "✗" } == 4)
    let legend = try #require(text.first { $0.contains("natural") })
    #expect(legend.contains("● taken, 0.64 s") && legend.contains("✗ refused 2") && legend.contains("δ 0.010"))
    #expect(text.contains { $0.contains("of 400 steps; PPO would clip ") })
    #expect(text.last?.contains("1−ε") == true && text.last?.contains("1+ε") == true)
    let ascii = TrustRegionPane().drawn(try Fixture.region(.dark, isASCII: true), 78, 20).text.joined()
    #expect(ascii.contains("@") && ascii.contains("X"))
  }

  @Test("the taken try lies below the bound, the refused ones above it")
  func bound() throws {
    let canvas = TrustRegionPane().drawn(try Fixture.region(), 78, 24)
    func rows(_ glyph: Unicode.Scalar) -> [Int] {
      (0..<14).filter { row in (0..<38).contains { canvas[$0, row].glyph == glyph } }
    }
    let bound = try #require((0..<14).first { row in (8..<36).count { canvas[$0, row].glyph == "╌" } > 8 })
    #expect(rows("●").count == 1 && rows("●")[0] > bound)
    #expect(rows("✗").count == 2 && rows("✗").allSatisfy { $0 < bound })
  }

  @Test("PPO's minibatches are a curve, its ratios lie on the clipped objective, and the share beyond is in the title")
  func clipped() throws {
    let view = try Fixture.clipped()
    let share = view.frame.region!.shareBeyond
    #expect(share > 0.05 && share < 0.6)
    #expect(TrustRegionPane().title(view).contains("\(Numbers.fixed(share * 100, 1)) % clipped"))
    let text = TrustRegionPane().drawn(view, 78, 20).text
    #expect(text[0].contains("KL minibatch by minibatch") && text[0].contains("what the clipped objective pays"))
    #expect(text.joined().contains("✗") && text.joined().contains("○"))
    #expect(text.contains { $0.contains("clipped: pays nothing more") })
  }

  @Test("the bars' heights are counts: all ratios are in them, and those beyond the edge that matters stand out")
  func bars() throws {
    var view = try Fixture.region()
    view.frame.region?.ratios =
      Array(repeating: .init(value: 1.1, advantage: 1), count: 8) + [.init(value: 1.25, advantage: 1)]
      + Array(repeating: .init(value: 0.75, advantage: -1), count: 2)
    let canvas = TrustRegionPane().drawn(view, 78, 30)
    let bars = (18..<29).flatMap { y in (7..<78).map { canvas[$0, y] } }
      .filter { "▁▂▃▄▅▆▇█".unicodeScalars.contains($0.glyph) }
    let (blue, red) = (view.theme.curve(0).foreground, view.theme.bad.foreground)
    #expect(bars.contains { $0.style.foreground == blue } && bars.contains { $0.style.foreground == red })
    #expect(bars.count { $0.style.foreground == blue } > bars.count { $0.style.foreground == red })
    #expect(view.frame.region?.shareBeyond == 3.0 / 11)
    // The range holds both edges, and nearly all ratios.
    let range = RatioHistogram.range(of: view.frame.region!)
    #expect(range.contains(0.8) && range.contains(1.2) && range.contains(1.25))
    view.frame.region?.ε = 10
    #expect(RatioHistogram.range(of: view.frame.region!).upperBound > 11)
  }

  @Test("a pane of ten rows has the ratios beside both charts, their edges named, and what the third curve is")
  func low() throws {
    for (view, words) in [(try Fixture.region(), "PPO would clip"), (try Fixture.clipped(), "% clipped")] {
      let text = TrustRegionPane().drawn(view, 78, 10).text
      #expect(text[0].contains(words), "\(text)")
      #expect(text.contains { $0.contains("1−ε") && $0.contains("1+ε") }, "\(text)")
    }
    let text = TrustRegionPane().drawn(try Fixture.region(), 78, 10).text
    #expect(text[9].contains("┄ vanilla") && text[9].contains("┈ expected"), "\(text[9])")
    let objective = TrustRegionPane().drawn(try Fixture.clipped(), 54, 10).text
    #expect(objective.contains { $0.contains("1−ε") && $0.contains("1+ε") }, "\(objective)")
  }

  @Test("before the first update the pane says so, and of other algorithms that they have none")
  func empty() throws {
    var view = try Fixture.region()
    view.frame.region = nil
    #expect(TrustRegionPane().drawn(view, 60, 10).text.joined().contains("no update yet"))
    #expect(TrustRegionPane().drawn(try Fixture.corridor(), 60, 10).text.joined().contains("no region"))
  }
}
