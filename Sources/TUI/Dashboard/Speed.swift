import Learn
import Worlds

/// So many grains a second, or as fast as it goes; `+` and `-` go through a scale of them.
public struct Speed: Sendable, Equatable {
  static let rates: [Double] = [1, 2, 5, 10, 30, 100, 300, 1000, 10_000]

  /// Grains a second; nil at full speed.
  let rate: Double?

  static let full = Speed(rate: nil)
  /// Slow enough that the eye can follow what is learnt, fast enough that it does not have to wait.
  public static let first = Speed(rate: 1000)

  private init(rate: Double?) { self.rate = rate }

  public init(_ pace: Pace) {
    switch pace {
    case .full: self = .full
    case .limited(let rate, _): self = Speed(rate: rate)
    }
  }

  /// From a text such as `full`, `30`, `2.5/s` or `10k`.
  public init(_ text: String) throws(ParameterError) {
    if text == "full" {
      self = .full
      return
    }
    var digits = Substring(text)
    if digits.hasSuffix("/s") { digits.removeLast(2) }
    let isThousands = digits.hasSuffix("k")
    if isThousands { digits.removeLast() }
    guard let number = Double(digits), Self.range.contains(number * (isThousands ? 1000 : 1)) else {
      throw ParameterError("the speed is `\(text)`; it must be `full`, or a number of grains a second from 0.1 to 100k")
    }
    self = Speed(rate: number * (isThousands ? 1000 : 1))
  }

  private static let range = 0.1...100_000.0

  /// The next on the scale; nil at its end.
  var faster: Speed? {
    guard let rate else { return nil }
    return Self.rates.first { $0 > rate }.map(Speed.init) ?? .full
  }

  var slower: Speed? {
    guard let rate else { return Speed(rate: Self.rates.last) }
    return Self.rates.last { $0 < rate }.map(Speed.init)
  }

  public func pace(by grain: Grain) -> Pace { rate.map { .limited(perSecond: $0, grain: grain) } ?? .full }

  /// Such as `30 lines/s`.
  func text(by grain: Grain) -> String {
    guard let rate else { return "full speed" }
    return "\(Self.number(rate)) \(grain)\(rate == 1 ? "" : "s")/s"
  }

  /// Such as `30` and `10k`.
  static func number(_ rate: Double) -> String {
    let isThousands = rate >= 1000 && rate.truncatingRemainder(dividingBy: 100) == 0
    let number = isThousands ? rate / 1000 : rate
    return (number == number.rounded() ? String(Int(number)) : "\(number)") + (isThousands ? "k" : "")
  }
}
