import Testing
import Worlds

@testable import Learn

@Suite struct EvaluationTests {
  static func trained(_ pair: ConformanceTests.Pair, episodes: Int = 40, seed: UInt64 = 5) throws -> HeadlessRun {
    var run = try HeadlessRun(try pair.setup, seed: seed)
    run.run(.init(steps: 20_000, episodes: episodes))
    return run
  }

  @Test(
    "evaluating changes nothing: training goes on to the same numbers, to the bit", arguments: ConformanceTests.pairs)
  func untouched(pair: ConformanceTests.Pair) throws {
    var plain = try Self.trained(pair)
    var judged = try Self.trained(pair)
    let first = judged.evaluate(episodes: 3, .sampled)
    #expect(judged.evaluate(episodes: 3, .sampled) == first)
    _ = judged.evaluate(episodes: 3, .greedy)
    let more = HeadlessRun.Budget(steps: 40_000, episodes: 60)
    plain.run(more)
    judged.run(more)
    #expect(plain.parameters == judged.parameters)
  }

  /// Worlds where what decides the return is so rare at first that 300 episodes may miss it: such a sample does not tell its own
  /// error.
  private static let untold = [
    "gridworld", "cliff-walking", "windy-gridworld", "frozen-lake", "frozen-lake-8x8", "river-swim",
  ]

  /// On worlds that have an exact J.
  private static let told = ConformanceTests.pairs.filter { pair in
    !untold.contains(pair.world) && (try? Catalogue.world(pair.world))?.standard.model != nil
  }

  @Test(
    "on tabular worlds the mean agrees with the exact J of the policy that is judged", arguments: told,
    Evaluation.Manner.allCases)
  func exact(pair: ConformanceTests.Pair, manner: Evaluation.Manner) throws {
    let run = try Self.trained(pair, episodes: 300)
    let evaluation = run.evaluate(episodes: 300, manner)
    let j = try #require(run.objective(of: manner))
    let error = try #require(evaluation.deviation) / Double(evaluation.returns.count).squareRoot()
    #expect(abs(evaluation.mean - j) <= 4.5 * error + 1e-9, "\(evaluation.mean) against \(j) ± \(error)")
  }

  @Test("two learners meet the same luck: equal policies have equal returns, whatever the seeds")
  func commonLuck() throws {
    let pair = ConformanceTests.Pair(world: "aliased-corridor", algorithm: "reinforce")
    let runs = try [1, 2].map { try HeadlessRun(try pair.setup, seed: $0) }
    #expect(runs[0].evaluate(episodes: 50, .sampled) == runs[1].evaluate(episodes: 50, .sampled))
  }

  @Test("greedy shares among the most probable actions, and takes a Gaussian's mean")
  func greedy() {
    #expect(ActionDistribution.discrete([0.2, 0.4, 0.4]).greedy == .discrete([0, 0.5, 0.5]))
    #expect(ActionDistribution.discrete([0.2, 0.5, 0.3]).greedy == .discrete([0, 1, 0]))
    var random = RandomStream(seed: 1, name: "test")
    #expect(
      ActionDistribution.gaussian(mean: [0.3, -1], deviation: [2, 1]).greedy.sample(using: &random) == [0.3, -1])
  }

  @Test("draws have the distribution's frequencies, and none where the probability is zero")
  func draws() {
    var random = RandomStream(seed: 2, name: "test")
    let probabilities = [0, 0.5, 0.2, 0.3, 0]
    let distribution = ActionDistribution.discrete(probabilities)
    var counts = [Int](repeating: 0, count: 5)
    for _ in 0..<10_000 { counts[Int(distribution.sample(using: &random)[0])] += 1 }
    for (count, p) in zip(counts, probabilities) {
      #expect(abs(Double(count) - 10_000 * p) <= 4 * (10_000 * p * (1 - p)).squareRoot())
    }
  }

  @Test("a policy that never ends on a world without a horizon is cut, and counted as cut")
  func endless() throws {
    var run = try HeadlessRun(try Setup("short-corridor:horizon=none", "reinforce"), seed: 1, theta: [-50, 50])
    run.run(.init(steps: 1))
    let evaluation = run.evaluate(episodes: 1, .sampled)
    #expect(evaluation.truncated == 1 && evaluation.returns == [-Double(Evaluation.longestEpisode)])
    #expect(evaluation.deviation == nil)
  }
}
