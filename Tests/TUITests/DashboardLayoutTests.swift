import Testing

@testable import TUI

@Suite("Layout of the dashboard")
struct DashboardLayoutTests {
  static let sizes = [
    (1, 1), (2, 2), (10, 3), (40, 12), (59, 24), (60, 18), (80, 18), (80, 24), (120, 36), (150, 24),
    (200, 60),
    (300, 100),
  ]

  @Test("panes lie side by side on the screen and leave no gap, in every view and with any hidden", arguments: sizes)
  func tiling(columns: Int, rows: Int) {
    for preset in Layout.Preset.allCases {
      for hidden in [[], [0], [1], [2, 3], [0, 3], [1, 2, 4], [0, 1, 2, 3]] as [Set<Int>] {
        let inPlay = preset.panes.filter { !hidden.contains($0) }
        for focus in inPlay {
          for isZoomed in [false, true] {
            for scene in [(0, 0), (5, 2), (10, 10), (200, 200)] {
              let layout = Layout(
                columns: columns, rows: rows, focus: focus, isZoomed: isZoomed, preset: preset, hidden: hidden,
                scene: scene, isInspecting: columns % 2 == 0)
              #expect(Self.isTiled(layout, columns, rows), "\(columns)×\(rows), \(preset), \(hidden), focus \(focus)")
              #expect(layout.panes.allSatisfy { inPlay.contains($0.pane) })
              #expect(layout.panes.contains { $0.pane == focus } || columns * rows < 5)
            }
          }
        }
      }
    }
  }

  private static func isTiled(_ layout: Layout, _ columns: Int, _ rows: Int) -> Bool {
    var covered = [Int](repeating: 0, count: columns * rows)
    var parts = layout.panes.map(\.rect) + [layout.title, layout.tabs, layout.footer]
    if layout.message != layout.footer { parts.append(layout.message) }
    for rect in parts {
      guard rect.x >= 0, rect.y >= 0, rect.x + rect.width <= columns, rect.y + rect.height <= rows else { return false }
      for y in rect.y..<rect.y + rect.height {
        for x in rect.x..<rect.x + rect.width { covered[y * columns + x] += 1 }
      }
    }
    return covered.allSatisfy { $0 == 1 }
  }

  @Test(
    "each view shows its panes together, each with room to be read",
    arguments: [(60, 18), (80, 24), (120, 36), (200, 60)])
  func presets(columns: Int, rows: Int) {
    for preset in Layout.Preset.allCases.dropFirst() {
      for scene in [(0, 0), (5, 2), (10, 10)] {
        let layout = Layout(
          columns: columns, rows: rows, focus: preset.panes[0], isZoomed: false, preset: preset, scene: scene)
        #expect(layout.panes.map(\.pane) == preset.panes.sorted())
        #expect(layout.panes.allSatisfy { $0.rect.width >= 30 && $0.rect.height >= 6 }, "\(preset), \(scene)")
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
      let layout = Layout(columns: 80, rows: 24, focus: 0, isZoomed: false, scene: (sceneRows, sceneRows))
      return layout.panes.first { $0.pane == Layout.world }!.rect
    }
    #expect(world(10).height - 2 == 10 && world(10).width - 2 >= 40)
    #expect(world(30) == world(0))
  }

  @Test("at 80×24 four rooms fit whole, without the wall all round, and six lines of the listing stay")
  func fourRooms() throws {
    let frame = DashboardSample.frame(DashboardSample.setup("four-rooms", "td-actor-critic"), steps: 3)
    let dashboard = DashboardSample.dashboard([frame])
    let world = try #require(dashboard.layout.panes.first { $0.pane == Layout.world }).rect
    #expect(world.height - 2 == 11 && dashboard.layout.panes.contains { $0.pane == Layout.pseudocode })
    #expect(!DashboardSample.screen(dashboard).contains { $0.contains("of 13") })
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
