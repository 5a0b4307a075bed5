/// The two colours that a terminal leaves to its user and a picture must choose: what is written on, and with.
public struct Ground: Hashable, Sendable {
  public var paper: PictureColor
  public var ink: PictureColor

  /// Night for `dark`, and for themes that leave all colours to the terminal.
  public static let night = Ground(paper: PictureColor(0x11151B), ink: PictureColor(0xD9DEE5))
  public static let day = Ground(paper: PictureColor(0xFFFFFF), ink: PictureColor(0x1B2026))
  public static let black = Ground(paper: PictureColor(0x000000), ink: PictureColor(0xFFFFFF))
}

extension Theme {
  /// The ground that the theme is made for.
  public var ground: Ground {
    switch id {
    case Theme.light.id: .day
    case Theme.highContrast.id: .black
    default: .night
    }
  }
}

/// A colour that is known: 0xRRGGBB.
public struct PictureColor: Hashable, Sendable {
  public let value: Int

  public init(_ value: Int) { self.value = value & 0xFFFFFF }

  var color: Color { .rgb(UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)) }

  /// A colour as a tier shows it; nil for the terminal's own.
  ///
  /// The first sixteen are those of xterm: every user has others, and nobody knows which.
  init?(_ color: Color, _ quantise: Quantiser) {
    guard case .rgb(let red, let green, let blue) = color else { return nil }
    let index = quantise(color)
    switch (quantise.tier, index) {
    case (.monochrome, _): return nil
    case (.direct, _): value = Int(red) << 16 | Int(green) << 8 | Int(blue)
    case (.sixteen, _), (.indexed256, ..<16): value = Self.sixteen[index & 15]
    case (.indexed256, ..<232):
      let steps = [(index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6]
      value = steps.reduce(0) { $0 << 8 | ($1 == 0 ? 0 : 55 + 40 * $1) }
    case (.indexed256, _): value = (8 + 10 * (index - 232)) * 0x010101
    }
  }

  private static let sixteen = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]

  /// Dim on a ground: so much of the way towards it as terminals go.
  func dimmed(on paper: PictureColor) -> PictureColor {
    let parts = [16, 8, 0].map { shift in
      let (own, ground) = (value >> shift & 0xFF, paper.value >> shift & 0xFF)
      return (own * 3 + ground * 2) / 5
    }
    return PictureColor(parts.reduce(0) { $0 << 8 | $1 })
  }

  /// As CSS writes it, in three digits where that is the same colour.
  var css: String {
    let hex = String(value, radix: 16)
    let digits = Array(String(repeating: "0", count: 6 - hex.count) + hex)
    let isShort = digits[0] == digits[1] && digits[2] == digits[3] && digits[4] == digits[5]
    return "#" + (isShort ? String([digits[0], digits[2], digits[4]]) : String(digits))
  }
}
