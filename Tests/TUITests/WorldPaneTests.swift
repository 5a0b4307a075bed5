import Testing
import Worlds

@testable import Learn
@testable import TUI

@Suite struct WorldPaneTests {
  private let pane = WorldPane()

  @Test func `The corridor shows policy, agent, aliases and names at the smallest dashboard's size`() throws {
    #expect(
      pane.drawn(try Fixture.corridor(), 44, 9).trimmed == [
        " ┌───────┬───────┬───────┬───────┬───────┐",
        " │       │  ←●   │       │       │       │",
        " │ → .98 │ → .49 │ ↓ .96 │ → .49 │ ← .98 │",
        " │ N, W  │ ← .49 │   N   │ ← .49 │ N, E  │",
        " ├───────┼───────┼───────┼───────┼───────┤",
        " │       │       │       │       │       │",
        " │   ☠   │       │   $   │       │   ☠   │",
        " │ skull │       │ money │       │ skull │",
        " └───────┘       └───────┘       └───────┘",
      ])
  }

  @Test func `With more room each action has a bar and each cell its whole label`() throws {
    #expect(
      pane.drawn(try Fixture.corridor(), 68, 15).trimmed.prefix(8) == [
        " ┌────────────┬────────────┬────────────┬────────────┬────────────┐",
        " │            │     ←●     │            │            │            │",
        " │            │            │            │            │            │",
        " │ → ███▉ .98 │ → ██   .49 │ ↓ ███▉ .96 │ → ██   .49 │ ← ███▉ .98 │",
        " │            │ ← ██   .49 │            │ ← ██   .49 │            │",
        " │            │            │            │            │            │",
        " │ wall N, W  │ wall N, S  │   wall N   │ wall N, S  │ wall N, E  │",
        " ├────────────┼────────────┼────────────┼────────────┼────────────┤",
      ])
  }

  @Test func `With little room cells lose their borders first`() throws {
    #expect(pane.drawn(try Fixture.corridor(), 16, 3).trimmed == ["→  ←● ↓  →← ←", "☠     $     ☠", ""])
    #expect(pane.drawn(try Fixture.corridor(), 5, 2).text == ["→●↓→←", "☠ $ ☠"])
  }

  @Test func `In ASCII the map is the same with plain signs`() throws {
    #expect(
      pane.drawn(try Fixture.corridor(.monochrome, isASCII: true), 44, 9).trimmed == [
        " +-------+-------+-------+-------+-------+",
        " |       |: <@ ::|       |:::::::|       |",
        " | > .98 | > .49 | v .96 | > .49 | < .98 |",
        " | N, W  | < .49 |   N   | < .49 | N, E  |",
        " +-------+-------+-------+-------+-------+",
        " |       |       |       |       |       |",
        " |   X   |       |   $   |       |   X   |",
        " | skull |       | money |       | skull |",
        " +-------+       +-------+       +-------+",
      ])
  }

  @Test func `An arrow has its action's hue, and the agent is a patch with the action that moved it`() throws {
    let canvas = pane.drawn(try Fixture.corridor(), 44, 9)
    #expect(canvas[3, 2].glyph == "→" && canvas[3, 2].style.foreground == Theme.dark.action(1).foreground)
    #expect(canvas[12, 1] == Cell("←", Theme.dark.marker) && canvas[13, 1] == Cell("●", Theme.dark.marker))
    #expect(canvas[0, 0] == .blank && canvas[1, 0] == Cell("┌", Theme.dark.border))
  }

  @Test func `Places that look alike are grey, and only they`() throws {
    let canvas = pane.drawn(try Fixture.corridor(), 44, 9)
    for (cell, isGrey) in [(0, false), (1, true), (2, false), (3, true), (4, false)] {
      #expect((canvas[3 + 8 * cell, 3].style.background == Theme.dark.veil) == isGrey)
    }
  }

  @Test func `Over a value's colour an arrow is black or white`() throws {
    var view = try Fixture.corridor()
    view.heatMap = .exact
    let canvas = pane.drawn(view, 16, 3)
    #expect(canvas[0, 0].glyph == "→")
    let ground = try #require(Theme.dark.heat(0))
    #expect(canvas[0, 0].style.background == ground)
    #expect(canvas[0, 0].style.foreground == Theme.dark.ink(over: ground).foreground)
  }

  @Test func `The value colours the row that it stands in, and bars keep their hues`() throws {
    var view = try Fixture.corridor()
    view.heatMap = .exact
    let canvas = pane.drawn(view, 44, 9)
    #expect(canvas.trimmed[1] == " │   6.0 │←● 7.0 │   9.0 │   7.0 │   6.0 │")
    #expect(canvas[2, 1].style.background == Theme.dark.heat(0))
    #expect(canvas[18, 1].style.background == Theme.dark.heat(1))
    #expect(canvas[3, 2].style == Style(Theme.dark.action(1).foreground, on: .standard, .bold))
    #expect(canvas[18, 7].style.background == .standard, "no value is known where the episode ends")
    #expect(pane.title(view) == "World · V exact 6.0…9.0")
  }

  @Test func `The title tells the learnt values from the exact ones, and that there are none`() throws {
    var view = try Fixture.corridor()
    view.heatMap = .learnt
    view.frame.learntValues = [1, 2, 3, 4]
    #expect(pane.title(view) == "World · V learnt 1.0…4.0")
    view.frame.learntValues = nil
    #expect(pane.title(view) == "World · V exact 6.0…9.0")
    view.exactValues = nil
    #expect(pane.title(view) == "World · no V yet")
    view.heatMap = .off
    #expect(pane.title(view) == "World")
  }

  @Test func `Without colour a value is a shade beside the arrow`() throws {
    var view = try Fixture.square(side: 4, .monochrome)
    view.heatMap = .learnt
    view.frame.lastAction = nil
    #expect(pane.drawn(view, 13, 4).trimmed == ["●░ ↑░ →░ ↑░", "→▒ ↑▒ →▒ ↑▒", "→▓ ↑▓ →▓ ↑█", "→█ ↑█ →█ ★"])
  }

  @Test func `A map that fits has all its cells, the agent and the goal`() throws {
    #expect(
      pane.drawn(try Fixture.square(side: 4), 26, 9).trimmed == [
        "┌─────┬─────┬─────┬─────┐",
        "│ →●  │↑ .55│→ 1.0│↑ .55│",
        "├─────┼─────┼─────┼─────┤",
        "│→ 1.0│↑ .55│→ 1.0│↑ .55│",
        "├─────┼─────┼─────┼─────┤",
        "│→ 1.0│↑ .55│→ 1.0│↑ .55│",
        "├─────┼─────┼─────┼─────┤",
        "│→ 1.0│↑ .55│→ 1.0│  ★  │",
        "└─────┴─────┴─────┴─────┘",
      ])
  }

  @Test func `A map that is too large follows the agent and says which part is in view`() throws {
    let rows = pane.drawn(try Fixture.square(side: 30, agent: 30 * 20 + 25), 40, 6).trimmed
    #expect(rows[5] == "            rows 19–23 of 30")
    #expect(rows[2].unicodeScalars.contains("●"))
    let narrow = pane.drawn(try Fixture.square(side: 30, agent: 30 * 20 + 25), 20, 6).trimmed
    #expect(narrow[5] == "↔ 11–30 of 30, ↕ 19…")
    #expect(narrow.joined().unicodeScalars.contains("●"))
  }

  @Test func `Walls, pits, ice and rewards have signs of their own`() throws {
    var view = try Fixture.square(side: 3)
    guard case .cells(var scene) = view.frame.scene else { return }
    scene.agent = nil
    scene.places[1] = .init(.wall)
    scene.places[2] = .init(.pit)
    scene.places[3] = .init(.slippery)
    scene.places[4] = .init(.reward(7))
    view.frame.scene = .cells(scene)
    #expect(pane.drawn(view, 9, 3).trimmed == ["→  ███☠", "╱  7  ↑", "→  ↑  ★"])
  }

  @Test func `A value stays beside the agent, whose arrow goes first`() throws {
    var view = try Fixture.corridor()
    view.heatMap = .exact
    view.exactValues = [-10.5, -10.5, 9, 7, 6]
    #expect(pane.drawn(view, 44, 9).trimmed[1].contains("●"))
    #expect(pane.drawn(view, 44, 9).trimmed[1].split(separator: "│").count { $0.contains("−10.5") } == 2)
  }

  @Test func `A title drops words before numbers`() throws {
    var view = try Fixture.corridor()
    view.heatMap = .exact
    #expect(
      pane.titles(view) == ["World · V exact 6.0…9.0", "V exact 6.0…9.0", "V 6.0…9.0", "World"])
  }

  @Test func `Only the strongest action has an arrow in a small cell, and an even choice has a dot`() throws {
    var view = try Fixture.square(side: 3)
    view.frame.policies[0] = PolicyTable(
      name: "π", actionCount: 4,
      probabilities: [0.25, 0.25, 0.25, 0.25, 0.35, 0.3, 0.2, 0.15] + (0..<7).flatMap { _ in [0.0, 1, 0, 0] })
    guard case .cells(var scene) = view.frame.scene else { return }
    scene.agent = nil
    view.frame.scene = .cells(scene)
    let canvas = pane.drawn(view, 9, 3)
    #expect(canvas.text[0].hasPrefix("·  ↑  →"))
    #expect(canvas.cells(showing: "↑").allSatisfy { $0.style.attributes.contains(.dim) })
    #expect(canvas.cells(showing: "→").allSatisfy { $0.style.attributes.contains(.bold) })
  }

  @Test func `A wall all round goes before a map is cut`() throws {
    var view = try Fixture.square(side: 5, agent: 6)
    guard case .cells(var scene) = view.frame.scene else { return }
    for index in scene.places.indices where [0, 4].contains(index % 5) || [0, 4].contains(index / 5) {
      scene.places[index] = CellScene.Place(.wall)
    }
    view.frame.scene = .cells(scene)
    #expect(pane.drawn(view, 5, 5).trimmed.count { $0.contains("█") } == 5)
    let rows = pane.drawn(view, 12, 3).trimmed
    #expect(rows.count == 3 && !rows.joined().contains("█") && !rows.joined().contains("of"))
    #expect(pane.drawn(view, 12, 2).trimmed[1].contains("of 5"))
  }

  @Test func `Neither ice nor wind runs into an action's probability`() throws {
    for kind in [CellScene.Kind.slippery, .wind(2)] {
      var view = try Fixture.square(side: 3)
      guard case .cells(var scene) = view.frame.scene else { return }
      scene.agent = nil
      for index in scene.places.indices { scene.places[index].kind = kind }
      view.frame.scene = .cells(scene)
      let rows = pane.drawn(view, 70, 26).trimmed
      let signs: Set<Character> = ["╱", "╵"]
      #expect(rows.joined().contains { signs.contains($0) })
      #expect(rows.joined().contains("."))
      for row in rows {
        let letters = Array(row)
        for index in letters.indices.dropFirst() where letters[index] == "." {
          #expect(!signs.contains(letters[index - 1]), "\(row)")
        }
        for index in letters.indices.dropLast() where "↑→↓←".contains(letters[index]) {
          #expect(!signs.contains(letters[index + 1]), "\(row)")
        }
      }
    }
  }

  // MARK: Worlds in the plane

  @Test func `A pendulum is drawn in dots, with its readings beside it`() throws {
    #expect(
      pane.drawn(try Fixture.pendulum(), 34, 6).trimmed == [
        "      ⣎⣱",
        "       ⠴⡥⡀     θ       180.00°",
        "      ⢀⡀ ⢱     torque   −1.50 N·m",
        "      ⠈⡇ ⠈     reward   −1.00",
        "       ⡇",
        "       ⡇",
      ])
  }

  @Test func `Each part of a pendulum has the style of its role`() throws {
    let canvas = pane.drawn(try Fixture.pendulum(), 34, 6)
    #expect(canvas[7, 5].style == Theme.dark.text)
    #expect(canvas[9, 2].style == Theme.dark.force)
    #expect(canvas[6, 0].style == Theme.dark.good)
    #expect(canvas[7, 3].style == Theme.dark.text || canvas[7, 3].style == Theme.dark.agent)
  }

  @Test func `In a narrow pane the readings stand below the picture`() throws {
    let rows = pane.drawn(try Fixture.pendulum(), 14, 12).trimmed
    #expect(rows.suffix(3).map { $0.prefix(6) } == ["θ     ", "torque", "reward"])
  }

  @Test func `No unit is cut, however wide the pane`() throws {
    for columns in 30...100 {
      for row in pane.drawn(try Fixture.pointMass(), columns, 20).trimmed where row.contains("speed") {
        #expect(row.hasSuffix(" m/s"), "\(columns) columns: \(row)")
      }
    }
  }
}
