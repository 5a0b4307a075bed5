import Testing
import Worlds

@testable import Learn

/// Whether the defaults learn: the exact J after a budget, on at least nine of ten seeds.
@Suite struct LearningTests {
  struct Bar: CustomStringConvertible, Sendable {
    let algorithm: String
    let world: String
    let episodes: Int
    let objective: Double
    var description: String { "\(algorithm) on \(world) to \(objective)" }
  }

  @Test(
    "the exact J passes the bar",
    arguments: [
      Bar(algorithm: "reinforce", world: "aliased-corridor", episodes: 20_000, objective: 5.5),
      Bar(algorithm: "reinforce-baseline", world: "aliased-corridor", episodes: 20_000, objective: 5.5),
      Bar(algorithm: "td-actor-critic", world: "aliased-corridor", episodes: 20_000, objective: 6),
      Bar(algorithm: "reinforce", world: "short-corridor", episodes: 2000, objective: -12.5),
      Bar(algorithm: "reinforce-baseline", world: "short-corridor", episodes: 2000, objective: -12.5),
      Bar(algorithm: "reinforce-baseline", world: "gridworld", episodes: 10_000, objective: -20),
      Bar(algorithm: "td-actor-critic", world: "gridworld", episodes: 10_000, objective: -18.9),
    ])
  func bars(bar: Bar) throws {
    let objectives = try (UInt64(1)...10).map { seed in
      var run = try HeadlessRun(try Setup(bar.world, bar.algorithm), seed: seed)
      run.run(.init(episodes: bar.episodes))
      return try #require(run.objectives.first?.value)
    }
    #expect(objectives.count { $0 >= bar.objective } >= 9, "\(objectives)")
  }

  @Test("Q-learning under aliasing: its returns look fine while what it has found is worth far less")
  func foil() throws {
    var caught = 0
    for seed in UInt64(1)...10 {
      var run = try HeadlessRun(try Setup("aliased-corridor", "q-learning"), seed: seed)
      run.run(.init(episodes: 5000))
      let greedy = try #require(run.objectives.first { $0.name == "greedy" }?.value)
      // A uniform policy has −10.3.
      if try #require(run.meanReturn) > -2, greedy < -30 { caught += 1 }
    }
    #expect(caught >= 9)
  }

  @Test("a value-based policy on the short corridor is frozen at −44.2 or −82.1")
  func shortCorridor() throws {
    var run = try HeadlessRun(try Setup("short-corridor", "q-learning"), seed: 3)
    run.run(.init(episodes: 2000))
    let objective = try #require(run.objectives.first { $0.name == "ε-greedy" }?.value)
    #expect(abs(objective + 44.2) < 0.1 || abs(objective + 82.1) < 0.1)
  }

  @Test("a budget of steps is kept to the step, and one of seconds ends an episode that does not")
  func budgets() throws {
    var run = try HeadlessRun(try Setup("gridworld", "td-actor-critic"), seed: 1)
    run.run(.init(steps: 12_345))
    #expect(run.progress.steps == 12_345)
    let endless = try Setup("aliased-corridor:horizon=none", "q-learning:epsilon=0")
    var timed = try HeadlessRun(endless, seed: 1)
    timed.run(.init(seconds: 0.05))
    #expect(timed.seconds < 5)
  }

  @Test("the policy can begin at any θ; one that does not fit is refused")
  func theta() throws {
    let setup = try Setup("short-corridor", "reinforce:alpha=0")
    var run = try HeadlessRun(setup, seed: 1, theta: [-1.472, 1.472])
    run.run(.init(episodes: 1))
    let objective = try #require(run.objectives.first?.value)
    #expect(abs(objective + 82.1) < 0.2)
    #expect(throws: ParameterError.self) { try HeadlessRun(setup, seed: 1, theta: [1]) }
    #expect(throws: ParameterError.self) {
      try HeadlessRun(try Setup("short-corridor", "q-learning"), seed: 1, theta: [1, 2])
    }
  }
}
