import Glibc

/// The seconds that a piece of work takes.
func seconds(_ work: () -> Void) -> Double {
  let duration = ContinuousClock().measure(work)
  return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
}

/// Seconds of this thread.
func threadTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/// Two speeds measured in turns, so that a noisy machine disturbs both alike: the medians, and the median of their ratios.
struct Comparison {
  let name: String
  private var pairs: [(Double, Double)] = []

  /// - Parameters:
  ///   - ours: measures once and returns so many units a second.
  ///   - theirs: the yardstick, likewise.
  init(_ name: String, rounds: Int = 5, ours: () -> Double, theirs: () -> Double) {
    self.name = name
    for _ in 0..<rounds {
      let yardstick = theirs()
      pairs.append((ours(), yardstick))
    }
  }

  var ratio: Double { median(pairs.map { $0.0 / $0.1 }) }

  func report(_ unit: String) {
    let ratios = pairs.map { $0.0 / $0.1 }.sorted()
    print(
      "\(name): \(millions(median(pairs.map(\.0)))) against \(millions(median(pairs.map(\.1)))) \(unit);",
      "ratio \(hundredths(ratio)) (\(hundredths(ratios.first!))…\(hundredths(ratios.last!)))")
  }
}

func hundredths(_ value: Double) -> String { String((value * 1000).rounded() / 1000) }
func millions(_ value: Double) -> String { "\((value / 1e5).rounded() / 10) million" }
