import Testing
import Worlds

@testable import Learn

/// Every scene of asynchronous learning shows what it says.
@Suite struct WorkerSceneTests {
  typealias Learner = A3C<SoftmaxRepresentation<SharedWorld<Int>>>

  static let scenes = ["written-over", "sixteen-at-once", "each-its-own-way"]

  /// The scene's learner after so many steps.
  private func learner(_ id: String, steps: Int, workers: Int? = nil) throws -> Learner {
    let scene = try LectureScene.named(id)
    var spec = scene.algorithm
    if let workers { spec = "a3c:workers=\(workers)" }
    let learner = try Setup(scene.world, spec).make(scene.seed)
    var probe = HeadlessProbe(steps: steps)
    while true { do throws(HeadlessProbe.Reached) { try learner.iterateHeadless(&probe) } catch { break } }
    return try #require(learner.learner as? Learner)
  }

  @Test func `In written-over writes are of different staleness, each that of the writes of others since its read`()
    throws
  {
    let writes = try learner("written-over", steps: 2000).timeLine.writes
    #expect(Set(writes.map(\.staleness)).count >= 3)
    for write in writes {
      let between = writes.filter { $0.version > write.read && $0.version < write.version }
      #expect(between.count == write.staleness && between.allSatisfy { $0.worker != write.worker })
    }
  }

  @Test func `In sixteen-at-once gradients are fifteen writes old, with two workers one`() throws {
    for (workers, mean) in [(2, 1.0), (16, 15)] {
      let timeLine = try learner("sixteen-at-once", steps: 6000, workers: workers).timeLine
      // The first write of each worker finds fewer.
      let staleness = timeLine.writes.dropFirst(timeLine.workers).map { Double($0.staleness) }
      #expect(abs(staleness.reduce(0, +) / Double(staleness.count) - mean) < 0.5)
    }
  }

  @Test func `In each-its-own-way some workers are bold and some are careful`() throws {
    let learner = try learner("each-its-own-way", steps: 100)
    #expect(Set(learner.rules.εs).isSuperset(of: [0.5, 0.1, 0.01]))
    #expect(learner.rules.εs == learner.drawnεs)
  }
}
