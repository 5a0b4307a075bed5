import Testing
import Worlds

@testable import Learn

@Suite struct PolicyTests {
  static let table: TabularSoftmax = {
    var policy = TabularSoftmax(observationCount: 3, actionCount: 4, temperature: 0.7)
    policy.parameters = (0..<12).map { Double($0 * 7 % 5) * 0.4 - 0.8 }
    return policy
  }()

  static let linear: LinearSoftmax = {
    var policy = LinearSoftmax(features: AliasedCorridor(.init()).features, temperature: 1.6)
    policy.parameters = (0..<16).map { Double($0 * 5 % 7) * 0.3 - 0.9 }
    return policy
  }()

  static let gaussian: LinearGaussian<Vector<3>, Vector<2>> = {
    var policy = LinearGaussian<Vector<3>, Vector<2>>(
      features: PolynomialFeatures(degree: 2, components: Pendulum(.init()).components), actionCount: 2, deviation: 0.8,
      learnsDeviation: true)
    policy.parameters = (0..<policy.parameters.count).map { Double($0 * 3 % 11) * 0.1 - 0.5 }
    return policy
  }()

  static let real: RealSoftmax<Vector<3>> = {
    var policy = RealSoftmax<Vector<3>>(
      features: PolynomialFeatures(degree: 2, components: Pendulum(.init()).components), actionCount: 3,
      temperature: 1.4)
    policy.parameters = (0..<policy.parameters.count).map { Double($0 * 7 % 13) * 0.2 - 1.1 }
    return policy
  }()

  static let observation = Vector<3>([0.6, -0.8, 3])

  @Test("the score is the derivative of ln π, by central differences")
  func scores() {
    for (o, a) in [(0, 0), (1, 3), (2, 2)] { check(Self.table, a, o) }
    for (o, a) in [(0, 0), (1, 3), (2, 2), (3, 1)] { check(Self.linear, a, o) }
    check(Self.gaussian, Vector<2>([0.3, -1.2]), Self.observation)
    for action in 0..<3 { check(Self.real, action, Self.observation) }

    func check<P: DifferentiablePolicy>(_ policy: P, _ action: P.Action, _ observation: P.Observation) {
      let score = policy.score(of: action, at: observation)
      #expect(score.contains { abs($0) > 0.01 })
      for index in score.indices {
        let h = 1e-6
        var (above, below) = (policy, policy)
        above.parameters[index] += h
        below.parameters[index] -= h
        let difference =
          (above.logProbability(of: action, at: observation) - below.logProbability(of: action, at: observation))
          / (2 * h)
        #expect(abs(score[index] - difference) < 1e-7, "\(P.self), parameter \(index)")
      }
    }
  }

  @Test("ascending by a step adds the step times the score")
  func ascent() {
    check(Self.table, 2, 1)
    check(Self.linear, 2, 1)
    check(Self.gaussian, Vector<2>([0.3, -1.2]), Self.observation)
    check(Self.real, 1, Self.observation)

    func check<P: DifferentiablePolicy>(_ policy: P, _ action: P.Action, _ observation: P.Observation) {
      var moved = policy
      moved.ascend(0.3, along: action, at: observation)
      let expected = zip(policy.parameters, policy.score(of: action, at: observation)).map { $0 + 0.3 * $1 }
      #expect(close(moved.parameters, expected))
    }
  }

  @Test("a fixed deviation is not moved")
  func fixedDeviation() {
    var policy = LinearGaussian<Vector<3>, Vector<1>>(
      features: PolynomialFeatures(degree: 1, components: Pendulum(.init()).components), actionCount: 1, deviation: 0.5,
      learnsDeviation: false)
    policy.ascend(1, along: Vector([2]), at: Self.observation)
    #expect(policy.deviation[0] == 0.5)
    #expect(policy.mean(at: Self.observation)[0] != 0)
  }

  @Test("probabilities are the soft-max of θᵀφ/τ, sum to 1, and are drawn with their frequencies")
  func probabilities() {
    check(Self.table, preferences: { o, a in Self.table.parameters[o * 4 + a] / 0.7 })
    check(
      Self.linear,
      preferences: { o, a in
        zip(Self.linear.parameters, Self.linear.features.row(o, a)).reduce(0) { $0 + $1.0 * $1.1 } / 1.6
      })

    func check<P: DiscretePolicy>(_ policy: P, preferences: (Int, Int) -> Double) {
      var random = RandomStream(seed: 9, name: "policy")
      for o in 0..<policy.observationCount {
        let weights = (0..<policy.actionCount).map { Learn.exp(preferences(o, $0)) }
        let expected = weights.map { $0 / weights.reduce(0, +) }
        #expect(close(policy.probabilities(at: o), expected))
        var counts = [Double](repeating: 0, count: policy.actionCount)
        for _ in 0..<40_000 { counts[policy.sample(at: o, using: &random)] += 1 }
        for (count, p) in zip(counts, expected) {
          #expect(abs(count / 40_000 - p) < 5 * (p * (1 - p) / 40_000).squareRoot() + 1e-9)
        }
      }
    }
  }

