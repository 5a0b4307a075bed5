import Testing
import Worlds

@testable import Learn

@Suite("Undoing and redoing changes")
struct UndoTests {
  @Test("undoing a reset brings the learner back to the bit, and its chart; redoing it the new one")
  func reset() throws {
    let reader = try Reader("gridworld:size=4", "td-actor-critic", seed: 4)
    _ = reader.frame()
    for _ in 0..<5 { _ = reader.paused(after: .advance(.episode)) }
    let before = try #require(reader.paused(after: .advance(.step)))
    _ = reader.paused(after: .reset(seed: 9))
    let anew = try #require(reader.paused(after: .advance(.episode)))
    #expect(anew.returns.run != before.returns.run)

    let back = try #require(reader.paused(after: .undo))
    #expect(back.policies == before.policies && back.learntValues == before.learntValues)
    #expect(back.seed == 4 && back.progress == before.progress && back.returns == before.returns)
    #expect(back.notice?.text == "undone: seed 9; back at episode 5 with what was learnt by then")

    let again = try #require(reader.paused(after: .redo))
    #expect(again.seed == 9 && again.policies == anew.policies && again.progress == anew.progress)
    #expect(again.returns == anew.returns && again.notice?.text == "done again: seed 9; episode 1")
    reader.session.stop()
  }

  @Test("a parameter, a freeze, an algorithm and a world are undone one after the other, the last first")
  func everyChange() throws {
    let reader = try Reader("aliased-corridor", "reinforce")
    _ = reader.frame()
    let start = try #require(reader.paused(after: .advance(.update)))
    _ = reader.paused(after: .set(name: "alpha", text: "0.25"))
    _ = reader.paused(after: .freeze(true))
    _ = reader.paused(after: .switchTo(try Setup("aliased-corridor", "q-learning")))
    _ = reader.paused(after: .advance(.update))
    _ = reader.paused(after: .switchTo(try Setup("pendulum", "reinforce")))
    _ = reader.paused(after: .advance(.update))

    let foil = try #require(reader.paused(after: .undo))
    #expect(foil.setup.algorithm.id == "q-learning" && foil.progress.updates == 1)
    let frozen = try #require(reader.paused(after: .undo))
    #expect(frozen.isFrozen && frozen.setup.algorithmSpec.description == "reinforce:alpha=0.25")
    let thawed = try #require(reader.paused(after: .undo))
    #expect(!thawed.isFrozen && thawed.listing == start.listing)
    let first = try #require(reader.paused(after: .undo))
    #expect(first.setup.algorithmSpec.description == "reinforce")
    #expect(first.policies == start.policies && first.progress == start.progress)
    // It goes on as it would have without the changes.
    let update = try #require(reader.paused(after: .advance(.update)))
    #expect(update.lineValues.first?.name == start.lineValues.first?.name)
    reader.session.stop()
  }

  @Test("a set-up that begins with its seed is one change, in the journal too")
  func beginning() throws {
    let reader = try Reader("aliased-corridor", "reinforce", seed: 5)
    _ = reader.frame()
    let start = try #require(reader.paused(after: .advance(.episode)))
    let begun = try #require(reader.paused(after: .begin(try Setup("gridworld", "q-learning"), seed: 9)))
    #expect(begun.setup.world.info.id == "gridworld" && begun.seed == 9 && begun.progress == Progress())
    #expect(begun.returns.count == 0)
    _ = reader.paused(after: .advance(.episode))
    let back = try #require(reader.paused(after: .undo))
    #expect(back.setup.algorithmSpec.description == "reinforce" && back.seed == 5 && !back.canUndo)
    #expect(back.policies == start.policies && back.progress == start.progress)
    let outcome = reader.session.stop()
    #expect(Session.replay(reader.gate.journal, start.setup, seed: 5) == outcome)
  }

  @Test("where nothing was changed, or something new was, it says so and changes nothing")
  func nothing() throws {
    let reader = try Reader("gridworld", "reinforce")
    _ = reader.frame()
    #expect(reader.paused(after: .undo)?.notice?.text == "nothing to undo")
    #expect(reader.paused(after: .redo)?.notice?.text == "nothing to redo")
    _ = reader.paused(after: .reset(seed: 2))
    _ = reader.paused(after: .undo)
    _ = reader.paused(after: .reset(seed: 3))
    let frame = try #require(reader.paused(after: .redo))
    #expect(frame.notice?.text == "nothing to redo" && frame.seed == 3)
    reader.session.stop()
    #expect(reader.gate.journal.count == 4)
  }

  @Test("as many changes are held as the history takes, and no more")
  func bounded() throws {
    let reader = try Reader("gridworld", "reinforce")
    _ = reader.frame()
    for seed in 2...40 { _ = reader.paused(after: .reset(seed: UInt64(seed))) }
    for _ in 0..<ChangeHistory.capacity { _ = reader.paused(after: .undo) }
    let last = try #require(reader.paused(after: .undo))
    #expect(last.notice?.text == "nothing to undo" && last.seed == UInt64(40 - ChangeHistory.capacity))
    reader.session.stop()
  }

  @Test("undo brings a learner back that has diverged since, and the run goes on")
  func divergence() throws {
    let reader = try Reader("gridworld:size=5", "q-learning", mode: .running(.full))
    _ = reader.frame()
    reader.gate.send(.set(name: "alpha", text: "3"))
    _ = try #require(reader.frame { $0.divergence != nil && $0.mode == .paused })
    reader.gate.send(.undo)
    let back = try #require(reader.frame { $0.divergence == nil && $0.notice?.text.hasPrefix("undone") == true })
    #expect(back.mode == .running(.full) && back.setup.algorithmSpec.description == "q-learning")
    reader.session.stop()
  }

  @Test("a journal with undone changes replays to the bit", arguments: ConformanceTests.pairs)
  func replay(pair: ConformanceTests.Pair) throws {
    let reader = try Reader(pair.place, pair.spec, seed: 6, mode: .running(.full))
    for command in [
      Command.freeze(true), .undo, .reset(seed: 12), .switchTo(try pair.setup), .undo, .undo, .redo, .undo,
      .set(name: "gamma", text: "x"),
    ] {
      reader.gate.send(command)
      reader.gate.requestFrame()
      _ = try #require(reader.frame())
    }
    var updates = 0
    for _ in 0..<10_000 where updates == 0 {
      reader.gate.requestFrame()
      updates = try #require(reader.frame()).progress.updates
    }
    let outcome = reader.session.stop()
    #expect(reader.gate.journal.count == 9)
    #expect(Session.replay(reader.gate.journal, try pair.setup, seed: 6) == outcome)
  }
}
