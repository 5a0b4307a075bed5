extension Theme {
  /// For light text on a dark terminal.
  public static let dark: Theme = {
    var theme = Theme(id: "dark")
    theme.muted = Style(.rgb(148, 148, 148))
    theme.border = Style(.rgb(88, 88, 88))
    theme.band = .rgb(38, 38, 38)
    theme.veil = .rgb(68, 68, 68)
    theme.spark = Style(.rgb(95, 135, 175))
    theme.focusedBorder = Style(Hue.skyBlue)
    theme.title = Style(.standard, on: .standard, .bold)
    theme.highlight = Style(.rgb(255, 255, 255), on: .rgb(0, 95, 135), .bold)
    theme.good = Style(.rgb(0, 175, 135))
    theme.bad = Style(.rgb(255, 95, 0))
    theme.agent = Style(.rgb(255, 255, 255), on: .standard, .bold)
    theme.force = Style(Hue.orange)
    theme.key = Style(Hue.skyBlue, on: .standard, .bold)
    theme.actions = [
      Hue.yellow, Hue.skyBlue, Hue.reddishPurple, Hue.orange, .rgb(0, 175, 135), .rgb(255, 95, 0),
    ]
    .map { Style($0) }
    theme.curves = [.rgb(95, 175, 255), .rgb(255, 95, 0), Hue.reddishPurple, Hue.yellow].map { Style($0) }
    theme.ramp = sea
    theme.rift = emberAndMoss
    return theme
  }()

  /// For dark text on a light terminal.
  public static let light: Theme = {
    var theme = Theme(id: "light")
    theme.muted = Style(.rgb(98, 98, 98))
    theme.border = Style(.rgb(168, 168, 168))
    theme.band = .rgb(228, 228, 228)
    theme.veil = .rgb(208, 208, 208)
    theme.spark = Style(.rgb(95, 135, 175))
    theme.focusedBorder = Style(Hue.blue)
    theme.title = Style(.standard, on: .standard, .bold)
    theme.highlight = Style(.rgb(0, 0, 0), on: .rgb(175, 215, 255), .bold)
    theme.good = Style(.rgb(0, 118, 86))
    theme.bad = Style(.rgb(184, 76, 0))
    theme.agent = Style(.rgb(0, 0, 0), on: .standard, .bold)
    theme.force = Style(.rgb(150, 98, 0))
    theme.key = Style(Hue.blue, on: .standard, .bold)
    theme.actions = [
      .rgb(122, 108, 0), Hue.blue, .rgb(160, 70, 122), .rgb(164, 92, 0), .rgb(0, 118, 86), .rgb(184, 76, 0),
    ].map { Style($0) }
    theme.curves = [Hue.blue, .rgb(184, 76, 0), .rgb(160, 70, 122), .rgb(122, 108, 0)].map { Style($0) }
    theme.ramp = seaByDay
    theme.rift = emberAndMossByDay
    return theme
  }()

  /// For projectors in bright rooms: nothing dim, everything bold that matters.
  public static let highContrast: Theme = {
    var theme = Theme(id: "high-contrast")
    theme.band = .rgb(58, 58, 58)
    theme.veil = .rgb(78, 78, 78)
    theme.focusedBorder = Style(Hue.yellow, on: .standard, .bold)
    theme.title = Style(.standard, on: .standard, .bold)
    theme.highlight = Style(.rgb(0, 0, 0), on: Hue.yellow, .bold)
    theme.good = Style(.rgb(0, 230, 160), on: .standard, .bold)
    theme.bad = Style(.rgb(255, 140, 60), on: .standard, .bold)
    theme.force = Style(.rgb(255, 176, 0), on: .standard, .bold)
    theme.key = Style(Hue.yellow, on: .standard, .bold)
    theme.actions = [
      Hue.yellow, .rgb(110, 205, 255), .rgb(245, 160, 205), .rgb(255, 176, 0), .rgb(0, 230, 160),
    ]
    .map { Style($0, on: .standard, .bold) }
    theme.curves = [.rgb(110, 205, 255), .rgb(255, 140, 60), .rgb(245, 160, 205), Hue.yellow]
      .map { Style($0, on: .standard, .bold) }
    theme.ramp = sea
    theme.rift = emberAndMoss
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

  /// From night over sea to mint: lightness grows in equal steps (CIE L* 15 to 82), so that the order can be seen without
  /// colour vision, and the hues are none of the actions'.
  private static let sea: [Color] = [
    .rgb(45, 32, 60), .rgb(62, 55, 106), .rgb(59, 85, 151), .rgb(53, 122, 162), .rgb(53, 157, 170),
    .rgb(72, 192, 173), .rgb(149, 219, 185),
  ]

  /// From vermilion over grey to bluish green, which colour-blind people can tell apart: brighter is farther from zero.
  private static let emberAndMoss: [Color] = [
    .rgb(232, 112, 44), .rgb(150, 88, 58), .rgb(58, 58, 58), .rgb(28, 116, 94), .rgb(0, 186, 138),
  ]

  /// The same on a light ground, where farther is darker.
  private static let emberAndMossByDay: [Color] = [
    .rgb(214, 96, 30), .rgb(240, 184, 150), .rgb(236, 236, 236), .rgb(146, 212, 190), .rgb(0, 142, 104),
  ]

  /// The same on a light ground, where more is darker (L* 93 to 27).
  private static let seaByDay: [Color] = [
    .rgb(214, 242, 223), .rgb(149, 219, 185), .rgb(72, 192, 173), .rgb(53, 158, 170), .rgb(53, 123, 162),
    .rgb(59, 87, 153), .rgb(64, 57, 109),
  ]
}

extension Theme {
  /// The theme on a terminal of this tier: where colours are few, the heat map takes those that exist and are evenly
  /// spaced, because the nearest of a smooth ramp would be greys beside hues.
  public func adapted(to tier: ColorTier) -> Theme {
    guard hasHeat else { return self }
    var theme = self
    switch tier {
    case .direct: return self
    case .monochrome: return .monochrome
    case .indexed256:
      theme.ramp = id == "light" ? Self.cubeByDay : Self.cube
      theme.rift = id == "light" ? Self.cubeRiftByDay : Self.cubeRift
    case .sixteen:
      theme.ramp = id == "light" ? Self.palette.reversed() : Self.palette
      theme.rift = id == "light" ? Self.paletteRiftByDay : Self.paletteRift
      (theme.band, theme.veil) = (nil, nil)
    }
    theme.hasSteps = true
    return theme
  }

  /// Of the colour cube: L* from 8 to 92 in steps of 14 or so.
  private static let cube: [Color] = [
    .rgb(0, 0, 95), .rgb(95, 0, 135), .rgb(0, 95, 175), .rgb(0, 135, 175), .rgb(0, 175, 175), .rgb(95, 215, 175),
    .rgb(135, 255, 215),
  ]

  /// The same on a light ground: L* from 94 to 24.
  private static let cubeByDay: [Color] = [
    .rgb(175, 255, 215), .rgb(95, 215, 175), .rgb(0, 175, 175), .rgb(0, 135, 175), .rgb(0, 95, 175), .rgb(95, 0, 135),
  ]

  /// Of the palette: blue, bright blue, cyan, bright cyan.
  private static let palette: [Color] = [.rgb(0, 0, 238), .rgb(92, 92, 255), .rgb(0, 205, 205), .rgb(0, 255, 255)]

  /// Of the colour cube: vermilion to grey to green.
  private static let cubeRift: [Color] = [
    .rgb(255, 95, 0), .rgb(175, 95, 0), .rgb(95, 0, 0), .rgb(68, 68, 68), .rgb(0, 95, 95), .rgb(0, 135, 95),
    .rgb(0, 175, 135),
  ]

  private static let cubeRiftByDay: [Color] = [
    .rgb(215, 95, 0), .rgb(255, 175, 95), .rgb(255, 215, 175), .rgb(238, 238, 238), .rgb(175, 215, 175),
    .rgb(95, 175, 135), .rgb(0, 135, 95),
  ]

  /// Of the palette's first eight, which every terminal of few colours has: red, black, green.
  private static let paletteRift: [Color] = [.rgb(205, 0, 0), .rgb(0, 0, 0), .rgb(0, 205, 0)]

  private static let paletteRiftByDay: [Color] = [.rgb(205, 0, 0), .rgb(229, 229, 229), .rgb(0, 205, 0)]
}
