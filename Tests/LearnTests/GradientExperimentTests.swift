import Testing
import Worlds

@testable import Learn

/// The exact gradient beside its estimators.
@Suite struct GradientExperimentTests {
  private func experiment(_ world: String, theta: [Double]? = nil) throws -> GradientExperiment {
    let spec = try Spec(world)
    return try GradientExperiment(try Catalogue.world(spec.id).prepared(spec.assignments), theta: theta)
  }

  private func farthest(_ result: GradientExperiment.Result, from exact: [Double]) throws -> Double {
    let errors = try #require(result.standardError)
    // What an estimator gets right without noise has an error of roundings only.
    return exact.indices.map { abs(result.mean[$0] - exact[$0]) / max(errors[$0], 1e-9) }.max() ?? 0
  }

  @Test(
    "with the exact critic every estimator agrees with the exact gradient, in every component",
    arguments: [
      ("short-corridor:horizon=30", [-0.3, 0.2]), ("short-corridor:horizon=20,gamma=0.9", [0.1, -0.4]),
      ("two-state-loop:horizon=10", [0.2, -0.1, 0.3, 0.0]), ("bandit:arms=3", [0.5, 0.0, -0.5]),
    ])
  func unbiased(world: String, theta: [Double]) throws {
    let experiment = try experiment(world, theta: theta)
    let results = try experiment.results(GradientEstimator.all, episodes: 10, batches: 2000, seed: 5)
    #expect(results.count == 8)
    for result in results {
      #expect(try farthest(result, from: experiment.exact) < 4, "\(result.estimator.description)")
    }
  }

  @Test("on the corridor, whose horizon cuts episodes and whose cells look alike, likewise")
  func corridor() throws {
    let theta = (0..<16).map { Double($0 % 5) * 0.2 - 0.4 }
    let experiment = try experiment("aliased-corridor", theta: theta)
    for result in try experiment.results(GradientEstimator.all, episodes: 10, batches: 1000, seed: 2) {
      #expect(try farthest(result, from: experiment.exact) < 4.5, "\(result.estimator.description)")
    }
  }

  @Test("the zero critic shows what theory predicts: QAC's mean is 0, a baseline's is unbiased, TD sees one reward far")
  func zeroCritic() throws {
    let experiment = try experiment("short-corridor:horizon=30")
    let chosen = try ["qac", "compatible", "reinforce-baseline", "td-actor-critic"].map { try GradientEstimator($0) }
    let results = try experiment.results(chosen, critic: .zero, episodes: 10, batches: 2000, seed: 3)
    #expect(results[0].mean == [0, 0] && results[1].mean == [0, 0])
    #expect(results[0].cosine == nil)
    #expect(try farthest(results[2], from: experiment.exact) < 4)
    // Every step pays −1, whatever is done: the expected score times a constant is 0.
    #expect(try farthest(results[3], from: [0, 0]) < 4)
    #expect(try farthest(results[3], from: experiment.exact) > 10)
  }

