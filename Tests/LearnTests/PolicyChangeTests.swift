import Testing
import Worlds

@testable import Learn

/// How far an update moves a policy, and how far a greedy step would.
@Suite struct PolicyChangeTests {
  private func table(_ probabilities: [Double]) -> PolicyTable {
    PolicyTable(name: "π", actionCount: 2, probabilities: probabilities)
  }

  @Test func `The divergence of a change is that worked by hand`() {
    // At the first observation ½ ln(½ / ¼) + ½ ln(½ / ¾) = ½ ln(4/3); at the second nothing; at the third a flip.
    let old = table([0.5, 0.5, 0.2, 0.8, 0.9, 0.1])
    let new = table([0.25, 0.75, 0.2, 0.8, 0.1, 0.9])
    let (first, third) = (0.5 * Learn.log(4.0 / 3), 0.8 * Learn.log(9))
    let change = PolicyChange(from: old, to: new, visits: [3, 4, 1], update: 9)
    #expect(abs(change.mean - (3 * first + third) / 8) < 1e-12)
    #expect(abs(change.greatest - third) < 1e-12 && change.place == 2 && change.update == 9)
    #expect(change.flips == 1, "of two equal probabilities either is the best")
    let unseen = PolicyChange(from: old, to: new, visits: [], update: 9)
    #expect(abs(unseen.mean - (first + third) / 3) < 1e-12)
  }

  @Test(arguments: ["reinforce", "td-actor-critic", "q-learning"])
  func `Stepped by updates, each is compared with the policy before it`(algorithm: String) throws {
    let reader = try Reader("aliased-corridor", algorithm, seed: 3)
    defer { reader.session.stop() }
    var before = try #require(reader.frame())
    var largest = 0.0
    for _ in 0..<8 {
      let after = try #require(reader.paused(after: .advance(.update)))
      let change = try #require(after.change)
      #expect(change.update == after.progress.updates)
      let expected = PolicyChange(
        from: before.policies.last!, to: after.policies.last!, visits: [], update: change.update)
      #expect(change.greatest == expected.greatest && change.flips == expected.flips)
      largest = max(largest, change.greatest)
      before = after
    }
    // The lecture's small change and large change.
    if algorithm == "q-learning" { #expect(largest > 1) } else { #expect(largest > 0 && largest < 0.2) }
  }

  @Test func `A greedy step improves any policy of a world without aliases`() throws {
    let model = try #require(try Setup("gridworld:size=4,slip=0.2", "reinforce").world.model)
    var random = RandomStream(seed: 11, name: "test")
    for _ in 0..<5 {
      let policy = PolicyTable(
        name: "π", actionCount: 4,
        probabilities: (0..<model.observationCount).flatMap { _ -> [Double] in
          let weights = (0..<4).map { _ in 0.1 + random.uniform() }
          let sum = weights.reduce(0, +)
          return weights.map { $0 / sum }
        })
      var analysis = PolicyAnalysis(policy, on: model)
      while !analysis.isDone { analysis.advance() }
      let improved = try #require(
        GreedyStep.improved(policy, by: analysis.actionValues!, visits: nil, on: model, ε: 0))
      let objective = try #require(PolicyEvaluation.objective(of: improved, on: model))
      #expect(objective > analysis.objective!)
      let change = PolicyChange(
        from: policy, to: GreedyStep.improved(policy, by: analysis.actionValues!, visits: nil, on: model, ε: 0.1)!,
        visits: [], update: 0)
      #expect(change.mean > 0.3 && change.mean.isFinite, "a large change")
    }
  }

  @Test func `Where states look alike their Q is weighed by where the time is spent`() throws {
    let model = try #require(try Setup("aliased-corridor", "reinforce").world.model)
    let policy = PolicyTable(
      name: "π", actionCount: 4, probabilities: [Double](repeating: 0.25, count: model.observationCount * 4))
    let (first, second) = (1, 3)
    try #require(model.observations[first] == model.observations[second])
    var q = [[Double]](repeating: [0, 0, 0, 0], count: model.stateCount)
    (q[first], q[second]) = ([0, 5, 0, 1], [0, 1, 0, 5])
    #expect(GreedyStep.improved(policy, by: q, visits: nil, on: model, ε: 0) == nil)
    func best(_ weights: (Double, Double)) -> [Double] {
      var visits = [Double](repeating: 0.1, count: model.stateCount)
      (visits[first], visits[second]) = weights
      let improved = GreedyStep.improved(policy, by: q, visits: visits, on: model, ε: 0.2)!
      return Array(improved.row(model.observations[first]))
    }
    #expect(zip(best((0.3, 0.1)), [0.05, 0.85, 0.05, 0.05]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(zip(best((0.1, 0.3)), [0.05, 0.05, 0.05, 0.85]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(zip(best((0.2, 0.2)), [0.05, 0.45, 0.05, 0.45]).allSatisfy { abs($0 - $1) < 1e-12 })
  }
}
