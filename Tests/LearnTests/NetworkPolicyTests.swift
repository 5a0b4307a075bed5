import func Glibc.cos
import func Glibc.sin
import Testing
import Worlds

@testable import Learn

/// Policies by networks: what their outputs mean, against sums and differences in double precision.
@Suite struct NetworkPolicyTests {
  typealias Normal = GaussianHead<Reals>

  private static func row(_ count: Int, _ random: inout RandomStream) -> [Double] {
    (0..<count).map { _ in random.normal() }
  }

  /// The slope of a function of the outputs, by central differences.
  private func slopes(_ outputs: [Double], _ f: (OutputRow) -> Double) -> [Double] {
    outputs.indices.map { index in
      var (up, down) = (OutputRow(outputs), OutputRow(outputs))
      up[index] += 1e-6
      down[index] -= 1e-6
      return (f(up) - f(down)) / 2e-6
    }
  }

  @Test(
    "the gradient of ln π and of the entropy by the outputs is that of differences, of a soft-max", arguments: 2...9)
  func softmaxGradient(count: Int) {
    var random = RandomStream(seed: UInt64(count), name: "test")
    let outputs = Self.row(count, &random)
    let head = SoftmaxHead(OutputRow(outputs))
    for action in 0..<count {
      let expected = slopes(outputs) {
        2.5 * SoftmaxHead($0).logProbability(of: action) + 0.3 * SoftmaxHead($0).entropy
      }
      #expect(close(head.gradient(2.5, of: action, entropy: 0.3).array, expected, within: 1e-8))
    }
  }

  @Test("and of a Gaussian, with ln σ among the outputs", arguments: 1...4)
  func gaussianGradient(count: Int) {
    var random = RandomStream(seed: UInt64(count), name: "test")
    let outputs = Self.row(2 * count, &random)
    let head = Normal(OutputRow(outputs))
    let action = head.sample(using: &random)
    let expected = slopes(outputs) { -1.5 * Normal($0).logProbability(of: action) + 0.3 * Normal($0).entropy }
    #expect(close(head.gradient(-1.5, of: action, entropy: 0.3).array, expected, within: 1e-7))
  }

  @Test("probabilities, entropy and divergence of a soft-max are the sums that define them")
  func softmaxSums() {
    let (y, z) = ([0.3, -1, 2, 0.7, 0.1], [1, 0, -0.5, 0.2, 0.4])
    func π(_ y: [Double]) -> [Double] { y.map { exp($0) / y.reduce(0) { $0 + exp($1) } } }
    let (head, other) = (SoftmaxHead(OutputRow(y)), SoftmaxHead(OutputRow(z)))
    #expect(head.distribution == .discrete(head.distribution.discrete))
    #expect(close(head.distribution.discrete, π(y), within: 1e-14))
    for action in y.indices { #expect(abs(head.logProbability(of: action) - log(π(y)[action])) < 1e-13) }
    #expect(abs(head.entropy - head.distribution.entropy) < 1e-13)
    #expect(abs(head.divergence(from: other) - divergence(π(y), π(z))) < 1e-13)
    // Preferences that would overflow, or that leave no probability.
    let far = SoftmaxHead(OutputRow([1e6, -1e6]))
    #expect(far.distribution == .discrete([1, 0]) && far.entropy == 0)
    #expect(far.logProbability(of: 1) == -2e6)
    #expect(far.gradient(1, of: 0, entropy: 1).array == [0, 0])
  }

  @Test("density, entropy and divergence of a Gaussian are those of the linear one")
  func gaussianSums() {
    func linear(_ outputs: [Double]) -> LinearGaussian<Reals, Reals> {
      var policy = LinearGaussian<Reals, Reals>(
        features: PolynomialFeatures(degree: 1, components: []), actionCount: 2, deviation: 1, learnsDeviation: true)
      policy.parameters = outputs
      return policy
    }
    let (y, z) = ([0.3, -1, 0.2, -0.7], [1, 0.5, -0.5, 0.4])
    let (head, other) = (Normal(OutputRow(y)), Normal(OutputRow(z)))
    let nowhere = Reals(repeating: 0, count: 0)
    let action = Reals(array: [0.9, -2])
    #expect(abs(head.logProbability(of: action) - linear(y).logProbability(of: action, at: nowhere)) < 1e-13)
    #expect(abs(head.divergence(from: other) - linear(y).divergence(from: linear(z), at: nowhere)) < 1e-13)
    #expect(abs(head.entropy - head.distribution.entropy) < 1e-13)
    #expect(Normal(OutputRow([0, 1000])).gradient(1, of: Reals(array: [1]), entropy: 1)[1] == 0)
  }

  @Test("actions are drawn as often as they are probable")
  func sampling() {
    var random = RandomStream(seed: 4, name: "test")
    let head = SoftmaxHead(OutputRow([0.5, -0.5, 1]))
    var counts = [0.0, 0, 0]
    for _ in 0..<20_000 { counts[head.sample(using: &random)] += 1 }
    for (count, p) in zip(counts, head.distribution.discrete) {
      #expect(abs(count / 20_000 - p) < 4 * (p * (1 - p) / 20_000).squareRoot())
    }
    let normal = Normal(OutputRow([2, log(0.5)]))
    let draws = (0..<20_000).map { _ in normal.sample(using: &random)[0] }
    let mean = draws.reduce(0, +) / 20_000
    #expect(abs(mean - 2) < 4 * 0.5 / 20_000.0.squareRoot())
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    #expect(abs(variance - 0.25) < 4 * 0.25 * (2 / 20_000.0).squareRoot())
  }

  @Test("a new policy is nearly the same everywhere, with the deviation asked for")
  func beginning() {
    var random = RandomStream(seed: 1, name: "test")
    let pendulum = Pendulum(.init())
    for byState in [false, true] {
      var form = NetworkForm()
      (form.deviation, form.spreadsByState) = (0.5, byState)
      let policy = NetworkPolicy<Reals, Normal>(
        components: 3, actions: pendulum.actionSpace, form: form, using: &random)
      #expect(policy.network.sizes == [3, 64, 64, 2])
      for θ in [-2.0, 0, 1] {
        guard case .gaussian(let mean, let σ) = policy.distribution(at: Reals(array: [cos(θ), sin(θ), 3])) else {
          return
        }
        #expect(abs(mean[0]) < 0.1 && abs(σ[0] - 0.5) < (byState ? 0.05 : 1e-7))
      }
      #expect((policy.held == 1..<2) == !byState)
    }
  }

  @Test("the scale has the mean and the variance of what it has seen, and comes back to the bit")
  func scale() {
    var random = RandomStream(seed: 2, name: "test")
    var scale = ObservationScale(components: 2)
    #expect(scale.scaled(3, 0) == 3)
    let seen = (0..<200).map { _ in Reals(array: [5 + 3 * random.normal(), -1 + 0.1 * random.normal()]) }
    for observation in seen { scale.add(observation) }
    for index in 0..<2 {
      let mean = seen.reduce(0) { $0 + $1[index] } / 200
      let variance = seen.reduce(0) { $0 + ($1[index] - mean) * ($1[index] - mean) } / 200
      let expected = (6 - mean) / (variance + 1e-8).squareRoot()
      #expect(abs(scale.scaled(6, index) - min(expected, 10)) < 1e-10)
    }
    #expect(scale.scaled(-1e9, 1) == -10)
    var other = ObservationScale(components: 2)
    other.numbers = scale.numbers
    #expect(other == scale)
  }
}

extension ActionDistribution {
  fileprivate var discrete: [Double] {
    if case .discrete(let probabilities) = self { probabilities } else { [] }
  }
}
