import Testing
import Worlds

@testable import Learn

/// Natural gradients: the learners by hand, and the properties that make them what they are.
@Suite struct NaturalTests {
  typealias Features = LinearRepresentation<AliasedCorridor>
  typealias Tables = TabularRepresentation<Stairs>

  static let gaussian = LinearGaussian<Vector<3>, Vector<1>>(
    features: PolynomialFeatures(degree: 1, components: Pendulum(.init()).components), actionCount: 1, deviation: 1.5,
    learnsDeviation: true)
  static let observations: [Vector<3>] = [[1, 0, 2], [0.6, 0.8, -3], [-1, 0, 0.5], [0, -1, 7]].map {
    Vector<3>(array: $0)
  }

  @Test("½ vᵀFv is the divergence of a small step v, for every kind of policy")
  func fisher() {
    func check<P: DifferentiablePolicy>(_ policy: P, _ observation: P.Observation) {
      var random = RandomStream(seed: 8, name: "test")
      let count = policy.parameters.count
      var matrix = BlockMatrix(count: count, size: policy.scoreRange(at: observation).count)
      policy.addFisher(3, at: observation, into: &matrix)
      let v = (0..<count).map { _ in 1e-3 * random.normal() }
      var moved = policy
      moved.move(1, along: v)
      let expected = dot(v, matrix.product(v)) / 2
      let divergence = 3 * policy.divergence(from: moved, at: observation)
      #expect(expected > 0 && abs(divergence / expected - 1) < 0.01, "\(divergence), \(expected)")
    }
    var table = TabularSoftmax(observationCount: 2, actionCount: 3, temperature: 0.5)
    table.parameters = [0, 1, -1, 0.5, 0, 0.2]
    check(table, 1)
    var linear = LinearSoftmax(features: AliasedCorridor(.init()).features, temperature: 2)
    linear.parameters = (0..<16).map { Double($0 % 5) / 4 }
    check(linear, 2)
    check(Self.gaussian, Self.observations[1])
  }

  @Test("natural gradient on the stairs: F = γᵗ (½, −½; −½, ½)/2, g = γᵗ·2·(½, −½), x = (2, −2); λ = 0: δ = (½, 1)")
  func naturalByHand() {
    var settings = NaturalGradient<Tables>.Settings()
    (settings.α, settings.episodes, settings.ridge, settings.divergence) = (0.1, 1, 0, 1e9)
    settings.β = 0.5
    var learner: NaturalGradient<Tables> = onStairs(settings)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(recorder.shown("γᵗ δ") == [2, 1])
    #expect(close(learner.policy.parameters, signed([0.2, 0.2], recorder.actions)))
    #expect(close(recorder.shown("∣x∣"), [4]))
    #expect(learner.updates == 1)
    learner.settings.λ = 0
    learner.iterate(&recorder)
    #expect(Array(recorder.shown("δ").suffix(2)) == [0.5, 1] && Array(recorder.shown("γᵗ δ").suffix(2)) == [0.5, 0.5])
  }

  @Test("natural actor–critic on the stairs: w = (2, −2) at both; then v = (1, 1), and λ = 0 makes G₀ = 1 + ½·1")
  func naturalActorCriticByHand() {
    var settings = NaturalActorCritic<Tables>.Settings()
    (settings.α, settings.episodes, settings.ridge, settings.divergence) = (0.1, 1, 0, 1e9)
    (settings.β, settings.λ) = (0.5, 1)
    var learner: NaturalActorCritic<Tables> = onStairs(settings)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(recorder.shown("G") == [2, 2] && recorder.shown("δ") == [2, 2])
    #expect(close(learner.policy.parameters, signed([0.2, 0.2], recorder.actions)))
    #expect(learner.learntValues == [1, 1])
    learner.settings.λ = 0
    learner.iterate(&recorder)
    #expect(Array(recorder.shown("G").suffix(2)) == [1.5, 2] && Array(recorder.shown("δ").suffix(2)) == [0.5, 1])
  }

  /// The policy that the first update from θ = 0 makes, on features that are mixed by an invertible matrix.
  private func afterOneStep<L: PolicyLearner>(
    _ type: L.Type, _ settings: L.Settings, isMixed: Bool, temperature: Double
  ) -> [Double] where L.R == LinearRepresentation<MixedCorridor> {
    var representation = L.R()
    representation.temperature = temperature
    var learner = L(MixedCorridor(isMixed: isMixed), representation: representation, settings: settings, seed: 2)
    var none = NoProbe()
    learner.iterate(&none)
    return learner.policies[0].probabilities
  }

