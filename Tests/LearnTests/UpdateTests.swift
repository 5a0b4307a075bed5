import Glibc
import Testing
import Worlds

@testable import Learn

/// Every update against numbers worked by hand, on two stairs with rewards 1 and 2 and γ = ½.
@Suite struct UpdateTests {
  typealias Tables = TabularRepresentation<Stairs>

  private func make<L: Learner>(_ settings: L.Settings, horizon: Int? = nil) -> L where L.R == Tables {
    L(Stairs(.init(horizon: horizon)), representation: Tables(), settings: settings, seed: 3)
  }

  /// θ with `value` for the action taken and −`value` for the other one: from the uniform policy the score is ±½.
  private func signed(_ values: [Double], _ actions: [Int]) -> [Double] {
    zip(values, actions).flatMap { $1 == 0 ? [$0, -$0] : [-$0, $0] }
  }

  @Test("REINFORCE: G₀ = 1 + ½·2 = 2 and G₁ = 2, so α = 0.1 moves each preference by 0.1·2·½")
  func reinforce() {
    var settings = Reinforce<Tables>.Settings()
    settings.α = 0.1
    var learner: Reinforce<Tables> = make(settings)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(recorder.shown("R") == [1, 2])
    #expect(recorder.shown("G") == [2, 2])
    #expect(close(learner.policy.parameters, signed([0.1, 0.1], recorder.actions)))
    #expect(learner.progress == Progress(steps: 2, episodes: 1, updates: 2))
    #expect(learner.environment.returns.recent == [2])
  }

  @Test("REINFORCE with the book's γᵗ: the second step counts half")
  func discountedReinforce() {
    var settings = Reinforce<Tables>.Settings()
    settings.α = 0.1
    settings.isDiscounted = true
    var learner: Reinforce<Tables> = make(settings)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(close(learner.policy.parameters, signed([0.1, 0.05], recorder.actions)))
  }

  @Test("REINFORCE does not bootstrap where the horizon cuts: G₀ = 1")
  func truncatedReinforce() {
    var learner: Reinforce<Tables> = make(.init(), horizon: 1)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(recorder.shown("G") == [1])
    #expect(learner.environment.ending == .truncated)
  }

  @Test("with a baseline: δ = 2, then β = ½ makes v = (1, 1), and the second episode's δ = 1")
  func baseline() {
    var settings = ReinforceBaseline<Tables>.Settings()
    (settings.α, settings.β) = (0.1, 0.5)
    var learner: ReinforceBaseline<Tables> = make(settings)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(recorder.shown("δ") == [2, 2])
    #expect(learner.learntValues == [1, 1])
    #expect(close(learner.policy.parameters, signed([0.1, 0.1], recorder.actions)))
    learner.iterate(&recorder)
    #expect(recorder.shown("δ") == [2, 2, 1, 1])
    #expect(learner.learntValues == [1.5, 1.5])
  }

  @Test("with a baseline and γᵗ: the second step moves the policy half as far, the critic in full")
  func discountedBaseline() {
    var settings = ReinforceBaseline<Tables>.Settings()
    (settings.α, settings.β, settings.isDiscounted) = (0.1, 0.5, true)
    var learner: ReinforceBaseline<Tables> = make(settings)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(learner.learntValues == [1, 1])
    #expect(close(learner.policy.parameters, signed([0.1, 0.05], recorder.actions)))
  }

  @Test("actor–critic: δ = 1 + ½·0 − 0, then 2 − 0; in the second episode 1 + ½·1 − ½ = 1 and 2 − 1 = 1")
  func actorCritic() {
    var settings = TDActorCritic<Tables>.Settings()
    (settings.α, settings.β) = (0.1, 0.5)
    var learner: TDActorCritic<Tables> = make(settings)
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
    var learner: TDActorCritic<Tables> = make(settings)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(learner.learntValues == [0.5, 1])
    #expect(close(learner.policy.parameters, signed([0.05, 0.05], recorder.actions)))
  }

  /// λ = ½, γ = ½, α = 0.1, β = ½.
  private func traced(_ change: (inout TDLambdaActorCritic<Tables>.Settings) -> Void = { _ in })
    -> TDLambdaActorCritic<Tables>.Settings
  {
    var settings = TDLambdaActorCritic<Tables>.Settings()
    (settings.α, settings.β, settings.λθ, settings.λw) = (0.1, 0.5, 0.5, 0.5)
    change(&settings)
    return settings
  }

