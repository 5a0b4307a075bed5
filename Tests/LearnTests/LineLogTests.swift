import Testing
import Worlds

@testable import Learn

/// What is shown of a line holds, or is known to be old.
@Suite struct LineLogTests {
  @Test func `Values are present while every mark is watched, and old once the line may have gone by unseen`() {
    var log = LineLog(lines: 2)
    log.note(0, at: 1, updates: 0)
    log.note(1, at: 2, updates: 0)
    #expect(log.freshness(updates: 3) == [.present, .present], "watched all the way")
    log.note(1, at: 9, updates: 1)
    #expect(log.freshness(updates: 1) == [.earlier, .present])
    // Unseen, but nothing has been learnt since.
    log.note(0, at: 200, updates: 7)
    #expect(log.freshness(updates: 7) == [.present, .earlier])
    log.hold(1, at: 200, updates: 7)
    #expect(log.freshness(updates: 8) == [.present, .present])
    log.goFar()
    log.note(0, at: 9000, updates: 900)
    #expect(log.freshness(updates: 900) == [.present, .past])
  }

  @Test func `Values stay for some pictures, so that they do not flicker, and a line that was never seen has none`() {
    var log = LineLog(lines: 3)
    log.note(0, at: 1, updates: 0)
    for picture in 1...40 {
      log.note(1, at: picture * 1000, updates: picture * 9)
      let freshness = log.freshness(updates: picture * 9)
      #expect(freshness == [picture <= 30 ? .earlier : .past, .present, .past], "\(picture)")
    }
  }

  @Test(arguments: [
    ("aliased-corridor", "genetic", "g"), ("bandit", "cma-es", "g"), ("bandit", "cem-parameters", "t"),
  ])
  func `The generation that a listing shows is the one that runs`(world: String, algorithm: String, name: String) throws
  {
    let reader = try Reader(world, algorithm, seed: 1)
    defer { reader.session.stop() }
    _ = try #require(reader.frame())
    var frame = try #require(reader.paused(after: .runUntil(.episodes(5000), .full)))
    frame = try #require(reader.paused(after: .advance(.line)))
    let generation = try #require(frame.population).generation
    #expect(generation > 3)
    let shown = try #require(frame.values[0].first { $0.name == name }).value
    #expect(Int(shown) == (name == "g" ? generation : generation - 1) && frame.freshness(of: 0) == .present)
  }

  @Test func `Who runs until an episode sees what its lines showed, and nothing of long ago`() throws {
    let reader = try Reader("aliased-corridor", "reinforce-baseline", seed: 1)
    defer { reader.session.stop() }
    _ = try #require(reader.frame())
    let frame = try #require(reader.paused(after: .runUntil(.episodes(300), .full)))
    #expect(frame.listing.indices.allSatisfy { frame.values[$0].isEmpty || frame.freshness(of: $0) != .past })
    #expect(frame.values.contains { $0.contains { $0.name == "δ" } })
    let later = try #require(reader.paused(after: .runUntil(try Condition("return > -1000 and entropy < 9"), .full)))
    #expect(later.mark >= frame.mark)
  }

  @Test(arguments: [
    ("episode >= 5", 5), ("episode > 5", 6), ("episode >= 5 and return > 1", 5), ("episode >= 9 or episode > 3", 4),
    ("return > 5", nil), ("episode >= 5 or return > 5", nil),
  ])
  func `A condition knows the first episode at whose end it can hold`(text: String, episode: Int?) throws {
    #expect(try Condition(text).firstEpisode == episode)
  }
}
