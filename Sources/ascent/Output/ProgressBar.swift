import Glibc
import Learn

/// One line on standard error that says how far a run is; on a terminal only.
final class ProgressBar {
  private let budget: HeadlessRun.Budget
  private let isVisible = isatty(STDERR_FILENO) == 1
  private var shown = 0.0

  init(budget: HeadlessRun.Budget) { self.budget = budget }

  func show(_ episode: HeadlessProbe.EpisodeReport, seconds: Double) {
    show(episode: episode.episode, steps: episode.steps, seconds: seconds)
  }

  func show(episode: Int, steps: Int, seconds: Double) {
    guard isVisible, seconds - shown > 0.1 else { return }
    shown = seconds
    let parts = [
      budget.steps.map { Double(steps) / Double($0) },
      budget.episodes.map { Double(episode) / Double($0) },
      budget.seconds.map { seconds / $0 },
    ].compactMap { $0 }
    let share = min(1, parts.max() ?? 0)
    let width = 30
    let full = Int(share * Double(width))
    let bar = String(repeating: "#", count: full) + String(repeating: ".", count: width - full)
    writeError("\r\(parts.isEmpty ? "" : "[\(bar)] ")episode \(episode), step \(steps)\u{1B}[K")
  }

  func clear() {
    if isVisible, shown > 0 { writeError("\r\u{1B}[K") }
  }
}
