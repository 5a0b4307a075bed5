import Testing
import Worlds

@testable import Learn

/// Every scene shows what it says.
@Suite struct SceneTests {
  /// What is to be true of a scene after so many episodes.
  private struct Fact: Sendable, CustomTestStringConvertible {
    var scene: String
    var episodes: Int
    var holds: @Sendable (HeadlessRun) -> Bool

    var testDescription: String { scene }
  }

  private static func j(_ run: HeadlessRun, _ name: String = "π") -> Double {
    run.objectives().first { $0.name == name }?.value ?? .nan
  }

  private static let facts: [Fact] = [
    Fact(scene: "coin-toss", episodes: 20_000) { j($0) > 5.8 },
    Fact(scene: "value-foil", episodes: 10_000) {
      abs(j($0, "greedy") + 35.2) < 0.01 && ($0.meanReturn ?? -99) > 0
    },
    Fact(scene: "cliff-edge", episodes: 5000) { j($0, "greedy") == -13 && j($0, "ε-greedy") < -45 },
    Fact(scene: "too-large-a-step", episodes: 1000) { j($0) < -99 },
    Fact(scene: "sure-too-soon", episodes: 10_000) { (0.1...0.2).contains(j($0)) },
    Fact(scene: "local-optimum", episodes: 8000) { (0.1...0.2).contains(j($0)) },
    Fact(scene: "exactly-caught", episodes: 300) { abs(j($0) + 17) < 1e-6 },
    Fact(scene: "baseline", episodes: 1000) { j($0) > -12 },
    Fact(scene: "one-value-for-all", episodes: 300) { j($0) < -900 },
    Fact(scene: "brittle-critic", episodes: 100) { j($0) < -999 },
    Fact(scene: "found-out", episodes: 1000) { abs(j($0, "greedy") + 9) < 0.01 },
    Fact(scene: "memory-pays", episodes: 5000) { j($0) > 5 },
    Fact(scene: "round-and-round", episodes: 3000) { run in
      let game = run.game
      let isNear = (game?.agentMean ?? []).allSatisfy { abs($0 - 1.0 / 3) < 0.03 }
      return isNear && (game?.agentTrail.flatMap { $0 }.max() ?? 0) > 0.45
    },
    Fact(scene: "at-rest-in-a-corner", episodes: 4000) { ($0.game?.mixture.max() ?? 0) > 0.95 },
    Fact(scene: "caught-climber", episodes: 20_000) { abs(j($0) - 0.2) < 0.02 },
    Fact(scene: "population-escapes", episodes: 20_000) { j($0) > 5 },
    Fact(scene: "believed-luck", episodes: 3000) { j($0) < -8 && $0.believed == 9 },
    Fact(scene: "cannot-decide", episodes: 6000) { j($0, "greedy") == -18 && (-45...(-30)).contains(j($0)) },
    Fact(scene: "lucky-episodes", episodes: 20_000) { j($0) < 0.3 },
  ]

  @Test(arguments: facts)
  private func `A scene shows what it asks to look for`(fact: Fact) throws {
    let scene = try LectureScene.named(fact.scene)
    var run = try HeadlessRun(try scene.setup(), seed: scene.seed)
    run.run(HeadlessRun.Budget(episodes: fact.episodes))
    #expect(fact.holds(run), "\(scene.watch): \(run.objectives())")
  }

  @Test func `In sure-too-soon seven seeds of ten end where the first does`() throws {
    let scene = try LectureScene.named("sure-too-soon")
    let ends = try (UInt64(1)...10).map { seed in
      var run = try HeadlessRun(try scene.setup(), seed: seed)
      run.run(HeadlessRun.Budget(episodes: 10_000))
      return Self.j(run)
    }
    #expect(ends.count { (0.1...0.2).contains($0) } >= 7, "\(ends)")
  }

