import Glibc

extension Color {
  /// How bright a colour is to the eye, 0 to 1 (relative luminance, WCAG 2.2); nil where the terminal decides.
  public var luminance: Double? {
    guard case .rgb(let red, let green, let blue) = self else { return nil }
    func linear(_ component: UInt8) -> Double {
      let share = Double(component) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// The contrast of two colours, 1 to 21 (WCAG 2.2; text wants 4.5); nil where the terminal decides about one.
  public func contrast(with other: Color) -> Double? {
    guard let a = luminance, let b = other.luminance else { return nil }
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// A colour between two: `share` of the way from the first to the second.
  static func mix(_ a: Color, _ b: Color, _ share: Double) -> Color {
    guard case .rgb(let r₁, let g₁, let b₁) = a, case .rgb(let r₂, let g₂, let b₂) = b else { return a }
    func between(_ x: UInt8, _ y: UInt8) -> UInt8 {
      UInt8(min(max((Double(x) + (Double(y) - Double(x)) * share).rounded(), 0), 255))
    }
    return .rgb(between(r₁, r₂), between(g₁, g₂), between(b₁, b₂))
  }
}
