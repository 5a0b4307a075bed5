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
