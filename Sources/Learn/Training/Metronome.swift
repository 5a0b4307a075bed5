import Glibc

/// Keeps a run at so many beats a second; when it falls behind it does not hurry to catch up.
struct Metronome {
  private let interval: Double
  private var due: Double

  init(perSecond: Double) {
    interval = 1 / perSecond
    due = Self.now + interval
  }

  /// The time until which to wait for the coming beat; nil where it is due.
  var deadline: timespec? {
    guard due > Self.now else { return nil }
    return timespec(tv_sec: Int(due), tv_nsec: Int((due - due.rounded(.down)) * 1e9))
  }

  /// Goes on to the next beat.
  mutating func beat() { due = max(due, Self.now - interval) + interval }

  /// Seconds on the monotonic clock.
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
