/// The returns of all episodes, in bounded memory and without losing one.
///
/// Episodes fall into buckets of equal width. When all are full, neighbours merge: each bucket keeps count, mean, sum of
/// squared deviations, minimum and maximum (merged by Chan, Golub & LeVeque 1983), so that these stay exact. The last
/// hundred returns are kept one by one.
///
/// A task without end has no episodes to return anything: there the mean reward of each `block` of steps is an entry,
/// wherever this speaks of an episode's return.
public struct ReturnHistory: Sendable, Equatable {
  public struct Bucket: Sendable, Equatable {
    public private(set) var count = 0
    public private(set) var mean = 0.0
    /// The sum of squared deviations from the mean.
    public private(set) var m2 = 0.0
    public private(set) var minimum = Double.infinity
    public private(set) var maximum = -Double.infinity

    public init() {}

    public var variance: Double { count > 1 ? m2 / Double(count - 1) : 0 }

    /// Adds one value (Welford 1962).
    public mutating func add(_ value: Double) {
      count += 1
      let difference = value - mean
      mean += difference / Double(count)
      m2 += difference * (value - mean)
      minimum = min(minimum, value)
      maximum = max(maximum, value)
    }

    public mutating func merge(_ other: Bucket) {
      guard other.count > 0 else { return }
      guard count > 0 else {
        self = other
        return
      }
      let total = Double(count + other.count)
      let difference = other.mean - mean
      mean += difference * Double(other.count) / total
      m2 += other.m2 + difference * difference * Double(count) * Double(other.count) / total
      count += other.count
      minimum = min(minimum, other.minimum)
      maximum = max(maximum, other.maximum)
    }
  }

  /// Something that happened to the run: a switch, a changed parameter.
  public struct Note: Sendable, Equatable {
    /// The number of episodes that had ended.
    public var episode: Int
    public var text: String
  }

  /// Which of a session's histories this is: a reset begins another, an undo goes back to an earlier one.
  public var run = 0

  public static let capacity = 512
  public static let recentCapacity = 100
  /// Steps of a task without end whose mean reward is an entry.
  public static let block = 10

  /// Whether entries are mean rewards of blocks of steps.
  public let isOfRewards: Bool
  /// Steps of an entry on the axis: 1 where it is an episode.
  public var stepsOfEntry: Int { isOfRewards ? Self.block : 1 }
  /// The block in progress.
  private var blockSum = 0.0
  private var blockSteps = 0

  /// Oldest first; all but the last hold `width` entries.
  public private(set) var buckets: [Bucket] = []
  /// Entries per bucket, a power of two.
  public private(set) var width = 1
  /// All entries so far.
  public private(set) var count = 0
  public private(set) var notes: [Note] = []
  private var ring: [Double] = []
  private var newest = 0

  /// - Parameter isOfRewards: of a task without end.
  public init(isOfRewards: Bool = false) { self.isOfRewards = isOfRewards }

  /// Episodes that have ended.
  public var episodes: Int { isOfRewards ? 0 : count }
  /// Steps of a task without end; 0 elsewhere.
  public var steps: Int { isOfRewards ? count * Self.block + blockSteps : 0 }

  /// Takes in the reward of one step of a task without end.
  public mutating func add(reward: Double) {
    blockSum += reward
    blockSteps += 1
    guard blockSteps == Self.block else { return }
    add(blockSum / Double(Self.block))
    (blockSum, blockSteps) = (0, 0)
  }

  public mutating func add(_ value: Double) {
    if buckets.last.map({ $0.count >= width }) ?? true {
      if buckets.count == Self.capacity { mergeNeighbours() }
      buckets.append(Bucket())
    }
    buckets[buckets.count - 1].add(value)
    count += 1
    if ring.count < Self.recentCapacity {
      ring.append(value)
      newest = ring.count - 1
    } else {
      newest = (newest + 1) % Self.recentCapacity
      ring[newest] = value
    }
  }

  /// Leaves a mark at the present episode; before the first there is nothing to set apart.
  /// - Parameters:
  ///   - text: a few words, such as `alpha = 0.01`.
  ///   - isNewRun: whether what follows is not to be averaged with what was: the recent returns begin anew.
  public mutating func note(_ text: String, isNewRun: Bool = false) {
    if isNewRun { (ring, newest) = ([], 0) }
    if count == 0 || (notes.last?.episode == count && notes.last?.text == text) { return }
    notes.append(Note(episode: count, text: text))
    if notes.count > Self.capacity { notes.removeFirst() }
  }

  /// The last returns, oldest first, at most a hundred.
  public var recent: [Double] {
    ring.isEmpty ? [] : Array(ring[(newest + 1)...] + ring[...newest])
  }

  /// How many returns `recent` has.
  var recentCount: Int { ring.count }

  /// The mean of the last hundred returns; nil before the first.
  public var recentMean: Double? {
    ring.isEmpty ? nil : ring.reduce(0, +) / Double(ring.count)
  }

  private mutating func mergeNeighbours() {
    buckets = stride(from: 0, to: buckets.count, by: 2).map { index in
      var bucket = buckets[index]
      if index + 1 < buckets.count { bucket.merge(buckets[index + 1]) }
      return bucket
    }
    width *= 2
  }
}
