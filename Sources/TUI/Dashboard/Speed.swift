import Learn

/// The speeds that `+` and `-` go through: so many grains a second, or as fast as it goes.
struct Speed: Sendable, Equatable {
  static let rates: [Double] = [1, 2, 5, 10, 30, 100, 300, 1000, 10_000]

  /// Into `rates`; the one after the last is full speed.
  private var index: Int

  static let full = Speed(index: rates.count)
  /// Slow enough that the eye can follow what is learnt, fast enough that it does not have to wait.
  static let first = Speed(index: rates.firstIndex(of: 1000)!)

  private init(index: Int) { self.index = index }

  /// The nearest speed of the scale.
  init(_ pace: Pace) {
    switch pace {
    case .full: self = .full
    case .limited(let rate, _): index = Self.rates.firstIndex { $0 >= rate } ?? Self.rates.count
    }
  }

  var faster: Speed? { self == .full ? nil : Speed(index: index + 1) }
  var slower: Speed? { index == 0 ? nil : Speed(index: index - 1) }
  /// Grains a second; nil at full speed.
  var rate: Double? { index < Self.rates.count ? Self.rates[index] : nil }

  func pace(by grain: Grain) -> Pace { rate.map { .limited(perSecond: $0, grain: grain) } ?? .full }

  /// Such as `30 lines/s`.
  func text(by grain: Grain) -> String {
    guard let rate else { return "full speed" }
    let number = rate < 1000 ? "\(Int(rate))" : "\(Int(rate / 1000))k"
    return "\(number) \(grain)\(rate == 1 ? "" : "s")/s"
  }
}
