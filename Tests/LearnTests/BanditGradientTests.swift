import Testing
import Worlds

@testable import Learn

/// One step and its gradient, in closed form.
@Suite struct BanditGradientTests {
  @Test("∂J/∂θ_a of a bandit is π_a (μ_a − J), as the model's gradient has it", arguments: [1, 2, 3])
  func softmax(seed: Int) throws {
    var settings = Bandit.Settings()
    settings.meansSeed = seed
    let world = try Bandit(settings)
    var policy = TabularSoftmax(observationCount: 1, actionCount: 10)
    var random = RandomStream(seed: UInt64(seed), name: "θ")
    policy.parameters = (0..<10).map { _ in random.normal() }
    let π = policy.probabilities(at: 0)
    let (objective, slopes) = ProbabilityGradient.compute(policy.table(named: "π"), on: world.model)
    let worth = zip(π, world.means).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(objective - worth) < 1e-12)
    for arm in 0..<10 {
      // The chain rule: ∂π_b/∂θ_a = π_b (1(a = b) − π_a).
      let exact = (0..<10).reduce(0) { $0 + slopes[$1] * π[$1] * (($1 == arm ? 1 : 0) - π[arm]) }
      #expect(abs(exact - π[arm] * (world.means[arm] - worth)) < 1e-12)
    }
  }

  struct Case: Sendable, CustomStringConvertible {
    let mean, deviation, target, noise: Double
    var description: String { "μ \(mean), σ \(deviation), a* \(target), noise \(noise)" }
    var gradients: GaussianGradients {
      GaussianGradients(mean: mean, deviation: deviation, target: target, noise: noise)
    }
  }

  static let cases = [
    Case(mean: 0, deviation: 1, target: 2, noise: 0.5), Case(mean: -1.5, deviation: 0.3, target: 1, noise: 2),
    Case(mean: 0.7, deviation: 2.2, target: 0.7, noise: 0),
  ]

  @Test("sampled estimates have the exact mean, and the variance of the closed form", arguments: cases)
  func monteCarlo(of point: Case) {
    let gradients = point.gradients
    var random = RandomStream(seed: 17, name: "estimates")
    let count = 100_000
    let samples = (0..<count).map { _ in
      let action = point.mean + point.deviation * random.normal()
      return (action, -(action - point.target) * (action - point.target) + point.noise * random.normal())
    }
    for estimator in GaussianGradients.Estimator.allCases {
      for part in [\GaussianGradients.Pair.mean, \.deviation] {
        let estimates = samples.map { gradients.estimate(estimator, action: $0.0, reward: $0.1)[keyPath: part] }
        let exact = gradients.exact[keyPath: part]
        let variance = gradients.variance(of: estimator)[keyPath: part]
        let error = estimates.reduce(0) { $0 + $1 - exact } / Double(count)
        #expect(abs(error) <= 5 * (variance / Double(count)).squareRoot(), "\(estimator)")
        let squares = estimates.map { ($0 - exact) * ($0 - exact) }
        let square = squares.reduce(0, +) / Double(count)
        let spread = squares.reduce(0) { $0 + ($1 - square) * ($1 - square) } / Double(count)
        #expect(abs(square - variance) <= 6 * (spread / Double(count)).squareRoot(), "\(estimator)")
      }
    }
  }

  @Test("the closed forms are the integrals to ten digits", arguments: cases)
  func quadrature(of point: Case) {
    let gradients = point.gradients
    // The trapezoidal rule over ε is exact to rounding for such integrands; the noise has a term of its own.
    let (h, edge) = (0.05, 12.0)
    func expectation(_ f: (Double) -> Double) -> Double {
      stride(from: -edge, through: edge, by: h).reduce(0) { $0 + f($1) * exp(-$1 * $1 / 2) } * h
        / (2 * .pi).squareRoot()
    }
    for estimator in GaussianGradients.Estimator.allCases {
      for part in [\GaussianGradients.Pair.mean, \.deviation] {
        func estimate(_ ε: Double, noise: Double) -> Double {
          let action = point.mean + point.deviation * ε
          let reward = -(action - point.target) * (action - point.target) + noise
          return gradients.estimate(estimator, action: action, reward: reward)[keyPath: part]
        }
        let mean = expectation { estimate($0, noise: 0) }
        // Linear in the noise: what a unit of it adds, squared, times its variance.
        let square = expectation { ε in
          let (still, unit) = (estimate(ε, noise: 0), estimate(ε, noise: 1))
          return still * still + (unit - still) * (unit - still) * point.noise * point.noise
        }
        let variance = gradients.variance(of: estimator)[keyPath: part]
        #expect(abs(mean - gradients.exact[keyPath: part]) < 1e-9)
        #expect(abs(square - mean * mean - variance) < 1e-9 * max(1, variance), "\(estimator)")
      }
    }
  }

  @Test("J and its gradient agree with finite differences", arguments: cases)
  func differences(of point: Case) {
    let h = 1e-5
    func worth(_ mean: Double, _ deviation: Double) -> Double {
      GaussianGradients(mean: mean, deviation: deviation, target: point.target, noise: point.noise).objective
    }
    let exact = point.gradients.exact
    let (μ, σ) = (point.mean, point.deviation)
    #expect(abs((worth(μ + h, σ) - worth(μ - h, σ)) / (2 * h) - exact.mean) < 1e-8)
    #expect(abs((worth(μ, σ + h) - worth(μ, σ - h)) / (2 * h) - exact.deviation) < 1e-8)
  }

  @Test(
    "where nothing is observed the linear Gaussian has its mean and its deviation, and their score is the log-trick's")
  func linearGaussian() {
    let world = ContinuousBandit(.init())
    var representation = GaussianRepresentation<ContinuousBandit>()
    representation.learnsDeviation = true
    var policy = representation.actor(for: world)
    #expect(policy.parameterNames == ["μ1·1", "ln σ1"])
    #expect(representation.critic(for: world).parameters.count == 1)
    policy.parameters = [0.4, log(0.8)]
    let gradients = GaussianGradients(mean: 0.4, deviation: 0.8, target: 2, noise: 0.5)
    let score = policy.score(of: Vector([1.3]), at: world.observation)
    let estimate = gradients.estimate(.logTrick, action: 1.3, reward: -3)
    #expect(abs(score[0] * -3 - estimate.mean) < 1e-12)
    // The parameter is ln σ: one σ more by the chain rule.
    #expect(abs(score[1] * -3 - estimate.deviation * 0.8) < 1e-12)
  }
}
