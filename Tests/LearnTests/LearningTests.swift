import Testing
import Worlds

@testable import Learn

/// Whether the algorithms learn: the table of bars, and what is to be seen where they cannot.
@Suite struct LearningTests {
  @Test(
    "each bar of the table is reached, by as many runs as it asks for", arguments: LearningBar.all.filter(\.isQuick))
  func bars(bar: LearningBar) throws {
    let result = try bar.result()
    #expect(result.isMet, "\(result.values)")
  }

  @Test(
    "value-based learning under aliasing: its returns look fine while what it has found is worth far less",
    arguments: ["q-learning", "sarsa"])
  func foils(algorithm: String) throws {
    var caught = 0
    for seed in UInt64(1)...10 {
      var run = try HeadlessRun(try Setup("aliased-corridor", algorithm), seed: seed)
      run.run(.init(episodes: 5000))
      let greedy = try #require(run.objectives().first { $0.name == "greedy" }?.value)
      let exploring = try #require(run.objectives().first { $0.name == "ε-greedy" }?.value)
      // A uniform policy has −10.3.
      if try #require(run.meanReturn) > -2, greedy < -30, exploring < -11 { caught += 1 }
    }
    #expect(caught >= 9)
  }

  @Test("a value-based policy on the short corridor is frozen at −44.2 or −82.1", arguments: ["q-learning", "sarsa"])
  func shortCorridor(algorithm: String) throws {
    var run = try HeadlessRun(try Setup("short-corridor", algorithm), seed: 3)
    run.run(.init(episodes: 2000))
    let objective = try #require(run.objectives().first { $0.name == "ε-greedy" }?.value)
    #expect(abs(objective + 44.2) < 0.1 || abs(objective + 82.1) < 0.1)
  }

  /// The median over ten seeds of the exact J of a policy by its name.
  private func median(_ name: String, _ world: String, _ algorithm: String, episodes: Int) throws -> Double {
    let objectives = try (UInt64(1)...10).map { seed in
      var run = try HeadlessRun(try Setup(world, algorithm), seed: seed)
      run.run(.init(episodes: episodes))
      return try #require(run.objectives().first { $0.name == name }?.value)
    }.sorted()
    return (objectives[4] + objectives[5]) / 2
  }

  @Test("the cross-entropy method finds the shortest way in thirty generations; at λ = 1 it never makes up its mind")
  func smoothing() throws {
    #expect(try median("greedy", "gridworld", "cem-tabular", episodes: 6000) == -18)
    let undecided = try median("π", "gridworld", "cem-tabular:smoothing=1", episodes: 6000)
    #expect(undecided < -30 && undecided > -45)
  }

  @Test("averaging helps against luck, for equally many episodes: where the agent slips, and where the start decides")
  func averaging() throws {
    let lucky = try median("π", "gridworld:slip=0.3", "cem-tabular", episodes: 20_000)
    let averaged = try median("π", "gridworld:slip=0.3", "cem-tabular:average=5", episodes: 20_000)
    // −33 and −27 of −24.
    #expect(averaged > lucky + 3)
    // On the lake the table has 0.6 for the plain version's median and 0.71 for nine of ten averaged runs.
    #expect(try median("π", "frozen-lake", "cem-tabular", episodes: 100_000) < 0.68)
    // Ten roll-outs each find the best deterministic policy, 0.2; one finds those who began beside the money.
    #expect(try median("greedy", "aliased-corridor", "cem-tabular", episodes: 20_000) > 0.19)
    #expect(try median("greedy", "aliased-corridor", "cem-tabular:average=1", episodes: 20_000) < -1)
  }

  @Test("QAC fails on the short corridor, where one Q serves all states, and from too large a step elsewhere")
  func brittleness() throws {
    // Uniform has −12.
    #expect(try median("π", "short-corridor", "qac", episodes: 2000) < -20)
    let harsh = try (UInt64(1)...10).map { seed in
      var run = try HeadlessRun(try Setup("aliased-corridor", "qac:alpha=0.03"), seed: seed)
      run.run(.init(episodes: 20_000))
      return try #require(run.objectives().first?.value)
    }
    #expect(harsh.count { $0 < 5.5 } >= 6, "\(harsh)")
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
    let objective = try #require(run.objectives().first?.value)
    #expect(abs(objective + 82.1) < 0.2)
    #expect(throws: ParameterError.self) { try HeadlessRun(setup, seed: 1, theta: [1]) }
    #expect(throws: ParameterError.self) {
      try HeadlessRun(try Setup("short-corridor", "q-learning"), seed: 1, theta: [1, 2])
    }
  }
}
