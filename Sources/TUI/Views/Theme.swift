import Worlds

/// How each meaning looks. Views ask for a role and never for a colour.
///
/// The hues are those of Okabe & Ito (2008), which colour-blind people can tell apart; on a light ground they are darkened,
/// until text in them can be read. The ground itself is always the terminal's own. No meaning is carried by colour alone:
/// a glyph, a word or an attribute says it too.
public struct Theme: Sendable, Equatable {
  /// The name in `--theme`.
  public let id: String

  public var text = Style()
  /// What stands behind: labels, units, axes.
  public var muted = Style()
  public var border = Style()
  public var focusedBorder = Style()
  public var title = Style()
  /// The title of the pane in focus.
  var focusedTitle: Style {
    // Without colour the border alone says too little.
    let attributes: Style.Attributes = focusedBorder.foreground == .standard ? [.bold, .reverse] : .bold
    return Style(focusedBorder.foreground, on: .standard, attributes)
  }
  /// The line of pseudocode just executed.
  public var highlight = Style(.standard, on: .standard, .reverse)
  /// The optimum, the goal, money.
  public var good = Style()
  /// Skulls and pits, and numbers that left the finite ones.
  public var bad = Style()
  public var agent = Style(.standard, on: .standard, .bold)
  /// The agent in its cell: a patch that stands out of every map.
  public var marker = Style(.standard, on: .standard, [.bold, .reverse])
  /// Forces and torques.
  public var force = Style()
  /// The ground of a chart where most values lie; nil where there are no tints.
  public var band: Color?
  /// The grey ground of a place that looks like another one; nil where there are no tints.
  public var veil: Color?
  /// Short histories beside their numbers.
  public var spark = Style()
  /// A key in the footer and in help.
  public var key = Style(.standard, on: .standard, .bold)

  /// One hue for each action, in every pane.
  var actions: [Style] = [Style()]
  /// One hue for each curve in a chart.
  var curves: [Style] = [Style()]
  /// The heat map's colours from low to high, evenly spaced to the eye; none in monochrome.
  var ramp: [Color] = []
  /// The colours of what may be below zero or above it, evenly spaced, zero in the middle; none in monochrome.
  var rift: [Color] = []
  /// The ramp's colours are all there is: nothing lies between them.
  var hasSteps = false

  init(id: String) { self.id = id }

  public static let all: [Theme] = [.dark, .light, .highContrast, .monochrome]

  public static func named(_ id: String) -> Theme? { all.first { $0.id == id } }

  /// The hue of an action, by its index.
  public func action(_ index: Int) -> Style { actions[abs(index % actions.count)] }

  /// The hue of an action among all of a world: that of its direction where it has one, which is the same in every world.
  func action(_ index: Int, of choices: [ActionSpace.Choice]) -> Style {
    let directions = Compass.choices.map(\.glyph)
    guard choices.indices.contains(index), choices.contains(where: { directions.contains($0.glyph) }) else {
      return action(index)
    }
    if let direction = directions.firstIndex(of: choices[index].glyph) { return action(direction) }
    // Hues that no direction has.
    return action(directions.count + choices[..<index].count { !directions.contains($0.glyph) })
  }

  /// The hue of a curve, by its index.
  public func curve(_ index: Int) -> Style { curves[abs(index % curves.count)] }

  /// Whether heat can be shown by colour.
  public var hasHeat: Bool { !ramp.isEmpty }

  /// The colour of a value at this share of its range, 0 to 1; nil in monochrome.
  public func heat(_ share: Double) -> Color? { color(share, of: ramp) }

  /// The colour of a value at this share of a range with zero in its middle, 0 to 1; nil in monochrome.
  func rift(_ share: Double) -> Color? { color(share, of: rift) }

  /// The heat's colours that signs can have on the theme's own ground, from low to high; none in monochrome. Signs want a
  /// contrast of 3 (WCAG 2.2), and the ramp begins near the ground.
  var inks: [Color] {
    let paper = ground.paper.color
    func isReadable(_ color: Color) -> Bool { (color.contrast(with: paper) ?? 0) >= 3 }
    guard !hasSteps else { return ramp.filter(isReadable) }
    let first = stride(from: 0, through: 1, by: 0.01).first { heat($0).map(isReadable) ?? false }
    return first.map { first in (0...6).compactMap { heat(first + (1 - first) * Double($0) / 6) } } ?? []
  }

  func color(_ share: Double, of ramp: [Color]) -> Color? {
    guard let last = ramp.indices.last, share.isFinite else { return nil }
    if hasSteps { return ramp[min(max(Int(min(max(share, 0), 1) * Double(ramp.count)), 0), last)] }
    let place = min(max(share, 0), 1) * Double(last)
    let index = min(Int(place), max(last - 1, 0))
    return .mix(ramp[index], ramp[min(index + 1, last)], place - Double(index))
  }

  /// Black or white, whichever can be read on a coloured ground.
  public func ink(over ground: Color) -> Style {
    Style((ground.luminance ?? 0) > 0.18 ? .rgb(0, 0, 0) : .rgb(255, 255, 255), on: ground)
  }

  /// A style over a coloured ground: its own hue where it stands out by this contrast, else black or white. Text wants
  /// 4.5, bars and bold signs 3 (WCAG 2.2).
  public func readable(_ style: Style, over ground: Color?, contrast: Double = 4.5) -> Style {
    guard let ground else { return style }
    var result = style
    result.background = ground
    result.attributes.remove(.dim)
    if style.foreground.contrast(with: ground).map({ $0 < contrast }) ?? true {
      result.foreground = ink(over: ground).foreground
    }
    return result
  }
}
