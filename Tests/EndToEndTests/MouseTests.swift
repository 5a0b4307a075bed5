import Foundation
import Testing

@Suite(.serialized) struct MouseTests {
  private func quit(_ session: Session) throws {
    try session.keys("q")
    #expect(try session.finish() == 0)
    #expect(try !session.hasMouse)
    #expect(try session.hasFoundModes())
  }

  @Test("a click focuses a pane, a second one on its title zooms it, and a third brings the others back")
  func panes() throws {
    let session = try Session(columns: 120, rows: 36)
    try session.startPaused()
    #expect(try session.hasMouse)
    let before = try session.screen()
    let row = try #require(before.firstIndex { $0.contains("╭5 Readings") })
    let place = try #require(before[row].firstIndex(of: "5")).utf16Offset(in: before[row])
    try session.click(place + 4, row)
    try session.click(place + 4, row)
    try session.picture(with: "the readings alone") { $0.contains("╭5 Readings") && !$0.contains("World") }
    try session.click(4, 1)
    try session.click(4, 1 + 3)
    try session.picture(with: "all panes") { $0.contains("╭1 World") && $0.contains("╭5 Readings") }
    try quit(session)
  }

  @Test("a click on a hint of the footer presses its key")
  func footer() throws {
    let session = try Session()
    try session.startPaused()
    let footer = try #require(try session.screen().last)
    func click(on word: String) throws {
      try session.click(try #require(footer.range(of: word)).lowerBound.utf16Offset(in: footer), 23)
    }
    try click(on: "algorithm")
    try session.picture(showing: "type to filter")
    try session.keys("Escape")
    try session.picture(with: "the panes") { !$0.contains("type to filter") }
    try click(on: "run")
    try session.picture(with: "a run") { !$0.isPaused }
    try quit(session)
  }

  @Test("in a picker a click selects, a second one chooses, and the wheel goes on")
  func picker() throws {
    let session = try Session()
    try session.startPaused()
    try session.keys("w")
    let picture = try session.picture(showing: " short-corridor ")
    let row = try #require(picture.rows.firstIndex { $0.contains(" short-corridor ") })
    try session.click(30, row)
    try session.picture(showing: "▸ short-corridor")
    try session.wheel("down", 30, row)
    try session.picture(showing: "▸ gridworld")
    try session.wheel("up", 30, row)
    try session.picture(showing: "▸ short-corridor")
    try session.click(30, row)
    try session.picture(with: "the short corridor") { $0.title.contains("short-corridor") }
    try quit(session)
  }

  @Test("the wheel scrolls the help page")
  func help() throws {
    let session = try Session()
    try session.startPaused()
    try session.keys("?")
    try session.picture(showing: "Run and step")
    try session.wheel("down", 30, 10)
    try session.picture(with: "what comes after it") {
      !$0.contains("Run and step") && $0.contains("forward by one line")
    }
    try session.wheel("up", 30, 10)
    try session.picture(showing: "Run and step")
    try session.click(0, 0)
    try session.picture(with: "the panes") { $0.contains("╭1 World") }
    try quit(session)
  }

  @Test("the wheel and the arrows scroll a listing that is longer than its pane, and Escape follows the run again")
  func listing() throws {
    let session = try Session(columns: 80, rows: 18)
    try session.startPaused()
    let before = try session.screen()
    let row = try #require(before.firstIndex { $0.contains("╭4 ") })
    try session.wheel("down", 5, row + 2)
    try session.picture(with: "the marks") { $0.contains("▲") && !$0.contains("for each episode") }
    try session.keys("4", "Up", "PageUp")
    try session.picture(with: "the beginning") { !$0.contains("▲") && $0.contains("for each episode") }
    try session.keys("End")
    try session.picture(with: "the end") { $0.contains("▲") && !$0.contains("▼") }
    try session.keys("Escape", "1")
    try session.wait(until: "the picture before") { try session.screen() == before }
    try quit(session)
  }

  @Test("a report that arrives in pieces, one of another form, and one of another button press no key")
  func pieces() throws {
    let session = try Session()
    try session.startPaused()
    let before = try session.screen()
    for piece in ["\u{1B}[", "<0;7", ";3M"] { try session.type(piece) }
    try session.type("\u{1B}[M (#")  // the oldest form
    try session.type("\u{1B}[<2;20;9M\u{1B}[<35;21;9M\u{1B}[<0;9999;9999M\u{1B}[<66;3;3M\u{1B}[8;10;20t\u{1B}[99q")
    try session.keys("?")
    try session.picture(showing: "Run and step")
    try session.keys("Escape")
    try session.wait(until: "the picture before") { try session.screen() == before }
    try quit(session)
  }

  @Test("with --no-mouse, and on a terminal without a mouse, none is listened to")
  func none() throws {
    for (arguments, type) in [("--no-mouse", "xterm-256color"), ("", "vt100")] {
      let session = try Session(environment: ["TERM": type])
      try session.start("ascent --paused \(arguments)")
      #expect(try !session.hasMouse)
      try quit(session)
    }
  }

  @Test("^Z gives the mouse back and fg takes it again; a crash gives it back too")
  func given() throws {
    let session = try Session()
    try session.startPaused()
    try session.keys("C-z")
    _ = try session.finish()
    #expect(try !session.hasMouse)
    try session.enter("fg")
    try session.wait(until: "the mouse") { try session.hasMouse }
    try session.picture(with: "the panes") { $0.contains("╭1 World") }
    try session.send(SIGILL)
    #expect(try session.finish() == 132)
    #expect(try !session.hasMouse)
  }
}
