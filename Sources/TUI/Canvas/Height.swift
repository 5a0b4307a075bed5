import Glibc

/// How the values of an axis are stretched over its length.
public enum Height: Sendable, Equatable {
  case linear
  /// Logarithmic far from zero, on both sides, and linear near it: the inverse hyperbolic sine, whose two parts meet
  /// smoothly at about this value.
  case symmetricLog(from: Double)

  /// The two decades below the largest magnitude.
  static func logarithmic(upTo largest: Double) -> Height {
    guard largest > 0, largest.isFinite else { return .symmetricLog(from: 1) }
    return .symmetricLog(from: pow(10, (log10(largest) + 1e-9).rounded(.down) - 1))
  }

  func position(_ value: Double) -> Double {
    switch self {
    case .linear: value
    case .symmetricLog(let unit): asinh(value / (2 * unit))
    }
  }

  func value(_ position: Double) -> Double {
    switch self {
    case .linear: position
    case .symmetricLog(let unit): sinh(position) * 2 * unit
    }
  }

  /// The labelled values of a range, and for each the step that says how many of its digits count.
  func ticks(_ range: ClosedRange<Double>, atMost count: Int) -> [(value: Double, step: Double)] {
    switch self {
    case .linear:
      let ticks = Ticks.nice(range, atMost: count)
      return ticks.values.map { ($0, ticks.step) }
    case .symmetricLog(let unit):
      var decades = [(value: 0.0, step: 1.0)]
      var power = unit
      while power <= max(abs(range.lowerBound), abs(range.upperBound)), power < .infinity {
        decades += [(power, power), (-power, power)]
        power *= 10
      }
      // The outermost first, then zero: where not all fit it is the inner decades that can be guessed.
      let inside = decades.filter { range.contains($0.value) }
      let order = inside.sorted { (abs($0.value), $1.value) > (abs($1.value), $0.value) }
      let zero = order.filter { $0.value == 0 }
      let chosen = zero + order.filter { $0.value != 0 }.prefix(max(count - zero.count, 0))
      return chosen.sorted { $0.value < $1.value }
    }
  }
}
