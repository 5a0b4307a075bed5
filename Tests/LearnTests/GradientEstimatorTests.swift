import Testing
import Worlds

@testable import Learn

/// Estimators of the gradient, worked by hand and with the biases that theory predicts.
@Suite struct GradientEstimatorTests {
  private func experiment(_ world: String, theta: [Double]? = nil) throws -> GradientExperiment {
    let spec = try Spec(world)
    return try GradientExperiment(try Catalogue.world(spec.id).prepared(spec.assignments), theta: theta)
  }

  // MARK: By hand

  /// Three states in a row, rewards 1 and 2, γ = ½; the second step terminates, or the horizon cuts behind it.
  private static func row(terminates: Bool) -> TabularModel {
    TabularModel(
      γ: 0.5, horizon: 2, actions: ["a", "b"], observations: [0, 1, 2], start: [1, 0, 0],
      transitions: (0..<3).map { state in
        let outcome = TabularModel.Transition(
          probability: 1, next: min(state + 1, 2), reward: Double(state + 1), terminates: terminates && state == 1)
        return [[outcome], [outcome]]
      })
  }

  /// v = (1, 3, 4), q = 2 for a in the first and 5 for b in the second, which know no time.
  private static let critic = CriticTables(
    values: [[1, 3, 4]], actionValues: [[2, 0, 0, 5, 0, 0]], w: [])

  /// The weights of a in the first state and b in the second.
  private func weights(_ estimator: String, terminates: Bool) throws -> [Double] {
    var policy = TabularSoftmax(observationCount: 3, actionCount: 2)
    policy.parameters = [40, -40, -40, 40, 0, 0]
    let model = Self.row(terminates: terminates)
    var (record, walk) = (EpisodeRecord(model), TableWalk(model))
    var (world, choice) = (RandomStream(seed: 1, name: "a"), RandomStream(seed: 1, name: "b"))
    record.play(policy, in: &walk, world: &world, choice: &choice)
    #expect(record.pairs == [0, 3] && record.ending == (terminates ? .terminated : .truncated))
    var Ψ: [Double] = []
    record.weigh(try GradientEstimator(estimator), Self.critic, advantage: [-1, 0, 0, 4, 0, 0], into: &Ψ)
    return Array(Ψ[..<2])
  }

  @Test(
    "weights worked by hand, where the episode terminates and where the horizon cuts it",
    arguments: [
      // R(τ) = 1 + ½·2 for both steps; G = (2, 2), and the second step counts half. Monte Carlo asks nobody.
      ("vanilla-pg", [2, 2], [2, 2]), ("reinforce", [2, 1], [2, 1]), ("reinforce-baseline", [1, -0.5], [1, -0.5]),
      ("qac", [2, 2.5], [2, 2.5]), ("compatible", [-1, 2], [-1, 2]),
      // δ = (1 + ½·3 − 1, 2 − 3), and 2 + ½·4 − 3 where something follows.
      ("td-actor-critic", [1.5, -0.5], [1.5, 0.5]), ("n-step:n=1", [1.5, -0.5], [1.5, 0.5]),
      ("n-step:n=2", [1, -0.5], [2, 0.5]), ("n-step:n=9", [1, -0.5], [2, 0.5]),
      // Â₀ = δ₀ + ½·λ·δ₁.
      ("gae:lambda=0.5", [1.25, -0.5], [1.75, 0.5]), ("gae:lambda=0", [1.5, -0.5], [1.5, 0.5]),
      ("gae:lambda=1", [1, -0.5], [2, 0.5]),
    ])
  func byHand(estimator: String, terminated: [Double], truncated: [Double]) throws {
    #expect(try weights(estimator, terminates: true) == terminated)
    #expect(try weights(estimator, terminates: false) == truncated)
  }

  @Test("REINFORCE's gradient of that episode under the uniform policy: 2 (½, −½), then 1 (−½, ½)")
  func fixedEpisode() throws {
    let policy = TabularSoftmax(observationCount: 3, actionCount: 2)
    let Ψ = try weights("reinforce", terminates: true)
    var gradient = [Double](repeating: 0, count: 6)
    policy.addScore(Ψ[0], of: 0, at: 0, into: &gradient)
    policy.addScore(Ψ[1], of: 1, at: 1, into: &gradient)
    #expect(gradient == [1, -1, -0.5, 0.5, 0, 0])
  }

  @Test("a compatible critic that is fitted to the gradient's own episodes gives REINFORCE's gradient")
  func inSample() throws {
    let corridor = AliasedCorridor(OracleTests.settings { ($0.γ, $0.horizon) = (0.9, 7) })
    let (policy, model) = (ExactGradientTests.linear(corridor.features), corridor.model)
    var (record, walk) = (EpisodeRecord(model), TableWalk(model))
    var (world, choice) = (RandomStream(seed: 3, name: "world"), RandomStream(seed: 3, name: "policy"))
    let episodes = (0..<30).map { _ in
      record.play(policy, in: &walk, world: &world, choice: &choice)
      return record
    }
    var fit = CompatibleFit(for: policy, at: 0)
    for episode in episodes {
      for t in episode.pairs.indices {
        let G = episode.rewards[t...].reversed().reduce(0) { $1 + 0.9 * $0 }
        let weight = (0..<t).reduce(1) { γᵗ, _ in γᵗ * 0.9 }
        fit.add(G, weight: weight, of: episode.pairs[t] % 4, at: episode.pairs[t] / 4, by: policy)
      }
    }
    let advantage = GradientExperiment.advantages(fit.weights(ridge: 0), policy)
    let gradients = try ["reinforce", "compatible"].map { name in
      var (gradient, Ψ) = ([Double](repeating: 0, count: 16), [Double]())
      for var episode in episodes {
        episode.weigh(
          try GradientEstimator(name), .zero(model, parameters: 16), advantage: advantage, into: &Ψ)
        for (t, pair) in episode.pairs.enumerated() {
          policy.addScore(Ψ[t], of: pair % 4, at: pair / 4, into: &gradient)
        }
      }
      return gradient
    }
    #expect(zip(gradients[0], gradients[1]).allSatisfy { abs($0 - $1) < 1e-8 } && gradients[0].contains { abs($0) > 1 })
  }

