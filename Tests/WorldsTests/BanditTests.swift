import Testing

@testable import Worlds

@Suite struct BanditTests {
  private func bandit(_ change: (inout Bandit.Settings) -> Void = { _ in }) throws -> Bandit {
    var settings = Bandit.Settings()
    change(&settings)
    return try Bandit(settings)
  }

  @Test("ten arms by default, the same for the same seed and others for another")
  func testbed() throws {
    let means = try bandit().means
    #expect(means.count == 10)
    #expect(try bandit().means == means)
    let others = try bandit { $0.meansSeed = 2 }.means
    #expect(zip(means, others).allSatisfy { $0 != $1 })
    // More arms are more draws of the same stream.
    #expect(try bandit { $0.arms = 20 }.means.prefix(10) == means[...])
  }

  @Test("means are drawn from N(0, 1)")
  func distribution() throws {
    let means = try (0..<50).flatMap { seed in
      try bandit {
        $0.arms = 100
        $0.meansSeed = seed
      }.means
    }
    let count = Double(means.count)
    let mean = means.reduce(0, +) / count
    let variance = means.reduce(0) { $0 + $1 * $1 } / count
    #expect(abs(mean) < 5 / count.squareRoot())
    #expect(abs(variance - 1) < 5 * (2 / count).squareRoot())
  }

  @Test("given means are the arms, whatever their number")
  func given() throws {
    let world = try bandit { $0.means = "0.5/1/-0.2" }
    #expect(world.means == [0.5, 1, -0.2])
    #expect(world.actionSpace.count == 3)
    #expect(world.model.faults == [])
  }

  @Test(
    "means that are none are refused in words",
    arguments: [
      ("0.5/x", "`x` in `means` is no number within ±1000000; write them as 0.5/1/-0.2"),
      ("1//2", "`` in `means` is no number within ±1000000; write them as 0.5/1/-0.2"),
      ("nan", "`nan` in `means` is no number within ±1000000; write them as 0.5/1/-0.2"),
      (Array(repeating: "1", count: 101).joined(separator: "/"), "`means` has 101 numbers; there can be 1…100 arms"),
    ])
  func refusals(text: String, message: String) {
    let error = #expect(throws: ParameterError.self) { try bandit { $0.means = text } }
    #expect(error?.description == message)
  }

  @Test("every pull terminates, and the scene keeps the last two dozen as they were paid")
  func pulls() throws {
    var world = try bandit()
    var random = RandomStream(seed: 4, name: "world")
    var paid: [ArmScene.Pull] = []
    for pull in 0..<30 {
      world.reset(using: &random)
      #expect(world.state == 0)
      let outcome = world.step(pull % 10, using: &random)
      #expect(outcome.ending == .terminated)
      paid.append(.init(arm: pull % 10, reward: outcome.reward))
      guard case .arms(let scene) = world.scene else {
        Issue.record("a bandit is drawn as arms")
        return
      }
      #expect(scene.pulls == Array(paid.suffix(24)))
      #expect(scene.arms.map(\.mean) == world.means && scene.arms.allSatisfy { $0.deviation == 1 })
    }
  }

  @Test("without noise an arm pays its mean")
  func noiseless() throws {
    var world = try bandit { $0.σ = 0 }
    var random = RandomStream(seed: 4, name: "world")
    for arm in 0..<10 {
      world.reset(using: &random)
      #expect(world.step(arm, using: &random).reward == world.means[arm])
    }
  }
}

@Suite struct ContinuousBanditTests {
  @Test("an action pays the square of what it misses by, whatever the bounds, and ends the episode")
  func rewards() {
    var settings = ContinuousBandit.Settings()
    settings.noise = 0
    settings.target = -1
    var world = ContinuousBandit(settings)
    var random = RandomStream(seed: 1, name: "world")
    for (action, reward) in [(-1.0, 0.0), (0, -1), (2, -9), (-51, -2500)] {
      world.reset(using: &random)
      let outcome = world.step(Vector([action]), using: &random)
      #expect(outcome == Outcome(reward: reward, ending: .terminated))
    }
    guard case .curve(let scene) = world.scene else {
      Issue.record("a continuous bandit is drawn as a curve")
      return
    }
    #expect(scene.pulls.map(\.action) == [-1, 0, 2, -51])
    #expect(scene.range == -5...3 && scene.reward(2) == -9)
  }

  @Test("the noise has mean zero and the deviation it is given")
  func noise() {
    var settings = ContinuousBandit.Settings()
    settings.noise = 3
    var world = ContinuousBandit(settings)
    var random = RandomStream(seed: 8, name: "world")
    let count = 20_000
    let rewards = (0..<count).map { _ in
      world.reset(using: &random)
      return world.step(Vector([1.0]), using: &random).reward + 1
    }
    let mean = rewards.reduce(0, +) / Double(count)
    let variance = rewards.reduce(0) { $0 + $1 * $1 } / Double(count)
    #expect(abs(mean) < 5 * 3 / Double(count).squareRoot())
    #expect(abs(variance - 9) < 5 * 9 * (2 / Double(count)).squareRoot())
  }

  @Test("nothing is observed, and the one state is written as no numbers")
  func state() throws {
    var world = ContinuousBandit(.init())
    #expect(world.observation.array == [] && world.stateVector == [] && world.observationSpace == .vector([]))
    try world.reset(to: [])
    let error = #expect(throws: ParameterError.self) { try world.reset(to: [1]) }
    #expect(error?.description == "[1] is no state of `continuous-bandit`; it must be [], the only one")
  }
}
