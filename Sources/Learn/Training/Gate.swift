import Glibc
import Synchronization

/// The one thing that the front end and the training thread share: commands one way, frames the other.
///
/// One lock guards one struct. Nothing is computed and nothing is called while it is held.
///
/// `@unchecked Sendable` holds because `state` is reached only between `lock` and `unlock` of `mutex`, in this type;
/// `attention` is atomic; everything else is constant. (Swift's own `Mutex` has no condition to wait on.)
public final class Gate: @unchecked Sendable {
  private struct State {
    var commands: [Command] = []
    var wantsFrame = false
    var wantsTrajectory = false
    var frames: RingBuffer<Frame>
    var journal: [JournalEntry] = []
    /// What the training thread left behind.
    var outcome: [LearntParameters]?
    /// The training thread waits, with nothing left to do, for as long as it takes.
    var isAtRest = false
  }

  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  /// Something has come in for the training thread.
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  /// The training thread has come to rest.
  private let rested: UnsafeMutablePointer<pthread_cond_t>
  private var state: State
  /// Whether the training thread must look in here at its next mark. It is raised under the lock, with the reason for it,
  /// and lowered under the lock when no reason is left; the marks read it without.
  private let attention = Atomic(true)
  private let onFrame: @Sendable () -> Void

  /// - Parameters:
  ///   - capacity: the number of frames held.
  ///   - onFrame: called by the training thread after each frame, without the lock.
  public init(capacity: Int = 256, onFrame: @escaping @Sendable () -> Void = {}) {
    state = State(frames: RingBuffer(capacity: capacity))
    self.onFrame = onFrame
    mutex = .allocate(capacity: 1)
    condition = .allocate(capacity: 1)
    rested = .allocate(capacity: 1)
    pthread_cond_init(rested, nil)
    pthread_mutex_init(mutex, nil)
    // Deadlines are on the monotonic clock, so that setting the wall clock stalls nobody.
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_cond_destroy(rested)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    rested.deallocate()
    mutex.deallocate()
  }

  private func withLock<Result>(_ body: (inout State) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body(&state)
  }

  // MARK: The front end's side

  /// Hands over a command; it acts at the next mark.
  public func send(_ command: Command) {
    withLock { state in
      state.commands.append(command)
      state.isAtRest = false
      attention.store(true, ordering: .relaxed)
      pthread_cond_signal(condition)
    }
  }

  /// Asks for one frame of whatever the training thread is doing next.
  /// - Parameter withTrajectory: whether it is to show an episode step by step also at full speed; slower runs always do.
  public func requestFrame(withTrajectory: Bool = false) {
    withLock { state in
      state.wantsFrame = true
      state.wantsTrajectory = withTrajectory
      state.isAtRest = false
      attention.store(true, ordering: .relaxed)
      pthread_cond_signal(condition)
    }
  }

  /// The frames from `number` on that are still held, and how many were overwritten before they could be read.
  public func frames(from number: Int) -> (frames: [Frame], missed: Int) {
    withLock { state in
      let (values, missed) = state.frames.values(from: number)
      return (values, missed)
    }
  }

  /// Waits until the run is paused, with every command carried out: its newest frame says how things stay. A run that is
  /// not paused by a command, a condition or a divergence never comes to rest.
  public func waitUntilAtRest() {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !state.isAtRest { pthread_cond_wait(rested, mutex) }
  }

  /// Every command so far that changed what is learnt.
  public var journal: [JournalEntry] { withLock { $0.journal } }

  /// Every learnt number when the training thread left; nil while it is there.
  public var outcome: [LearntParameters]? { withLock { $0.outcome } }

  // MARK: The training thread's side

  /// Whether there is a reason to call `take`.
  @inline(__always)
  var needsAttention: Bool { attention.load(ordering: .relaxed) }

  /// The commands handed over since the last call, whether a frame is asked for, and whether with a trajectory.
  func take() -> (commands: [Command], wantsFrame: Bool, wantsTrajectory: Bool) {
    withLock { state in
      let taken = (state.commands, state.wantsFrame, state.wantsTrajectory)
      state.commands = []
      state.wantsFrame = false
      return taken
    }
  }

  /// Lowers the flag, unless something has come in since `take`.
  func rest() {
    withLock { state in
      if state.commands.isEmpty, !state.wantsFrame { attention.store(false, ordering: .relaxed) }
    }
  }

  /// Puts commands back in front of whatever has come in since they were taken.
  func putBack(_ commands: ArraySlice<Command>) {
    withLock { $0.commands.insert(contentsOf: commands, at: 0) }
  }

  /// Waits until something comes in or the deadline passes; at once if something is there already.
  func wait(until deadline: timespec?) {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    // A signal may be stale: what counts is what is there.
    while state.commands.isEmpty, !state.wantsFrame {
      if var deadline {
        if pthread_cond_timedwait(condition, mutex, &deadline) == ETIMEDOUT { return }
      } else {
        state.isAtRest = true
        pthread_cond_broadcast(rested)
        pthread_cond_wait(condition, mutex)
      }
    }
  }

  func post(_ frame: Frame) {
    withLock { $0.frames.append(frame) }
    onFrame()
  }

  func record(_ entry: JournalEntry) {
    withLock { $0.journal.append(entry) }
  }

  func end(_ outcome: [LearntParameters]) {
    withLock { state in
      state.outcome = outcome
      state.isAtRest = true
      pthread_cond_broadcast(rested)
    }
    onFrame()
  }
}
