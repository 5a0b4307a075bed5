import Testing
import Worlds

@testable import Learn
@testable import TUI

@Suite struct ThemeTests {
  private static let black = Color.rgb(0, 0, 0)
  private static let white = Color.rgb(255, 255, 255)

  private func texts(_ theme: Theme) -> [Style] {
    [theme.muted, theme.good, theme.bad, theme.force, theme.key] + theme.actions + theme.curves
  }

  @Test func `Contrast is that of the standard`() throws {
    #expect(abs(try #require(Self.black.contrast(with: Self.white)) - 21) < 1e-9)
    #expect(abs(try #require(Color.rgb(119, 119, 119).contrast(with: Self.white)) - 4.48) < 0.01)
    #expect(Color.standard.contrast(with: .rgb(0, 0, 0)) == nil)
  }

  @Test func `Text can be read on the ground it is made for`() {
    for style in texts(.dark) { #expect(style.foreground.contrast(with: Self.black)! >= 4.5) }
    for style in texts(.light) { #expect(style.foreground.contrast(with: Self.white)! >= 4.5) }
    for style in texts(.highContrast) where style.foreground != .standard {
      #expect(style.foreground.contrast(with: Self.black)! >= 7)
    }
  }

  @Test func `The ground is the terminal's own, but for the highlight and the heat map`() {
    for theme in Theme.all {
      for style in texts(theme) + [theme.text, theme.border, theme.focusedBorder, theme.title, theme.agent] {
        #expect(style.background == .standard)
      }
    }
  }

  @Test func `A direction has the same hue in every world, and no other action has it there`() throws {
    for world in Catalogue.worlds {
      guard case .choices(let choices) = try world.prepared([]).actionSpace else { continue }
      for theme in [Theme.dark, .light, .highContrast] {
        for (index, choice) in choices.enumerated() {
          let hue = theme.action(index, of: choices)
          if let direction = Compass.choices.firstIndex(where: { $0.glyph == choice.glyph }) {
            #expect(hue == theme.action(direction), "\(world.info.id)")
          }
        }
        let hues = choices.indices.map { theme.action($0, of: choices).foreground }
        #expect(choices.count > theme.actions.count || Set(hues).count == choices.count, "\(world.info.id)")
      }
    }
    // Arms have no direction.
    let arms = ActionGlyphs.choices(of: .choices([]), count: 4)
    #expect((0..<4).allSatisfy { Theme.dark.action($0, of: arms) == Theme.dark.action($0) })
  }

  @Test func `No two actions share a hue`() {
    for theme in [Theme.dark, .light, .highContrast] {
      #expect(Set(theme.actions.map(\.foreground)).count == theme.actions.count)
      #expect(theme.action(0) == theme.action(theme.actions.count))
      #expect(theme.action(-1).foreground != .standard)
    }
  }

  @Test func `The heat map is even and its texts can be read`() throws {
    for theme in [Theme.dark, .light, .highContrast] {
      func lightness(_ share: Double) throws -> Double {
        let luminance = try #require(theme.heat(share)?.luminance)
        return 116 * cubeRoot(luminance) - 16
      }
      let whole = try lightness(1) - lightness(0)
      for step in 1...6 {
        let difference = try lightness(Double(step) / 6) - lightness(Double(step - 1) / 6)
        #expect(abs(difference - whole / 6) < 1, "\(theme.id), step \(step)")
      }
      for step in 0...20 {
        let ground = try #require(theme.heat(Double(step) / 20))
        for style in texts(theme) + [theme.text] {
          let readable = theme.readable(style, over: ground)
          #expect(readable.background == ground)
          #expect(try #require(readable.foreground.contrast(with: ground)) >= 4.5)
        }
      }
    }
  }

  @Test(
    "Few colours make a ramp of those that exist, in order of lightness", arguments: [ColorTier.indexed256, .sixteen])
  func ramp(tier: ColorTier) throws {
    for theme in [Theme.dark, .light, .highContrast] {
      let adapted = theme.adapted(to: tier)
      let quantise = Quantiser(tier)
      let grounds = try (0...40).map { try #require(adapted.heat(Double($0) / 40)) }
      var steps: [Color] = []
      for ground in grounds where steps.last != ground { steps.append(ground) }
      #expect(Set(steps.map { quantise($0) }).count == steps.count, "every step has a colour of its own")
      let luminances = try steps.map { try #require($0.luminance) }
      #expect(luminances == (theme.id == "light" ? luminances.sorted(by: >) : luminances.sorted()))
      for ground in steps {
        let ink = adapted.ink(over: ground)
        #expect(try #require(ink.foreground.contrast(with: ground)) >= 4.5)
      }
    }
    #expect(Theme.dark.adapted(to: .monochrome) == .monochrome)
    #expect(Theme.dark.adapted(to: .direct) == .dark)
  }

  private func cubeRoot(_ x: Double) -> Double {
    var root = 0.5
    for _ in 0..<60 { root -= (root * root * root - x) / (3 * root * root) }
    return root
  }

  @Test func `Monochrome has no colour at all`() {
    let theme = Theme.monochrome
    for style in texts(theme) + [theme.text, theme.highlight, theme.agent, theme.border, theme.focusedBorder] {
      #expect(style.foreground == .standard && style.background == .standard)
    }
    #expect(theme.heat(0.5) == nil)
    #expect(theme.highlight.attributes.contains(.reverse))
  }

  @Test func `Each theme is found by its name`() {
    for theme in Theme.all { #expect(Theme.named(theme.id) == theme) }
    #expect(Theme.named("solarized") == nil)
    #expect(Set(Theme.all.map(\.id)) == ["dark", "light", "high-contrast", "monochrome"])
  }
}
