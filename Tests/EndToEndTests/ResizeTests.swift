import Foundation
import Testing

@Suite(.serialized) struct ResizeTests {
  @Test(
    "it survives every size while it runs, down to one cell, and draws again in the first one",
    arguments: [(1, 1), (2, 2), (1, 24), (80, 1), (10, 3), (200, 60)])
  func resize(columns: Int, rows: Int) throws {
    let session = try Session()
    try session.start()
    try session.resize(columns: columns, rows: rows)
    try session.wait(until: "the new size") {
      try session.property("pane_width") == "\(columns)" && session.property("pane_height") == "\(rows)"
    }
    try session.resize(columns: 80, rows: 24)
    try session.wait(until: "a picture of the first size") {
      let screen = try session.screen()
      return screen.count == 24 && screen.contains { $0.count > 40 }
    }
    try session.keys("q")
    #expect(try session.finish() == 0)
    #expect(try session.hasFoundModes())
  }

  @Test("it starts in any size", arguments: [(1, 1), (3, 2), (200, 60)])
  func start(columns: Int, rows: Int) throws {
    let session = try Session()
    try session.resize(columns: columns, rows: rows)
    // There may be no room to draw anything, so that it shows by the hidden cursor alone.
    try session.start(drawing: false)
    try session.wait(until: "the program to be up") { try !session.isCursorVisible }
    try session.keys("q")
    try session.waitForShell()
    try session.resize(columns: 80, rows: 24)
    #expect(try session.finish() == 0)
  }

  @Test("one column shows its cells, the last row's among them", arguments: [1, 2, 5])
  func oneColumn(rows: Int) throws {
    let session = try Session()
    try session.resize(columns: 1, rows: rows)
    try session.start("ascent --paused", drawing: false)
    try session.wait(until: "the mode's sign") { try session.screen().first == "❚" }
    // The footer's place, or the only row there is.
    try session.resize(columns: 1, rows: 1)
    try session.wait(until: "one cell") { try session.screen() == ["❚"] }
    try session.keys("Space")
    try session.wait(until: "the other sign") { try session.screen() == ["▶"] }
    try session.keys("q")
    try session.waitForShell()
    try session.resize(columns: 80, rows: 24)
    #expect(try session.finish() == 0)
  }
}
