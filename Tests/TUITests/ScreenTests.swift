import Testing

@testable import TUI

/// Every pane in every theme and tier, as it was looked at and found right.
@Suite struct ScreenTests {
  private static func drawn(_ dashboard: Dashboard) -> Canvas { dashboard.picture().canvas }

  @Test(arguments: ScreenSample.allCases, [[80, 24], [120, 36], [200, 60]])
  func `A whole screen is drawn as recorded`(sample: ScreenSample, size: [Int]) throws {
    var record = RecordedScreen()
    let title = "\(sample) \(size[0])×\(size[1])"
    try record.add(title) { Self.drawn(try sample.dashboard(size[0], size[1], $0)) }
    record.check("\(sample)-\(size[0])x\(size[1])")
  }

  @Test(arguments: ScreenSample.allCases)
  func `A pane that has the screen for itself is drawn as recorded`(sample: ScreenSample) throws {
    var record = RecordedScreen()
    for pane in Panes.all.indices {
      try record.add("\(sample), \(Panes.all[pane].name) alone") { look in
        var dashboard = try sample.dashboard(80, 24, look)
        dashboard.focus = pane
        dashboard.isZoomed = true
        return Self.drawn(dashboard)
      }
    }
    record.check("\(sample)-panes")
  }

  @Test func `What lies over the panes is drawn as recorded`() throws {
    var record = RecordedScreen()
    for (title, keys) in [("help", ["?"]), ("algorithms", ["a"]), ("worlds", ["w"]), ("parameters", ["p", .down])]
      as [(String, [Key])]
    {
      try record.add("\(title) 80×24") { look in
        var dashboard = try ScreenSample.corridor.dashboard(80, 24, look)
        for key in keys { dashboard.press(key) }
        return Self.drawn(dashboard)
      }
    }
    record.check("overlays")
  }
}
