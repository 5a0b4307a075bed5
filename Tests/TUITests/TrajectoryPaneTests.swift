import Testing
import Worlds

@testable import Learn
@testable import TUI

@Suite("The trajectory")
struct TrajectoryPaneTests {
  /// The corridor with so many steps of an episode that has ended.
  private func view(steps: Int = 3, _ theme: Theme = .dark, isASCII: Bool = false) throws -> ViewState {
    var view = try Fixture.corridor(theme, isASCII: isASCII)
    view.frame.trajectory = Trajectory(
      episode: 1649, isPresent: true, ending: .terminated, missing: 0,
      steps: (0..<steps).map { t in
        Trajectory.Step(
          observation: .index(t % 2), action: .index(t % 2 == 0 ? 1 : 3), logProbability: t % 2 == 0 ? -0.02 : -0.71,
          reward: -1, returnSoFar: -Double(t + 1), returnToGo: -Double(steps - t), logTransition: 0)
      }, firstStep: 0, logStart: -1.61, logPolicy: -0.75, logDynamics: 0, scoreNorm: 1.234)
    return view
  }

  @Test("each step has its logarithm, reward and returns; the sums stand below, term under term")
  func table() throws {
    let canvas = TrajectoryPane().drawn(try view(), 70, 12)
    #expect(
      canvas.trimmed == [
        "     t  S          A     ln π    ln P       R     Σ R       G",
        "     0  wall N, W  E   −0.020    0.00   −1.00   −1.00   −3.00",
        "     1  wall N, S  W    −0.71    0.00   −1.00   −2.00   −2.00",
        " ▸   2  wall N, W  E   −0.020    0.00   −1.00   −3.00   −1.00",
        "", "", "",
        "  P(τ)     = μ(s₀)       · ∏ π(a∣s)     · ∏ P(s′∣s,a)",
        "  ln P(τ)  = ln μ(s₀)    + Σ ln π(a∣s)  + Σ ln P(s′∣s,a)",
        "  −2.36    = −1.61       + −0.75        + 0.00",
        "  ∇ln P(τ) = ╱∇ln μ(s₀)╱ + Σ ∇ln π(a∣s) + ╱Σ ∇ln P(s′∣s,a)╱",
        "  ‖·‖ 1.23    no θ         ‖·‖ 1.23        no θ",
      ])
    #expect(TrajectoryPane().title(try view()) == "Trajectory τ · episode 1 649 · 3 steps, terminated")
  }

  @Test("the terms without θ are struck out in colour, without it and in ASCII")
  func struck() throws {
    for (theme, isASCII) in [(Theme.dark, false), (.monochrome, false), (.dark, true)] {
      let canvas = TrajectoryPane().drawn(try view(theme, isASCII: isASCII), 100, 12)
      let row = canvas.trimmed[10]
      let stroke = isASCII ? "/" : "╱"
      #expect(row.split(separator: Character(stroke), omittingEmptySubsequences: false).count == 5, "\(row)")
      #expect(row.contains(isASCII ? "+ sum grad ln pi(a|s) +" : "+ Σ ∇ln π(a∣s) +"))
      let x = canvas.trimmed[10].unicodeScalars.enumerated().first { String($1) == stroke }!.offset
      #expect(canvas[x, 10].style == theme.bad && canvas[x + 1, 10].style == theme.muted)
    }
  }

  @Test("on 24 rows there is room for the product too, and for ln π on 80 columns")
  func small() throws {
    for world in ["pendulum", "point-mass", "gridworld", "cart-pole"] {
      var dashboard = DashboardSample.dashboard([DashboardSample.frame(DashboardSample.setup(world), steps: 5)])
      var frame = try #require(dashboard.film.newest)
      var trajectory = try #require(try view().frame.trajectory)
      for index in trajectory.steps.indices where frame.setup.world.model == nil {
        trajectory.steps[index].observation = frame.observation
        trajectory.steps[index].action = try #require(frame.lastAction)
      }
      frame.trajectory = trajectory
      _ = dashboard.update(.frames([frame], firstNumber: 1, time: 0))
      dashboard.press("t")
      let screen = DashboardSample.screen(dashboard)
      #expect(screen.contains { $0.contains("ln π") && $0.contains(" R ") }, "\(world)")
      #expect(screen.contains { $0.contains("P(τ)") && $0.contains("∏ π(a∣s)") }, "\(world)")
      #expect(screen.contains { $0.contains("‖·‖ 1.23    no θ") }, "\(world)")
    }
  }

  @Test("where it is narrow the arguments go, then columns; no number is ever cut")
  func narrow() throws {
    let rows = TrajectoryPane().drawn(try view(), 50, 12).trimmed
    #expect(rows[0].contains("ln π") && !rows[0].contains("Σ R"))
    #expect(rows[10].contains("∇ln P(τ) = ╱∇ln μ╱ + Σ ∇ln π  + ╱Σ ∇ln p╱"))
    #expect(!rows.joined().contains("…"))
  }

  @Test("the newest step stays in sight until somebody scrolls")
  func scrolling() throws {
    var view = try view(steps: 40)
    let pane = TrajectoryPane()
    #expect(pane.scrollRange(view, columns: 70, rows: 12) == ScrollRange(35, count: 40, rows: 5))
    #expect(pane.drawn(view, 70, 12).trimmed[5].hasPrefix(" ▸  39"))
    view.scrolls["Trajectory"] = 10
    #expect(pane.drawn(view, 70, 12).trimmed[1].hasPrefix("    10"))
  }

  @Test("a policy without a gradient is said to have none, and a model that is not known is not needed")
  func without() throws {
    var view = try view()
    view.frame.trajectory?.scoreNorm = nil
    #expect(TrajectoryPane().drawn(view, 70, 16).trimmed.joined().contains("there is nothing to ascend"))
    view.frame.trajectory?.logStart = nil
    view.frame.trajectory?.logDynamics = nil
    #expect(TrajectoryPane().drawn(view, 70, 12).trimmed[9].hasPrefix("  not known   = not known   + −0.75"))
    view.frame.trajectory?.isPresent = false
    #expect(TrajectoryPane().title(view).contains("watched last: episode 1 649"))
  }

  @Test("t shows it beside world and code, t again all panes; only then is it asked for at full speed")
  func key() {
    var dashboard = DashboardSample.dashboard([DashboardSample.frame(steps: 5)], columns: 120, rows: 36)
    #expect(!dashboard.wantsTrajectory)
    dashboard.press("t")
    #expect(dashboard.layout.panes.map(\.pane) == [Layout.world, Layout.pseudocode, Layout.trajectory])
    #expect(dashboard.wantsTrajectory && dashboard.focus == Layout.trajectory)
    #expect(DashboardSample.screen(dashboard).contains { $0.contains("╭t Trajectory τ") })
    dashboard.press("t")
    #expect(dashboard.layout.panes.map(\.pane) == [0, 1, 2, 3, 4] && !dashboard.wantsTrajectory)
  }
}
