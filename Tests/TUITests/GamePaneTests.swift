import Testing
import Worlds

@testable import Learn
@testable import TUI

@Suite struct GamePaneTests {
  private let pane = WorldPane()

  private func changed(_ change: (inout GameScene) -> Void) throws -> ViewState {
    var view = try Fixture.game()
    guard case .game(var scene) = view.frame.scene else { return view }
    change(&scene)
    view.frame.scene = .game(scene)
    return view
  }

  @Test func `The table has both mixtures, the payoffs, and the last round's reversed`() throws {
    let canvas = pane.drawn(try Fixture.game(), 40, 8)
    #expect(
      canvas.trimmed == [
        "        self   R    P    S", "           σ  .30  .10  .60", " R █    .20     0   −1   +1",
        " P ██▌  .50    +1    0   −1", " S █▌   .30    −1   +1    0", " exploitable ██▊        0.30",
        "        a round, by scissors", " round 37/100       score −4",
      ])
    // The agent's move, the opponent's, and what the two of them paid.
    let reversed = (0..<8).flatMap { y in
      (0..<40).filter { canvas[$0, y].style.attributes.contains(.reverse) }.map { [$0, y] }
    }
    #expect(reversed == [[25, 0], [1, 3], [25, 3], [26, 3]])
  }

  @Test func `The title says how exploitable the policy is: by its worst reply, and not at all at a third each`() throws
  {
    #expect(pane.title(try Fixture.game()) == "World · exploitable: 0.30 a round")
    var view = try Fixture.game()
    view.frame.distribution = .discrete([1.0 / 3, 1.0 / 3, 1.0 / 3])
    #expect(pane.title(view) == "World · exploitable: 0.00 a round")
    #expect(pane.drawn(view, 40, 8).text.joined().contains("by no move"))
    view.frame.distribution = .discrete([.nan, 0, 0])
    #expect(pane.title(view) == "World")
  }

  @Test func `With several observations the mean over them is shown where it is known how often each is met`() throws {
    let setup = try Setup("rock-paper-scissors:memory=last", "reinforce")
    var view = try Fixture.game()
    view.frame.setup = setup
    // Always rock after the first round; before it anything.
    view.frame.policies = [
      PolicyTable(
        name: "π", actionCount: 3, probabilities: [1.0 / 3, 1.0 / 3, 1.0 / 3] + (0..<9).flatMap { _ in [1.0, 0, 0] })
    ]
    view.frame.distribution = .discrete([1, 0, 0])
    view.frame.observation = .index(4)
    #expect(pane.title(view) == "World · exploitable here: 1.00 a round")
    view.frame.visits = [25] + Array(repeating: 0, count: 3) + [75] + Array(repeating: 0, count: 5)
    #expect(pane.title(view) == "World · exploitable: 0.75 a round")
  }

  @Test func `With room the simplex shows where both stand, have been and are on average`() throws {
    let wide = pane.drawn(try Fixture.game(), 58, 16)
    #expect(wide.cells(showing: "●").count == 2 && wide.cells(showing: "◆").count == 2)
    #expect(wide.text.last!.contains("● you  ◆ self  ○◇ means"))
    // The opponent is nearer the corner of scissors, at the right.
    func column(of glyph: Unicode.Scalar) -> Int? {
      (30..<58).first { x in (1..<14).contains { wide[x, $0].glyph == glyph } }
    }
    #expect(try #require(column(of: "◆")) > #require(column(of: "●")))
    let tall = pane.drawn(try Fixture.game(), 28, 26)
    #expect(tall.text.last!.contains("● you"))
    #expect(
      pane.drawn(try changed { ($0.opponentMean, $0.opponentTrail, $0.opponent) = (nil, [], "copycat") }, 58, 16)
        .text.last!.contains("● you  ◆ copycat  ○ mean"))
  }
}