  @Test("the natural step makes the same policy whatever the linear parameters; REINFORCE's does not")
  func invariance() {
    typealias Mixed = LinearRepresentation<MixedCorridor>
    var natural = NaturalGradient<Mixed>.Settings()
    (natural.α, natural.ridge, natural.divergence) = (0.4, 0, 1e9)
    var limited = natural
    (limited.α, limited.divergence) = (1e9, 0.05)
    var (exact, exactLimited) = (natural, limited)
    (exact.fisher, exactLimited.fisher) = (.exact, .exact)
    for settings in [natural, limited, exact, exactLimited] {
      let plain = afterOneStep(NaturalGradient<Mixed>.self, settings, isMixed: false, temperature: 1)
      #expect(plain.contains { abs($0 - 0.25) > 0.02 })
      for (isMixed, temperature) in [(true, 1.0), (false, 3), (true, 0.2)] {
        let other = afterOneStep(
          NaturalGradient<Mixed>.self, settings, isMixed: isMixed, temperature: temperature)
        #expect(close(plain, other, within: 1e-9))
      }
    }
    var vanilla = Reinforce<Mixed>.Settings()
    vanilla.α = 0.01
    let plain = afterOneStep(Reinforce<Mixed>.self, vanilla, isMixed: false, temperature: 1)
    #expect(!close(plain, afterOneStep(Reinforce<Mixed>.self, vanilla, isMixed: true, temperature: 1), within: 1e-3))
    #expect(!close(plain, afterOneStep(Reinforce<Mixed>.self, vanilla, isMixed: false, temperature: 3), within: 1e-3))
  }

