import Testing

@testable import Learn

/// Every scene of learning by networks shows what it says.
@Suite struct DeepSceneTests {
  /// The returns of a run's episodes, and what was promised at the start of each but the last less what then came.
  private struct Course {
    var returns: [Double] = []
    var surpluses: [Double] = []

    /// The mean of the last twenty.
    var lastReturn: Double { mean(of: returns.suffix(20)) }
    /// The means of the quarters of those that there are.
    var surplusByQuarter: [Double] {
      let known = surpluses.filter(\.isFinite)
      return (0..<4).map { mean(of: known[$0 * known.count / 4..<($0 + 1) * known.count / 4]) }
    }

    private func mean(of values: ArraySlice<Double>) -> Double { values.reduce(0, +) / Double(values.count) }
  }

  /// What is to be true of a scene after so many steps.
  private struct Fact: Sendable, CustomTestStringConvertible {
    var scene: String
    var steps: Int
    var holds: @Sendable (Course) -> Bool

    var testDescription: String { scene }
  }

  private static let facts: [Fact] = [
    Fact(scene: "swing-up", steps: 10_000) { $0.lastReturn > -250 },
    Fact(scene: "too-good-to-be-true", steps: 20_000) { $0.surplusByQuarter[3] > 5 && $0.lastReturn > -200 },
    Fact(scene: "smaller-promise", steps: 20_000) { $0.surplusByQuarter[3] < -5 && $0.lastReturn > -200 },
    Fact(scene: "chasing-itself", steps: 20_000) { $0.surplusByQuarter[3] > 50 && $0.lastReturn < -400 },
    Fact(scene: "no-memory", steps: 20_000) { $0.surplusByQuarter[3] > 50 && $0.lastReturn < -400 },
    Fact(scene: "trembling", steps: 15_000) { $0.returns.allSatisfy { $0 < 0 } && $0.lastReturn > -20 },
    Fact(scene: "long-pushes", steps: 15_000) { $0.returns.contains { $0 > 90 } && $0.lastReturn > 50 },
  ]

  /// What the updates of a scene do in so many steps: the KL that each left, as it stood at the ends of episodes, and what
  /// was returned.
  private struct Updates {
    var returns: [Double] = []
    var divergences: [Double] = []

    var lastReturn: Double { returns.suffix(40).reduce(0, +) / Double(min(returns.count, 40)) }
    var largest: Double { divergences.max() ?? .nan }
    var median: Double { divergences.sorted()[divergences.count / 2] }
  }

  private struct UpdateFact: Sendable, CustomTestStringConvertible {
    var scene: String
    var steps: Int
    var holds: @Sendable (Updates) -> Bool

    var testDescription: String { scene }
  }

  private static let updateFacts: [UpdateFact] = [
    UpdateFact(scene: "trust-region", steps: 80_000) {
      $0.largest <= 0.01 && $0.median > 0.005 && $0.lastReturn > -350
    },
    // The natural step without a search has learnt by then, see below.
    UpdateFact(scene: "wrong-way", steps: 80_000) {
      (0.008...0.015).contains($0.median) && $0.largest < 0.015 && $0.lastReturn < -900
    },
    // Of five seeds one step in seven to one in two goes beyond, and one to three go twice as far.
    UpdateFact(scene: "beyond-the-region", steps: 30_000) { updates in
      let beyond = updates.divergences.count { $0 > 0.5 }
      return updates.largest > 1 && updates.median > 0.2 && 10 * beyond > updates.divergences.count
    },
    UpdateFact(scene: "without-edges", steps: 60_000) { $0.largest > 1 && $0.lastReturn < -800 },
  ]

  /// The scenes that are judged here.
  static let scenes = facts.map(\.scene) + updateFacts.map(\.scene)

  private func updates(_ setup: Setup, seed: UInt64, steps: Int) throws -> Updates {
    let place = try #require(setup.metrics.firstIndex(of: "losses/approx_kl"))
    var run = try HeadlessRun(setup, seed: seed)
    var updates = Updates()
    run.run(
      HeadlessRun.Budget(steps: steps), reportsMetrics: true,
      report: { episode, _ in
        updates.returns.append(episode.return)
        if episode.metrics[place].isFinite { updates.divergences.append(episode.metrics[place]) }
      })
    return updates
  }

  @Test(arguments: updateFacts)
  private func `A scene of updates shows what it asks to look for`(fact: UpdateFact) throws {
    let scene = try LectureScene.named(fact.scene)
    let updates = try updates(try scene.setup(), seed: scene.seed, steps: fact.steps)
    #expect(fact.holds(updates), "\(scene.watch): \(updates.largest), \(updates.median), \(updates.lastReturn)")
  }

  @Test
  func
    `The natural step goes as far in KL as that of wrong-way, and learns; with its search no step leaves the region`()
    throws
  {
    let natural = try updates(try Setup("pendulum", "trpo:search=false"), seed: 1, steps: 80_000)
    #expect((0.008...0.015).contains(natural.median) && natural.lastReturn > -350, "\(natural.lastReturn)")
    let searched = try updates(try Setup("cart-pole", "trpo:kl=0.5"), seed: 1, steps: 30_000)
    #expect(searched.largest <= 0.5 && searched.largest > 0.3, "\(searched.largest)")
  }

  @Test(arguments: facts)
  private func `A scene shows what it asks to look for`(fact: Fact) throws {
    let scene = try LectureScene.named(fact.scene)
    let setup = try scene.setup()
    let place = try #require(setup.metrics.firstIndex(of: "charts/q_minus_return"))
    var run = try HeadlessRun(setup, seed: scene.seed)
    var course = Course()
    run.run(
      HeadlessRun.Budget(steps: fact.steps), reportsMetrics: true,
      report: { episode, _ in
        course.returns.append(episode.return)
        course.surpluses.append(episode.metrics[place])
      })
    #expect(fact.holds(course), "\(scene.watch): \(course.lastReturn), \(course.surplusByQuarter)")
  }
}
