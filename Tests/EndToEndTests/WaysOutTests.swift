import Foundation
import Testing

/// Whatever ends the program, the terminal is as before and the exit status tells why.
@Suite(.serialized) struct WaysOutTests {
  private func expectRestored(_ session: Session) throws {
    #expect(try !session.isOnAlternateScreen)
    #expect(try session.isCursorVisible)
    #expect(try session.hasFoundModes())
  }

  @Test("while it runs it has a screen of its own and hides the cursor; q quits with status 0")
  func quit() throws {
    let session = try Session()
    try session.start()
    #expect(try session.isOnAlternateScreen)
    #expect(try !session.isCursorVisible)
    try session.keys("q")
    #expect(try session.finish() == 0)
    try expectRestored(session)
  }

  @Test("control and a letter on the keyboard", arguments: [("C-c", 130), ("C-\\", 131)])
  func keyboardSignals(key: String, status: Int) throws {
    let session = try Session()
    try session.start()
    try session.keys(key)
    #expect(try session.finish() == status)
    try expectRestored(session)
  }

  @Test(
    "a signal that asks it to end, and one that a trap raises",
    arguments: [
      SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE,
    ])
  func signals(signal: Int32) throws {
    let session = try Session()
    try session.start()
    try session.send(signal)
    #expect(try session.finish() == 128 + Int(signal))
    try expectRestored(session)
  }

  @Test("^Z stops it with a sane terminal, fg draws it again, and it quits as ever")
  func stopAndContinue() throws {
    let session = try Session()
    try session.startPaused()
    let before = try session.screen()
    try session.keys("C-z")
    #expect(try session.finish() == 128 + Int(SIGTSTP))
    try expectRestored(session)
    try session.enter("fg")
    try session.wait(until: "the picture again") {
      try session.isOnAlternateScreen && session.screen() == before
    }
    #expect(try !session.isCursorVisible)
    try session.keys("q")
    #expect(try session.finish() == 0)
    try expectRestored(session)
  }

  @Test("SIGSTOP, which no program can prepare for, and fg draw it again as well")
  func stopUnprepared() throws {
    let session = try Session()
    try session.startPaused()
    let before = try session.screen()
    try session.send(SIGSTOP)
    try session.waitForShell()
    // The terminal is still set as the program needs it, where Enter does not end a line.
    try session.keys("f", "g", "C-j")
    try session.wait(until: "the picture again") {
      try session.isOnAlternateScreen && session.screen() == before
        && !session.isCursorVisible
    }
    try session.keys("q")
    #expect(try session.finish() == 0)
    try expectRestored(session)
  }

  @Test("a signal that comes while it is stopped ends it when it is continued")
  func endWhileStopped() throws {
    let session = try Session()
    try session.start()
    try session.keys("C-z")
    _ = try session.finish()
    try session.send(SIGTERM)
    try session.enter("fg")
    #expect(try session.finish() == 128 + Int(SIGTERM))
    try expectRestored(session)
  }
}