  @Test("with traces: δ = 1 moves the first state, δ = 2 the second by all and the first by γλ = ¼ of it")
  func traces() {
    var learner: TDLambdaActorCritic<Tables> = make(traced())
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(recorder.shown("δ") == [1, 2])
    // w₀ = ½·1 + ½·2·¼, w₁ = ½·2.
    #expect(learner.learntValues == [0.75, 1])
    #expect(learner.eligibility == [0.25, 1])
    let length = (1 + 1.0 / 16).squareRoot()
    #expect(close(recorder.shown("∣z_w∣"), [1, length]))
    // θ₀: 0.1·1·½ + 0.1·2·¼·½, θ₁: 0.1·2·½.
    #expect(close(learner.policy.parameters, signed([0.075, 0.1], recorder.actions)))
    learner.iterate(&recorder)
    // 1 + ½·1 − ¾ = ¾; then 2 − 1 = 1. The traces began anew.
    #expect(recorder.shown("δ") == [1, 2, 0.75, 1])
    #expect(learner.learntValues == [0.75 + 0.375 + 0.125, 1.5])
  }

  @Test("with traces and I = γᵗ the second step's ∇ln π counts half")
  func discountedTraces() {
    var learner: TDLambdaActorCritic<Tables> = make(traced { $0.isDiscounted = true })
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(learner.learntValues == [0.75, 1])
    #expect(close(learner.policy.parameters, signed([0.075, 0.05], recorder.actions)))
  }

  @Test("with traces the critic bootstraps where the horizon cuts: δ = 1 + ½·v(S₁) − v(S₀)")
  func truncatedTraces() {
    var learner: TDLambdaActorCritic<Tables> = make(traced { $0.α = 0 })
    var none = NoProbe()
    learner.iterate(&none)
    learner.environment = Environment(Stairs(.init(horizon: 1)), seed: 3)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(learner.environment.ending == .truncated)
    #expect(recorder.shown("δ") == [0.75])
  }

  @Test("average reward: ρ ← ρ + η δ, nothing is discounted, and a cut ends traces but not what ρ knows")
  func averageReward() throws {
    typealias Loop = TabularRepresentation<TwoStateLoop>
    var world = TwoStateLoop.Settings()
    world.horizon = 4
    var settings = TDLambdaActorCritic<Loop>.Settings()
    (settings.α, settings.β, settings.η, settings.λw, settings.setting) = (0, 0.5, 0.25, 0.5, .continuing)
    var learner = TDLambdaActorCritic<Loop>(TwoStateLoop(world), representation: .init(), settings: settings, seed: 3)
    var (w, ρ) = ([0.0, 0], 0.0)
    for _ in 0..<30 {
      var watch = StateRecorder()
      learner.iterate(&watch)
      var z = [0.0, 0]
      for t in 0..<4 {
        let (s, next) = (watch.states[t], watch.states[t + 1])
        let δ = watch.rewards[t] - ρ + w[next] - w[s]
        ρ += 0.25 * δ
        z = z.map { 0.5 * $0 }
        z[s] += 1
        for i in 0..<2 { w[i] += 0.5 * δ * z[i] }
      }
    }
    #expect(ρ != 0 && close(learner.learntValues!, w))
    #expect(close(learner.parameters.last!.values, [ρ]) && learner.parameters.last!.name == "ρ")
  }

