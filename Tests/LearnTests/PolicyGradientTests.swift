import Glibc
import Testing
import Worlds

@testable import Learn

/// Vanilla policy gradient and finite differences: updates worked by hand, on two stairs with rewards 1 and 2 and
/// γ = ½, and against the formulas on the corridor.
@Suite struct PolicyGradientTests {
  typealias Tables = TabularRepresentation<Stairs>
  typealias Features = LinearRepresentation<AliasedCorridor>

  private func vanilla(
    _ baseline: VanillaPG<Tables>.Baseline, batch: Int = 1, constant: Double = 0
  ) -> VanillaPG<Tables> {
    var settings = VanillaPG<Tables>.Settings()
    (settings.α, settings.β, settings.baseline) = (0.1, 0.5, baseline)
    (settings.batch, settings.constant) = (batch, constant)
    return VanillaPG(Stairs(.init()), representation: Tables(), settings: settings, seed: 3)
  }

  @Test("vanilla: R(τ) = 1 + ½·2 = 2 for both steps, less the baseline 0, 0.5 or 2")
  func vanillaUpdate() {
    for (baseline, constant, step) in [
      (VanillaPG<Tables>.Baseline.none, 5.0, 0.1), (.constant, 0.5, 0.075), (.mean, 0, 0), (.value, 0, 0.1),
    ] {
      var learner = vanilla(baseline, constant: constant)
      var recorder = Recorder()
      learner.iterate(&recorder)
      #expect(recorder.shown("R(τ)") == [2])
      #expect(close(learner.policy.parameters, signed([step, step], recorder.actions)))
      #expect(learner.progress == Progress(steps: 2, episodes: 1, updates: 1))
    }
  }

  @Test("vanilla: β = ½ makes V_w = (1, 1), so that the second δ is 1; a running mean knows 2 from the first return on")
  func vanillaBaselines() {
    var value = vanilla(.value)
    var mean = vanilla(.mean)
    var (first, second) = (Recorder(), Recorder())
    for _ in 0..<2 {
      value.iterate(&first)
      mean.iterate(&second)
    }
    #expect(first.shown("δ") == [2, 2, 1, 1])
    #expect(value.parameters[1].values == [1.5, 1.5])
    #expect(second.shown("δ") == [0, 0, 0, 0])
    #expect(mean.parameters[1].values == [2])
    #expect(mean.policy.parameters == [0, 0, 0, 0])
  }

  @Test("vanilla: a batch is one update by the mean of its episodes' gradients, at one θ")
  func vanillaBatch() {
    var learner = vanilla(.none, batch: 2)
    var recorder = Recorder()
    learner.iterate(&recorder)
    let (a, b) = (recorder.actions.prefix(2), recorder.actions.suffix(2))
    let sum = zip(signed([0.05, 0.05], Array(a)), signed([0.05, 0.05], Array(b))).map { $0 + $1 }
    #expect(close(learner.policy.parameters, sum))
    #expect(learner.progress == Progress(steps: 4, episodes: 2, updates: 1))
  }

  @Test("vanilla on the corridor: θ moves by α R(τ) Σ ∇ln π, all scores those of the θ that acted", arguments: 1...5)
  func vanillaFormula(seed: UInt64) {
    var settings = VanillaPG<Features>.Settings()
    (settings.α, settings.baseline) = (0.01, .none)
    var learner = VanillaPG<Features>(
      AliasedCorridor(.init()), representation: Features(), settings: settings, seed: seed)
    for _ in 0..<3 {
      let before = learner.policy
      var recorder = StepRecorder()
      learner.iterate(&recorder)
      let steps = recorder.steps
      #expect(steps.count == learner.environment.episodeSteps)
      let R = steps.reduce(0) { $0 + $1.reward }
      let scores = steps.map { before.score(of: $0.action, at: $0.observation) }
      let expected = scores.reduce(before.parameters) { sum($0, 0.01 * R, $1) }
      #expect(close(learner.policy.parameters, expected))
    }
  }

  /// Remembers what was seen before each step, what was done and what came of it.
  private struct StepRecorder: Probe {
    var steps: [(observation: Int, action: Int, reward: Double)] = []
    private var before = 0
    /// Steps of the environment that are in `steps` or were taken earlier.
    private var taken: Int?

    mutating func passed<L: Learner>(
      _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
    ) throws(Never) {
      let environment = learner.environment
      if let taken, environment.steps > taken, let action = environment.lastAction as? Int {
        steps.append((before, action, environment.lastReward))
      }
      taken = environment.steps
      before = environment.observation as? Int ?? 0
    }
  }

  @Test("finite differences see nothing where actions change nothing: both sides have the same luck")
  func sameLuck() {
    var settings = FiniteDifference<Tables>.Settings()
    settings.episodes = 3
    var learner = FiniteDifference<Tables>(Stairs(.init()), representation: Tables(), settings: settings, seed: 3)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(recorder.shown("J₊") == [2, 2, 2, 2])
    #expect(recorder.shown("g_i") == [0, 0, 0, 0])
    #expect(learner.progress == Progress(steps: 48, episodes: 24, updates: 1))
    // On the corridor chance decides where an episode begins: with h tiny both sides are the same episode.
    var corridor = FiniteDifference<Features>.Settings()
    corridor.h = 1e-9
    var walker = FiniteDifference<Features>(
      AliasedCorridor(.init()), representation: Features(), settings: corridor, seed: 4)
    var seen = Recorder()
    walker.iterate(&seen)
    #expect(seen.shown("J₊") == seen.shown("J₋"))
    #expect(Set(seen.shown("J₊")).count > 3)
  }

  @Test("finite differences agree with the exact gradient's central difference within four standard errors")
  func agreesWithModel() throws {
    var settings = FiniteDifference<Features>.Settings()
    (settings.α, settings.h, settings.episodes) = (0, 0.5, 100)
    let world = AliasedCorridor(.init())
    var learner = FiniteDifference<Features>(world, representation: Features(), settings: settings, seed: 7)
    let policy = learner.policy
    var recorder = Recorder()
    let count = 30
    for _ in 0..<count { learner.iterate(&recorder) }
    let (shown, model) = (recorder.shown("g_i"), world.model)
    for i in policy.learntIndices {
      let sides = try [0.5, -0.5].map { h in
        var moved = policy
        moved.parameters[i] += h
        return try #require(PolicyEvaluation.objective(of: moved.table(named: "π"), on: model))
      }
      let samples = (0..<count).map { shown[$0 * policy.learntIndices.count + i] }
      let mean = samples.reduce(0, +) / Double(count)
      let variance = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
      let error = (variance / Double(count)).squareRoot()
      #expect(abs(mean - (sides[0] - sides[1])) <= 4 * error, "θ_\(i): \(mean) ± \(error)")
    }
  }

  @Test("a deviation that is not learnt is not moved by finite differences")
  func fixedDeviation() {
    typealias Reals = GaussianRepresentation<Pendulum>
    var settings = FiniteDifference<Reals>.Settings()
    settings.episodes = 1
    var learner = FiniteDifference<Reals>(Pendulum(.init()), representation: Reals(), settings: settings, seed: 5)
    var none = NoProbe()
    learner.iterate(&none)
    #expect(learner.policy.parameters.last == 0)
    #expect(learner.policy.parameters.dropLast().contains { $0 != 0 })
    #expect(learner.progress.episodes == 2 * 4)
  }
}