  @Test(
    "a real observation's soft-max is that of θ_aᵀφ(o)/τ, drawn with its frequencies, and has Σ π ψψᵀ for Fisher matrix"
  )
  func realSoftmax() {
    let (policy, o) = (Self.real, Self.observation)
    let x = [1, 0.6, -0.8, 3.0 / 8]
    // 1, then the components scaled by their bounds, then their products.
    let φ = x + (1...3).flatMap { i in (i...3).map { x[i] * x[$0] } }
    let weights = (0..<3).map { a in
      Learn.exp(φ.indices.reduce(0) { $0 + policy.parameters[a * φ.count + $1] * φ[$1] } / 1.4)
    }
    let π = weights.map { $0 / weights.reduce(0, +) }
    #expect(close(policy.probabilities(at: o), π))
    #expect(policy.distribution(at: o) == .discrete(policy.probabilities(at: o)))
    var random = RandomStream(seed: 9, name: "policy")
    var counts = [0.0, 0, 0]
    for _ in 0..<40_000 { counts[policy.sample(at: o, using: &random)] += 1 }
    for (count, p) in zip(counts, π) { #expect(abs(count / 40_000 - p) < 5 * (p * (1 - p) / 40_000).squareRoot()) }

    let count = policy.parameters.count
    var (fisher, expected) = (BlockMatrix(count: count, size: count), BlockMatrix(count: count, size: count))
    policy.addFisher(0.7, at: o, into: &fisher)
    for action in 0..<3 { expected.addSquare(0.7 * π[action], of: policy.score(of: action, at: o), in: 0..<count) }
    for i in 0..<count {
      for j in 0..<count { #expect(abs(fisher[i, j] - expected[i, j]) < 1e-12) }
    }
    var other = policy
    other.parameters = policy.parameters.map { $0 * 0.3 }
    let q = other.probabilities(at: o)
    #expect(
      abs(policy.divergence(from: other, at: o) - (0..<3).reduce(0) { $0 + π[$1] * Learn.log(π[$1] / q[$1]) }) < 1e-12)
  }

  @Test("extreme preferences saturate and do not overflow", arguments: [2e3, 1e6, 1e300])
  func saturation(size: Double) {
    var policy = TabularSoftmax(observationCount: 1, actionCount: 4)
    policy.parameters = [size, 0, -size, size / 2]
    #expect(policy.probabilities(at: 0) == [1, 0, 0, 0])
    var wide = TabularSoftmax(observationCount: 1, actionCount: 6)
    wide.parameters = [size, 0, -size, size / 2, -1, 1]
    #expect(wide.probabilities(at: 0) == [1, 0, 0, 0, 0, 0])
  }

  @Test("any number of actions has its soft-max", arguments: 1...11)
  func actionCounts(count: Int) {
    var policy = TabularSoftmax(observationCount: 2, actionCount: count)
    policy.parameters = (0..<2 * count).map { Double($0) * 0.3 }
    let weights = (0..<count).map { Learn.exp(Double(count + $0) * 0.3) }
    #expect(close(policy.probabilities(at: 1), weights.map { $0 / weights.reduce(0, +) }))
  }

  @Test("KL is Σ p ln p/q, zero from itself, and matches a sampled estimate for the Gaussian")
  func divergence() {
    var other = Self.table
    other.parameters = Self.table.parameters.map { $0 * 0.3 }
    #expect(Self.table.divergence(from: Self.table, at: 1) == 0)
    let (p, q) = (Self.table.probabilities(at: 1), other.probabilities(at: 1))
    let expected = (0..<4).reduce(0.0) { $0 + p[$1] * (Learn.log(p[$1]) - Learn.log(q[$1])) }
    #expect(abs(Self.table.divergence(from: other, at: 1) - expected) < 1e-12)

    var shifted = Self.gaussian
    shifted.parameters = Self.gaussian.parameters.map { $0 * 0.9 + 0.02 }
    var random = RandomStream(seed: 4, name: "policy")
    let count = 200_000
    var sum = 0.0
    for _ in 0..<count {
      let action = Self.gaussian.sample(at: Self.observation, using: &random)
      sum += Self.gaussian.logProbability(of: action, at: Self.observation)
      sum -= shifted.logProbability(of: action, at: Self.observation)
    }
    let exact = Self.gaussian.divergence(from: shifted, at: Self.observation)
    #expect(exact > 0)
    #expect(abs(sum / Double(count) - exact) < 0.01)
  }

  @Test("entropy is −Σ p ln p; a Gaussian's is ½ ln 2πeσ² for each component")
  func entropy() {
    #expect(abs(ActionDistribution.discrete([0.5, 0.5, 0]).entropy - Learn.log(2)) < 1e-15)
    let gaussian = ActionDistribution.gaussian(mean: [1, 2], deviation: [1, 2])
    let expected = 0.5 * Learn.log(2 * .pi * Learn.exp(1)) + 0.5 * Learn.log(2 * .pi * Learn.exp(1) * 4)
    #expect(abs(gaussian.entropy - expected) < 1e-12)
  }

  @Test("ε-greedy shares ties alike, and draws what it says")
  func epsilonGreedy() {
    var values = TabularActionValues(observationCount: 1, actionCount: 4)
    values.ascend(2, at: 0, 1)
    values.ascend(2, at: 0, 3)
    let policy = EpsilonGreedy(values: values, ε: 0.2)
    #expect(close(policy.probabilities(at: 0), [0.05, 0.45, 0.05, 0.45]))
    var random = RandomStream(seed: 6, name: "policy")
    var counts = [0, 0, 0, 0]
    for _ in 0..<40_000 { counts[policy.sample(at: 0, using: &random)] += 1 }
    for (count, p) in zip(counts, [0.05, 0.45, 0.05, 0.45]) { #expect(abs(Double(count) / 40_000 - p) < 0.015) }
  }
}
