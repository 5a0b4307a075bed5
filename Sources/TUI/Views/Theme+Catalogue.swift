extension Theme {
  /// For light text on a dark terminal.
  public static let dark: Theme = {
    var theme = Theme(id: "dark")
    theme.muted = Style(.rgb(140, 146, 156))
    theme.border = Style(.rgb(84, 92, 104))
    theme.focusedBorder = Style(Hue.skyBlue)
    theme.title = Style(.standard, on: .standard, .bold)
    theme.highlight = Style(.rgb(255, 255, 255), on: .rgb(38, 66, 92), .bold)
    theme.good = Style(.rgb(0, 178, 130))
    theme.bad = Style(.rgb(240, 110, 30))
    theme.agent = Style(.rgb(255, 255, 255), on: .standard, .bold)
    theme.force = Style(Hue.orange)
    theme.key = Style(Hue.skyBlue, on: .standard, .bold)
    theme.actions = [Hue.yellow, Hue.skyBlue, Hue.reddishPurple, Hue.orange, .rgb(0, 178, 130), .rgb(240, 110, 30)]
      .map { Style($0) }
    theme.curves = [.rgb(92, 164, 255), .rgb(240, 110, 30), Hue.reddishPurple, Hue.yellow].map { Style($0) }
    theme.ramp = viridis
    return theme
  }()

  /// For dark text on a light terminal.
  public static let light: Theme = {
    var theme = Theme(id: "light")
    theme.muted = Style(.rgb(100, 104, 112))
    theme.border = Style(.rgb(168, 174, 184))
    theme.focusedBorder = Style(Hue.blue)
    theme.title = Style(.standard, on: .standard, .bold)
    theme.highlight = Style(.rgb(0, 0, 0), on: .rgb(206, 228, 247), .bold)
    theme.good = Style(.rgb(0, 118, 86))
    theme.bad = Style(.rgb(184, 76, 0))
    theme.agent = Style(.rgb(0, 0, 0), on: .standard, .bold)
    theme.force = Style(.rgb(150, 98, 0))
    theme.key = Style(Hue.blue, on: .standard, .bold)
    theme.actions = [
      .rgb(122, 108, 0), Hue.blue, .rgb(160, 70, 122), .rgb(164, 92, 0), .rgb(0, 118, 86), .rgb(184, 76, 0),
    ].map { Style($0) }
    theme.curves = [Hue.blue, .rgb(184, 76, 0), .rgb(160, 70, 122), .rgb(122, 108, 0)].map { Style($0) }
    theme.ramp = viridis.reversed()
    return theme
  }()

  /// For projectors in bright rooms: nothing dim, everything bold that matters.
  public static let highContrast: Theme = {
    var theme = Theme(id: "high-contrast")
    theme.focusedBorder = Style(Hue.yellow, on: .standard, .bold)
    theme.title = Style(.standard, on: .standard, .bold)
    theme.highlight = Style(.rgb(0, 0, 0), on: Hue.yellow, .bold)
    theme.good = Style(.rgb(0, 230, 160), on: .standard, .bold)
    theme.bad = Style(.rgb(255, 140, 60), on: .standard, .bold)
    theme.force = Style(.rgb(255, 176, 0), on: .standard, .bold)
    theme.key = Style(Hue.yellow, on: .standard, .bold)
    theme.actions = [Hue.yellow, .rgb(110, 205, 255), .rgb(245, 160, 205), .rgb(255, 176, 0), .rgb(0, 230, 160)]
      .map { Style($0, on: .standard, .bold) }
    theme.curves = [.rgb(110, 205, 255), .rgb(255, 140, 60), .rgb(245, 160, 205), Hue.yellow]
      .map { Style($0, on: .standard, .bold) }
    theme.ramp = viridis
    return theme
  }()

  /// Without colour: attributes, glyphs and words carry every meaning.
  public static let monochrome: Theme = {
    var theme = Theme(id: "monochrome")
    theme.muted = Style(.standard, on: .standard, .dim)
    theme.border = Style(.standard, on: .standard, .dim)
    theme.focusedBorder = Style(.standard, on: .standard, .bold)
    theme.title = Style(.standard, on: .standard, .bold)
    theme.highlight = Style(.standard, on: .standard, [.reverse, .bold])
    theme.good = Style(.standard, on: .standard, .bold)
    theme.bad = Style(.standard, on: .standard, .bold)
    return theme
  }()

  /// The hues of Okabe & Ito.
  private enum Hue {
    static let orange = Color.rgb(230, 159, 0)
    static let skyBlue = Color.rgb(86, 180, 233)
    static let yellow = Color.rgb(240, 228, 66)
    static let blue = Color.rgb(0, 114, 178)
    static let reddishPurple = Color.rgb(204, 121, 167)
  }

  /// Viridis (Smith & van der Walt 2015): even in lightness, and so readable without colour vision.
  private static let viridis: [Color] = [
    .rgb(68, 1, 84), .rgb(71, 45, 123), .rgb(59, 82, 139), .rgb(44, 114, 142), .rgb(33, 145, 140),
    .rgb(40, 174, 128), .rgb(94, 201, 98), .rgb(173, 220, 48), .rgb(253, 231, 37),
  ]
}
