internal import CVectors
import Glibc
import Synchronization

/// A second thread that takes over one of two shares of a piece of work, while the caller does the other.
///
/// There is one in the program. It begins when first asked, waits for the next share by spinning for some microseconds, which is
/// what lies between two updates of a learner at full speed, and sleeps after that: a run that is paused or slow costs nothing.
/// Where the helper has not begun its share when the caller is through with the other, because it sleeps or the processors have other
/// work, the caller takes it back; where it was interrupted within its share, the caller does without it for twenty times as long as it
/// had to wait. Whoever finds it busy, another learner or work within work, does everything alone. Shares are so cut
/// that the results are the same to the bit, whoever does them.
///
/// Unchecked, because whoever has exchanged `isTaken` alone touches what is not atomic, but for `job` and `share`: they are written before
/// the offer, read by whoever takes the offer by an exchange, and forgotten by the caller after that one is through.
final class Helper: @unchecked Sendable {
  static let shared = Helper()

  private enum State {
    static let idle = 0
    static let offered = 1
    static let taken = 2
  }

  /// Threads of one learner, 1 or 2; see `Threads.ofLearner`.
  fileprivate let threads = Atomic<Int>(Threads.processors > 1 ? 2 : 1)
  /// Pieces of work that keep the processors busy by themselves.
  private let crowds = Atomic<Int>(0)
  private let isTaken = Atomic<Bool>(false)
  private let state = Atomic<Int>(State.idle)
  private let isAsleep = Atomic<Bool>(false)
  private var job: ((Range<Int>) -> Void)?
  private var share = 0..<0
  private var hasBegun = false
  /// When the helper will be asked again, while it rests; by the clock.
  private var restEnd: Double?
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// About fifty microseconds.
  private static let patience = 2000

  private init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  /// Does a piece of work, the second half of it on the helper's thread if that is free and allowed.
  /// - Parameters:
  ///   - count: how much there is to do, rows or pieces.
  ///   - unit: shares begin at multiples of it.
  ///   - isWorthIt: whether it takes longer than handing it over, some hundred nanoseconds.
  ///   - work: does a part of 0..<count; the parts touch nothing in common.
  @inline(__always)
  func share(_ count: Int, by unit: Int = 1, isWorthIt: Bool, _ work: (Range<Int>) -> Void) {
    let middle = (count / 2 + unit / 2) / unit * unit
    guard isWorthIt, middle > 0, middle < count, take() else { return work(0..<count) }
    withoutActuallyEscaping(work) { help($0, 0..<middle, middle..<count) }
    isTaken.store(false, ordering: .releasing)
  }

  /// Meanwhile others keep the processors busy, and every learner is left to one thread.
  func standBack<Result>(while body: () -> Result) -> Result {
    crowds.add(1, ordering: .relaxed)
    defer { crowds.subtract(1, ordering: .relaxed) }
    return body()
  }

  private func take() -> Bool {
    guard threads.load(ordering: .relaxed) > 1, crowds.load(ordering: .relaxed) == 0 else { return false }
    guard !isTaken.exchange(true, ordering: .acquiring) else { return false }
    guard let restEnd else { return true }
    if Metronome.now < restEnd {
      isTaken.store(false, ordering: .releasing)
      return false
    }
    self.restEnd = nil
    return true
  }

  @inline(never)
  private func help(_ work: @escaping (Range<Int>) -> Void, _ own: Range<Int>, _ other: Range<Int>) {
    if !hasBegun {
      hasBegun = true
      _ = Threads.start { [self] in serve() }
    }
    (job, share) = (work, other)
    state.store(State.offered, ordering: .sequentiallyConsistent)
    if isAsleep.load(ordering: .sequentiallyConsistent) {
      pthread_mutex_lock(mutex)
      pthread_cond_signal(condition)
      pthread_mutex_unlock(mutex)
    }
    work(own)
    if state.compareExchange(expected: State.offered, desired: State.idle, ordering: .acquiring).exchanged {
      work(other)
    } else {
      waitForShare()
    }
    job = nil
  }

  private func waitForShare() {
    for _ in 0..<Self.patience {
      if state.load(ordering: .acquiring) == State.idle { return }
      vectors_pause()
    }
    let begin = Metronome.now
    while state.load(ordering: .acquiring) != State.idle { sched_yield() }
    let end = Metronome.now
    restEnd = end + 20 * (end - begin)
  }

  /// The helper's own loop.
  private func serve() {
    while true {
      waitForOffer()
      guard state.compareExchange(expected: State.offered, desired: State.taken, ordering: .acquiring).exchanged
      else { continue }
      perform()
      state.store(State.idle, ordering: .releasing)
    }
  }

  /// Leaves no reference to the job behind.
  @inline(never)
  private func perform() { job?(share) }

  private func waitForOffer() {
    for _ in 0..<Self.patience {
      if state.load(ordering: .relaxed) == State.offered { return }
      vectors_pause()
    }
    pthread_mutex_lock(mutex)
    isAsleep.store(true, ordering: .sequentiallyConsistent)
    while state.load(ordering: .sequentiallyConsistent) != State.offered { pthread_cond_wait(condition, mutex) }
    isAsleep.store(false, ordering: .sequentiallyConsistent)
    pthread_mutex_unlock(mutex)
  }
}

extension Threads {
  /// Threads on which one learner may do its sums, 1 or 2. It learns the same to the bit on any number of them,
  /// unless its workers race (`WriteOrder.racing`).
  public static var ofLearner: Int {
    get { Helper.shared.threads.load(ordering: .relaxed) }
    set { Helper.shared.threads.store(min(max(newValue, 1), 2), ordering: .relaxed) }
  }
}
