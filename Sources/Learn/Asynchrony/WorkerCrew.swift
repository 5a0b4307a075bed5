internal import CVectors
import Glibc
import Worlds

/// Workers at their segments on several threads, with one lock over what they share.
///
/// A thread takes a worker that has read, plays its segment without the lock, and hands the gradient in under it. In a drawn
/// order gradients wait there until their turn has come: writes and reads are those of one thread. Where workers race,
/// each writes as it comes, and a thread that is free takes the worker that has waited longest.
///
/// A segment lasts some forty microseconds. Threads therefore try the lock, and wait for a worker, by spinning; who has spun in vain for
/// long leaves the processor to others.
///
/// Unchecked, because everything that is not constant is reached only under the lock, but for the desk of a worker that is
/// taken, which is its thread's alone, and for what is read after all threads have been joined.
final class WorkerCrew<R: NetworkRepresentation>: @unchecked Sendable {
  /// A worker with its world.
  struct Desk: Sendable {
    var worker: AsynchronousWorker<R>
    var environment: Environment<R.W>
  }

  private enum Claim {
    case worker(Int)
    /// None can be taken now.
    case wait
    case done
  }

  private let rules: SegmentRules
  private let rates: SharedNetworks<R>.Rates
  /// Who writes when; nil where they race.
  private let order: [Int]?
  private let total: Int
  private let count: Int
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  private let desks: UnsafeMutablePointer<Desk>
  private(set) var shared: SharedNetworks<R>
  private(set) var timeLine: TimeLine
  /// What the writes amount to, in their order.
  private(set) var passage = Passage()
  /// Steps and episodes of the first worker alone.
  private(set) var own = (steps: 0, episodes: 0)
  private var written = 0
  private var claimed = 0
  /// By worker: whether it is taken and has not written yet, and whether its gradient is ready.
  private var isBusy: [Bool]
  private var isReady: [Bool]
  /// In a drawn order: the places of each worker's writes, and how many of them it has been taken for.
  private var places: [[Int]]
  private var taken: [Int]
  /// Where they race: who waits, the longest first.
  private var queue: [Int]

  /// - Parameters:
  ///   - desks: the workers, each with its world.
  ///   - shared: what they write to.
  ///   - timeLine: goes on.
  ///   - rules: of a segment.
  ///   - rates: of a write.
  ///   - order: who writes when; nil where they race.
  ///   - writes: how many.
  init(
    _ desks: [Desk], _ shared: SharedNetworks<R>, _ timeLine: TimeLine, _ rules: SegmentRules,
    _ rates: SharedNetworks<R>.Rates, order: [Int]?, writes: Int
  ) {
    (self.shared, self.timeLine, self.rules, self.rates) = (shared, timeLine, rules, rates)
    (self.order, total, count) = (order, writes, desks.count)
    self.desks = .allocate(capacity: desks.count)
    self.desks.initialize(from: desks, count: desks.count)
    isBusy = Array(repeating: false, count: desks.count)
    isReady = isBusy
    taken = Array(repeating: 0, count: desks.count)
    places = Array(repeating: [], count: desks.count)
    queue = Array(desks.indices)
    for (place, worker) in (order ?? []).enumerated() { places[worker].append(place) }
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
    desks.deinitialize(count: count)
    desks.deallocate()
  }

  /// Not to be asked before every thread has ended.
  var allDesks: [Desk] { (0..<count).map { desks[$0] } }

  /// All writes: by the caller and, where it is free, by the helper.
  func run() { Helper.shared.share(2, isWorthIt: true) { _ in work() } }

  /// One thread's part: until no more can be taken up.
  func work() {
    var waits = 0
    while true {
      switch withLock(claim) {
      case .worker(let worker):
        waits = 0
        desks[worker].worker.play(&desks[worker].environment, rules)
        withLock { handIn(worker) }
      case .wait:
        waits += 1
        for _ in 0..<32 { vectors_pause() }
        if waits > 200 { sched_yield() }
      case .done: return
      }
    }
  }

  private func withLock<Result>(_ body: () -> Result) -> Result {
    var tries = 0
    while pthread_mutex_trylock(mutex) != 0 {
      tries += 1
      if tries > 2000 {
        pthread_mutex_lock(mutex)
        break
      }
      vectors_pause()
    }
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  // MARK: Under the lock

  /// Who plays next. Whoever is not busy has read all that it may know.
  private func claim() -> Claim {
    guard claimed < total else { return .done }
    guard order != nil else {
      guard !queue.isEmpty else { return .wait }
      claimed += 1
      return .worker(queue.removeFirst())
    }
    // Of those the one whose write comes first.
    var (first, worker) = (Int.max, -1)
    for index in 0..<count where !isBusy[index] && taken[index] < places[index].count {
      let place = places[index][taken[index]]
      if place < first { (first, worker) = (place, index) }
    }
    guard worker >= 0 else { return .wait }
    (isBusy[worker], taken[worker], claimed) = (true, taken[worker] + 1, claimed + 1)
    return .worker(worker)
  }

  private func handIn(_ worker: Int) {
    guard let order else {
      write(worker)
      queue.append(worker)
      return
    }
    isReady[worker] = true
    while written < total, isReady[order[written]] {
      let next = order[written]
      write(next)
      (isReady[next], isBusy[next]) = (false, false)
    }
  }

  /// Writes a worker's gradient; the worker reads what has come of it.
  private func write(_ index: Int) {
    let desk = desks + index
    let (steps, read) = (desk.pointee.worker.count, desk.pointee.worker.readVersion)
    passage.steps += steps
    passage.marks += A3C<R>.marks(ofSteps: steps, rules.method)
    passage.iterations += 1
    let hasEnded = desk.pointee.worker.ending != .none
    if hasEnded {
      let last = desk.pointee.environment.lastEpisode
      passage.episodes.append(
        .init(return: last.return, length: last.length, end: passage.steps, shown: passage.shown))
    }
    if index == 0 { own = (own.steps + steps, own.episodes + (hasEnded ? 1 : 0)) }
    let rate = shared.write(desk.pointee.worker, rates)
    let write = TimeLine.Write(worker: index, read: read, version: shared.version, steps: steps)
    timeLine.append(write)
    passage.shown = A3C<R>.shown(desk.pointee.worker, write, rate: rate, rules.method)
    desk.pointee.worker.read(shared)
    written += 1
  }
}
