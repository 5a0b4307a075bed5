import Testing

@testable import Worlds

/// Tasks that nothing ends.
@Suite struct ContinuingTests {
  @Test("the best average rewards: 668.807 up the river, 1 in the loop, 5 for drifting")
  func averages() {
    let river = RiverSwim(.init()).model
    #expect(abs(average(river) { _ in 1 } - 668.807) < 0.001)
    #expect(abs(average(river) { _ in 0 } - 5) < 1e-9)
    // No deterministic policy does better.
    let best = (0..<64).map { code in average(river) { code >> $0 & 1 } }.max()!
    #expect(abs(best - 668.807) < 0.001)
    let loop = TwoStateLoop(.init()).model
    #expect(abs(average(loop) { 1 - $0 } - 1) < 1e-9)
    #expect(abs(average(loop) { _ in 1 }) < 1e-9)
  }

  @Test("nothing terminates, and without a horizon nothing is truncated")
  func endless() {
    var settings = RiverSwim.Settings()
    settings.horizon = nil
    var world = RiverSwim(settings)
    var random = RandomStream(seed: 2, name: "world")
    world.reset(using: &random)
    #expect((0..<5000).allSatisfy { world.step($0 % 2, using: &random).ending == .none })
    #expect(RiverSwim(.init()).isContinuing && TwoStateLoop(.init()).isContinuing && !FourRooms(.init()).isContinuing)
    for model in [RiverSwim(.init()).model, TwoStateLoop(.init()).model] {
      #expect(model.transitions.joined().joined().allSatisfy { !$0.terminates })
    }
  }

  @Test("episodes begin in state 1 or 2 of the river, half each, and in the loop's first")
  func starts() {
    #expect(RiverSwim(.init()).model.start == [0, 0.5, 0.5, 0, 0, 0])
    #expect(TwoStateLoop(.init()).model.start == [1, 0])
  }

  @Test("scale multiplies the rewards and nothing else")
  func scale() {
    var settings = RiverSwim.Settings()
    settings.scale = 0.0001
    let (small, whole) = (RiverSwim(settings).model, RiverSwim(.init()).model)
    for (a, b) in zip(small.transitions.joined().joined(), whole.transitions.joined().joined()) {
      #expect(abs(a.reward - b.reward / 10_000) < 1e-15)
      #expect((a.probability, a.next) == (b.probability, b.next))
    }
  }

  /// The reward of an average step in the long run, by the power method on the chain made lazy, so that it has no period.
  private func average(_ model: TabularModel, _ action: (Int) -> Int) -> Double {
    var shares = model.start
    for _ in 0..<20_000 {
      var next = shares.map { $0 / 2 }
      for state in shares.indices {
        for outcome in model.transitions[state][action(state)] {
          next[outcome.next] += shares[state] / 2 * outcome.probability
        }
      }
      shares = next
    }
    return shares.indices.reduce(0) { sum, state in
      sum + shares[state] * model.transitions[state][action(state)].reduce(0) { $0 + $1.probability * $1.reward }
    }
  }
}
