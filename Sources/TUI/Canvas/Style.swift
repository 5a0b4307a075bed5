/// How a cell looks: two colours and attributes. What a terminal cannot show is dropped by the tier.
public struct Style: Hashable, Sendable {
  public var foreground: Color
  public var background: Color
  public var attributes: Attributes

  public init(
    _ foreground: Color = .standard, on background: Color = .standard, _ attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  public static let plain = Style()

  public struct Attributes: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let bold = Attributes(rawValue: 1)
    public static let dim = Attributes(rawValue: 2)
    public static let underline = Attributes(rawValue: 4)
    public static let reverse = Attributes(rawValue: 8)
    public static let italic = Attributes(rawValue: 16)
  }
}

/// The terminal's own colour, or one of 2²⁴.
public enum Color: Hashable, Sendable {
  /// Whatever the terminal's user chose; never redefined.
  case standard
  case rgb(UInt8, UInt8, UInt8)
}

/// How many colours a terminal has, by what terminfo says of it.
public enum ColorTier: String, CaseIterable, Sendable {
  case monochrome, sixteen, indexed256, direct
}
