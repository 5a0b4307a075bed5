import Testing
import Worlds

@testable import Learn

/// The TD(λ) actor–critic by hand, on two stairs with rewards 1 and 2 and γ = ½, and by its formulas where nothing ends.
@Suite struct TDLambdaTests {
  typealias Tables = TabularRepresentation<Stairs>

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
    var learner: TDLambdaActorCritic<Tables> = onStairs(traced())
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(recorder.shown("δ") == [1, 2])
    // w₀ = ½·1 + ½·2·¼, w₁ = ½·2.
    #expect(learner.learntValues == [0.75, 1])
    #expect(learner.eligibility == [0.25, 1])
    #expect(learner.policyEligibility?.count == 4)
    let length = (1 + 1.0 / 16).squareRoot()
    #expect(close(recorder.shown("∣z_w∣"), [1, length]))
    // θ₀: 0.1·1·½ + 0.1·2·¼·½, θ₁: 0.1·2·½.
    #expect(close(learner.policy.parameters, signed([0.075, 0.1], recorder.actions)))
    learner.iterate(&recorder)
    // 1 + ½·1 − ¾ = ¾; then 2 − 1 = 1. The traces began anew.
    #expect(recorder.shown("δ") == [1, 2, 0.75, 1])
    #expect(learner.learntValues == [0.75 + 0.375 + 0.125, 1.5])
  }

  @Test(
    "ρ is in the listing of a task that never ends and not in that of episodes, whose values are those of its lines")
  func listing() throws {
    let episodic = try Setup("gridworld", "td-lambda-actor-critic").listing
    #expect(!episodic.contains { $0.contains("ρ") } && episodic.contains("    δ ← R + γ v(S′, w) − v(S, w)"))
    let continuing = try Setup("river-swim:horizon=none", "td-lambda-actor-critic").listing
    #expect(continuing.contains { $0.contains("− ρ +") } && !continuing.contains(""))
    #expect(continuing.count == episodic.count)
    let chosen = try Setup("river-swim:horizon=none", "td-lambda-actor-critic:setting=episodic").listing
    #expect(chosen == episodic)
    let reader = try Reader("gridworld", "td-lambda-actor-critic")
    defer { reader.session.stop() }
    _ = try #require(reader.frame())
    for _ in 0..<14 {
      let frame = try #require(reader.paused(after: .advance(.line)))
      let line = try #require(frame.line)
      #expect(frame.listing == episodic && !episodic[line].isEmpty)
    }
  }

  @Test("with traces and I = γᵗ the second step's ∇ln π counts half")
  func discountedTraces() {
    var learner: TDLambdaActorCritic<Tables> = onStairs(traced { $0.isDiscounted = true })
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(learner.learntValues == [0.75, 1])
    #expect(close(learner.policy.parameters, signed([0.075, 0.05], recorder.actions)))
  }

  @Test("with traces the critic bootstraps where the horizon cuts: δ = 1 + ½·v(S₁) − v(S₀)")
  func truncatedTraces() {
    var learner: TDLambdaActorCritic<Tables> = onStairs(traced { $0.α = 0 })
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
}
