import Testing
import Worlds

@testable import Learn

/// Products with the Fisher matrix against the sums, slopes and curvatures that define it, in double precision.
@Suite struct FisherProductTests {
  typealias Normal = GaussianHead<Reals>

  /// Some network, some states and some direction, which is 0 where outputs are held.
  private struct Sample {
    var network: Network
    var rows: [[Float]]
    var v: [Float]

    init(_ sizes: [Int], rows count: Int, held: Range<Int> = 0..<0, activation: Activation = .tanh, seed: UInt64 = 1) {
      var random = RandomStream(seed: seed, name: "test")
      network = Network(sizes, activation, output: .identity)
      network.parameters = (0..<network.parameterCount).map { _ in Float(0.6 * random.normal()) }
      network.detach(held)
      rows = (0..<count).map { _ in (0..<sizes[0]).map { _ in Float(random.normal()) } }
      var direction = NetworkGradient(network)
      v = (0..<network.parameterCount).map { _ in Float(random.normal()) }
      for (place, value) in zip(network.layers.flatMap(\.places), v) { direction.buffer[place] = value }
      direction.detach(held)
      v = direction.values
    }

    var direction: NetworkGradient {
      var direction = NetworkGradient(network)
      for (place, value) in zip(network.layers.flatMap(\.places), v) { direction.buffer[place] = value }
      return direction
    }

    func pass() -> NetworkPass {
      var pass = NetworkPass(network, rows: rows.count + 3)
      pass.rows = rows.count
      let x = pass.inputs
      for (row, values) in rows.enumerated() { for (column, value) in values.enumerated() { x[row, column] = value } }
      network.forward(&pass)
      return pass
    }

    /// F v as it is computed, in the order of `Network.parameters`.
    func product<Head: PolicyHead>(_ head: Head.Type, held: Range<Int> = 0..<0) -> [Double] {
      var (fisher, pass) = (FisherProduct<Head>(network, rows: rows.count, held: held), pass())
      fisher.follow(network)
      var result = NetworkGradient(network)
      result.vector = fisher.times(direction.vector, network, &pass)
      return result.values.map(Double.init)
    }
  }

  private func outputs(_ network: ReferenceNetwork<Double>, _ row: [Float]) -> OutputRow {
    OutputRow(network.values(row.map(Double.init)).last!)
  }

  /// H v by differences, H the Hessian of the mean KL(π ∥ ·) at π.
  private func curvature<Head: PolicyHead>(_ sample: Sample, _ head: Head.Type) -> [Double] {
    let old = ReferenceNetwork<Double>(sample.network)
    let heads = sample.rows.map { Head(outputs(old, $0)) }
    func divergence(_ step: [Double]) -> Double {
      var new = old
      new.parameters = zip(old.parameters, step).map(+)
      let sum = zip(sample.rows, heads).reduce(0.0) { $0 + $1.1.divergence(from: Head(outputs(new, $1.0))) }
      return sum / Double(sample.rows.count)
    }
    let h = 3e-4
    let v = sample.v.map { h * Double($0) }
    let away = v.map { -$0 }
    return v.indices.map { index in
      // e + v and −(e + v), less e − v and −(e − v): what is odd cancels out.
      var sum = 0.0
      for (e, direction, sign) in [(h, v, 1.0), (-h, away, 1), (-h, v, -1), (h, away, -1)] {
        var step = direction
        step[index] += e
        sum += sign * divergence(step)
      }
      return sum / (4 * h * h)
    }
  }

  private func check(_ product: [Double], _ expected: [Double], within tolerance: Double, held: Set<Int> = []) {
    let size = length(expected)
    #expect(size > 0.01 && product.count == expected.count)
    for index in expected.indices {
      let exact = held.contains(index) ? 0 : expected[index]
      #expect(abs(product[index] - exact) < tolerance * size, "[\(index)]: \(product[index]), \(exact)")
    }
  }

  @Test("F v is the Hessian of the mean KL times v, of actions that can be counted", arguments: [2, 3, 9])
  func softmaxHessian(actions: Int) {
    let sample = Sample([3, 4, 5, actions], rows: 7)
    check(sample.product(SoftmaxHead.self), curvature(sample, SoftmaxHead.self), within: 2e-5)
  }

