import Testing

@testable import TUI

@Suite("Layout of the dashboard")
struct DashboardLayoutTests {
  static let sizes = [
    (1, 1), (2, 2), (10, 3), (40, 12), (59, 24), (60, 18), (80, 18), (80, 24), (120, 36), (150, 24),
    (200, 60),
    (300, 100),
  ]

  @Test("panes lie side by side on the screen and leave no gap", arguments: sizes)
  func tiling(columns: Int, rows: Int) {
    for focus in Panes.all.indices {
      for isZoomed in [false, true] {
        let layout = Layout(columns: columns, rows: rows, focus: focus, isZoomed: isZoomed)
        var covered = [Int](repeating: 0, count: columns * rows)
        var parts = layout.panes.map(\.rect) + [layout.title, layout.tabs, layout.footer]
        if layout.message != layout.footer { parts.append(layout.message) }
        for rect in parts {
          #expect(
            rect.x >= 0 && rect.y >= 0 && rect.x + rect.width <= columns && rect.y + rect.height <= rows)
          for y in rect.y..<rect.y + rect.height {
            for x in rect.x..<rect.x + rect.width { covered[y * columns + x] += 1 }
          }
        }
        #expect(covered.allSatisfy { $0 == 1 }, "\(columns)×\(rows), focus \(focus)")
      }
    }
  }

  @Test(
    "all five panes are in sight where there is room", arguments: [(80, 24), (120, 36), (160, 30), (200, 60)])
  func everything(columns: Int, rows: Int) {
    let layout = Layout(columns: columns, rows: rows, focus: 0, isZoomed: false)
    #expect(layout.panes.map(\.pane) == [0, 1, 2, 3, 4])
    #expect(layout.panes.allSatisfy { $0.rect.width >= 30 && $0.rect.height >= 6 })
  }

  @Test("at 80×24 the longest listing of the catalogue fits its pane")
  func listing() {
    let layout = Layout(columns: 80, rows: 24, focus: 0, isZoomed: false)
    let rows = layout.panes.first { $0.pane == Layout.pseudocode }!.rect.height - 2
    #expect(rows >= DashboardSample.setup().listing.count)
  }

  @Test("at 80×24 a gridworld of ten by ten fits whole, and a larger one takes nothing from the listing")
  func gridworld() {
    func world(_ sceneRows: Int) -> Rect {
      let layout = Layout(columns: 80, rows: 24, focus: 0, isZoomed: false, sceneRows: sceneRows)
      return layout.panes.first { $0.pane == Layout.world }!.rect
    }
    #expect(world(10).height - 2 == 10 && world(10).width - 2 >= 40)
    #expect(world(30) == world(0))
  }

  @Test("on a low screen Returns and Readings share a place, and the focus chooses")
  func tabs() {
    func shown(_ focus: Int) -> [Int] {
      Layout(columns: 80, rows: 20, focus: focus, isZoomed: false).panes.map(\.pane)
    }
    #expect(shown(Layout.world).contains(Layout.returns) && !shown(Layout.world).contains(Layout.readings))
    #expect(
      shown(Layout.readings).contains(Layout.readings) && !shown(Layout.readings).contains(Layout.returns))
  }

  @Test("a small screen shows the pane in focus alone", arguments: [(10, 3), (40, 12), (59, 30), (100, 17)])
  func oneAtATime(columns: Int, rows: Int) {
    for focus in Panes.all.indices {
      #expect(
        Layout(columns: columns, rows: rows, focus: focus, isZoomed: false).panes.map(\.pane) == [focus])
    }
  }
}
