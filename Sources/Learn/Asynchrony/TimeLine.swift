/// What the workers of an asynchronous learner did to the parameters that they share: who read which version, who wrote when,
/// and over how many writes of others.
///
/// Version k is what the k-th write left; 0 is the start. A worker reads right after it has written.
public struct TimeLine: Sendable, Equatable {
  /// One write.
  public struct Write: Sendable, Equatable {
    /// Who wrote, from 0.
    public var worker: Int
    /// The version that its gradient was taken at.
    public var read: Int
    /// The version that it made.
    public var version: Int
    /// The steps of its segment.
    public var steps: Int

    /// Writes of others between its read and its write.
    public var staleness: Int { version - 1 - read }
  }

  /// So many writes are kept one by one.
  public static let capacity = 256
  /// Staleness is counted apart up to this; the last count is of all that are as stale or more.
  public static let longestCounted = 32

  /// The version that each worker has read last.
  public private(set) var reads: [Int]
  /// How many writes were so stale, from 0 on.
  public private(set) var counts: [Int]
  /// All writes.
  public private(set) var version = 0
  /// The largest staleness so far.
  public private(set) var largest = 0
  private var sum = 0
  private var ring: [Write] = []
  /// Whose segment is being played, from 0, and its steps so far; nil at full speed, where many are.
  public internal(set) var present: (worker: Int, steps: Int)?

  /// Where workers explore each in its own way: by what, and how much of it each has.
  public internal(set) var exploration: (symbol: String, values: [Double])?
  /// Whether threads race while nobody looks; what is looked at has an order by the seed.
  public internal(set) var races = false

  /// - Parameter workers: how many there are.
  init(workers: Int) {
    reads = Array(repeating: 0, count: workers)
    counts = Array(repeating: 0, count: Self.longestCounted + 1)
  }

  public var workers: Int { reads.count }

  /// The mean staleness of all writes; nil before the first.
  public var meanStaleness: Double? { version > 0 ? Double(sum) / Double(version) : nil }

  /// The last writes, oldest first, at most `capacity`.
  public var writes: [Write] {
    guard version > Self.capacity else { return ring }
    let first = version % Self.capacity
    return Array(ring[first...] + ring[..<first])
  }

  /// The write that made a version; nil where it is no longer kept.
  public func write(of version: Int) -> Write? {
    guard version > 0, version <= self.version, version > self.version - Self.capacity else { return nil }
    return ring[(version - 1) % Self.capacity]
  }

  /// Takes in the next write; its worker reads what it has made.
  mutating func append(_ write: Write) {
    precondition(write.version == version + 1, "version \(write.version) does not follow \(version)")
    precondition(
      write.read >= 0 && write.read < write.version, "what makes \(write.version) has not read \(write.read)")
    if ring.count < Self.capacity { ring.append(write) } else { ring[(write.version - 1) % Self.capacity] = write }
    version = write.version
    reads[write.worker] = version
    sum += write.staleness
    largest = max(largest, write.staleness)
    counts[min(write.staleness, Self.longestCounted)] += 1
  }

  /// All workers read what is there: parameters were put in place from outside.
  mutating func readAll() { for worker in reads.indices { reads[worker] = version } }

  public static func == (a: Self, b: Self) -> Bool {
    a.reads == b.reads && a.counts == b.counts && a.version == b.version && a.largest == b.largest && a.sum == b.sum
      && a.ring == b.ring && a.present?.worker == b.present?.worker && a.present?.steps == b.present?.steps
  }
}
