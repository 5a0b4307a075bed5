import Testing
import Worlds

@testable import Learn

/// A headless run stops where its budget says, whatever the algorithm's iteration is.
@Suite struct BudgetTests {
  @Test(
    "so many episodes are trained and no more",
    arguments: ["reinforce", "td-actor-critic", "q-learning", "cem-tabular"])
  func episodes(algorithm: String) throws {
    var run = try HeadlessRun(try Setup("gridworld:size=4", algorithm), seed: 3)
    run.run(.init(episodes: 7))
    #expect(run.progress.episodes == 7)
    #expect(algorithm == "cem-tabular" || run.progress.updates > 0)
  }

  @Test("what the last episode teaches is learnt")
  func last() throws {
    var run = try HeadlessRun(try Setup("gridworld:size=4", "reinforce"), seed: 3)
    run.run(.init(episodes: 1))
    #expect(run.progress.updates == run.progress.steps)
  }

  @Test("a condition is looked at after each episode, also in the middle of a generation")
  func condition() throws {
    var run = try HeadlessRun(try Setup("gridworld:size=4", "cem-tabular"), seed: 3)
    run.run(.init(condition: try Condition("episode >= 11")))
    #expect(run.progress.episodes == 11)
  }

  @Test("settings that do not go together are refused before anything runs")
  func together() throws {
    #expect(throws: ParameterError.self) { try Setup("gridworld", "cem-tabular:elite=500") }
    #expect(throws: ParameterError.self) { try Setup("aliased-corridor:horizon=none", "cem-tabular") }
    _ = try Setup("aliased-corridor:horizon=none", "cem-tabular:average=1")
    var setup = try Setup("gridworld", "cem-tabular")
    #expect(throws: ParameterError.self) { try setup.set("candidates", to: "10") }
    #expect(setup.algorithmSpec.description == "cem-tabular")
  }

  @Test("a J that would take minutes is not computed, and the others are")
  func affordable() throws {
    let large = try HeadlessRun(try Setup("gridworld:size=60,horizon=none", "td-actor-critic"), seed: 1)
    #expect(large.objectives().map(\.value) == [nil])
    let small = try HeadlessRun(try Setup("gridworld:size=5,horizon=none", "td-actor-critic"), seed: 1)
    #expect(small.objectives().first?.value != nil)
  }
}
