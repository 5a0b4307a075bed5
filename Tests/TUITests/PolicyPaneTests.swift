import Testing
import Worlds

import func Glibc.pow

@testable import Learn
@testable import TUI

@Suite struct PolicyPaneTests {
  private let pane = PolicyPane()

  /// The corridor with an agent that bumped into a wall, so that its last action was chosen where it is.
  private func bumped(_ theme: Theme = .dark, isASCII: Bool = false) throws -> ViewState {
    var view = try Fixture.corridor(theme, isASCII: isASCII)
    view.frame.trajectory = try Self.trajectory(view.frame, seen: .index(1))
    return view
  }

  /// An episode whose last action was chosen where this was seen.
  private static func trajectory(_ frame: Frame, seen: ObservationView) throws -> Trajectory {
    let step = Trajectory.Step(
      observation: seen, action: try #require(frame.lastAction), logProbability: -1, reward: -1, returnSoFar: -3,
      returnToGo: -1)
    return Trajectory(
      episode: 1649, isPresent: true, ending: .none, missing: 0, steps: [step], firstStep: frame.episode.steps - 1,
      logPolicy: -1)
  }

  @Test func `Each action has its name, glyph, bar and probability, and the last one a mark`() throws {
    #expect(
      pane.drawn(try bumped(), 32, 6).trimmed == [
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

  @Test func `An action that was chosen in the state before has no mark among the bars of this one`() throws {
    var view = try Fixture.corridor()
    for trajectory in [nil, try Self.trajectory(view.frame, seen: .index(2))] {
      view.frame.trajectory = trajectory
      let rows = pane.drawn(view, 36, 6).trimmed
      #expect(rows[3] == " W ← ████████████▎             .49")
      #expect(rows[5] == " entropy 0.79 of 1.39 nats came by ←")
    }
    #expect(pane.drawn(try bumped(), 36, 6).trimmed[5] == " entropy 0.79 of 1.39 nats    last ◂")
    // A bandit is always in the same state.
    #expect(pane.drawn(try Fixture.bandit(), 36, 12).trimmed[7].hasSuffix("◂"))
  }

  @Test func `In a terminal state nothing is chosen, and a cut episode is not at its end`() throws {
    var view = try Fixture.corridor()
    view.frame.episode.ending = .terminated
    #expect(pane.title(view) == "π(a∣o)  S′ is terminal")
    let canvas = pane.drawn(view, 36, 6)
    #expect(canvas.trimmed[2].contains("S′ is terminal") && canvas.cells(showing: "█").isEmpty)
    view.frame.episode.ending = .truncated
    #expect(!pane.drawn(view, 36, 6).cells(showing: "█").isEmpty)
    var bandit = try Fixture.bandit()
    bandit.frame.episode.ending = .terminated
    #expect(!pane.drawn(bandit, 36, 12).cells(showing: "█").isEmpty)
  }

  @Test func `Where not all fit, the most probable are shown and the others counted`() throws {
    #expect(pane.drawn(try bumped(), 12, 3).trimmed == [" → █▌  .49", " ← █▌  .49 ◂", " … 2 more"])
  }

  @Test func `In ASCII bars are made of signs`() throws {
    #expect(
      pane.drawn(try bumped(.monochrome, isASCII: true), 32, 4).trimmed == [
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
        " tor…  μ 0.00  σ 0.50  last 1.00",
        "     ⠘        ⡔⠉⠙⢆  ⢸    ⠘",
        "     ⠘      ⢀⠜   ⠈⢦ ⢸    ⠘",
        "     ⠘     ⢠⠎      ⠣⣸    ⠘",
        " ⠤⠤⠤⠤⠼⠤⠤⠤⠤⠔⠁   ▲    ⢹⠢⠤⠤⠤⠼⠤⠤⠤⠤⠤",
        " ── −2 ─────── 0 ─────── 2 ────",
      ])
  }

  @Test func `The mark of a mean hides no digit of the axis, wherever it is`() throws {
    var places: Set<Int> = []
    for mean in stride(from: -3.2, through: 3.2, by: 0.05) {
      let rows = pane.drawn(try Fixture.pendulum(mean: mean), 32, 6).trimmed
      let numbers = rows[5].filter { !"─▲◀▶ ".contains($0) }
      #expect(numbers == "−202", "\(mean): \(rows[5])")
      let marked = rows.indices.filter { row in rows[row].contains { "▲◀▶".contains($0) } }
      #expect(marked == [4] || marked == [5], "\(mean): \(rows)")
      places.formUnion(marked)
      let plain = pane.drawn(try Fixture.pendulum(mean: mean, isASCII: true), 32, 6).trimmed
      #expect(plain[5].contains(" -2 ") && plain[5].contains(" 0 ") && plain[5].contains(" 2 "), "\(plain[5])")
    }
    #expect(places == [4, 5])
  }

  @Test func `A mean beyond the axis is shown at its edge, and a deviation of nothing as a line`() throws {
    let far = pane.drawn(try Fixture.pendulum(mean: 9, deviation: 0), 32, 6).trimmed
    #expect(far[0] == " tor…  μ 9.00  σ 0.00  last 1.00")
    #expect(far[5] == " ── −2 ─────── 0 ─────── 2 ───▶")
    let near = pane.drawn(try Fixture.pendulum(mean: 0, deviation: 0), 32, 6)
    #expect((1...3).allSatisfy { near[15, $0].style == Theme.dark.action(0) })
    #expect(near[15, 4].glyph == "▲")
  }

  @Test func `A diverged Gaussian still has its numbers`() throws {
    let rows = pane.drawn(try Fixture.pendulum(mean: .nan, deviation: .infinity), 32, 6).trimmed
    #expect(rows[0] == " torque  μ NaN  σ ∞  last 1.00")
  }

  /// π of SAC: the density has its peak nearer to the edge than tanh μ, and Q over the action a scale of its own.
  private func squashed(mean: Double = 0.5, deviation: Double = 0.6, _ theme: Theme = .dark) throws -> ViewState {
    var view = try Fixture.pendulum(theme)
    view.frame.distribution = .squashed(
      mean: [mean], deviation: [deviation], bounds: ActionBounds([.init("torque", -2...2)]))
    view.frame.actionCurve = ActionCurve(range: -2...2, values: (0...40).map { -5 + 0.2 * Double($0) })
    return view
  }

  @Test func `A squashed Gaussian is a density within the bounds, with Q over the action in a hue of its own`() throws {
    let canvas = pane.drawn(try squashed(), 60, 8)
    #expect(canvas.trimmed[0].contains("torque  tanh μ 0.92  σ_u 0.60  last 1.00  Q −5.0…3.0"))
    let q = canvas.cells.count { $0.style == Theme.dark.curve(0) && $0.glyph.value > 0x2800 }
    let density = canvas.cells.count { $0.style == Theme.dark.action(0) && $0.glyph.value > 0x2800 }
    #expect(q > 10 && density > 10)
    // Beyond the bounds nothing is dense: the curve runs along the floor.
    #expect((1...6).allSatisfy { canvas[2, $0].style != Theme.dark.action(0) || $0 == 6 })
    // tanh 0.5 · 2 = 0.92.
    let mark = canvas.trimmed[7].firstIndex(of: "▲").map {
      canvas.trimmed[7].distance(from: canvas.trimmed[7].startIndex, to: $0)
    }
    #expect(mark == 38)
  }

  @Test func `What is said of Q and the density has their curves' hues, which lie far apart in every theme`() throws {
    for theme in [Theme.dark, .light, .highContrast, .monochrome] {
      let canvas = pane.drawn(try squashed(theme), 60, 8)
      func style(of text: String) throws -> Style {
        let row = canvas.trimmed[0]
        let place = try #require(row.ranges(of: text).first?.lowerBound)
        return canvas[row.distance(from: row.startIndex, to: place), 0].style
      }
      let (q, density) = try (style(of: "Q −5.0"), style(of: "σ_u 0.60"))
      #expect(try style(of: "−5.0…3.0") == q && style(of: "0.60") == density)
      for curve in [q, density] {
        #expect(canvas.cells.count { $0.style == curve && $0.glyph.value > 0x2800 } > 10, "\(theme.id)")
      }
      guard case .rgb(let r, let g, let b) = q.foreground, case .rgb(let red, let green, let blue) = density.foreground
      else {
        #expect(q != density)
        continue
      }
      let squares = [(r, red), (g, green), (b, blue)].map { pow(Double($0) - Double($1), 2) }
      #expect(squares.reduce(0, +).squareRoot() > 150, "\(theme.id)")
    }
    // Where the whole range has no room its top is still said.
    #expect(pane.drawn(try squashed(), 52, 8).trimmed[0].hasSuffix("last 1.00  max Q 3.0"))
  }

  @Test func `A squashed Gaussian that diverged draws what it can`() throws {
    for (mean, deviation) in [(Double.nan, 1.0), (1e9, 1.0), (0.0, .infinity), (0.0, 0.0), (-1e9, .nan)] {
      let rows = pane.drawn(try squashed(mean: mean, deviation: deviation), 60, 8).trimmed
      #expect(rows[0].contains("μ ") && rows[7].contains("2"))
    }
  }
}
