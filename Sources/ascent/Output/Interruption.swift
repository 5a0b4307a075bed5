import Glibc
import Synchronization

/// Lets a long command stop where it can and print what it has, when the process is told to end.
enum Interruption {
  /// The signal that has come; 0 while none has.
  private static let signal = Atomic<Int32>(0)

  /// From here on ^C and its like are noted instead of obeyed; the second one ends the process at once.
  static func watch() {
    // The handler must not be the first to touch it: initialising it is not safe there.
    _ = signal.load(ordering: .relaxed)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      var action = sigaction()
      sigaction(number, nil, &action)
      // A shell's background job is meant not to hear ^C.
      guard action.__sigaction_handler.sa_handler.map({ unsafeBitCast($0, to: Int.self) }) != 1 else { continue }
      action.__sigaction_handler.sa_handler = { Interruption.signal.store($0, ordering: .relaxed) }
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
      sigaction(number, &action, nil)
    }
  }

  static var isPending: Bool { signal.load(ordering: .relaxed) != 0 }

  /// Ends the process by the signal that has come, if one has, so that a shell reports 128 and its number.
  static func obey() {
    let number = signal.load(ordering: .relaxed)
    guard number != 0 else { return }
    fflush(nil)
    Glibc.signal(number, SIG_DFL)
    raise(number)
  }
}