  @Test("with exact G and exact ∇J the step makes the same policy, to rounding, whatever the linear parameters")
  func exactInvariance() throws {
    func afterOneStep(isMixed: Bool, temperature: Double) throws -> [Double] {
      let world = MixedCorridor(isMixed: isMixed)
      var policy = LinearSoftmax(features: world.features, temperature: temperature)
      let exact = ExactGradient.compute(of: policy, on: world.model)
      var fisher = BlockMatrix(count: policy.parameters.count, size: policy.parameters.count)
      fisher.addFisher(of: policy, weights: try #require(exact.observationWeights))
      let x = fisher.solve(try #require(exact.gradient), ridge: 0)
      #expect(close(x, try #require(exact.natural), within: 1e-9))
      policy.move(0.4, along: x)
      return policy.table(named: "π").probabilities
    }
    let plain = try afterOneStep(isMixed: false, temperature: 1)
    #expect(plain.contains { abs($0 - 0.25) > 0.02 })
    for (isMixed, temperature) in [(true, 1.0), (false, 3), (true, 0.2)] {
      #expect(close(plain, try afterOneStep(isMixed: isMixed, temperature: temperature), within: 1e-11))
    }
  }

  @Test("fisher=exact divides by the model's G: on the short corridor ∣x∣ = ∣∇J∣ / tr G, which a batch's F misses")
  func exactFisher() throws {
    typealias Short = LinearRepresentation<ShortCorridor>
    let world = ShortCorridor(.init())
    let G = try #require(ExactGradient.compute(of: Short().actor(for: world), on: world.model).fisher)
    // Its scores lie on one line, (½, −½) and back: one eigenvalue is the trace, the other 0.
    let trace = G.rows[0][0] + G.rows[1][1]
    for fisher in NaturalGradient<Short>.Fisher.allCases {
      var settings = NaturalGradient<Short>.Settings()
      (settings.fisher, settings.ridge, settings.episodes) = (fisher, 0, 3)
      var learner = NaturalGradient<Short>(world, representation: Short(), settings: settings, seed: 5)
      var recorder = Recorder()
      learner.iterate(&recorder)
      let quotient = recorder.shown("∣∇J∣")[0] / recorder.shown("∣x∣")[0]
      #expect((abs(quotient / trace - 1) < 1e-9) == (fisher == .exact))
    }
  }

  @Test("visits weighed by γᵗ are those of the exact gradient, with a horizon and without", arguments: [25, nil])
  func discountedVisits(horizon: Int?) throws {
    let model = try Gridworld(OracleTests.settings { ($0.size, $0.horizon, $0.γ) = (4, horizon, 0.9) }).model
    let policy = ExactGradientTests.tabular(model)
    let chain = MarkovChain(model: model, policy: policy.table(named: "π"))
    var visits = VisitCount(chain, model, γ: model.γ)
    while !visits.isDone { visits.advance(sweeps: 7) }
    let exact = ExactGradient.compute(of: policy, on: model)
    let weights = model.byObservation(try #require(visits.counts))
    #expect(close(weights, try #require(exact.observationWeights)))
    var fisher = BlockMatrix(count: policy.parameters.count, size: 4)
    fisher.addFisher(of: policy, weights: weights)
    for (i, row) in try #require(exact.fisher).rows.enumerated() {
      #expect(close(row, row.indices.map { fisher[i, $0] }))
    }
  }

  @Test("fisher=exact is refused in one line where no model gives G")
  func refusals() {
    for (world, message) in [
      ("pendulum", "`fisher` is `exact`, but `pendulum` has no finite model; it must be sampled"),
      (
        "river-swim:horizon=none",
        "an episode of `river-swim` never ends, and `natural-gradient` learns from whole ones: give it a `horizon`"
      ),
      (
        "gridworld:size=30,horizon=none",
        "`gridworld` has 900 states and no horizon: exact J needs a `horizon`, or at most 400 states"
      ),
    ] {
      #expect(throws: ParameterError(message)) { try Setup(world, "natural-gradient:fisher=exact") }
    }
  }

  @Test("a step limited to a small KL makes just that divergence", arguments: [0.0001, 0.001])
  func limit(divergence: Double) {
    func check<L: PolicyLearner>(_ learner: L, within tolerance: Double) {
      var (learner, recorder) = (learner, Recorder())
      for _ in 0..<3 { learner.iterate(&recorder) }
      #expect(recorder.shown("KL").count == 3)
      for shown in recorder.shown("KL") {
        #expect(abs(shown / divergence - 1) < tolerance, "\(L.info.id): \(shown)")
      }
    }
    var natural = NaturalGradient<Features>.Settings()
    (natural.α, natural.divergence, natural.ridge) = (1e9, divergence, 0)
    check(
      NaturalGradient<Features>(AliasedCorridor(.init()), representation: Features(), settings: natural, seed: 4),
      within: 0.1)
    // Its matrix is that of the actions taken, a sample of the policy's.
    var actorCritic = NaturalActorCritic<Features>.Settings()
    (actorCritic.α, actorCritic.divergence, actorCritic.episodes) = (1e9, divergence, 200)
    check(
      NaturalActorCritic<Features>(
        AliasedCorridor(.init()), representation: Features(), settings: actorCritic, seed: 4),
      within: 0.3)
  }

  @Test("on the pendulum nothing changes for continuous actions")
  func continuous() {
    typealias Reals = GaussianRepresentation<Pendulum>
    func check<L: PolicyLearner>(_ type: L.Type, _ settings: L.Settings) where L.R == Reals {
      var learner = L(Pendulum(.init()), representation: Reals(), settings: settings, seed: 1)
      var none = NoProbe()
      for _ in 0..<2 { learner.iterate(&none) }
      let θ = learner.policyParameters!
      // The four weights of the mean, and ln σ, which is not learnt.
      #expect(learner.updates == 2 && θ.prefix(4).allSatisfy { $0 != 0 && $0.isFinite } && θ[4] == 0)
    }
    var compatible = CompatibleActorCritic<Reals>.Settings()
    compatible.episodes = 4
    check(CompatibleActorCritic<Reals>.self, compatible)
    var natural = NaturalGradient<Reals>.Settings()
    natural.episodes = 4
    check(NaturalGradient<Reals>.self, natural)
    var actorCritic = NaturalActorCritic<Reals>.Settings()
    actorCritic.episodes = 4
    check(NaturalActorCritic<Reals>.self, actorCritic)
  }
}

/// The aliased corridor with features as they are, or mixed by an invertible matrix, which is another way to write the
/// same policies.
struct MixedCorridor: FeaturedWorld {
  private var world = AliasedCorridor(.init())
  let features: FeatureTable

  init(isMixed: Bool) {
    let plain = world.features
    features =
      !isMixed
      ? plain
      : FeatureTable(
        names: plain.names,
        rows: (0..<plain.observationCount).map { observation in
          (0..<plain.actionCount).map { action in
            let φ = Array(plain.row(observation, action))
            // Ones below the diagonal, and a scale that differs from one to the next: triangular, so invertible.
            return φ.indices.map { i in φ[i] * Double(i + 2) / 4 + φ[..<i].reduce(0) { $0 + $1 / 3 } }
          }
        })
  }

  var id: String { world.id }
  var state: Int { world.state }
  var model: TabularModel { world.model }
  var γ: Double { world.γ }
  var horizon: Int? { world.horizon }
  var observation: Int { world.observation }
  var observationSpace: ObservationSpace { world.observationSpace }
  var actionSpace: ActionSpace { world.actionSpace }
  var scene: Scene { world.scene }
  mutating func reset(using random: inout RandomStream) { world.reset(using: &random) }
  mutating func reset(to state: [Double]) throws(ParameterError) { try world.reset(to: state) }
  mutating func step(_ action: Int, using random: inout RandomStream) -> Outcome { world.step(action, using: &random) }
}