  // MARK: Against the model

  @Test(
    "over 100,000 episodes each agrees with the exact gradient within four standard errors in every component",
    arguments: [("aliased-corridor", 16), ("short-corridor", 2)])
  func unbiased(world: String, count: Int) throws {
    let experiment = try experiment(world, theta: ExactGradientTests.uneven(count))
    for result in try experiment.results(GradientEstimator.all, episodes: 10, batches: 10_000, seed: 1) {
      for (index, error) in try #require(result.standardError).enumerated() {
        let distance = abs(result.mean[index] - experiment.exact[index])
        #expect(distance <= 4 * error, "\(result.estimator.description), component \(index)")
      }
      #expect(try #require(result.cosine) > 0.95)
    }
  }

  @Test("without a critic δ has the mean Σ_t γᵗ E[r ∇ln π]: it sees one reward far, and no further")
  func zeroCritic() throws {
    let corridor = AliasedCorridor(OracleTests.settings { ($0.γ, $0.horizon) = (0.9, 7) })
    let (policy, model) = (ExactGradientTests.linear(corridor.features), corridor.model)
    let chain = MarkovChain(model: model, policy: policy.table(named: "π"))
    var (present, next, slopes) = (model.start, model.start, [Double](repeating: 0, count: 16))
    for t in 0..<7 {
      let γᵗ = (0..<t).reduce(1) { x, _ in x * 0.9 }
      for state in 0..<5 {
        for action in 0..<4 {
          slopes[model.observations[state] * 4 + action] +=
            γᵗ * present[state] * model.transitions[state][action][0].reward
        }
      }
      chain.push(present, into: &next)
      swap(&present, &next)
    }
    let predicted = ExactGradient.chainRule(slopes, policy)
    let experiment = try experiment("aliased-corridor:gamma=0.9,horizon=7", theta: policy.parameters)
    let chosen = try ["td-actor-critic", "gae:lambda=0"].map { try GradientEstimator($0) }
    for result in try experiment.results(chosen, critic: .zero, episodes: 10, batches: 5000, seed: 1) {
      for (index, error) in try #require(result.standardError).enumerated() {
        #expect(abs(result.mean[index] - predicted[index]) <= 4 * error, "component \(index)")
      }
      let noise = try #require(result.biasFromNoise)
      #expect(result.bias > 20 * noise)
    }
  }

  /// All states of the short corridor look alike. Tossing a coin, an episode has (6, 4, 2) visits, so that TD comes to
  /// v = −12; going right ends the episode in 2 of 12 cases and so gains 12/6 = 2 on going left. The true gradient is
  /// (2, −2); what believes the critic has 12 · ¼ · 2 = 6.
  @Test("where states look alike, δ's bias is that of TD's fixed point")
  func fixedPoint() throws {
    let experiment = try experiment("short-corridor")
    #expect(zip(experiment.exact, [2, -2]).allSatisfy { abs($0 - $1) < 1e-9 })
    // One critic's v has the noise of its step size: several of them have less.
    let chosen = [GradientEstimator(.td), GradientEstimator(.baseline)]
    let results = try (1...8).map { seed in
      try experiment.results(chosen, critic: .learned(episodes: 500), episodes: 10, batches: 200, seed: seed)
    }
    let means = [0, 1].map { index in results.map { $0[index].mean[0] }.reduce(0, +) / 8 }
    #expect(abs(means[0] - 6) < 1 && abs(means[1] - 2) < 1)
  }

  // MARK: Limits

  @Test("a long θ has no Fisher matrix, which would fill the memory, but a compatible critic")
  func large() throws {
    let experiment = try experiment("gridworld:size=25,horizon=5")
    #expect(experiment.fisher == nil && experiment.natural == nil && experiment.exact.count == 2500)
    #expect(try experiment.results([GradientEstimator(.compatible)], episodes: 1, batches: 1, seed: 1).count == 1)
    // Its w comes block by block, and is the natural gradient.
    let model = AliasedCorridor(.init()).model
    let policy = ExactGradientTests.tabular(model)
    let exact = ExactGradient.compute(of: policy, on: model)
    let (gradient, weights) = (try #require(exact.gradient), try #require(exact.observationWeights))
    let w = GradientExperiment.compatibleWeights(gradient, of: policy, weights: weights)
    #expect(zip(w, try #require(exact.natural)).allSatisfy { abs($0 - $1) < 1e-8 } && w.contains { abs($0) > 1 })
  }

  @Test("where a discounted policy goes on for ever there is a J, and nothing to sample")
  func endless() throws {
    let wall = [Double](repeating: 0, count: 16).indices.map { $0 % 4 == 0 ? 900.0 : 0 }
    let experiment = try experiment("gridworld:size=2,horizon=none,gamma=0.9", theta: wall)
    #expect(abs(experiment.objective + 10) < 1e-9 && !experiment.canSample && experiment.averageReward == nil)
    #expect(try experiment.results(GradientEstimator.all, episodes: 1, batches: 1, seed: 1).isEmpty)
  }

  @Test("parameters have the names that the model gives them")
  func names() throws {
    #expect(try experiment("two-state-loop").parameterNames == ["o0·stay", "o0·go", "o1·stay", "o1·go"])
    #expect(try experiment("short-corridor").parameterNames == ["right", "left"])
  }
}
