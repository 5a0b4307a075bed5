import Testing
import Worlds

@testable import Learn

@Suite struct TraceTests {
  @Test("a ring buffer keeps the newest, numbers them and says how many a reader missed")
  func ring() {
    var ring = RingBuffer<String>(capacity: 3)
    #expect(ring.values(from: 0).values == [])
    for word in ["a", "b", "c", "d", "e"] { ring.append(word) }
    #expect((ring.count, ring.firstNumber, ring.nextNumber) == (3, 2, 5))
    #expect(ring[1] == nil && ring[2] == "c" && ring[4] == "e" && ring[5] == nil)
    #expect(ring.values(from: 0).values == ["c", "d", "e"])
    #expect(ring.values(from: 0).missed == 2)
    #expect(ring.values(from: 4).values == ["e"])
    #expect(ring.values(from: 4).missed == 0)
    #expect(ring.values(from: 5).values == [])
    #expect(ring.values(from: 9).missed == 0)
  }

  @Test("the history of returns loses nothing when it merges: counts, means, spreads and extremes stay exact")
  func history() {
    var history = ReturnHistory()
    var whole = ReturnHistory.Bucket()
    var random = RandomStream(seed: 1, name: "test")
    for index in 0..<10_007 {
      let value = random.normal() * 3 + Double(index % 100)
      history.add(value)
      whole.add(value)
    }
    #expect(history.buckets.count <= ReturnHistory.capacity)
    #expect(history.buckets.dropLast().allSatisfy { $0.count == history.width })
    var merged = ReturnHistory.Bucket()
    for bucket in history.buckets { merged.merge(bucket) }
    #expect(merged.count == 10_007 && history.count == 10_007)
    #expect(abs(merged.mean - whole.mean) < 1e-9)
    #expect(abs(merged.variance - whole.variance) < 1e-7)
    #expect(merged.minimum == whole.minimum && merged.maximum == whole.maximum)
  }

  @Test("Welford's bucket agrees with the definition")
  func bucket() {
    var bucket = ReturnHistory.Bucket()
    for value in [1.0, 4, -2, 7] { bucket.add(value) }
    #expect(bucket.mean == 2.5)
    #expect(abs(bucket.variance - (2.25 + 2.25 + 20.25 + 20.25) / 3) < 1e-12)
    #expect(bucket.minimum == -2 && bucket.maximum == 7)
  }

  @Test("the last hundred returns are kept one by one, in order")
  func recent() {
    var history = ReturnHistory()
    #expect(history.recent == [] && history.recentMean == nil)
    for value in 0..<250 {
      history.add(Double(value))
      #expect(history.recent == (max(0, value - 99)...value).map(Double.init))
    }
    #expect(history.recentMean == 199.5)
  }

  @Test("without an end ten steps are an entry, their mean reward, and no step is lost")
  func rewards() {
    var history = ReturnHistory(isOfRewards: true)
    for reward in 0..<25 { history.add(reward: Double(reward)) }
    #expect(history.count == 2 && history.recent == [4.5, 14.5] && history.steps == 25)
    for reward in 25..<30 { history.add(reward: Double(reward)) }
    #expect(history.recent == [4.5, 14.5, 24.5] && history.steps == 30 && history.episodes == 0)
    var returns = ReturnHistory()
    returns.add(7)
    #expect(returns.episodes == 1 && returns.steps == 0)
  }

  @Test("a task without end keeps its rewards where one that is cut keeps its returns")
  func endless() throws {
    var run = try HeadlessRun(try Setup("two-state-loop:horizon=none", "td-lambda-actor-critic"), seed: 2)
    run.run(.init(steps: 1234, condition: try Condition("episode >= 1 or return > -1")))
    func history(of learner: some Learner) -> ReturnHistory { learner.environment.returns }
    let returns = history(of: run.learner.learner)
    #expect(returns.isOfRewards && returns.steps == 1234 && returns.count == 123 && run.progress.episodes == 0)
    #expect(returns.buckets.allSatisfy { $0.minimum >= 0 && $0.maximum <= 1 })
    let mean = returns.recent.reduce(0, +) / 100
    #expect(abs(try #require(run.meanReward) - mean) < 1e-12 && run.meanReturn == nil)
    var cut = try HeadlessRun(try Setup("two-state-loop", "td-lambda-actor-critic"), seed: 2)
    cut.run(.init(steps: 1234))
    #expect(cut.meanReward == nil && cut.meanReturn != nil && cut.averageRewards().isEmpty)
  }

  @Test("notes remember the episode at which they were made")
  func notes() {
    var history = ReturnHistory()
    history.add(1)
    history.note("alpha = 0.1")
    history.note("alpha = 0.1")
    history.add(1)
    history.note("frozen")
    #expect(history.notes.map(\.episode) == [1, 2])
    #expect(history.notes.map(\.text) == ["alpha = 0.1", "frozen"])
  }
}
