import Worlds

@testable import Learn

/// Remembers every line that was passed, with its values, and the actions that were taken.
struct Recorder: Probe {
  private(set) var lines: [Int] = []
  private(set) var values: [[String: Double]] = []
  private(set) var actions: [Int] = []
  private var steps = 0

  mutating func passed<L: Learner>(
    _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
  ) throws(Never) {
    lines.append(line.rawValue)
    self.values.append(Dictionary(values().map { ($0, $1) }) { $1 })
    if learner.environment.steps > steps, let action = learner.environment.lastAction as? Int { actions.append(action) }
    steps = learner.environment.steps
  }

  /// The values that a line showed, in order.
  func shown(_ name: String) -> [Double] { values.compactMap { $0[name] } }
}
