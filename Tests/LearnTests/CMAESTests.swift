import Testing
import Worlds

@testable import Learn

/// CMA-ES on its own: Hansen's defaults, two generations as another program computed them, and the functions it is judged by.
@Suite struct CMAESTests {
  @Test("the defaults are those of the tutorial's table 1, computed anew in another language")
  func defaults() {
    let cma = CMAES(mean: [0, 0], σ: 0.5, λ: 6)
    #expect(cma.μ == 3 && !cma.isDiagonal)
    #expect(abs(cma.μeff - 2.0286114646100617) < 1e-12)
    #expect(
      close(
        cma.weights, [0.63704257, 0.28457026, 0.07838717, -0.28638378, -0.76495809, -1.15598178], within: 1e-8))
    #expect(
      close(
        [cma.cσ, cma.dσ, cma.cc, cma.c1, cma.cμ],
        [0.44620498737831715, 1.4462049873783172, 0.6245545390268264, 0.1548153998964136, 0.08559277942666424]))
    #expect(CMAES.standardλ(1) == 4 && CMAES.standardλ(10) == 10 && CMAES.standardλ(100) == 17)
  }

  @Test("two generations in the plane: m, σ, both paths and C are those that another program has")
  func generations() {
    var cma = CMAES(mean: [0, 0], σ: 0.5, λ: 6)
    cma.adapt(to: [[1.0, 0.5], [0.25, 0.5], [0.5, -0.75], [-0.5, 0.25], [0.0, -0.5], [-1.0, -0.25]])
    #expect(close(cma.mean, [0.74737872, 0.40201604], within: 1e-8))
    #expect(abs(cma.σ - 0.6025770165871619) < 1e-12)
    #expect(close(cma.pσ, [1.77269587, 0.95353553], within: 1e-8))
    #expect(close(cma.pc, [1.97322693, 1.06140146], within: 1e-8))
    #expect(close(cma.C, [1.5567527, 0.40845837, 0.40845837, 1.06451798], within: 1e-7))
    cma.adapt(to: [[1.5, 1.0], [1.0, 0.75], [0.25, 0.25], [0.5, 1.5], [0, 0], [-0.75, 0.5]])
    #expect(close(cma.mean, [1.25973091, 0.87006706], within: 1e-8))
    #expect(abs(cma.σ - 0.7479767606059287) < 1e-12)
    #expect(close(cma.pσ, [1.68365785, 1.30957928], within: 1e-8))
    #expect(close(cma.pc, [1.86327704, 1.42388332], within: 1e-8))
    #expect(close(cma.C, [1.66225748, 0.80177531, 0.80177531, 1.29151421], within: 1e-7))
    #expect(cma.generation == 2)
  }

  @Test("points have the mean and the covariance σ² C, full or diagonal", arguments: [false, true])
  func draws(isDiagonal: Bool) {
    var cma = CMAES(mean: [0, 0], σ: 0.5, λ: 6, isDiagonal: isDiagonal)
    cma.adapt(to: [[1.0, 0.5], [0.25, 0.5], [0.5, -0.75], [-0.5, 0.25], [0.0, -0.5], [-1.0, -0.25]])
    var random = RandomStream(seed: 3, name: "a test")
    let count = 100_000
    let points = (0..<count).map { _ in cma.draw(using: &random) }
    let mean = moments(of: points).mean
    #expect(close(mean, cma.mean, within: 0.01))
    for (i, j) in [(0, 0), (0, 1), (1, 1)] {
      let covariance = points.reduce(0) { $0 + ($1[i] - mean[i]) * ($1[j] - mean[j]) } / Double(count)
      #expect(abs(covariance - cma.σ * cma.σ * cma.covariance[i][j]) < 0.01)
    }
    #expect(isDiagonal == (cma.covariance[0][1] == 0))
  }

  @Test(
    "diagonal, C has the updates of its diagonal, faster by (n + 2)/3 and without negative weights")
  func diagonal() {
    var cma = CMAES(mean: [0, 0], σ: 0.5, λ: 6, isDiagonal: true)
    let full = CMAES(mean: [0, 0], σ: 0.5, λ: 6)
    #expect(close([cma.c1, cma.cμ], [full.c1 * 4 / 3, full.cμ * 4 / 3]))
    #expect(close(cma.weights, full.weights.map { max($0, 0) }))
    let points = [[1.0, 0.5], [0.25, 0.5], [0.5, -0.75], [-0.5, 0.25], [0.0, -0.5], [-1.0, -0.25]]
    cma.adapt(to: points)
    let w = cma.weights
    for i in 0..<2 {
      let y = points.map { $0[i] / 0.5 }
      let rank = w[0] * y[0] * y[0] + w[1] * y[1] * y[1] + w[2] * y[2] * y[2]
      let expected = 1 - cma.c1 - cma.cμ + cma.c1 * cma.pc[i] * cma.pc[i] + cma.cμ * rank
      #expect(abs(cma.C[i] - expected) < 1e-12)
    }
    #expect(CMAES(mean: Array(repeating: 0, count: 101), σ: 1).isDiagonal)
  }

  @Test("a generation makes σ no more than e times as large, and less is left as it is")
  func ceiling() {
    for (distance, isBounded) in [(0.5, false), (500, true)] {
      var cma = CMAES(mean: [0, 0], σ: 0.5, λ: 6)
      let (step, _) = cma.recombine(Array(repeating: [distance, 0], count: 6))
      cma.adaptStepSize(by: step)
      let growth = cma.cσ / cma.dσ * (length(cma.pσ) / cma.χ - 1)
      #expect((growth > 1) == isBounded && abs(cma.σ - 0.5 * exp(isBounded ? 1 : growth)) < 1e-12)
    }
  }

  @Test("σ does not fall below a floor")
  func floor() {
    var cma = CMAES(mean: [0, 0], σ: 0.5, λ: 6)
    let (step, _) = cma.recombine(Array(repeating: [0, 0], count: 6))
    cma.adaptStepSize(by: step, smallest: 0.49)
    #expect(cma.σ == 0.49)
  }

  @Test("σ is widened where the best and most of the others are worth the same, as in the tutorial's program")
  func flat() {
    let cma = CMAES(mean: [0, 0], σ: 0.5, λ: 6)
    #expect(cma.isFlat([1, 1, 1, 1, 1, 0]) && !cma.isFlat([1, 1, 1, 1, 0.5, 0]))
    let points = [[1.0, 0.5], [0.25, 0.5], [0.5, -0.75], [-0.5, 0.25], [0.0, -0.5], [-1.0, -0.25]]
    var (wide, plain) = (cma, cma)
    let step = wide.recombine(points).step
    wide.adaptStepSize(by: step, isFlat: true)
    _ = plain.recombine(points)
    plain.adaptStepSize(by: step)
    #expect(abs(wide.σ / plain.σ - exp(0.2 + 0.44620498737831715 / 1.4462049873783172)) < 1e-12)
  }

  @Test("where larger is better for ever the search begins anew at its mean, time and again, and stays finite")
  func runsOff() {
    var cma = CMAES(mean: [0, 0], σ: 0.5)
    var random = RandomStream(seed: 1, name: "a test")
    for _ in 0..<2000 {
      cma.adapt(to: (0..<cma.λ).map { _ in cma.draw(using: &random) }.sorted { $0[0] > $1[0] })
      guard cma.isSpent else { continue }
      let (mean, restarts) = (cma.mean, cma.restarts)
      cma.beginAnew()
      #expect(cma.mean == mean && cma.σ == 0.5 && cma.axisRatio == 1 && cma.generation == 0)
      #expect(cma.restarts == restarts + 1)
    }
    #expect(cma.restarts > 3 && cma.mean[0] > 1e4 && cma.mean.allSatisfy(\.isFinite))
  }

  @Test("a policy that has become certain stays what it is", arguments: [1, 2, 3] as [UInt64])
  func certain(seed: UInt64) throws {
    var run = try HeadlessRun(try Setup("two-state-loop", "cma-es"), seed: seed)
    run.run(.init(episodes: 20_000))
    #expect(run.divergence == nil)
    #expect(try #require(run.objective(of: .greedy)) > 8.8)
  }

  struct Problem: Sendable, CustomTestStringConvertible {
    var name: String
    var start: Double
    var most: Int
    var value: @Sendable ([Double]) -> Double
    var testDescription: String { name }
  }

  static let problems = [
    Problem(name: "sphere", start: 1, most: 1800) { x in x.reduce(0) { $0 + $1 * $1 } },
    Problem(name: "ellipsoid", start: 1, most: 4800) { x in
      x.indices.reduce(0) { $0 + pow(1e6, Double($1) / 9) * x[$1] * x[$1] }
    },
    Problem(name: "Rosenbrock", start: 0.1, most: 6500) { x in
      (0..<9).reduce(0) { sum, i in
        let (a, b) = (x[i + 1] - x[i] * x[i], 1 - x[i])
        return sum + 100 * a * a + b * b
      }
    },
  ]

  @Test(
    "in ten dimensions to 10⁻⁸: the median of eleven seeds within so many evaluations", arguments: problems)
  func functions(problem: Problem) {
    let evaluations = (UInt64(1)...11).map { seed in
      var cma = CMAES(mean: Array(repeating: problem.start, count: 10), σ: 0.5)
      var random = RandomStream(seed: seed, name: "a test")
      var count = 0
      while count < 20_000 {
        let points = (0..<cma.λ).map { _ in cma.draw(using: &random) }
        let ranked = points.map { (problem.value($0), $0) }.sorted { $0.0 < $1.0 }
        count += cma.λ
        if ranked[0].0 <= 1e-8 { break }
        cma.adapt(to: ranked.map(\.1))
      }
      return count
    }.sorted()
    #expect(evaluations[5] <= problem.most, "\(evaluations)")
  }
}
