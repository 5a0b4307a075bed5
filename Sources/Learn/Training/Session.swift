import Glibc
import Worlds

/// A run in the background: a thread of its own that owns the learner, and the gate through which it is led.
public final class Session: Sendable {
  public let gate: Gate
  private let thread: pthread_t

  /// Starts the run.
  /// - Parameters:
  ///   - setup: the world and the algorithm.
  ///   - seed: of every random draw.
  ///   - mode: how it begins; paused before the first line, for instance.
  ///   - isFrozen: whether it begins with learning off, as a policy does that was learnt before.
  ///   - onStart: called on the training thread before anything else.
  ///   - onFrame: called on the training thread after each frame.
  public init(
    _ setup: Setup, seed: UInt64, mode: Mode, isFrozen: Bool = false, onStart: @escaping @Sendable () -> Void = {},
    onFrame: @escaping @Sendable () -> Void = {}
  ) {
    let gate = Gate(onFrame: onFrame)
    self.gate = gate
    thread = Threads.start {
      onStart()
      var loop = TrainingLoop(setup, seed: seed, mode: mode, gate: gate, isFrozen: isFrozen)
      loop.run()
    }
  }

  /// Tells the run to quit and waits until it has; the next mark stops it.
  /// - Returns: every learnt number as it was then.
  @discardableResult
  public func stop() -> [LearntParameters] {
    gate.send(.quit)
    pthread_join(thread, nil)
    return gate.outcome ?? []
  }

  /// Replays a journal to its end, which must be `quit`, in the calling thread.
  /// - Parameters:
  ///   - journal: the session's.
  ///   - setup: what it began with, as are the rest.
  ///   - seed: of every random draw.
  ///   - isFrozen: whether it began with learning off.
  /// - Returns: every learnt number, the same to the bit as those of the session that wrote the journal.
  public static func replay(_ journal: [JournalEntry], _ setup: Setup, seed: UInt64, isFrozen: Bool = false)
    -> [LearntParameters]
  {
    guard case .quit = journal.last?.command else { fatalError("a journal ends with `quit`") }
    var loop = TrainingLoop(
      setup, seed: seed, mode: .running(.full), gate: Gate(), isFrozen: isFrozen, following: journal)
    loop.run()
    return loop.learner.learner.parameters
  }
}
