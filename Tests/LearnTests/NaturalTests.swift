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

  @Test("no update's mean divergence exceeds kl, with a ridge or without, for an α that always wants more")
  func enforced() throws {
    func check<R: Representation>(_ world: R.W, _ representation: R) {
      for (kl, ridge) in [(0.001, 0.0), (0.02, 0.1), (0.5, 0)] {
        var natural = NaturalGradient<R>.Settings()
        (natural.α, natural.episodes, natural.ridge, natural.divergence) = (1000, 4, ridge, kl)
        var actorCritic = NaturalActorCritic<R>.Settings()
        (actorCritic.α, actorCritic.episodes, actorCritic.ridge, actorCritic.divergence) = (1000, 4, ridge, kl)
        within(kl, NaturalGradient<R>(world, representation: representation, settings: natural, seed: 3))
        within(kl, NaturalActorCritic<R>(world, representation: representation, settings: actorCritic, seed: 3))
      }
    }
    func within<L: PolicyLearner>(_ kl: Double, _ learner: L) {
      var (learner, recorder) = (learner, Recorder())
      for _ in 0..<4 { learner.iterate(&recorder) }
      let shown = recorder.shown("KL")
      #expect(shown.count == 4 && shown.allSatisfy { $0 <= kl && $0 > 0 }, "\(L.info.id), kl \(kl): \(shown)")
    }
    check(FourRooms(OracleTests.settings { $0.horizon = 100 }), TabularRepresentation<FourRooms>())
    check(try Gridworld(OracleTests.settings { $0.horizon = 100 }), TabularRepresentation<Gridworld>())
    check(AliasedCorridor(.init()), LinearRepresentation<AliasedCorridor>())
    check(ShortCorridor(.init()), LinearRepresentation<ShortCorridor>())
  }

  @Test("a step that the quadratic model finds short is shortened until its divergence is allowed")
  func shortened() {
    let start = TabularSoftmax(observationCount: 1, actionCount: 2)
    let steps = [Step<AliasedCorridor>(0, 0, 0)]
    var policy = start
    // As if there were no curvature: 4 along (1, −1) makes KL = −½ ln(4 π (1 − π)) = 3.3 with π = 1 / (1 + e⁻⁸).
    let move = NaturalStep.move(&policy, 4, along: [1, -1], within: 0.1, curvature: 0, over: steps)
    #expect(move.divergence <= 0.1 && move.divergence > 0.02 && move.size > 0)
    #expect(close(policy.parameters, [move.size, -move.size]))
    #expect(move.divergence == start.divergence(from: policy, at: 0))
    // Short enough at once, it is taken as it is; what is not finite is not taken.
    var free = start
    #expect(NaturalStep.move(&free, 4, along: [1, -1], within: 4, curvature: 0, over: steps).size == 4)
    var still = start
    #expect(NaturalStep.move(&still, 1, along: [.nan, 1], within: 4, curvature: 0, over: steps) == (0, 0))
    #expect(still.parameters == [0, 0])
  }

  @Test("on the continuous bandit x is the mean of δ(a − μ), whatever σ, and the compatible w its quotient by (a − μ)²")
  func continuous() {
    typealias Reals = GaussianRepresentation<ContinuousBandit>
    var representation = Reals()
    representation.deviation = 0.5
    typealias Pull = (a: Double, δ: Double)
    func step<L: PolicyLearner>(_ type: L.Type, _ settings: L.Settings) -> (θ: [Double], pulls: [Pull])
    where L.R == Reals {
      var learner = L(ContinuousBandit(.init()), representation: representation, settings: settings, seed: 1)
      var watcher = PullWatcher()
      learner.iterate(&watcher)
      return (learner.policy.parameters, watcher.pulls)
    }
    var natural = NaturalGradient<Reals>.Settings()
    (natural.α, natural.episodes, natural.ridge, natural.divergence) = (0.1, 6, 0, 1e9)
    var actorCritic = NaturalActorCritic<Reals>.Settings()
    (actorCritic.α, actorCritic.episodes, actorCritic.ridge, actorCritic.divergence) = (0.1, 6, 0, 1e9)
    var compatible = CompatibleActorCritic<Reals>.Settings()
    (compatible.α, compatible.episodes, compatible.ridge) = (0.1, 6, 0)
    // μ = 0 and v = 0 before the first step: δ is the reward. ψ = (a − μ)/σ², F = N/σ²; ln σ is not learnt.
    let n = step(NaturalGradient<Reals>.self, natural)
    #expect(n.pulls.count == 6)
    #expect(close(n.θ, [0.1 * n.pulls.reduce(0) { $0 + $1.δ * $1.a } / 6, log(0.5)]))
    func w(_ pulls: ArraySlice<(a: Double, δ: Double)>) -> Double {
      0.25 * pulls.reduce(0) { $0 + $1.δ * $1.a } / pulls.reduce(0) { $0 + $1.a * $1.a }
    }
    let a = step(NaturalActorCritic<Reals>.self, actorCritic)
    #expect(close(a.θ, [0.1 * w(a.pulls[...]), log(0.5)]))
    let c = step(CompatibleActorCritic<Reals>.self, compatible)
    let squares = c.pulls.suffix(3).reduce(0) { $0 + $1.a * $1.a }
    #expect(close(c.θ, [0.1 / 3 * w(c.pulls.prefix(3)) * squares / (0.25 * 0.25), log(0.5)]))
  }

  /// Remembers what each pull was and paid.
  private struct PullWatcher: Probe {
    var pulls: [(a: Double, δ: Double)] = []

    mutating func passed<L: Learner>(
      _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
    ) throws(Never) {
      for (name, value) in values() where name == "R" {
        if let action = learner.environment.lastAction as? Vector<1> { pulls.append((action[0], value)) }
      }
    }
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
