import Testing
import Worlds

@testable import Learn

@Suite struct ReplayTests {
  private static func memory(capacity: Int, steps: Int) -> ReplayMemory {
    var memory = ReplayMemory(capacity: capacity, observationCount: 2, actionCount: 1)
    for step in 0..<steps { append(step, to: &memory) }
    return memory
  }

  /// A transition that can be told from others by its numbers.
  private static func append(_ step: Int, to memory: inout ReplayMemory) {
    let x = Double(step)
    memory.append(
      Reals(array: [x, x + 0.25]), Reals(array: [x / 1024]),
      Outcome(reward: -x, ending: step % 3 == 0 ? .terminated : step % 3 == 1 ? .truncated : .none),
      Reals(array: [x + 0.5, x + 0.75]))
  }

  @Test(
    "the last transitions are kept, whole and in their order, over the chunks' edges",
    arguments: [(10, 7), (10, 10), (10, 23), (5000, 4999), (5000, 13_333), (4096, 9000), (1, 3)])
  func kept(capacity: Int, steps: Int) {
    let memory = Self.memory(capacity: capacity, steps: steps)
    #expect(memory.count == min(capacity, steps))
    for age in 0..<memory.count {
      let (row, step) = (memory.row(memory.place(ofAge: age)), steps - 1 - age)
      let x = Float(step)
      #expect(row.observation[0] == x && row.observation[1] == x + 0.25 && row.action[0] == x / 1024)
      #expect(row.next[0] == x + 0.5 && row.next[1] == x + 0.75 && row.reward == -x)
      #expect(row.continuation == (step % 3 == 0 ? 0 : 1))
    }
  }

  @Test("a copy keeps what it had when the other goes on")
  func copies() {
    var memory = Self.memory(capacity: 100, steps: 150)
    let copy = memory
    for step in 150..<250 { Self.append(step, to: &memory) }
    #expect((0..<100).allSatisfy { copy.row(copy.place(ofAge: $0)).reward == Float($0 - 149) })
    #expect((0..<100).allSatisfy { memory.row(memory.place(ofAge: $0)).reward == Float($0 - 249) })
  }

  @Test("batches draw every transition alike; without replay they are the last ones as they came")
  func draws() {
    let memory = Self.memory(capacity: 50, steps: 80)
    var batch = ReplayBatch(rows: 20, observationCount: 2, actionCount: 1)
    var random = RandomStream(seed: 6, name: "test")
    var counts = [Int](repeating: 0, count: 50)
    for _ in 0..<5000 {
      batch.draw(from: memory, isReplayed: true, using: &random)
      for reward in batch.rewards { counts[Int(-reward) - 30] += 1 }
    }
    // χ² with 49 degrees of freedom: beyond 86 once in a thousand.
    let χ² = counts.reduce(0.0) { $0 + (Double($1) - 2000) * (Double($1) - 2000) / 2000 }
    #expect(χ² < 86)
    batch.draw(from: memory, isReplayed: false, using: &random)
    #expect(batch.rewards == (60..<80).map { -Float($0) })
    #expect((0..<20).allSatisfy { batch.observations.pointer[2 * $0 + 1] == Float(60 + $0) + 0.25 })
    #expect((0..<20).allSatisfy { batch.next.pointer[2 * $0] == Float(60 + $0) + 0.5 })
    var y = [Float](repeating: 0, count: 20)
    batch.targets(0.5, following: Array(repeating: 8, count: 20), into: &y)
    for row in 0..<20 { #expect(y[row] == -Float(60 + row) + ((60 + row) % 3 == 0 ? 0 : 4)) }
  }
}
