import Testing
import Worlds

@testable import Learn

/// Continuing tasks: the average reward, its differential values and its gradient.
@Suite struct AverageRewardTests {
  typealias Gradient = ExactGradientTests

  static let models = [
    TwoStateLoop(OracleTests.settings { $0.horizon = nil }).model,
    RiverSwim(OracleTests.settings { ($0.horizon, $0.scale) = (nil, 0.0001) }).model,
  ]

  @Test("always right, river swim pays 668.807 a step; going and staying, the loop pays 1")
  func best() throws {
    let right = PolicyTable(name: "π", actionCount: 2, probabilities: (0..<12).map { $0 % 2 == 1 ? 1 : 0 })
    let river = try #require(AverageReward(right, on: RiverSwim(.init()).model))
    #expect(abs(river.gain - 668.807) < 5e-4)
    let stay = PolicyTable(name: "π", actionCount: 2, probabilities: [0, 1, 1, 0])
    let loop = try #require(AverageReward(stay, on: Self.models[0]))
    #expect(abs(loop.gain - 1) < 1e-12 && close(loop.visits, [0, 1]))
    // It takes 1/0.9 steps to get there, each of which loses 1.
    #expect(close(loop.values, [-1 / 0.9, 0]))
  }

  @Test(
    "the best there is: 668.807 by always right, 1 by going and staying; none where the start decides, or states are alike"
  )
  func optimum() throws {
    let river = try #require(Optimum.averageReward(on: RiverSwim(.init()).model))
    #expect(abs(river.average - 668.807) < 5e-4)
    #expect(river.policy.probabilities == (0..<12).map { $0 % 2 == 1 ? 1 : 0 })
    let loop = try #require(Optimum.averageReward(on: Self.models[0]))
    #expect(abs(loop.average - 1) < 1e-9 && loop.policy.probabilities == [0, 1, 1, 0])
    // Two rooms without a door, of which one pays.
    var model = Self.models[0]
    model.transitions = (0..<2).map { state in
      Array(repeating: [.init(probability: 1, next: state, reward: Double(state), terminates: false)], count: 2)
    }
    #expect(Optimum.averageReward(on: model) == nil)
    model = Self.models[0]
    model.observations = [0, 0]
    #expect(Optimum.averageReward(on: model) == nil)
  }

  @Test("what never ends is set up with its average reward for the best, and what a horizon cuts with its J")
  func setup() throws {
    let endless = try Setup("river-swim:horizon=none", "td-lambda-actor-critic")
    #expect(abs(try #require(endless.optimum) - 668.807) < 5e-4)
    #expect(try #require(endless.bestDeterministic).objective == endless.optimum)
    #expect(try #require(try Setup("river-swim", "td-lambda-actor-critic").optimum) > 8000)
  }

  @Test("exact ascent climbs ρ: its first step is α ∇ρ, and it comes to the best", arguments: [0, 1])
  func ascent(world: Int) throws {
    let (name, α, best) = [
      ("two-state-loop:horizon=none", 1.0, 0.99), ("river-swim:horizon=none,scale=0.0001", 100.0, 0.066),
    ][world]
    let model = Self.models[world]
    let uniform = TabularSoftmax(observationCount: model.observationCount, actionCount: model.actionCount)
    let ascent = try #require(AverageReward(uniform.table(named: "π"), on: model)).gradient(of: uniform)
    var run = try HeadlessRun(try Setup(name, "exact-gradient:alpha=\(α)"), seed: 1)
    run.run(.init(steps: 10))
    #expect(close(run.parameters[0].values, ascent.map { α * $0 }))
    run.run(.init(steps: 2000))
    #expect(run.progress.updates == 200)
    #expect(try #require(run.averageRewards()[0].value) > best)
  }

  @Test(
    "with a line search ρ comes to the best in a dozen updates, and the task goes on in between",
    arguments: ["conjugate-gradient", "quasi-newton"], ["two-state-loop:horizon=none", "river-swim:horizon=none"])
  func lineSearch(algorithm: String, world: String) throws {
    let setup = try Setup(world, algorithm)
    var run = try HeadlessRun(setup, seed: 1)
    run.run(.init(steps: 120))
    #expect(run.progress.updates == 12 && run.progress.episodes == 0)
    let (ρ, best) = (try #require(run.averageRewards()[0].value), try #require(setup.optimum))
    #expect(ρ <= best * (1 + 1e-12) && ρ > best * 0.999, "\(ρ) of \(best)")
  }

  @Test("h = r − ρ + P h, d is stationary, and Σ d V = ρ / (1 − γ)", arguments: [0, 1])
  func equations(world: Int) throws {
    let model = Self.models[world]
    let policy = Gradient.tabular(model).table(named: "π")
    let average = try #require(AverageReward(policy, on: model))
    let chain = MarkovChain(model: model, policy: policy)
    var next = average.visits
    chain.push(average.visits, into: &next)
    #expect(close(next, average.visits))
    for (state, row) in average.actionValues.enumerated() {
      #expect(abs(dot(Array(policy.row(model.observations[state])), row) - average.values[state]) < 1e-10)
    }
    let v = try #require(AnalysisTests.analysis(of: policy, on: model).stateValues)
    #expect(abs(dot(average.visits, v) - average.gain / (1 - model.γ)) < 1e-10)
  }

  @Test("∇J_avR and ∇J_avV = ∇J_avR / (1 − γ), by central differences", arguments: [0, 1])
  func gradient(world: Int) throws {
    let model = Self.models[world]
    let policy = Gradient.tabular(model, temperature: 1.5)
    let gradient = try #require(AverageReward(policy.table(named: "π"), on: model)).gradient(of: policy)
    for index in gradient.indices {
      func objectives(shifted: Double) throws -> (reward: Double, value: Double) {
        var copy = policy
        copy.parameters[index] += shifted
        let table = copy.table(named: "π")
        let average = try #require(AverageReward(table, on: model))
        let v = try #require(AnalysisTests.analysis(of: table, on: model).stateValues)
        return (average.gain, dot(average.visits, v))
      }
      let (above, below) = (try objectives(shifted: 1e-4), try objectives(shifted: -1e-4))
      let scale = gradient.map(abs).max()!
      #expect(abs(gradient[index] - (above.reward - below.reward) / 2e-4) < 1e-6 * scale)
      #expect(abs(gradient[index] / (1 - model.γ) - (above.value - below.value) / 2e-4) < 1e-5 * scale)
    }
  }

  @Test("where something ends the task, or the start decides where it stays, there is none")
  func none() {
    let uniform = PolicyTable(name: "π", actionCount: 4, probabilities: Array(repeating: 0.25, count: 16))
    #expect(AverageReward(uniform, on: OracleTests.corridor) == nil)
    let stay = PolicyTable(name: "π", actionCount: 2, probabilities: [1, 0, 1, 0])
    #expect(AverageReward(stay, on: Self.models[0]) == nil)
  }
}
