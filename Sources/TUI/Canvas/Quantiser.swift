/// Turns colours into what a terminal of one tier can show.
///
/// A pure function of the tier and the number of colours, so that what a projector with eight
/// colours makes of a picture can be tested without one.
public struct Quantiser: Hashable, Sendable {
  public let tier: ColorTier
  /// Whether the colours 8–15, the bright ones, exist beside 0–7.
  let hasBright: Bool

  /// - Parameter colors: what terminfo says; it matters to `.sixteen`, which is also the tier of
  ///   terminals with eight.
  public init(_ tier: ColorTier, colors: Int = 16) {
    self.tier = tier
    hasBright = colors >= 16
  }

  /// A style with the colours as numbers: palette indices, or 0xRRGGBB where colour is direct; −1 is
  /// the terminal's own.
  public struct Result: Hashable, Sendable {
    public var foreground, background: Int
    public var attributes: Style.Attributes
  }

  public func callAsFunction(_ style: Style) -> Result {
    var result = Result(
      foreground: self(style.foreground), background: self(style.background),
      attributes: style.attributes)
    if tier == .sixteen && !hasBright { fold(&result) }
    return result
  }

  /// A colour's number in this tier; in `.sixteen` as if the terminal had sixteen.
  public func callAsFunction(_ color: Color) -> Int {
    guard case .rgb(let red, let green, let blue) = color else { return -1 }
    let rgb = RGB(red, green, blue)
    return switch tier {
    case .monochrome: -1
    case .sixteen: Self.nearestOfSixteen(to: rgb)
    case .indexed256: Self.nearestOf256(to: rgb)
    case .direct: Self.direct(rgb)
    }
  }

  /// Eight colours: a bright colour becomes its normal one, in bold for text, which most of these
  /// terminals show brighter. Dark grey would become black on black, so it is dim white.
  private func fold(_ result: inout Result) {
    if result.foreground == 8 {
      result.foreground = 7
      result.attributes.insert(.dim)
    } else if result.foreground > 8 {
      result.foreground -= 8
      if !result.attributes.contains(.dim) { result.attributes.insert(.bold) }
    }
    if result.background >= 8 { result.background -= 8 }
  }

  /// Terminals with direct colour take 0–7 for the palette; the nearest true colour is next to black.
  private static func direct(_ color: RGB) -> Int {
    max(8, color.red << 16 | color.green << 8 | color.blue)
  }
}

// MARK: - 256 colours

extension Quantiser {
  /// The nearest of the 6×6×6 cube (16–231) and the grey ramp (232–255). The first sixteen are left
  /// alone: users choose them, so that nobody knows what they look like.
  ///
  /// Orange and yellow, and orange and vermillion, would fall on neighbours that hardly differ: they have places of their
  /// own.
  private static func nearestOf256(to color: RGB) -> Int {
    if let place = places[color] { return place }
    let (r, g, b) = (cubeStep(color.red), cubeStep(color.green), cubeStep(color.blue))
    let inCube = RGB(levels[r], levels[g], levels[b])
    let mean = (color.red + color.green + color.blue) / 3
    let step = min(23, max(0, (mean - 3) / 10))
    let grey = RGB(8 + 10 * step, 8 + 10 * step, 8 + 10 * step)
    return color.distance(to: grey) < color.distance(to: inCube)
      ? 232 + step : 16 + 36 * r + 6 * g + b
  }

  private static let levels = [0, 95, 135, 175, 215, 255]

  private static let places: [RGB: Int] = [
    RGB(230, 159, 0): 208,  // orange
    RGB(240, 228, 66): 227,  // yellow
    RGB(213, 94, 0): 166,  // vermillion
  ]

  /// The index of the level nearest to `value`; the thresholds lie half-way between two levels.
  private static func cubeStep(_ value: Int) -> Int {
    value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40
  }
}

// MARK: - 16 colours

extension Quantiser {
  /// The eight hues that colour-blind people tell apart (Okabe and Ito 2008) keep a colour each;
  /// greys stay grey, and any other hue goes to the nearest one and never to a grey.
  private static func nearestOfSixteen(to color: RGB) -> Int {
    let table = color.isGrey ? greys : hues
    return table.min { color.distance(to: $0.color) < color.distance(to: $1.color) }!.index
  }

  private static let greys: [(color: RGB, index: Int)] = [
    (RGB(0, 0, 0), 0), (RGB(127, 127, 127), 8), (RGB(205, 205, 205), 7), (RGB(255, 255, 255), 15),
  ]

  private static let hues: [(color: RGB, index: Int)] = [
    // Okabe–Ito. Text in dark blue, red and magenta is hard to read on black: those are bright,
    // but for orange: beside yellow it would be lost on terminals that show bold as bright.
    (RGB(230, 159, 0), 1),  // orange
    (RGB(86, 180, 233), 14),  // sky blue
    (RGB(0, 158, 115), 2),  // bluish green
    (RGB(240, 228, 66), 11),  // yellow
    (RGB(0, 114, 178), 12),  // blue
    (RGB(213, 94, 0), 9),  // vermillion
    (RGB(204, 121, 167), 13),  // reddish purple
    // The palette as most terminals ship it.
    (RGB(205, 0, 0), 1), (RGB(0, 205, 0), 2), (RGB(205, 205, 0), 3), (RGB(0, 0, 238), 4),
    (RGB(205, 0, 205), 5), (RGB(0, 205, 205), 6), (RGB(255, 0, 0), 9), (RGB(0, 255, 0), 10),
    (RGB(255, 255, 0), 11), (RGB(92, 92, 255), 12), (RGB(255, 0, 255), 13), (RGB(0, 255, 255), 14),
  ]
}

// MARK: - Distances

/// A colour as integers, for arithmetic without overflow.
private struct RGB: Hashable {
  let red, green, blue: Int

  init<Component: BinaryInteger>(_ red: Component, _ green: Component, _ blue: Component) {
    (self.red, self.green, self.blue) = (Int(red), Int(green), Int(blue))
  }

  var isGrey: Bool { max(red, green, blue) - min(red, green, blue) < 24 }

  /// The squared distance in RGB space, weighted by how bright the eye finds each primary.
  func distance(to other: RGB) -> Int {
    let (r, g, b) = (red - other.red, green - other.green, blue - other.blue)
    return 3 * r * r + 6 * g * g + b * b
  }
}