  @Test("and of Gaussians, whose deviation depends on the state or not", arguments: [true, false])
  func gaussianHessian(byState: Bool) {
    let held = byState ? 0..<0 : Normal.spreads(of: 4)
    let sample = Sample([2, 4, 3, 4], rows: 6, held: held)
    // The weights of ln σ: the last two outputs of each input's four.
    let places = sample.network.parameterCount - 4 - 12
    let still = byState ? [] : Set((0..<12).filter { $0 % 4 >= 2 }.map { places + $0 })
    check(sample.product(Normal.self, held: held), curvature(sample, Normal.self), within: 2e-5, held: still)
  }

  @Test("F v is the mean of score scoreᵀ v over states and all actions")
  func scores() {
    let sample = Sample([3, 4, 4, 3], rows: 9)
    let network = ReferenceNetwork<Double>(sample.network)
    let v = sample.v.map(Double.init)
    var expected = v.map { _ in 0.0 }
    for row in sample.rows {
      let head = SoftmaxHead(outputs(network, row))
      for action in 0..<3 {
        let slope = head.gradient(1, of: action, entropy: 0).array
        let score = network.gradient([row.map(Double.init)], weights: [slope]).parameters
        let weight = exp(head.logProbability(of: action)) * dot(score, v) / Double(sample.rows.count)
        expected = sum(expected, weight, score)
      }
    }
    check(sample.product(SoftmaxHead.self), expected, within: 2e-5)
  }

  @Test("and of a Gaussian, by a quadrature that is exact for its scores")
  func gaussianScores() {
    let sample = Sample([2, 3, 3, 2], rows: 5)
    let network = ReferenceNetwork<Double>(sample.network)
    let v = sample.v.map(Double.init)
    var expected = v.map { _ in 0.0 }
    for row in sample.rows {
      let y = outputs(network, row)
      let head = Normal(y)
      // Gauss and Hermite's three points integrate polynomials up to the fifth degree; products of scores have the fourth.
      for (z, weight) in [(0.0, 2.0 / 3), (3.0.squareRoot(), 1.0 / 6), (-3.0.squareRoot(), 1.0 / 6)] {
        let slope = head.gradient(1, of: Reals(array: [y[0] + exp(y[1]) * z]), entropy: 0).array
        let score = network.gradient([row.map(Double.init)], weights: [slope]).parameters
        expected = sum(expected, weight * dot(score, v) / Double(sample.rows.count), score)
      }
    }
    check(sample.product(Normal.self), expected, within: 2e-5)
  }

  @Test("J v is the slope of the outputs along v", arguments: [Activation.tanh, .relu, .identity], [1, 5, 40])
  func tangents(activation: Activation, rows: Int) {
    for outputs in [1, 3, 10] {
      let sample = Sample([3, 17, 6, outputs], rows: rows, activation: activation, seed: 4)
      var (pass, tangent) = (sample.pass(), NetworkTangent(sample.network, rows: rows))
      tangent.follow(sample.network)
      sample.network.tangent(&pass, along: sample.direction, into: &tangent)
      let old = ReferenceNetwork<Double>(sample.network)
      var (up, down) = (old, old)
      for index in sample.v.indices {
        up.parameters[index] += 1e-6 * Double(sample.v[index])
        down.parameters[index] -= 1e-6 * Double(sample.v[index])
      }
      let y = tangent.outputs
      for (row, x) in sample.rows.enumerated() {
        let (high, low) = (up.values(x.map(Double.init)).last!, down.values(x.map(Double.init)).last!)
        for output in 0..<outputs {
          let slope = (high[output] - low[output]) / 2e-6
          #expect(abs(Double(y[row, output]) - slope) < 1e-4 * max(1, abs(slope)), "row \(row), output \(output)")
        }
      }
    }
  }

