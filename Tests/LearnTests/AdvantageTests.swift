import Testing
import Worlds

@testable import Learn

/// Generalised advantages: both ends, and the sum as it is written.
@Suite struct AdvantageTests {
  private let rewards = [1.0, -2, 0.5, 3]
  private let values = [0.25, 4, -1, 2]

  private func estimate(following: Double, γ: Double, λ: Double) -> [Double] {
    var advantages: [Double] = []
    generalizedAdvantages(rewards: rewards, values: values, following: following, γ: γ, λ: λ, into: &advantages)
    return advantages
  }

  private func errors(following: Double, γ: Double) -> [Double] {
    rewards.indices.map { rewards[$0] + γ * ($0 < 3 ? values[$0 + 1] : following) - values[$0] }
  }

  @Test("λ = 0 is the TD error, exactly", arguments: [0, 1.5] as [Double])
  func temporalDifference(following: Double) {
    #expect(estimate(following: following, γ: 0.5, λ: 0) == errors(following: following, γ: 0.5))
  }

  @Test("λ = 1 is the return less the value, exactly", arguments: [0, 1.5] as [Double])
  func monteCarlo(following: Double) {
    // All numbers here are sums of few powers of two: nothing is rounded.
    var (G, expected) = (following, [Double](repeating: 0, count: 4))
    for t in (0..<4).reversed() {
      G = rewards[t] + 0.5 * G
      expected[t] = G - values[t]
    }
    #expect(estimate(following: following, γ: 0.5, λ: 1) == expected)
  }

  @Test("in between it is Σ (γλ)^k δ, and a longer buffer keeps what is behind")
  func definition() {
    let δ = errors(following: 0.75, γ: 0.9)
    let expected = (0..<4).map { t in
      (t..<4).reduce((0.0, 1.0)) { ($0.0 + $0.1 * δ[$1], $0.1 * 0.9 * 0.7) }.0
    }
    #expect(close(estimate(following: 0.75, γ: 0.9, λ: 0.7), expected))
    var buffer = [Double](repeating: 7, count: 6)
    generalizedAdvantages(rewards: rewards, values: values, following: 0.75, γ: 0.9, λ: 0.7, into: &buffer)
    #expect(close(Array(buffer[..<4]), expected) && buffer[4...] == [7, 7])
  }

  @Test("with a baseline a λ close to 1 is close to the plain return where nothing is cut, and ½ is not")
  func baseline() throws {
    typealias Grid = TabularRepresentation<Gridworld>
    func run(_ λ: Double) throws -> ReinforceBaseline<Grid> {
      var settings = ReinforceBaseline<Grid>.Settings()
      settings.λ = λ
      var learner = ReinforceBaseline<Grid>(
        try NStepTests.grid(horizon: nil), representation: Grid(), settings: settings, seed: 4)
      var none = NoProbe()
      for _ in 0..<50 { learner.iterate(&none) }
      return learner
    }
    let (whole, nearly, half) = (try run(1), try run(1 - 1e-9), try run(0.5))
    #expect(close(whole.policy.parameters, nearly.policy.parameters, within: 1e-5))
    #expect(!close(whole.policy.parameters, half.policy.parameters, within: 1e-3))
  }
}
