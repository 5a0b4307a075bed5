import Glibc
import Testing
import Worlds

@testable import Learn

/// REINFORCE, without and with a baseline, by hand: mostly on two stairs with rewards 1 and 2 and γ = ½.
@Suite struct ReinforceTests {
  typealias Tables = TabularRepresentation<Stairs>

  @Test("REINFORCE: G₀ = 1 + ½·2 = 2 and G₁ = 2, so α = 0.1 moves each preference by 0.1·2·½")
  func reinforce() {
    var settings = Reinforce<Tables>.Settings()
    settings.α = 0.1
    var learner: Reinforce<Tables> = onStairs(settings)
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
    var learner: Reinforce<Tables> = onStairs(settings)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(close(learner.policy.parameters, signed([0.1, 0.05], recorder.actions)))
  }

  @Test("REINFORCE does not bootstrap where the horizon cuts: G₀ = 1")
  func truncatedReinforce() {
    var learner: Reinforce<Tables> = onStairs(.init(), horizon: 1)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(recorder.shown("G") == [1])
    #expect(learner.environment.ending == .truncated)
  }

  @Test("with a baseline: δ = 2, then β = ½ makes v = (1, 1), and the second episode's δ = 1")
  func baseline() {
    var settings = ReinforceBaseline<Tables>.Settings()
    (settings.α, settings.β) = (0.1, 0.5)
    var learner: ReinforceBaseline<Tables> = onStairs(settings)
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
    var learner: ReinforceBaseline<Tables> = onStairs(settings)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(learner.learntValues == [1, 1])
    #expect(close(learner.policy.parameters, signed([0.1, 0.05], recorder.actions)))
  }

  @Test("with a baseline and λ = ½: G₁ = 2 and G₀ = v₀ + δ₀ + γλ δ₁, bootstrapped where the horizon cuts")
  func mixedReturns() {
    var settings = ReinforceBaseline<Tables>.Settings()
    (settings.α, settings.β, settings.λ) = (0.1, 0.5, 0.5)
    var learner: ReinforceBaseline<Tables> = onStairs(settings)
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