  @Test("the Fisher matrix of a head is the curvature of its KL, and 0 where ln σ is beyond its bound")
  func heads() {
    func check<Head: PolicyHead>(_ head: Head.Type, _ y: [Double]) {
      let h = 1e-4
      for column in y.indices {
        var v = OutputRow(count: y.count)
        v[column] = 1
        let product = Head(OutputRow(y)).fisher(times: v)
        for row in y.indices {
          var curvature = 0.0
          for (a, b, sign) in [(h, h, 1.0), (-h, -h, 1), (h, -h, -1), (-h, h, -1)] {
            var z = OutputRow(y)
            z[row] += a
            z[column] += b
            curvature += sign * Head(OutputRow(y)).divergence(from: Head(z)) / (4 * h * h)
          }
          #expect(abs(product[row] - curvature) < 1e-5 * max(1, abs(curvature)), "\(y) \(row) \(column)")
        }
      }
    }
    check(SoftmaxHead.self, [0.3, -1, 2, 0.1])
    check(SoftmaxHead.self, [5, -5])
    check(Normal.self, [0.3, -1, 0.4, -0.7])
    let far = Normal(OutputRow([1, 25])).fisher(times: OutputRow([1, 1]))
    #expect(far[1] == 0 && far[0] > 0)
  }

  @Test("F is symmetric and never negative, a direction that changes nothing has no curvature, and sizes do not matter")
  func properties() {
    let sample = Sample([3, 6, 5, 4], rows: 12)
    var (fisher, pass) = (FisherProduct<SoftmaxHead>(sample.network, rows: 12, held: 0..<0), sample.pass())
    fisher.follow(sample.network)
    var other = NetworkGradient(sample.network)
    other.vector = Sample([3, 6, 5, 4], rows: 12, seed: 8).direction.vector
    let (u, v) = (other.vector, sample.direction.vector)
    let (Fu, Fv) = (fisher.times(u, sample.network, &pass), fisher.times(v, sample.network, &pass))
    #expect(abs(dot(u, Fv) - dot(v, Fu)) < 1e-5 * length(Fu) * length(v))
    #expect(dot(v, Fv) > 0)
    let small = fisher.times(v.map { $0 * 1e-30 }, sample.network, &pass)
    #expect(close(small.map { $0 * 1e30 }, Fv, within: 1e-6))
    // All preferences of a soft-max by the same: the biases of the last layer together.
    var equal = NetworkGradient(sample.network)
    for place in sample.network.layers[2].places.suffix(4) { equal.buffer[place] = 1 }
    #expect(length(fisher.times(equal.vector, sample.network, &pass)) < 1e-6)
    #expect(fisher.times(v.map { $0 * 0 }, sample.network, &pass).allSatisfy { $0 == 0 })
  }

  @Test(
    "conjugate gradients solve in as many steps as there are eigenvalues, and get nearer with each", arguments: 1...8)
  func solution(count: Int) {
    var random = RandomStream(seed: UInt64(count), name: "test")
    let B = (0..<count).map { _ in (0..<count).map { _ in random.normal() } }
    // Bᵀ B + 1.
    let A = (0..<count).map { i in
      (0..<count).map { j in B.reduce(i == j ? 1.0 : 0) { $0 + $1[i] * $1[j] } }
    }
    let b = (0..<count).map { _ in random.normal() }
    var rows = zip(A, b).map { $0 + [$1] }
    let exact = LinearSystem.solve(&rows) ?? []
    func times(_ v: [Double]) -> [Double] { A.map { dot($0, v) } }
    func distance(_ x: [Double]) -> Double { dot(difference(x, exact), times(difference(x, exact))) }
    var (solution, last) = (ConjugateSolution(b), Double.infinity)
    for _ in 0..<count {
      #expect(solution.advance(times(solution.direction)) > 0)
      #expect(distance(solution.x) < last)
      #expect(close(solution.residual, difference(b, times(solution.x)), within: 1e-9))
      last = distance(solution.x)
    }
    #expect(close(solution.x, exact, within: 1e-7) && solution.error < 1e-7)
  }

  @Test("they stand still where nothing is left to solve, and where there is no curvature")
  func standstill() {
    var nothing = ConjugateSolution([0, 0])
    #expect(nothing.advance([0, 0]) == 0 && nothing.x == [0, 0])
    var flat = ConjugateSolution([1, 2])
    #expect(flat.advance([0, 0]) == 0 && flat.advance([-1, -2]) == 0 && flat.x == [0, 0])
    var scaled = ConjugateSolution([1, 2])
    #expect(scaled.advance([4, 8]) == 0.25 && scaled.x == [0.25, 0.5] && scaled.error == 0)
  }
}
