import Testing
import Worlds

@testable import Learn

/// Line searches on a sampled J: what a batch says, by hand and in the mean, and that a search compares like with like.
@Suite struct SampledAscentTests {
  typealias Short = LinearRepresentation<ShortCorridor>
  typealias Tables = TabularRepresentation<Stairs>

  @Test("two episodes by hand: γ = ½, rewards 4, 2 and 6; each is judged by the other, and a lone step by nothing")
  func byHand() {
    var batch = EpisodeBatch<Stairs>()
    batch.append(Step(0, 0, 4), weight: 1)
    batch.append(Step(1, 1, 2), weight: 0.5)
    batch.endEpisode(in: 1, .terminated)
    batch.append(Step(0, 1, 6), weight: 1)
    batch.endEpisode(in: 1, .terminated)
    let policy = TabularSoftmax(observationCount: 2, actionCount: 2)
    let objective = BatchObjective(batch, of: policy, γ: 0.5, wantsGradient: true)
    // G = 5, 2 and 6; δ = 5 − 6, 2 and 6 − 5. Of two episodes each counts half, and scores are ±½.
    #expect(objective.J == 5.5)
    #expect(close(objective.g, [-0.5, 0.5, -0.25, 0.25]))
    #expect(BatchObjective(batch, of: policy, γ: 0.5, wantsGradient: false).g == [0, 0, 0, 0])
  }

  private func learner(episodes: Int, seed: UInt64) -> ConjugateGradient<Short> {
    var settings = ConjugateGradient<Short>.Settings()
    (settings.objective, settings.episodes) = (.sampled, episodes)
    return ConjugateGradient(ShortCorridor(.init()), representation: Short(), settings: settings, seed: seed)
  }

  @Test("J and g of batches of three have the exact ones for their means, within four standard errors")
  func unbiased() throws {
    var learner = learner(episodes: 3, seed: 4)
    learner.policy.parameters = [-0.4, 0.3]
    let exact = ExactGradient.compute(of: learner.policy, on: ShortCorridor(.init()).model)
    var none = NoProbe()
    let count = 4000.0
    var (sums, squares) = ([0.0, 0], [0.0, 0])
    for seed in UInt64(1)...UInt64(count) {
      let luck = SharedLuck(seed: seed &* 1000, episodes: 3)
      let sampled = learner.measure(learner.policy, luck, wantsGradient: true, &none)
      for (index, value) in [try #require(sampled.J), sampled.g[0]].enumerated() {
        sums[index] += value
        squares[index] += value * value
      }
    }
    for (index, expected) in [try #require(exact.objective), try #require(exact.gradient)[0]].enumerated() {
      let mean = sums[index] / count
      let error = ((squares[index] / count - mean * mean) / count).squareRoot()
      #expect(abs(mean - expected) < 4 * error && error < abs(expected) / 10, "\(mean) ± \(error), exact \(expected)")
    }
  }

  @Test("with the same luck J is a function of θ, to the bit; the next search has other luck")
  func luck() {
    var learner = learner(episodes: 20, seed: 8)
    var none = NoProbe()
    func J(_ θ: Double, _ seed: UInt64) -> Double? {
      var actor = learner.policy
      actor.parameters = [θ, -θ]
      return learner.measure(actor, SharedLuck(seed: seed, episodes: 20), wantsGradient: false, &none).J
    }
    #expect(J(0, 1) == J(0, 1) && J(0.5, 1) == J(0.5, 1))
    #expect(J(0, 1) != J(0, 2) && J(0, 1) != J(2, 1))
    // So little changes no draw.
    #expect(J(0, 1) == J(1e-15, 1))
    var recorder = Recorder()
    learner.settings.reach = 0
    for _ in 0..<2 { learner.iterate(&recorder) }
    let found = recorder.shown("J")
    #expect(found.count == 2 && found[0] != found[1])
    // Where θ may not move, each trial is what it is compared with, and none rises.
    #expect(Set(recorder.shown("J′")) == Set(found) && recorder.shown("η found") == [0, 0])
  }

  @Test(
    "what a search takes has risen with its own luck, within ten trials; else θ stays",
    arguments: ["conjugate-gradient", "quasi-newton"])
  func searches(algorithm: String) {
    func check<L: PolicyLearner>(_ learner: L) {
      var (learner, recorder) = (learner, Recorder())
      for _ in 0..<30 {
        let before = (count: recorder.shown("J′").count, θ: learner.policy.parameters)
        learner.iterate(&recorder)
        let trials = recorder.shown("J′").dropFirst(before.count)
        #expect(trials.count <= LineSearch.mostSampledTrials)
        let isFound = trials.contains { $0 > recorder.shown("J").last! }
        #expect((learner.policy.parameters != before.θ) == (recorder.shown("η found").last! > 0))
        if recorder.shown("η found").last! > 0 { #expect(isFound) }
      }
      #expect(recorder.shown("η found").contains { $0 > 0 })
      #expect(learner.progress.updates == 30 && learner.progress.episodes == 30 * 20 + recorder.shown("J′").count * 20)
    }
    if algorithm == "conjugate-gradient" {
      check(self.learner(episodes: 20, seed: 3))
    } else {
      var settings = QuasiNewton<Short>.Settings()
      (settings.objective, settings.episodes) = (.sampled, 20)
      check(QuasiNewton<Short>(ShortCorridor(.init()), representation: Short(), settings: settings, seed: 3))
    }
  }

  @Test(
    "without a model J is sampled: on the continuous bandit the mean goes to a*, from −5 to −1",
    arguments: ["conjugate-gradient", "quasi-newton"])
  func continuousBandit(algorithm: String) throws {
    let means = try (UInt64(1)...10).map { seed in
      var run = try HeadlessRun(try Setup("continuous-bandit", algorithm), seed: seed)
      run.run(.init(episodes: 10_000))
      return try #require(run.meanReturn)
    }
    #expect(means.count { $0 > -1.6 } >= 9, "\(means)")
  }

  @Test(
    "a sampled J needs episodes that end and no model; an exact one needs a model",
    arguments: ["conjugate-gradient", "quasi-newton"])
  func refusals(algorithm: String) throws {
    for (world, source, message) in [
      (
        "river-swim:horizon=none", "sampled",
        "an episode of `river-swim` never ends, and J with it: give it a `horizon`"
      ),
      ("pendulum", "exact", "`objective` is `exact`, but `pendulum` has no finite model; it must be sampled"),
    ] {
      #expect(throws: ParameterError(message)) { try Setup(world, "\(algorithm):objective=\(source)") }
    }
    _ = try Setup("gridworld:size=30,horizon=none", "\(algorithm):objective=sampled")
  }
}
