import Testing
import Worlds

@testable import Learn

/// Compatible critics: the fit and the learner by hand, and what makes them what they are.
@Suite struct CompatibleTests {
  typealias Tables = TabularRepresentation<Stairs>
  typealias Features = LinearRepresentation<AliasedCorridor>

  @Test("the fit by hand: scores (½, −½), (½, −½), (−½, ½) and targets 3, 1, 0 give w = (4/3, −4/3)")
  func fitByHand() {
    let policy = TabularSoftmax(observationCount: 1, actionCount: 2)
    var fit = CompatibleFit(for: policy, at: 0)
    for (target, action) in [(3.0, 0), (1, 0), (0, 1)] { fit.add(target, weight: 1, of: action, at: 0, by: policy) }
    let w = fit.weights(ridge: 0)
    #expect(close(w, [4.0 / 3, -4.0 / 3]))
    #expect(abs(fit.advantage(w, of: 1, at: 0, by: policy) + 4.0 / 3) < 1e-12)
    // A weight is as good as so many samples.
    fit.clear()
    fit.add(2, weight: 2, of: 0, at: 0, by: policy)
    fit.add(0, weight: 1, of: 1, at: 0, by: policy)
    #expect(close(fit.weights(ridge: 0), [4.0 / 3, -4.0 / 3]) && fit.weight == 3)
  }

  @Test("fitted where it is used, the compatible critic's gradient is REINFORCE's, whatever the returns")
  func inSample() {
    func check<P: DifferentiablePolicy>(_ policy: P, _ observations: [P.Observation]) {
      var random = RandomStream(seed: 4, name: "test")
      var fit = CompatibleFit(for: policy, at: observations[0])
      var (samples, reinforce) = ([(Double, P.Action, P.Observation)](), fit.gradient)
      for index in 0..<60 {
        let observation = observations[index % observations.count]
        let action = policy.sample(at: observation, using: &random)
        let G = 10 * random.normal() - 3
        fit.add(G, weight: 1, of: action, at: observation, by: policy)
        policy.addScore(G, of: action, at: observation, into: &reinforce)
        samples.append((G, action, observation))
      }
      let w = fit.weights(ridge: 0)
      var gradient = [Double](repeating: 0, count: w.count)
      for (_, action, observation) in samples {
        let advantage = fit.advantage(w, of: action, at: observation, by: policy)
        policy.addScore(advantage, of: action, at: observation, into: &gradient)
      }
      #expect(close(gradient, reinforce, within: 1e-9))
      #expect(close(fit.fisher.product(w), reinforce, within: 1e-9))
    }
    var table = TabularSoftmax(observationCount: 3, actionCount: 3)
    table.parameters = [0, 1, -1, 0.5, 0, 0, 2, -2, 0.3]
    check(table, [0, 1, 2])
    check(LinearSoftmax(features: AliasedCorridor(.init()).features, temperature: 0.7), Array(0..<4))
    check(NaturalTests.gaussian, NaturalTests.observations)
  }

  @Test("compatible actor–critic on the stairs: the first episode's A_w = ±2 pulls the second towards its own actions")
  func compatibleByHand() {
    var settings = CompatibleActorCritic<Tables>.Settings()
    (settings.α, settings.episodes, settings.ridge, settings.β) = (0.1, 2, 0, 0)
    for seed in UInt64(1)...6 {
      var learner = CompatibleActorCritic<Tables>(
        Stairs(.init(horizon: nil)), representation: Tables(), settings: settings, seed: seed)
      var recorder = Recorder()
      learner.iterate(&recorder)
      let (first, second) = (Array(recorder.actions.prefix(2)), Array(recorder.actions.suffix(2)))
      #expect(close(recorder.shown("A_w"), zip(first, second).map { $0 == $1 ? 2 : -2 }))
      // g = A_w ψ: of the other action both signs turn.
      #expect(close(learner.policy.parameters, signed([0.1, 0.1], first)))
    }
  }

  @Test("with fit=same the update is REINFORCE's with a baseline, a mean over the batch")
  func same() {
    var settings = CompatibleActorCritic<Features>.Settings()
    (settings.α, settings.episodes, settings.ridge, settings.samples) = (0.03, 6, 0, .same)
    var learner = CompatibleActorCritic<Features>(
      AliasedCorridor(.init()), representation: Features(), settings: settings, seed: 5)
    for _ in 0..<3 {
      let before = learner.policy
      var watcher = StepWatcher<AliasedCorridor>()
      learner.iterate(&watcher)
      var expected = before.parameters
      for (step, δ) in zip(watcher.steps, watcher.errors) {
        before.addScore(0.03 / 6 * δ, of: step.action, at: step.observation, into: &expected)
      }
      #expect(watcher.errors.count == watcher.steps.count)
      #expect(close(learner.policy.parameters, expected, within: 1e-9))
    }
  }

  /// Remembers each step and what the error line showed for it.
  private struct StepWatcher<W: World>: Probe {
    var steps: [Step<W>] = []
    var errors: [Double] = []
    private var observation: W.Observation?

    mutating func passed<L: Learner>(
      _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
    ) throws(Never) {
      let environment = learner.environment
      for (name, value) in values() {
        if name == "R" { steps.append(Step(observation!, environment.lastAction as! W.Action, value)) }
        if name == "δ" { errors.append(value) }
      }
      observation = environment.observation as? W.Observation
    }
  }

  @Test("the compatible critic's mean gradient is the exact one, within four standard errors")
  func unbiased() {
    typealias R = LinearRepresentation<ShortCorridor>
    var settings = CompatibleActorCritic<R>.Settings()
    (settings.α, settings.β, settings.episodes, settings.ridge) = (1, 0, 200, 0)
    let world = ShortCorridor(.init())
    var learner = CompatibleActorCritic<R>(world, representation: R(), settings: settings, seed: 7)
    let start = [-0.4, 0.3]
    learner.policy.parameters = start
    var exact = [0.0, 0]
    let slopes = ProbabilityGradient.compute(learner.policies[0], on: world.model).gradient
    for action in 0...1 {
      let π = learner.policy.probabilities(at: 0)[action]
      learner.policy.addScore(slopes[action] * π, of: action, at: 0, into: &exact)
    }
    var none = NoProbe()
    var (sum, squares) = (0.0, 0.0)
    let count = 150.0
    for _ in 0..<Int(count) {
      learner.policy.parameters = start
      learner.iterate(&none)
      let g = learner.policy.parameters[0] - start[0]
      sum += g
      squares += g * g
      #expect(abs(learner.policy.parameters[1] - start[1] + g) < 1e-9)
    }
    let mean = sum / count
    let error = ((squares / count - mean * mean) / count).squareRoot()
    #expect(abs(mean - exact[0]) < 4 * error, "\(mean) ± \(error), exact \(exact[0])")
    #expect(error < abs(exact[0]) / 10)
  }
}