  @Test("a task that ends has no average reward to learn by; the world decides where nobody does")
  func settings() throws {
    func message(_ world: String, _ algorithm: String) -> String? {
      #expect(throws: ParameterError.self) { try Setup(world, algorithm) }?.description
    }
    #expect(
      message("gridworld", "td-lambda-actor-critic:setting=continuing")
        == "`setting` is `continuing`, but an episode of `gridworld` ends; it must be episodic or auto")
    func hasAverage(_ world: String, _ setting: String) throws -> Bool {
      let run = try HeadlessRun(try Setup(world, "td-lambda-actor-critic:setting=\(setting)"), seed: 1)
      return run.parameters.contains { $0.name == "ρ" }
    }
    #expect(try hasAverage("river-swim:horizon=none", "auto") && hasAverage("river-swim", "continuing"))
    #expect(try !hasAverage("river-swim", "auto") && !hasAverage("river-swim:horizon=none", "episodic"))
  }

  /// The states and rewards of one episode.
  private struct StateRecorder: Probe {
    var states: [Int] = []
    var rewards: [Double] = []

    mutating func passed<L: Learner>(
      _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
    ) throws(Never) {
      let environment = learner.environment
      guard let state = environment.observation as? Int else { return }
      if environment.episodeSteps == 0 {
        states = [state]
      } else if states.count == environment.episodeSteps {
        rewards.append(environment.lastReward)
        states.append(state)
      }
    }
  }

  @Test("Q and V: δ and δ_v are 1 and 2, so Q = V, and nothing is better than the average")
  func advantage() {
    var settings = A2CQV<Tables>.Settings()
    (settings.α, settings.β, settings.βv) = (0.1, 0.5, 0.5)
    var learner: A2CQV<Tables> = make(settings)
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

  @Test("with a baseline and λ = ½: G₁ = 2 and G₀ = v₀ + δ₀ + γλ δ₁, bootstrapped where the horizon cuts")
  func mixedReturns() {
    var settings = ReinforceBaseline<Tables>.Settings()
    (settings.α, settings.β, settings.λ) = (0.1, 0.5, 0.5)
    var learner: ReinforceBaseline<Tables> = make(settings)
    var recorder = Recorder()
    learner.iterate(&recorder)
    // v = 0: δ = 1 and 2, so G₀ = 1 + ¼·2.
    #expect(recorder.shown("G") == [1.5, 2] && learner.learntValues == [0.75, 1])
    learner.iterate(&recorder)
    // δ₀ = 1 + ½ − ¾ = ¾ and δ₁ = 1, so G₀ = ¾ + ¾ + ¼.
    #expect(recorder.shown("G") == [1.5, 2, 1.75, 2] && learner.learntValues == [1.25, 1.5])
    learner.environment = Environment(Stairs(.init(horizon: 1)), seed: 3)
    learner.iterate(&recorder)
    #expect(recorder.shown("G").last == 1 + 0.5 * 1.5)
  }

  @Test("critics bootstrap where the horizon cuts: the second visit's δ is 1 + ½·v(S₁) − v(S₀)")
  func truncation() throws {
    // A learner whose critic already knows v(S₁) = 1 meets a world cut after one step.
    var settings = TDActorCritic<Tables>.Settings()
    (settings.α, settings.β) = (0, 0.5)
    var learner: TDActorCritic<Tables> = make(settings, horizon: 2)
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

  @Test("Q-learning: α = ½ makes Q = ½ and 1; its second episode sees max Q(S₁) = 1")
  func qLearning() {
    var settings = QLearning<Tables>.Settings()
    (settings.α, settings.ε) = (0.5, 0)
    var learner: QLearning<Tables> = make(settings)
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
    var learner: Sarsa<Tables> = make(settings)
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

  @Test("QAC: δ = 1 and 2 make Q = ½ and 1, by which, not by δ, the policy moves: α·Q·½")
  func qac() {
    var settings = QAC<Tables>.Settings()
    (settings.α, settings.β) = (0.1, 0.5)
    var learner: QAC<Tables> = make(settings)
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

  @Test("SARSA and QAC bootstrap where the horizon cuts, and know no future after an end")
  func truncatedActionValues() {
    var settings = Sarsa<Tables>.Settings()
    (settings.α, settings.ε) = (0.5, 0)
    var sarsa: Sarsa<Tables> = make(settings)
    var qac: QAC<Tables> = make(QACSettings.fast)
    var none = NoProbe()
    for _ in 0..<200 {
      sarsa.iterate(&none)
      qac.iterate(&none)
    }
    sarsa.environment = Environment(Stairs(.init(horizon: 1)), seed: 3)
    qac.environment = Environment(Stairs(.init(horizon: 1)), seed: 3)
    var recorder = Recorder()
    sarsa.iterate(&recorder)
    #expect(abs(recorder.shown("Q(S′,A′)")[0] - 2) < 1e-6)
    qac.iterate(&recorder)
    #expect(abs(recorder.shown("Q(S′,A′)")[1] - 2) < 1e-6)
  }

  private enum QACSettings {
    static var fast: QAC<Tables>.Settings {
      var settings = QAC<Tables>.Settings()
      (settings.α, settings.β) = (0, 0.5)
      return settings
    }
  }

  @Test("a Gaussian's update is α δ times the score: (a − μ)/σ² φ and z² − 1")
  func gaussian() {
    typealias Reals = GaussianRepresentation<Pendulum>
    var representation = Reals()
    (representation.deviation, representation.learnsDeviation) = (2, true)
    var world = Pendulum.Settings()
    world.horizon = 1
    var settings = ReinforceBaseline<Reals>.Settings()
    (settings.α, settings.β) = (0.01, 0)
    var learner = ReinforceBaseline<Reals>(
      Pendulum(world), representation: representation, settings: settings, seed: 5)
    var recorder = ObservationRecorder()
    learner.iterate(&recorder)
    let (o, a, G) = (recorder.observation!, recorder.action!, recorder.reward!)
    let step = 0.01 * G
    let z = a / 2
    let expected =
      [1, o[0], o[1], o[2] / 8].map { step * a / 4 * $0 } + [Glibc.log(2) + step * (z * z - 1)]
    #expect(close(learner.policy.parameters, expected))
  }

  /// Remembers the one step of a pendulum that is cut after it.
  private struct ObservationRecorder: Probe {
    var observation: Vector<3>?
    var action: Double?
    var reward: Double?

    mutating func passed<L: Learner>(
      _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
    ) throws(Never) {
      if learner.environment.episodeSteps == 0 { observation = learner.environment.observation as? Vector<3> }
      if let taken = learner.environment.lastAction as? Vector<1> { action = taken[0] }
      reward = learner.environment.lastReward
    }
  }
}

/// Equal to within rounding.
func close(_ a: [Double], _ b: [Double], within tolerance: Double = 1e-12) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance * max(1, abs($0), abs($1)) }
}
