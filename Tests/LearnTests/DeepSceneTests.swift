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

  /// The scenes that are judged here.
  static let scenes = facts.map(\.scene)

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
