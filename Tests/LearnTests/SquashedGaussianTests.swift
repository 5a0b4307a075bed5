import Testing
import Worlds

import func Glibc.atanh
import func Glibc.cos
import func Glibc.log
import func Glibc.sin
import func Glibc.tanh

@testable import Learn

@Suite struct SquashedGaussianTests {
  @Test("deviates have the moments of the normal distribution, and those of a pair are independent")
  func deviates() {
    var stream = NormalStream(seed: 4, name: "test")
    let count = 1 << 20
    var numbers = Floats(count: count)
    stream.fill(numbers.mutablePointer(), count: count)
    func mean(_ f: (Double) -> Double) -> Double {
      (0..<count).reduce(0) { $0 + f(Double(numbers.pointer[$1])) } / Double(count)
    }
    // Four standard errors of each mean.
    let error = 4 / Double(count).squareRoot()
    #expect(abs(mean { $0 }) < error)
    #expect(abs(mean { $0 * $0 } - 1) < error * 2.0.squareRoot())
    #expect(abs(mean { $0 * $0 * $0 }) < error * 15.0.squareRoot())
    #expect(abs(mean { $0 * $0 * $0 * $0 } - 3) < error * 96.0.squareRoot())
    #expect(abs(mean { abs($0) > 1.959964 ? 1 : 0 } - 0.05) < error * (0.05 * 0.95).squareRoot())
    let pairs = stride(from: 0, to: count, by: 32).flatMap { $0..<$0 + 16 }
    let product =
      pairs.reduce(0.0) { $0 + Double(numbers.pointer[$1] * numbers.pointer[$1 + 16]) } / Double(pairs.count)
    #expect(abs(product) < error * 2.0.squareRoot())
  }

  @Test("cosine and sine of turns keep the error they state")
  func turns() {
    for step in 0..<100_000 {
      let v = Float(step) / 100_000
      let (cosine, sine) = Learn.turns(Lanes(repeating: v))
      let angle = 2 * Double.pi * Double(v)
      #expect(abs(Double(cosine[3]) - cos(angle)) < 0x1p-22 && abs(Double(sine[9]) - sin(angle)) < 0x1p-22)
    }
  }

  /// A batch of two-component actions: outputs of a network, some with ln σ beyond its bounds.
  private static func sample() -> (pass: NetworkPass, sample: SquashedSample, slope: Floats) {
    let network = Network([1, 4], .relu, output: .identity)
    var pass = NetworkPass(network, rows: 7)
    let y = pass.outputs
    var random = RandomStream(seed: 2, name: "test")
    for row in 0..<7 { for column in 0..<4 { y[row, column] = Float(random.normal()) } }
    (y[2, 2], y[5, 3]) = (3, -21)
    var sample = SquashedSample(rows: 7, count: 2)
    var normal = NormalStream(seed: 8, name: "test")
    sample.draw(from: pass.outputs, using: &normal)
    var slope = Floats(count: 16)
    for place in 0..<14 { slope[place] = Float(random.normal()) / 7 }
    return (pass, sample, slope)
  }

  /// The same in double precision, from the noise that was drawn.
  private static func exact(_ y: [[Double]], _ noise: [Double]) -> (actions: [Double], logs: [Double]) {
    var (actions, logs): ([Double], [Double]) = ([], [])
    for row in y.indices {
      var sum = 0.0
      for index in 0..<2 {
        let (μ, σ, ε) = (y[row][index], exp(min(max(y[row][2 + index], -20), 2)), noise[2 * row + index])
        let a = tanh(μ + σ * ε)
        actions.append(a)
        sum += -ε * ε / 2 - log(σ) - log(2 * .pi) / 2 - log(1 - a * a)
      }
      logs.append(sum)
    }
    return (actions, logs)
  }

