import Testing
import Worlds

@testable import Learn
@testable import TUI

@Suite struct PolicyPaneTests {
  private let pane = PolicyPane()

  @Test func `Each action has its name, glyph, bar and probability, and the last one a mark`() throws {
    #expect(
      pane.drawn(try Fixture.corridor(), 32, 6).trimmed == [
        " N ↑ ▎                     .01",
        " E → ██████████▎           .49",
        " S ↓ ▎                     .01",
        " W ← ██████████▎           .49 ◂",
        "",
        " entropy 0.79 of 1.39 nats",
      ])
  }

  @Test func `A bar has the hue of its action`() throws {
    let canvas = pane.drawn(try Fixture.corridor(), 32, 6)
    #expect(canvas[5, 1].style == Theme.dark.action(1))
    #expect(canvas[5, 3].style == Theme.dark.action(3))
    #expect(canvas[3, 3].style == Theme.dark.action(3))
  }

  @Test func `Where not all fit, the most probable are shown and the others counted`() throws {
    #expect(pane.drawn(try Fixture.corridor(), 12, 3).trimmed == [" → █▌  .49", " ← █▌  .49 ◂", " … 2 more"])
  }

  @Test func `In ASCII bars are made of signs`() throws {
    #expect(
      pane.drawn(try Fixture.corridor(.monochrome, isASCII: true), 32, 4).trimmed == [
        " N ^ |                     .01",
        " E > ##########            .49",
        " S v |                     .01",
        " W < ##########            .49 <",
      ])
  }

  @Test func `The title says what the agent observes`() throws {
    #expect(pane.title(try Fixture.corridor()) == "π(a∣o)  o = wall N, S")
    #expect(pane.title(try Fixture.pendulum()) == "π(a∣o)  o = cos θ −1.00, sin θ 0.00, ω 0.25")
    #expect(pane.title(try Fixture.corridor(isASCII: true)) == "pi(a|o)  o = wall N, S")
  }

  @Test func `A Gaussian is a density over the range, with its mean and the action taken`() throws {
    #expect(
      pane.drawn(try Fixture.pendulum(), 32, 6).trimmed == [
        " torque  μ 0.00  σ 0.50  a 1.00",
        "     ⠘        ⡔⠉⠙⢆  ⢸    ⠘",
        "     ⠘      ⢀⠜   ⠈⢦ ⢸    ⠘",
        "     ⠘     ⢠⠎      ⠣⣸    ⠘",
        " ⠤⠤⠤⠤⠼⠤⠤⠤⠤⠔⠁        ⢹⠢⠤⠤⠤⠼⠤⠤⠤⠤⠤",
        " ── −2 ─────── ▲ ─────── 2 ────",
      ])
  }

  @Test func `A mean beyond the axis is shown at its edge, and a deviation of nothing as a line`() throws {
    let far = pane.drawn(try Fixture.pendulum(mean: 9, deviation: 0), 32, 6).trimmed
    #expect(far[0] == " torque  μ 9.00  σ 0.00  a 1.00")
    #expect(far[5] == " ── −2 ─────── 0 ─────── 2 ───▶")
    let near = pane.drawn(try Fixture.pendulum(mean: 0, deviation: 0), 32, 6)
    #expect((1...4).allSatisfy { near[15, $0].style == Theme.dark.action(0) })
  }

  @Test func `A diverged Gaussian still has its numbers`() throws {
    let rows = pane.drawn(try Fixture.pendulum(mean: .nan, deviation: .infinity), 32, 6).trimmed
    #expect(rows[0] == " torque  μ NaN  σ ∞  a 1.00")
  }
}
