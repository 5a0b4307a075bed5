import Testing
import Worlds

@testable import Learn
@testable import TUI

@Suite struct TetrisPaneTests {
  private let pane = WorldPane()

  private func scene(_ view: ViewState) throws -> TetrisScene {
    guard case .tetris(let scene) = view.frame.scene else { throw ParameterError("no well") }
    return scene
  }

  @Test func `With room a cell is two columns wide, and every filled cell is there, the best placement as a ghost`()
    throws
  {
    let view = try Fixture.tetris()
    let (scene, canvas) = (try scene(view), pane.drawn(view, 60, 21))
    // Beside them stands the piece that comes, in halves of cells.
    let blocks = canvas.cells(showing: "█").count - canvas.text[0].unicodeScalars.count { $0 == "█" }
    #expect(blocks == 2 * scene.cells.count { $0 != .empty })
    #expect(canvas.cells(showing: "▒").count == 8)
    // The lowest row, two columns to a cell, between the walls.
    let left = try #require((0..<60).first { canvas[$0, 20].glyph == "└" })
    for column in 0..<10 {
      let isFilled = canvas[left + 1 + 2 * column, 19].glyph == "█"
      #expect(isFilled == (scene[column, 0] != .empty))
    }
    #expect(canvas.trimmed[19].contains("│") && canvas.trimmed[20].contains("└────────────────────┘"))
  }

  @Test func `The table says what speaks for the placement: features, weights, their products and the sum`() throws {
    let view = try Fixture.tetris()
    let picture = TetrisPicture(try scene(view), view)
    let best = try #require(picture.best)
    guard case .discrete(let π) = view.frame.distribution else { return }
    #expect(π[best.action] == π.max() && picture.probability == π.max())
    let text = pane.drawn(view, 80, 21).text
    for (index, name) in ["landing", "eroded", "row trans", "holes", "hole depth"].enumerated() {
      #expect(text.contains { $0.contains(name) }, "\(index)")
    }
    let weights = try #require(view.frame.weights)
    let sum = zip(weights, best.features).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(text.contains { $0.contains("sum") && $0.contains(Numbers.compact(sum)) })
    #expect(text.contains { $0.contains("next \(try! scene(view).piece.name)") })
  }

  @Test func `Where not all features fit the weightiest stay, and the sum is of all`() throws {
    let view = try Fixture.tetris(.bertsekas)
    let text = pane.drawn(view, 60, 12).text
    #expect(text.contains { $0.contains("more") } && text.contains { $0.contains("max h") })
    let best = try #require(TetrisPicture(try scene(view), view).best)
    let sum = zip(try #require(view.frame.weights), best.features).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(text.contains { $0.contains("sum") && $0.contains(Numbers.compact(sum)) })
    let all = pane.drawn(view, 60, 30).text
    #expect(!all.contains { $0.contains("more") } && all.contains { $0.contains("∣h9−h10∣") })
  }

  @Test func `In a low pane two rows share a character, and the highest cells stay in sight`() throws {
    let view = try Fixture.tetris()
    let scene = try scene(view)
    for (rows, isWhole) in [(11, true), (5, false)] {
      let canvas = pane.drawn(view, 40, rows)
      #expect(canvas.trimmed.contains { $0.contains("└──────────┘") } == isWhole || !isWhole)
    }
    // The highest row in use, in the upper or the lower half.
    let highest = try #require(scene.cells.lastIndex { $0 != .empty }) / 10
    let canvas = pane.drawn(view, 40, 11)
    let blocks = canvas.text[9 - highest / 2].unicodeScalars.filter { "▀▄█".unicodeScalars.contains($0) }
    #expect(!blocks.isEmpty)
  }

  @Test func `The title counts lines and pieces; when the game is over that is said, and no ghost is drawn`() throws {
    var view = try Fixture.tetris()
    let scene = try scene(view)
    #expect(pane.title(view) == "World · \(scene.lines) lines · 147 pieces")
    view.frame.episode.ending = .terminated
    let canvas = pane.drawn(view, 60, 21)
    #expect(canvas.text.contains { $0.contains("game over") } && canvas.cells(showing: "▒").isEmpty)
    view = try Fixture.tetris()
    view.frame.distribution = .discrete(Array(repeating: .nan, count: 40))
    #expect(pane.drawn(view, 60, 21).text.contains { $0.contains("finite") })
  }

  @Test func `Without colours the ghost has a shade or a sign of its own`() throws {
    let plain = pane.drawn(try Fixture.tetris(.dellacherie, .monochrome), 40, 11)
    #expect(!(plain.cells(showing: "▒") + plain.cells(showing: "░")).isEmpty)
    let ascii = pane.drawn(try Fixture.tetris(.dellacherie, .dark, isASCII: true), 60, 21)
    #expect(ascii.cells(showing: "(").count == 4 && ascii.cells(showing: "[").count > 10)
  }

  @Test func `The policy pane names the piece, not the numbers of the well`() throws {
    let view = try Fixture.tetris()
    #expect(PolicyPane().title(view) == "π(a∣o)  o = \(try scene(view).piece.name) over a well")
  }
}
