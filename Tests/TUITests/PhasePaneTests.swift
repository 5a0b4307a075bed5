import Testing
import Worlds

@testable import Learn
@testable import TUI

@Suite struct PhasePaneTests {
  @Test("P shows it beside world and code, P again all panes; it is asked for at full speed too")
  func key() {
    let frame = DashboardSample.frame(DashboardSample.setup("pendulum"), steps: 5)
    var dashboard = DashboardSample.dashboard([frame], columns: 120, rows: 36)
    dashboard.press("P")
    #expect(dashboard.layout.panes.map(\.pane) == [Layout.world, Layout.pseudocode, Layout.phase])
    #expect(dashboard.wantsTrajectory && dashboard.focus == Layout.phase)
    #expect(DashboardSample.screen(dashboard).contains { $0.contains("╭P Phase") })
    dashboard.press("P")
    #expect(dashboard.layout.panes.map(\.pane) == [0, 1, 2, 3, 4] && !dashboard.wantsTrajectory)

    var corridor = DashboardSample.dashboard()
    corridor.press("P")
    #expect(corridor.preset == .all && corridor.note?.text.contains("not two numbers") == true)
  }

  @Test("signs point where the policy pushes, two for a strong push")
  func signs() {
    let signs = [-1, -0.6, -0.3, 0.05, 0.3, 0.6].map { PhasePicture.sign($0, isASCII: false) }
    #expect(signs == ["«", "«", "‹", "·", "›", "»"])
    #expect([-1, -0.3, 0, 0.3, 1].map { PhasePicture.sign($0, isASCII: true) } == ["<", "(", ".", ")", ">"])
  }

  @Test("values are colours from least to largest, the agent stands where it is, and the way leads to it")
  func picture() throws {
    let view = try Fixture.mountainCar()
    let canvas = PhasePane().drawn(view, 60, 20)
    let theme = view.theme
    // The valley's middle at rest is worth least, the fast edges most.
    let ground = canvas.cells.map(\.style.background).filter { $0 != .standard && $0 != theme.marker.background }
    #expect(Set(ground.map { "\($0)" }).count > 100)
    #expect(canvas[30, 9].style.background.luminance! < canvas[58, 0].style.background.luminance! / 2)
    #expect(PhasePane().title(view) == "Phase portrait · V learnt 60.1…142")
    let agents = canvas.cells(showing: "●")
    #expect(agents.count == 1 && agents[0].style == theme.marker)
    let braille = canvas.cells.filter { (0x2801...0x28FF).contains($0.glyph.value) }
    #expect(braille.count > 30)
    #expect(canvas.text[19].contains("x") && canvas.text[0].contains("0.070"))
  }

  @Test("an angle that goes round is not joined across the plane")
  func wrapping() throws {
    var view = try Fixture.pendulum()
    func step(_ θ: Double) -> Trajectory.Step {
      .init(
        observation: .vector(view.frame.portrait!.plane.observation(x: θ, y: 4)), action: .vector([0]),
        logProbability: 0, reward: 0, returnSoFar: 0, returnToGo: 0)
    }
    func dots(_ angles: [Double]) -> Int {
      view.frame.trajectory = Trajectory(
        episode: 1, isPresent: false, ending: .truncated, missing: 0, steps: angles.map(step), firstStep: 0,
        logPolicy: 0)
      return PhasePane().drawn(view, 60, 20).cells.count { (0x2801...0x28FF).contains($0.glyph.value) }
    }
    #expect(dots([3, -3]) == 0)
    #expect(dots([1.5, -1.5]) > 20)
  }
}
