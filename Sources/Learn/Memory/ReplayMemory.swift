import Worlds

/// The transitions that an off-policy learner draws its batches from: the last so many, the oldest of which give way.
///
/// They lie in chunks, so that a copy of the learner costs the next step the copy of one chunk, not of everything; and
/// memory is taken as it fills.
public struct ReplayMemory: Sendable {
  /// One transition: it is a row o, a, o′, r, c of single precision, where c is 0 where o′ has no future.
  struct Row {
    fileprivate let start: UnsafePointer<Float>
    fileprivate let observationCount: Int
    fileprivate let actionCount: Int

    var observation: UnsafePointer<Float> { start }
    var action: UnsafePointer<Float> { start + observationCount }
    var next: UnsafePointer<Float> { start + observationCount + actionCount }
    var reward: Float { start[2 * observationCount + actionCount] }
    /// 0 where the transition terminated its episode, else 1: a horizon that cuts one leaves its future.
    var continuation: Float { start[2 * observationCount + actionCount + 1] }
  }

  /// The most transitions.
  public let capacity: Int
  public let observationCount: Int
  public let actionCount: Int
  /// Transitions kept.
  public private(set) var count = 0
  /// The place of the next one.
  private var next = 0
  private var chunks: [Floats] = []

  private static let chunkRows = 4096
  private var width: Int { 2 * observationCount + actionCount + 2 }

  /// - Parameters:
  ///   - capacity: the most transitions, positive.
  ///   - observationCount: components of an observation.
  ///   - actionCount: components of an action.
  public init(capacity: Int, observationCount: Int, actionCount: Int) {
    precondition(capacity > 0, "a replay memory needs room for a transition")
    (self.capacity, self.observationCount, self.actionCount) = (capacity, observationCount, actionCount)
  }

  /// Keeps a transition; where there is no more room the oldest is forgotten.
  /// - Parameters:
  ///   - action: within −1…1, the learner's own unit.
  ///   - outcome: only a terminated one has no future.
  mutating func append(_ observation: Reals, _ action: Reals, _ outcome: Outcome, _ following: Reals) {
    let (chunk, row) = next.quotientAndRemainder(dividingBy: Self.chunkRows)
    if chunk == chunks.count {
      chunks.append(Floats(count: min(Self.chunkRows, capacity - chunk * Self.chunkRows) * width))
    }
    let start = chunks[chunk].mutablePointer() + row * width
    for index in 0..<observationCount {
      start[index] = Float(observation[index])
      start[observationCount + actionCount + index] = Float(following[index])
    }
    for index in 0..<actionCount { start[observationCount + index] = Float(action[index]) }
    start[width - 2] = Float(outcome.reward)
    start[width - 1] = outcome.ending == .terminated ? 0 : 1
    next = next + 1 == capacity ? 0 : next + 1
    count = max(count, next == 0 ? capacity : next)
  }

  /// A transition by its age: 0 is the last one.
  func place(ofAge age: Int) -> Int {
    let place = next - 1 - age
    return place < 0 ? place + capacity : place
  }

  /// The transition at a place, for reading until the memory changes.
  func row(_ place: Int) -> Row {
    let (chunk, row) = place.quotientAndRemainder(dividingBy: Self.chunkRows)
    return Row(
      start: chunks[chunk].pointer + row * width, observationCount: observationCount, actionCount: actionCount)
  }

  /// Observations of some transitions, evenly spread over all that are kept, for display.
  /// - Parameter limit: the most.
  func sample(atMost limit: Int) -> [Reals] {
    let step = max(1, (count + limit - 1) / max(limit, 1))
    return stride(from: 0, to: count, by: step).map { place in
      let row = row(place)
      return Reals(array: (0..<observationCount).map { Double(row.observation[$0]) })
    }
  }
}
