import Worlds

/// Transitions drawn from a replay memory: a learner keeps one batch and fills it anew at each update.
struct ReplayBatch: Sendable {
  let rows: Int
  let observationCount: Int
  let actionCount: Int
  /// s, a and s′, row by row; actions in the learner's unit.
  private(set) var observations: Floats
  private(set) var actions: Floats
  private(set) var next: Floats
  private(set) var rewards: [Float]
  /// 0 where the transition terminated its episode, else 1.
  private(set) var continuations: [Float]
  /// Where each row is in the memory.
  private var places: [Int]

  init(rows: Int, observationCount: Int, actionCount: Int) {
    (self.rows, self.observationCount, self.actionCount) = (rows, observationCount, actionCount)
    observations = Floats(count: padded(rows * observationCount))
    actions = Floats(count: padded(rows * actionCount))
    next = observations
    rewards = Array(repeating: 0, count: rows)
    continuations = rewards
    places = Array(repeating: 0, count: rows)
  }

  /// Draws every row anew, with replacement; or takes the last transitions in the order they came, for whoever wants to see
  /// what replay is for.
  mutating func draw(from memory: ReplayMemory, isReplayed: Bool, using random: inout RandomStream) {
    let limit = UInt64(memory.count)
    for row in 0..<rows {
      // The upper bits of a product: no place is favoured by more than one part in 2³² / count.
      places[row] =
        isReplayed
        ? Int(((random.next() &>> 32) &* limit) &>> 32)
        : memory.place(ofAge: min(rows - 1 - row, memory.count - 1))
    }
    gather(places, of: memory)
  }

  private mutating func gather(_ places: [Int], of memory: ReplayMemory) {
    // What is far away in memory is asked for first, all of it at once, and copied when it is there.
    rewards.withUnsafeMutableBufferPointer { rewards in
      continuations.withUnsafeMutableBufferPointer { continuations in
        for row in 0..<rows {
          let transition = memory.row(places[row])
          (rewards[row], continuations[row]) = (transition.reward, transition.continuation)
        }
      }
    }
    let (s, a, following) = (observations.mutablePointer(), actions.mutablePointer(), next.mutablePointer())
    for row in 0..<rows {
      let transition = memory.row(places[row])
      for index in 0..<observationCount {
        s[row * observationCount + index] = transition.observation[index]
        following[row * observationCount + index] = transition.next[index]
      }
      for index in 0..<actionCount { a[row * actionCount + index] = transition.action[index] }
    }
  }

  /// y = r + γ c V(s′) of each row, where c is 0 for what terminated.
  func targets(_ γ: Double, following values: [Float], into y: inout [Float]) {
    let γ = Float(γ)
    for row in 0..<rows { y[row] = rewards[row] + γ * continuations[row] * values[row] }
  }

  /// Writes observations into the inputs of a pass, from this row of it on.
  func write(_ observations: Floats, into x: MatrixView, at first: Int = 0) {
    let from = observations.pointer
    for row in 0..<rows {
      for index in 0..<observationCount { x[first + row, index] = from[row * observationCount + index] }
    }
  }

  /// Writes observations and actions side by side into the inputs of a pass.
  func write(_ observations: Floats, _ actions: Floats, into x: MatrixView) {
    write(observations, into: x)
    let from = actions.pointer
    for row in 0..<rows {
      for index in 0..<actionCount { x[row, observationCount + index] = from[row * actionCount + index] }
    }
  }
}
