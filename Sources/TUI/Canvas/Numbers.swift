/// Numbers as people read them, without the platform's formatter: aligned, with a true minus sign.
public enum Numbers {
  /// With so many decimals: `−1.37`. What leaves the digits of a Double is written with an exponent.
  public static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "−∞" : "∞" }
    let places = min(max(decimals, 0), 9)
    let scale = powers[places]
    guard abs(value) < 1e9 else { return scientific(value) }
    let units = Int((abs(value) * scale).rounded())
    let sign = value < 0 && units > 0 ? "−" : ""
    guard places > 0 else { return sign + String(units) }
    let fraction = String(units % Int(scale))
    return sign + String(units / Int(scale)) + "."
      + String(repeating: "0", count: places - fraction.utf8.count)
      + fraction
  }

  /// In about five columns: `0.42`, `−35.2`, `1648`, `12.4k`, `4.2e−5`.
  public static func compact(_ value: Double) -> String {
    let size = abs(value)
    switch size {
    case ..<1e-99: return "0.00"
    case ..<0.000_95: return scientific(value)
    case ..<0.0995: return fixed(value, 3)
    case ..<9.995: return fixed(value, 2)
    case ..<99.95: return fixed(value, 1)
    case ..<9999.5: return fixed(value, 0)
    case ..<999_950: return fixed(value / 1e3, 1) + "k"
    case ..<999_950_000: return fixed(value / 1e6, 1) + "M"
    default: return scientific(value)
    }
  }

  /// At most one decimal where that says enough: `6.2`, `−35.2`, `−118`.
  public static func short(_ value: Double) -> String {
    (1..<1000).contains(abs(value)) ? fixed(value, abs(value) < 99.95 ? 1 : 0) : compact(value)
  }

  /// Both ends of a range, short where that tells them apart.
  static func ends(_ low: Double, _ high: Double) -> (low: String, high: String) {
    let ends = (low: short(low), high: short(high))
    guard low < high, ends.low == ends.high else { return ends }
    let decimals = (1...9).first { fixed(low, $0) != fixed(high, $0) }
    return decimals.map { (fixed(low, $0), fixed(high, $0)) } ?? ends
  }

  /// As exact as so many columns allow: `−12.4`, `−12`, `.41`, `.4`; nil where none fits.
  public static func short(_ value: Double, columns: Int) -> String? {
    var forms = [short(value)]
    if abs(value) < 0.995 {
      // Without its zero, as probabilities are written.
      forms += [2, 1].map { fixed(value, $0).replacing("0.", with: ".", maxReplacements: 1) }
    } else {
      forms.append(abs(value) < 999.5 ? fixed(value, 0) : compact(value))
      if (1000..<999_500).contains(abs(value)) { forms.append(fixed(value / 1000, 0) + "k") }
    }
    return forms.first { Text.width($0) <= columns }
  }

  /// As short as its neighbours on an axis allow: the decimals that a step of this size needs.
  public static func tick(_ value: Double, step: Double) -> String {
    var decimals = 0
    while decimals < 6,
      abs(step * powers[decimals] - (step * powers[decimals]).rounded()) > 1e-3 * step * powers[decimals]
    {
      decimals += 1
    }
    if abs(value) < step / 1e6 { return "0" }
    if abs(value) >= 1e4, step >= 1e3 {
      let millions = abs(value) >= 1e6
      let unit = millions ? 1e6 : 1e3
      return fixed(value / unit, step < unit ? 1 : 0) + (millions ? "M" : "k")
    }
    return step >= 0.000_001 ? fixed(value, decimals) : scientific(value)
  }

  /// A probability in three columns: `.49`, `1.0`; never `1.0` or `.00` for what is only close to it.
  public static func probability(_ p: Double) -> String {
    guard p.isFinite, p >= 0, p <= 1.000_001 else { return "NaN" }
    if p == 0 { return ".00" }
    if p >= 1 { return "1.0" }
    let hundredths = min(max(Int((p * 100).rounded()), 0), 99)
    return hundredths < 10 ? ".0\(hundredths)" : ".\(hundredths)"
  }

  /// A count with its thousands apart: `1 648`.
  public static func grouped(_ count: Int) -> String {
    let digits = Array(String(count.magnitude))
    var result = count < 0 ? "−" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(" ") }
      result.append(digit)
    }
    return result
  }

  /// One digit after the point and an exponent: `4.2e−5`.
  public static func scientific(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return fixed(value, 1) }
    var mantissa = abs(value)
    var exponent = 0
    while mantissa >= 9.95 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 0.995 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    return (value < 0 ? "−" : "") + fixed(mantissa, 1) + "e" + (exponent < 0 ? "−" : "")
      + String(abs(exponent))
  }

  private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
}
