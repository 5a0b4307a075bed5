import Testing
import Worlds

@testable import Learn

/// Q-learning and SARSA by hand, on two stairs with rewards 1 and 2 and γ = ½.
@Suite struct ValueBasedTests {
  typealias Tables = TabularRepresentation<Stairs>

  @Test("Q-learning: α = ½ makes Q = ½ and 1; its second episode sees max Q(S₁) = 1")
  func qLearning() {
    var settings = QLearning<Tables>.Settings()
    (settings.α, settings.ε) = (0.5, 0)
    var learner: QLearning<Tables> = onStairs(settings)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(recorder.shown("δ") == [1, 2])
    var expected = [0.0, 0, 0, 0]
    expected[recorder.actions[0]] = 0.5
    expected[2 + recorder.actions[1]] = 1
    #expect(learner.parameters[0].values == expected)
    #expect(learner.learntActionValues == expected)
    learner.iterate(&recorder)
    // Greedy: the same actions again. 1 + ½·1 − ½ = 1, 2 − 1 = 1.
    #expect(recorder.shown("max Q(S′)") == [0, 0, 1, 0])
    #expect(recorder.shown("δ") == [1, 2, 1, 1])
    #expect(learner.learntValues == [1, 1.5])
  }

  @Test("SARSA: α = ½ makes Q = ½ and 1; its second episode sees Q(S₁) of the action that comes, not the best")
  func sarsa() {
    var settings = Sarsa<Tables>.Settings()
    (settings.α, settings.ε) = (0.5, 0)
    var learner: Sarsa<Tables> = onStairs(settings)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(recorder.shown("δ") == [1, 2])
    let known = recorder.actions
    var expected = [0.0, 0, 0, 0]
    expected[known[0]] = 0.5
    expected[2 + known[1]] = 1
    #expect(learner.parameters[0].values == expected)
    #expect(learner.learntValues == [0.5, 1])
    (learner.settings.α, learner.settings.ε) = (0, 1)
    #expect(learner.learntValues == [0.25, 0.5])
    var seen: Set<Double> = []
    for _ in 0..<20 {
      learner.iterate(&recorder)
      let actions = Array(recorder.actions.suffix(2))
      let next = actions[1] == known[1] ? 1.0 : 0
      #expect(Array(recorder.shown("Q(S′,A′)").suffix(2)) == [next, 0])
      #expect(recorder.shown("δ").suffix(2).first == 1 + 0.5 * next - (actions[0] == known[0] ? 0.5 : 0))
      seen.insert(next)
    }
    #expect(seen == [0, 1])
  }

  @Test("SARSA bootstraps where the horizon cuts")
  func truncation() {
    var settings = Sarsa<Tables>.Settings()
    (settings.α, settings.ε) = (0.5, 0)
    var learner: Sarsa<Tables> = onStairs(settings)
    var none = NoProbe()
    for _ in 0..<200 { learner.iterate(&none) }
    learner.environment = Environment(Stairs(.init(horizon: 1)), seed: 3)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(abs(recorder.shown("Q(S′,A′)")[0] - 2) < 1e-6)
  }
}
