import Worlds

/// Who writes next, where the order is drawn from the run's seed.
///
/// Each worker's segment takes a time of its own, uniform on 1 ± `unevenness`; who is through first writes first, reads what is
/// there then and begins the next segment. The times are drawn whatever happens in the segments, so that the order of the
/// writes is known ahead, and with it which version each segment reads: all that a segment depends on. Threads may
/// therefore play segments at the same time, and nothing changes.
struct WorkerSchedule: Sendable {
  private var random: RandomStream
  private let unevenness: Double
  /// When each worker's present segment ends.
  private var ends: [Double]

  /// - Parameters:
  ///   - workers: how many there are.
  ///   - unevenness: 0…1; at 0 they take turns.
  ///   - seed: of the run.
  init(workers: Int, unevenness: Double, seed: UInt64) {
    random = RandomStream(seed: seed, name: "order")
    self.unevenness = unevenness
    // They do not all begin at once, or they would write one on the heels of the other.
    ends = (1...workers).map { Double($0) / Double(workers) }
  }

  /// The worker that writes next, from 0.
  mutating func next() -> Int {
    var first = 0
    for worker in ends.indices.dropFirst() where ends[worker] < ends[first] { first = worker }
    ends[first] += 1 + unevenness * random.uniform(-1, 1)
    return first
  }
}