  @Test("a reparametrised sample is tanh(μ + σ ε), and its log-probability has the squash's correction")
  func samples() {
    let (outputs, sample, _) = Self.sample()
    var pass = outputs
    let view = pass.outputs
    let y = (0..<7).map { row in (0..<4).map { Double(view[row, $0]) } }
    let noise = (0..<14).map { Double(sample.noise.pointer[$0]) }
    let (actions, logs) = Self.exact(y, noise)
    for place in actions.indices { #expect(abs(Double(sample.action.pointer[place]) - actions[place]) < 1e-6) }
    for row in logs.indices {
      #expect(abs(Double(sample.logProbabilities[row]) - logs[row]) < 1e-4 * max(1, abs(logs[row])))
    }
  }

  @Test("the surprise at an action is −ln π of it")
  func surprise() {
    let world = SharedWorld<Reals>(Pendulum(.init()))
    var random = RandomStream(seed: 5, name: "test")
    var policy = SquashedGaussian(inputs: 3, bounds: ActionBounds(world.actionComponents), width: 8, using: &random)
    let state = Reals(array: [0.6, 0.8, -2])
    for ε in [-2.5, 0, 0.3, 4] {
      let a = policy.action(at: state, noise: Reals(array: [ε]))[0]
      let distribution: ActionDistribution = policy.network.answer([state]) {
        policy.distribution($0, row: 0, noise: 0)
      }
      guard case .squashed(let mean, let deviation, _) = distribution else {
        Issue.record("no squashed Gaussian: \(distribution)")
        return
      }
      #expect(abs(a - tanh(mean[0] + deviation[0] * ε)) < 1e-6)
      let surprise = ε * ε / 2 + log(deviation[0]) + log(2 * .pi) / 2 + log(1 - a * a)
      #expect(abs(policy.surprise(Reals(array: [ε])) - surprise) < 1e-5 * max(1, abs(surprise)), "\(ε)")
    }
  }

  @Test("the gradient of α ln π − Q by μ and ln σ is that of finite differences through the sample")
  func gradient() {
    let (outputs, sample, slope) = Self.sample()
    var pass = outputs
    let (view, α) = (pass.outputs, 0.3)
    let y = (0..<7).map { row in (0..<4).map { Double(view[row, $0]) } }
    let noise = (0..<14).map { Double(sample.noise.pointer[$0]) }
    /// Q is linear in the action, with the slope.
    func loss(_ y: [[Double]]) -> Double {
      let (actions, logs) = Self.exact(y, noise)
      return α * logs.reduce(0, +) / 7 - zip(actions.indices, actions).reduce(0) { $0 + Double(slope[$1.0]) * $1.1 }
    }
    let dy = pass.outputGradients
    sample.writeGradients(slope, Float(α), into: dy)
    for row in 0..<7 {
      for column in 0..<4 {
        var (up, down) = (y, y)
        up[row][column] += 1e-5
        down[row][column] -= 1e-5
        let difference = (loss(up) - loss(down)) / 2e-5
        #expect(abs(Double(dy[row, column]) - difference) < 1e-5 * max(1, abs(difference)), "[\(row), \(column)]")
      }
    }
  }

  @Test("the density of a squashed Gaussian integrates to 1, and its entropy is the integral of −p ln p")
  func density() {
    let bounds = ActionBounds([.init("u", -1...3)])
    for (μ, σ) in [(0.0, 0.5), (0.7, 0.2), (-1.2, 1.1)] {
      let π = ActionDistribution.squashed(mean: [μ], deviation: [σ], bounds: bounds)
      // By u, in which the integrand is smooth.
      var (mass, entropy) = (0.0, 0.0)
      let (count, reach) = (4000, 8.0)
      for index in 0...count {
        let u = μ + σ * reach * (2 * Double(index) / Double(count) - 1)
        let action = 1 + 2 * tanh(u)
        let logDensity = π.logProbability(of: [action])
        let width = 2 * (1 - tanh(u) * tanh(u)) * 2 * σ * reach / Double(count)
        mass += exp(logDensity) * width
        entropy -= exp(logDensity) * logDensity * width
      }
      #expect(abs(mass - 1) < 1e-4)
      #expect(abs(entropy - π.entropy) < 1e-3, "\(μ), \(σ): \(entropy), \(π.entropy)")
      var random = RandomStream(seed: 1, name: "test")
      let drawn = (0..<2000).map { _ in π.sample(using: &random)[0] }
      #expect(drawn.allSatisfy { (-1...3).contains($0) })
      let surprise = drawn.reduce(0) { $0 - π.logProbability(of: [$1]) } / 2000
      #expect(abs(surprise - π.entropy) < 0.12)
      #expect(π.greedy.sample(using: &random) == [1 + 2 * tanh(μ)])
    }
  }
}
