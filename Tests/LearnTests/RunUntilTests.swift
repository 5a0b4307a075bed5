import Testing
import Worlds

@testable import Learn

@Suite("Running until a condition holds")
struct RunUntilTests {
  private static func goal(_ text: String) -> Condition {
    do { return try Condition(text) } catch { fatalError("\(error)") }
  }

  @Test("a run pauses at the end of the episode that fulfils its condition, and says so")
  func reached() throws {
    let reader = try Reader("gridworld:size=3", "td-actor-critic")
    _ = reader.frame()
    let frame = try #require(reader.paused(after: .runUntil(Self.goal("episode >= 25"), .full)))
    #expect(frame.progress.episodes == 25 && frame.episode.ending != .none)
    #expect(frame.notice?.text == "until episode >= 25: reached at episode 25")
    #expect(frame.goal == nil)
    reader.session.stop()
  }

  @Test("the mark is the same to the bit whether pictures are drawn or not, and at any pace")
  func deterministic() throws {
    func outcome(_ pace: Pace, drawing: Bool) throws -> (Int, [LearntParameters]) {
      let reader = try Reader("aliased-corridor", "reinforce-baseline", seed: 4)
      _ = reader.frame()
      reader.gate.send(.runUntil(Self.goal("return > 0"), pace))
      let frame = reader.frame { frame in
        if drawing { reader.gate.requestFrame() }
        return frame.mode == .paused && frame.notice != nil
      }
      return (try #require(frame).mark, reader.session.stop())
    }
    let still = try outcome(.full, drawing: false)
    let drawn = try outcome(.full, drawing: true)
    let paced = try outcome(.limited(perSecond: 1e6, grain: .line), drawing: true)
    #expect(still.0 == drawn.0 && still.1 == drawn.1)
    #expect(still.0 == paced.0 && still.1 == paced.1)
  }

  @Test("it is reached by the mean of a hundred returns, not by a lucky first one")
  func meanOfHundred() throws {
    let reader = try Reader("gridworld:size=3", "td-actor-critic")
    _ = reader.frame()
    let frame = try #require(reader.paused(after: .runUntil(Self.goal("return > -1000000"), .full)))
    #expect(frame.progress.episodes == ReturnHistory.recentCapacity)
    reader.session.stop()
  }

  @Test("what holds already says so, and the run stays or becomes paused", arguments: [Mode.paused, .running(.full)])
  func already(mode: Mode) throws {
    let reader = try Reader("gridworld:size=3", "td-actor-critic", mode: mode)
    _ = reader.frame()
    reader.gate.send(.runUntil(Self.goal("entropy > 0"), .full))
    let frame = try #require(reader.frame { $0.notice != nil })
    #expect(frame.mode == .paused && frame.notice?.text.hasPrefix("until entropy > 0: it holds already") == true)
    reader.session.stop()
  }

  @Test(
    "another run, a pause or an advance calls it off",
    arguments: [Command.run(.full), .pause, .advance(.step)])
  func cancelled(command: Command) throws {
    let reader = try Reader("gridworld:size=3", "td-actor-critic")
    _ = reader.frame()
    reader.gate.send(.runUntil(Self.goal("episode >= 1000000000"), .limited(perSecond: 20, grain: .step)))
    #expect(reader.frame { $0.goal != nil } != nil)
    reader.gate.send(command)
    reader.gate.requestFrame()
    #expect(reader.frame { $0.goal == nil } != nil)
    reader.session.stop()
  }

  @Test("it outlives a reset, and is then about the new learner")
  func reset() throws {
    let reader = try Reader("gridworld:size=3", "td-actor-critic")
    _ = reader.frame()
    reader.gate.send(.runUntil(Self.goal("episode >= 2000"), .full))
    reader.gate.send(.reset(seed: 3))
    let frame = try #require(reader.frame { $0.mode == .paused && $0.progress.steps > 0 })
    #expect(frame.seed == 3 && frame.progress.episodes == 2000)
    reader.session.stop()
  }

  @Test("a frozen policy is run until a condition too")
  func frozen() throws {
    let reader = try Reader("gridworld:size=3", "td-actor-critic")
    _ = reader.frame()
    _ = reader.paused(after: .freeze(true))
    let frame = try #require(reader.paused(after: .runUntil(Self.goal("episode >= 5"), .full)))
    #expect(frame.isFrozen && frame.progress.episodes == 5 && frame.progress.updates == 0)
    reader.session.stop()
  }
}
