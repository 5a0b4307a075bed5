import Glibc
import Testing
import Worlds

@testable import Learn

/// The one-step actor–critics, with v, with Q and with both, by hand on two stairs with rewards 1 and 2 and γ = ½.
@Suite struct ActorCriticTests {
  typealias Tables = TabularRepresentation<Stairs>

  @Test("actor–critic: δ = 1 + ½·0 − 0, then 2 − 0; in the second episode 1 + ½·1 − ½ = 1 and 2 − 1 = 1")
  func actorCritic() {
    var settings = TDActorCritic<Tables>.Settings()
    (settings.α, settings.β) = (0.1, 0.5)
    var learner: TDActorCritic<Tables> = onStairs(settings)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(recorder.shown("δ") == [1, 2])
    #expect(learner.learntValues == [0.5, 1])
    #expect(close(learner.policy.parameters, signed([0.05, 0.1], recorder.actions)))
    learner.iterate(&recorder)
    #expect(recorder.shown("δ") == [1, 2, 1, 1])
    #expect(learner.learntValues == [1, 1.5])
  }

  @Test("actor–critic with I = γᵗ: the second step moves the policy half as far, the critic in full")
  func discountedActorCritic() {
    var settings = TDActorCritic<Tables>.Settings()
    (settings.α, settings.β, settings.isDiscounted) = (0.1, 0.5, true)
    var learner: TDActorCritic<Tables> = onStairs(settings)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(learner.learntValues == [0.5, 1])
    #expect(close(learner.policy.parameters, signed([0.05, 0.05], recorder.actions)))
  }

  @Test("critics bootstrap where the horizon cuts: the second visit's δ is 1 + ½·v(S₁) − v(S₀)")
  func truncation() throws {
    // A learner whose critic already knows v(S₁) = 1 meets a world cut after one step.
    var settings = TDActorCritic<Tables>.Settings()
    (settings.α, settings.β) = (0, 0.5)
    var learner: TDActorCritic<Tables> = onStairs(settings, horizon: 2)
    var none = NoProbe()
    learner.iterate(&none)
    #expect(learner.learntValues == [0.5, 1])
    learner.environment = Environment(Stairs(.init(horizon: 1)), seed: 3)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(learner.environment.ending == .truncated)
    #expect(recorder.shown("v(S′)") == [1])
    #expect(recorder.shown("δ") == [1])
  }

  @Test("QAC: δ = 1 and 2 make Q = ½ and 1, by which, not by δ, the policy moves: α·Q·½")
  func qac() {
    var settings = QAC<Tables>.Settings()
    (settings.α, settings.β) = (0.1, 0.5)
    var learner: QAC<Tables> = onStairs(settings)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(recorder.shown("δ") == [1, 2])
    #expect(recorder.shown("α Q") == [0.05, 0.1])
    var expected = [0.0, 0, 0, 0]
    expected[recorder.actions[0]] = 0.5
    expected[2 + recorder.actions[1]] = 1
    #expect(learner.critic.parameters == expected)
    #expect(close(learner.policy.parameters, signed([0.025, 0.05], recorder.actions)))
    // V = Σ π Q with π(A₁) = 1 / (1 + e^−0.1).
    #expect(abs(learner.learntValues![1] - 1 / (1 + Glibc.exp(-0.1))) < 1e-12)
  }

  @Test("QAC bootstraps where the horizon cuts")
  func truncatedQAC() {
    var settings = QAC<Tables>.Settings()
    (settings.α, settings.β) = (0, 0.5)
    var learner: QAC<Tables> = onStairs(settings)
    var none = NoProbe()
    for _ in 0..<200 { learner.iterate(&none) }
    learner.environment = Environment(Stairs(.init(horizon: 1)), seed: 3)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(abs(recorder.shown("Q(S′,A′)")[0] - 2) < 1e-6)
  }

  @Test("Q and V: δ and δ_v are 1 and 2, so Q = V, and nothing is better than the average")
  func advantage() {
    var settings = A2CQV<Tables>.Settings()
    (settings.α, settings.β, settings.βv) = (0.1, 0.5, 0.5)
    var learner: A2CQV<Tables> = onStairs(settings)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(recorder.shown("δ") == [1, 2] && recorder.shown("δ_v") == [1, 2])
    #expect(recorder.shown("A") == [0, 0])
    #expect(learner.learntValues == [0.5, 1])
    var (q, v) = ([0.0, 0, 0, 0], [0.5, 1.0])
    q[recorder.actions[0]] = 0.5
    q[2 + recorder.actions[1]] = 1
    #expect(learner.learntActionValues == q)
    // From now on by the definition, action by action as it was drawn.
    var θ = [0.0, 0, 0, 0]
    for _ in 0..<20 {
      learner.iterate(&recorder)
      let future = Array(recorder.shown("Q(S′,A′)").suffix(2))
      for (t, action) in recorder.actions.suffix(2).enumerated() {
        q[2 * t + action] += 0.5 * (Double(t + 1) + 0.5 * future[t] - q[2 * t + action])
        v[t] += 0.5 * (Double(t + 1) + (t == 0 ? 0.5 * v[1] : 0) - v[t])
        let π = 1 / (1 + Glibc.exp(θ[2 * t + 1 - action] - θ[2 * t + action]))
        let step = 0.1 * (q[2 * t + action] - v[t]) * (1 - π)
        θ[2 * t + action] += step
        θ[2 * t + 1 - action] -= step
      }
    }
    #expect(close(learner.policy.parameters, θ) && close(learner.learntActionValues!, q))
    #expect(close(learner.learntValues!, v) && θ[0] != 0)
  }

  @Test("critics of real actions follow 1, o, o², a o and a², scaled by the bounds")
  func quadratic() {
    var critic = GaussianRepresentation<Pendulum>().actionValues(for: Pendulum(.init()))
    var o = Vector<3>(repeating: 0)
    (o[0], o[1], o[2]) = (0.6, 0.8, -4)
    critic.ascend(2, at: o, Vector<1>(repeating: -1.5))
    let (x, y, z, u) = (0.6, 0.8, -0.5, -0.75)
    let φ = [1, x, y, z, x * x, x * y, x * z, y * y, y * z, z * z, u, u * x, u * y, u * z, u * u]
    #expect(close(critic.parameters, φ.map { 2 * $0 }))
    #expect(close([critic.value(at: o, Vector<1>(repeating: -1.5))], [φ.reduce(0) { $0 + 2 * $1 * $1 }]))
    // More torque than there is does what the most does.
    #expect(critic.value(at: o, Vector<1>(repeating: 3)) == critic.value(at: o, Vector<1>(repeating: 2)))
    #expect(critic.value(at: o, Vector<1>(repeating: 2)) != critic.value(at: o, Vector<1>(repeating: 1)))
  }
}