  @Test("a critic that TD has taught biases QAC under aliasing, and the compatible one less the more it has seen")
  func learned() throws {
    let experiment = try experiment("short-corridor:horizon=100", theta: [0.3, -0.3])
    let chosen = try ["qac", "compatible", "reinforce-baseline"].map { try GradientEstimator($0) }
    let results = try experiment.results(chosen, critic: .learned(episodes: 3000), episodes: 10, batches: 1000, seed: 1)
    let noise = try results.map { try #require($0.biasFromNoise) }
    #expect(results[0].bias > 10 * noise[0])
    #expect(results[1].bias < results[0].bias / 4)
    #expect(results[2].bias < 4 * noise[2])
  }

  @Test(
    "gae is the TD error at λ = 0 and the return less V at λ = 1, n-step is both at its ends; the same episodes for all"
  )
  func ends() throws {
    let experiment = try experiment("aliased-corridor")
    let specs = [
      "td-actor-critic", "gae:lambda=0", "n-step:n=1", "reinforce-baseline", "gae:lambda=1", "n-step:n=1000",
    ]
    let results = try experiment.results(try specs.map { try GradientEstimator($0) }, episodes: 3, batches: 20, seed: 7)
    func close(_ a: Int, _ b: Int) -> Bool {
      zip(results[a].mean, results[b].mean).allSatisfy { abs($0 - $1) < 1e-11 }
    }
    #expect(close(0, 1) && close(0, 2) && close(3, 4) && close(3, 5))
    #expect(!close(0, 3))
  }

  @Test("REINFORCE on an episode, worked by hand")
  func byHand() throws {
    // Go, which pays nothing, from the first state, then stay in the second, which pays 1: G = (0.5, 1) at γ = ½.
    let model = TabularModel(
      γ: 0.5, horizon: 2, actions: ["stay", "go"], observations: [0, 1], start: [1, 0],
      transitions: [
        [
          [.init(probability: 1, next: 0, reward: 0, terminates: false)],
          [.init(probability: 1, next: 1, reward: 0, terminates: false)],
        ],
        [
          [.init(probability: 1, next: 1, reward: 1, terminates: false)],
          [.init(probability: 1, next: 0, reward: 0, terminates: false)],
        ],
      ])
    var policy = TabularSoftmax(observationCount: 2, actionCount: 2)
    policy.parameters = [-40, 40, 40, -40]
    var record = EpisodeRecord(model)
    var walk = TableWalk(model)
    var (a, b) = (RandomStream(seed: 1, name: "a"), RandomStream(seed: 1, name: "b"))
    record.play(policy, in: &walk, world: &a, choice: &b)
    #expect(record.states == [0, 1] && record.pairs == [1, 2] && record.rewards == [0, 1])
    var Ψ: [Double] = []
    let zero = CriticTables.zero(model, parameters: 4)
    record.weigh(GradientEstimator(.reinforce), zero, advantage: [], into: &Ψ)
    // γᵗ G_t.
    #expect(Ψ[0] == 0.5 && Ψ[1] == 0.5)
    record.weigh(GradientEstimator(.vanilla), zero, advantage: [], into: &Ψ)
    #expect(Ψ[0] == 0.5 && Ψ[1] == 0.5)
    record.weigh(GradientEstimator(.td), zero, advantage: [], into: &Ψ)
    #expect(Ψ[0] == 0 && Ψ[1] == 0.5)
  }

  @Test("a task without end has the average reward for its objective, and no estimators")
  func endless() throws {
    let experiment = try experiment(
      "river-swim:horizon=none,gamma=1,scale=0.0001", theta: (0..<12).map { $0 % 2 == 0 ? -40 : 40 })
    #expect(experiment.objectiveKind == .averageReward && !experiment.canSample)
    #expect(abs(experiment.objective - 0.0668807) < 1e-6)
    #expect(try experiment.results(GradientEstimator.all, episodes: 1, batches: 1, seed: 1).isEmpty)
  }

  @Test("J_avR is an episode's mean return over its mean length, and G times the natural gradient the gradient")
  func averages() throws {
    let experiment = try experiment("short-corridor")
    // Every step pays −1.
    #expect(abs(try #require(experiment.averageReward) + 1) < 1e-9)
    let (fisher, natural) = (try #require(experiment.fisher), try #require(experiment.natural))
    for (row, slope) in zip(fisher, experiment.exact) { #expect(abs(dot(row, natural) - slope) < 1e-8) }
  }

  @Test("what does not exist or fit is refused in a line")
  func refusals() {
    func message(_ body: () throws -> Void) -> String? {
      #expect(throws: ParameterError.self) { try body() }?.description
    }
    #expect(
      message { _ = try GradientEstimator("qca") } == "there is no estimator `qca`; did you mean `qac`?"
    )
    #expect(message { _ = try GradientEstimator("gae:n=3") }?.contains("no parameter `n`") == true)
    #expect(message { _ = try GradientEstimator("gae:lambda=2") }?.contains("0…1") == true)
    #expect(message { _ = try GradientCritic("learned:0") }?.contains("learned:N") == true)
    #expect(message { _ = try experiment("pendulum") }?.contains("real states") == true)
    #expect(message { _ = try experiment("short-corridor", theta: [1]) }?.contains("has 2") == true)
  }
}
