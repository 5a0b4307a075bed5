import Glibc
import Learn
import Synchronization

/// One line on standard error that says how many runs have ended and how long the rest will take; on a terminal only.
final class RunProgress: Sendable {
  private let total: Int
  private let isVisible = isatty(STDERR_FILENO) == 1
  private let begin = ContinuousClock.now
  private let ended = Mutex(0)

  /// - Parameter total: the runs that are to be done.
  init(total: Int) {
    self.total = total
    show(0)
  }

  /// Counts a run, from any thread.
  func end() {
    ended.withLock { count in
      count += 1
      show(count)
    }
  }

  private func show(_ count: Int) {
    guard isVisible, total > 0 else { return }
    let width = 30
    let full = count * width / total
    let bar = String(repeating: "#", count: full) + String(repeating: ".", count: width - full)
    let left = count > 0 ? begin.duration(to: .now) / Double(count) * Double(total - count) : nil
    writeError(
      "\r[\(bar)] \(count) of \(total) runs\(left.map { ", \(Self.words($0 / .seconds(1))) left" } ?? "")\u{1B}[K")
  }

  /// `2 min 5 s`.
  static func words(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    switch whole {
    case ..<60: return "\(whole) s"
    case ..<3600: return "\(whole / 60) min \(whole % 60) s"
    default: return "\(whole / 3600) h \(whole % 3600 / 60) min"
    }
  }

  func clear() {
    if isVisible { writeError("\r\u{1B}[K") }
  }
}
