import Glibc
import Testing

@testable import Learn
@testable import TUI

@Suite("Exact values beside the learning agent")
struct DashboardExactTests {
  typealias Sample = DashboardSample

  @Test(
    "a small world is evaluated fully for the frame shown", arguments: ["aliased-corridor", "short-corridor"])
  func atOnce(world: String) throws {
    let frame = Sample.frame(Sample.setup(world), steps: 500, mark: 1)
    let dashboard = Sample.dashboard([frame])
    let model = try #require(frame.setup.world.model)
    var evaluation = PolicyEvaluation(frame.policies[0], on: model)
    evaluation.advance()
    #expect(!dashboard.wantsLeisure)
    #expect(dashboard.view?.exactValues == evaluation.stateValues)
    #expect(dashboard.view?.objectives.first?.points.last?.value == evaluation.objective)
    #expect(dashboard.view?.objectives.first?.points.last?.episode == frame.returns.count)
  }

  @Test("a large world takes many moments of leisure, and comes to the same numbers")
  func slices() throws {
    let frame = Sample.frame(Sample.setup("gridworld:size=30"), steps: 500, mark: 1)
    var dashboard = Sample.dashboard([frame])
    #expect(dashboard.wantsLeisure)
    #expect(dashboard.view?.exactValues == nil)
    var moments = 0
    while dashboard.wantsLeisure, moments < 10_000 {
      _ = dashboard.update(.leisure)
      moments += 1
    }
    #expect(moments > 2)
    let model = try #require(frame.setup.world.model)
    #expect(
      dashboard.view?.objectives.first?.points.last?.value
        == PolicyEvaluation.objective(of: frame.policies[0], on: model))
    #expect(dashboard.view?.exactValues?.count == model.stateCount)
  }

  @Test("every policy of a value-based learner has its curve")
  func curves() {
    let dashboard = Sample.dashboard([
      Sample.frame(Sample.setup("aliased-corridor", "q-learning"), steps: 100)
    ])
    #expect(dashboard.view?.objectives.map(\.name) == ["greedy", "ε-greedy"])
  }

  @Test("going back shows the values of then and adds nothing to the curves")
  func back() {
    let frames = [Sample.frame(steps: 50, mark: 1), Sample.frame(steps: 900, mark: 2)]
    var dashboard = Sample.dashboard([frames[0]])
    let then = dashboard.view?.exactValues
    _ = dashboard.update(.frames([frames[1]], firstNumber: 1, time: 1))
    let points = dashboard.view?.objectives.first?.points
    #expect(dashboard.view?.exactValues != then)
    dashboard.grain = .line
    dashboard.press(",")
    #expect(dashboard.view?.exactValues == then)
    #expect(dashboard.view?.objectives.first?.points == points?.dropLast())
    dashboard.press(".")
    #expect(dashboard.view?.objectives.first?.points == points)
  }

  @Test("looking back over a switch shows the J of then, under its name")
  func backOverSwitch() {
    let first = Sample.frame(steps: 50, mark: 1)
    var dashboard = Sample.dashboard([first])
    let then = dashboard.view?.objectives
    let other = Sample.frame(Sample.setup("aliased-corridor", "q-learning"), steps: 900, mark: 2)
    _ = dashboard.update(.frames([other], firstNumber: 1, time: 1))
    #expect(dashboard.view?.objectives.map(\.name) == ["greedy", "ε-greedy", "π"])
    dashboard.grain = .line
    dashboard.press(",")
    #expect(dashboard.view?.objectives == then)
  }

  @Test("a policy that never ends leaves a gap")
  func gap() {
    var history = ObjectiveHistory()
    let policies = [PolicyTable(name: "π", actionCount: 1, probabilities: [1])]
    history.append(policies, [3], 0)
    history.append(policies, [nil], 5)
    #expect(history.curves[0].points.map(\.value) == [3, -.infinity])
  }

  @Test("curves begin anew after a reset and after a switch of the world, and come back with the world")
  func anew() {
    let first = [Sample.frame(steps: 50, mark: 1), Sample.frame(steps: 900, mark: 2)]
    var dashboard = Sample.dashboard(first)
    _ = dashboard.update(.frames([Sample.frame(steps: 2000, mark: 3)], firstNumber: 2, time: 1))
    let points = dashboard.view?.objectives.first?.points.count ?? 0
    #expect(points == 2)
    let other = Sample.setup("short-corridor")
    _ = dashboard.update(.frames([Sample.frame(other, mark: 4)], firstNumber: 3, time: 2))
    #expect(dashboard.view?.objectives.map(\.points.count) == [1])
    _ = dashboard.update(.frames([Sample.frame(steps: 2500, mark: 5)], firstNumber: 4, time: 3))
    #expect(dashboard.exact.curves.map(\.points.count).reduce(0, +) == points + 1)
    _ = dashboard.update(.frames([Sample.frame(mark: 6)], firstNumber: 5, time: 4))
    #expect(dashboard.exact.curves.map(\.points.count) == [1])
  }

  @Test("a curve stays bounded, keeps its ends, and is as dense at its beginning as at its end")
  func bounded() {
    var history = ObjectiveHistory()
    let policies = [PolicyTable(name: "π", actionCount: 1, probabilities: [1])]
    for episode in 0..<20_000 { history.append(policies, [Double(episode)], episode) }
    let points = history.curves[0].points
    #expect(points.count <= ObjectiveHistory.capacity && points.count > ObjectiveHistory.capacity / 4)
    #expect(points.first?.episode == 0 && points.last?.episode == 19_999)
    let gaps = zip(points.dropFirst(), points).map { $0.episode - $1.episode }.dropLast()
    #expect(gaps.max()! <= 2 * gaps.min()!)
    #expect(points.allSatisfy { $0.value == Double($0.episode) })
  }

  @Test(
    "a task without end has the lecture's three objectives, as `ascent gradients` has them",
    arguments: ["two-state-loop", "two-state-loop:horizon=none", "river-swim", "river-swim:horizon=none"])
  func averages(world: String) throws {
    let algorithm = world.hasSuffix("none") ? "td-lambda-actor-critic" : "reinforce-baseline"
    let frame = Sample.frame(Sample.setup(world, algorithm), steps: 700, mark: 1)
    let dashboard = Sample.dashboard([frame], columns: 120, rows: 36)
    let policy = try #require(frame.policies.first)
    // Of a table ln π is a θ.
    let θ = policy.probabilities.map { Glibc.log($0) }
    let experiment = try GradientExperiment(frame.setup.world, theta: θ)
    let averages = try #require(dashboard.view?.averages)
    let (value, reward) = (try #require(averages.value), try #require(averages.reward))
    #expect(abs(value / (try #require(experiment.averageValue)) - 1) < 1e-9)
    #expect(abs(reward / (try #require(experiment.averageReward)) - 1) < 1e-9)
    let objective = try #require(dashboard.view?.objectives.first?.points.last?.value)
    if world.hasSuffix("none") { #expect(objective == reward) }
    let shown = ReadingsPane.readings(of: try #require(dashboard.view)).filter {
      $0.name.hasPrefix("J") || $0.name.hasPrefix("ρ π")
    }
    #expect(shown.map(\.name) == [world.hasSuffix("none") ? "ρ π" : "J π", "J_avV π", "J_avR π"])
    #expect(shown.map(\.value).dropFirst() == [Numbers.compact(value), Numbers.compact(reward)])
    #expect(dashboard.view?.visits?.count == frame.setup.world.model?.stateCount)
    let screen = Sample.screen(Sample.dashboard([frame])).joined()
    #expect(screen.contains("J_avV \(Numbers.compact(value)) · J_avR \(Numbers.compact(reward))"))
  }

  @Test("a task without end is charted by its steps: mean rewards, ρ of π, and the best ρ")
  func endlessChart() throws {
    let setup = Sample.setup("two-state-loop:horizon=none", "td-lambda-actor-critic")
    func chart(steps: Int) -> String {
      Sample.screen(Sample.dashboard([Sample.frame(setup, steps: steps, mark: 1)], columns: 120, rows: 36))
        .map { String($0.suffix(58)) }.joined(separator: "\n")
    }
    let none = chart(steps: 9)
    #expect(none.contains("not yet 10 steps") && none.contains("step 9 "))
    let screen = chart(steps: 1_007)
    for text in ["3 Reward 0.", "best 1.0", "━ ρ π 0.", "─ reward ", " steps  ", "step 1 007"] {
      #expect(screen.contains(text), "\(text)")
    }
    #expect(!screen.contains("episodes") && !screen.contains("J π"))
  }

  @Test("where episodes end J_avV and J_avR are computed while the readings have the focus, and at leisure")
  func averagesOfEpisodes() throws {
    let frame = Sample.frame(Sample.setup("gridworld:size=30"), steps: 500, mark: 1)
    var dashboard = Sample.dashboard([frame], columns: 120, rows: 36)
    func rest() { while dashboard.wantsLeisure { _ = dashboard.update(.leisure) } }
    rest()
    #expect(dashboard.exact.visits == nil && dashboard.view?.averages == nil)
    dashboard.press(Key.character(Panes.key(of: Layout.readings).unicodeScalars.first!))
    #expect(dashboard.wantsLeisure)
    rest()
    let averages = try #require(dashboard.view?.averages)
    let experiment = try GradientExperiment(
      frame.setup.world, theta: frame.policies[0].probabilities.map { Glibc.log($0) })
    #expect(abs(try #require(averages.value) / (try #require(experiment.averageValue)) - 1) < 1e-9)
    #expect(abs(try #require(averages.reward) / (try #require(experiment.averageReward)) - 1) < 1e-9)
    dashboard.press(Key.character(Panes.key(of: Layout.world).unicodeScalars.first!))
    #expect(dashboard.view?.averages == nil && !dashboard.wantsLeisure)
  }

  @Test("a world without a model has no exact values")
  func pendulum() {
    let dashboard = Sample.dashboard([Sample.frame(Sample.setup("pendulum"), steps: 10)])
    #expect(dashboard.view?.exactValues == nil && dashboard.view?.objectives.isEmpty == true)
    #expect(!dashboard.wantsLeisure)
  }
}