  @Test func `The updates of small-change are small, and a greedy step is large`() throws {
    let scene = try LectureScene.named("small-change")
    let reader = try Reader(scene.world, scene.algorithm, seed: scene.seed)
    defer { reader.session.stop() }
    _ = try #require(reader.frame())
    _ = try #require(reader.paused(after: .runUntil(.episodes(100), .full)))
    var largest = 0.0
    for _ in 0..<100 {
      largest = max(largest, try #require(reader.paused(after: .advance(.update))?.change).mean)
    }
    let policy = try #require(reader.seen.last?.policies.first)
    let model = try #require(try scene.setup().world.model)
    var analysis = PolicyAnalysis(policy, on: model)
    while !analysis.isDone { analysis.advance() }
    let q = try #require(analysis.actionValues)
    let greedy = try #require(GreedyStep.improved(policy, by: q, visits: analysis.visits, on: model, ε: 0.1))
    let change = PolicyChange(from: policy, to: greedy, visits: [], update: 0)
    #expect(largest > 0 && change.mean > 100 * largest, "\(largest), \(change.mean)")
  }

  @Test func `In exactly-caught no action on the policy's way is worth more than what it does, yet better ways exist`()
    throws
  {
    let scene = try LectureScene.named("exactly-caught")
    var run = try HeadlessRun(try scene.setup(), seed: scene.seed)
    run.run(HeadlessRun.Budget(episodes: 20))
    let model = try #require(try scene.setup().world.model)
    // What it tends to: every state's likeliest action, for certain.
    let θ = try #require(run.parameters.first { $0.name == "θ" }).values
    let count = model.actionCount
    let probabilities = θ.indices.map { index in
      θ[index] == θ[index / count * count..<(index / count + 1) * count].max() ? 1.0 : 0
    }
    let limit = PolicyTable(name: "limit", actionCount: count, probabilities: probabilities)
    var analysis = PolicyAnalysis(limit, on: model)
    while !analysis.isDone { analysis.advance() }
    #expect(analysis.objective == -17)
    // ∂J/∂π is the visits times A, so that none of these can raise J; elsewhere there is much to gain.
    let (visits, advantages) = (try #require(analysis.visits), try #require(analysis.advantages))
    for state in visits.indices where visits[state] > 0 {
      #expect(advantages[state].allSatisfy { $0 <= 0 }, "\(state): \(advantages[state])")
    }
    #expect(advantages.contains { $0.contains { $0 > 0 } })
  }

  @Test func `In no-model the dynamics weigh in ln P and not in its gradient`() throws {
    let scene = try LectureScene.named("no-model")
    let reader = try Reader(scene.world, scene.algorithm, seed: scene.seed)
    defer { reader.session.stop() }
    _ = try #require(reader.frame())
    let frame = try #require(reader.paused(after: .advance(.episode)))
    let trajectory = try #require(frame.trajectory)
    #expect(trajectory.logDynamics! < -1 && trajectory.scoreNorm! > 0)
  }

  @Test func `In fading-traces both traces fade along the way that led to the agent`() throws {
    let scene = try LectureScene.named("fading-traces")
    let reader = try Reader(scene.world, scene.algorithm, seed: scene.seed)
    defer { reader.session.stop() }
    _ = try #require(reader.frame())
    var frame = try #require(reader.paused(after: .advance(.update)))
    for _ in 0..<5 { frame = try #require(reader.paused(after: .advance(.update))) }
    let (critic, actor) = (try #require(frame.eligibility), try #require(frame.policyEligibility))
    // What was visited has a trace, the last place the strongest; the action taken there is favoured.
    let path = try #require(frame.trajectory).steps.map { Int($0.observation.components[0]) }
    let last = try #require(path.last)
    #expect(Set(critic.indices.filter { critic[$0] > 0 }) == Set(path) && critic[last] >= 1)
    #expect(path.contains { critic[$0] < 0.7 && critic[$0] > 0.1 })
    let action = Int(try #require(frame.trajectory?.steps.last).action.components[0])
    #expect(actor[4 * last + action] == actor[4 * last..<4 * last + 4].max())
  }

  @Test func `Every scene has its fact, a name of its own and words of a line`() {
    let scenes = Catalogue.scenes
    #expect(
      scenes.map(\.id).sorted()
        == (Self.facts.map(\.scene) + DeepSceneTests.scenes + WorkerSceneTests.scenes + [
          "fading-traces", "small-change", "no-model",
        ]).sorted())
    #expect(Set(scenes.map(\.id)).count == scenes.count)
    for scene in scenes {
      // It fits the line for messages of the smallest projector.
      #expect(!scene.title.isEmpty && (20...78).contains(scene.watch.count), "\(scene.id): \(scene.watch.count)")
      #expect(!scene.watch.hasSuffix("."))
    }
  }

  @Test func `A scene that there is not is answered with the nearest`() throws {
    #expect(throws: ParameterError("there is no scene `coin-tos`; did you mean `coin-toss`?")) {
      try LectureScene.named("coin-tos")
    }
  }
}

extension HeadlessRun {
  /// The return that a search believes its policy to have: in its listing, the J of the last line.
  fileprivate var believed: Double? { learner.believed }
}

extension AnyLearner {
  fileprivate var believed: Double? {
    var learner = learner
    return learner.valueOfLastLine("J")
  }
}

extension Learner {
  /// What the last line of the next iteration shows by this name.
  fileprivate mutating func valueOfLastLine(_ name: String) -> Double? {
    var recorder = Recorder()
    iterate(&recorder)
    return recorder.values.last?[name]
  }
}
