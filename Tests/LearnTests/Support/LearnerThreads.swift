import Glibc

@testable import Learn

/// Who says how many threads a learner may use says it alone: there is one such number in the program, and suites run at once.
enum LearnerThreads {
  // Made once, and a mutex from then on.
  private nonisolated(unsafe) static let mutex = {
    let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    return mutex
  }()

  /// What the body makes of so many threads; the number is what it was afterwards.
  static func with<Result>(_ count: Int, _ body: () throws -> Result) rethrows -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    let before = Threads.ofLearner
    defer { Threads.ofLearner = before }
    Threads.ofLearner = count
    return try body()
  }
}
