import func Glibc.log1p
import func Glibc.tanh
import Testing
import Worlds

@testable import Learn

@Suite struct NetworkTests {
  struct Shape: CustomStringConvertible, Sendable {
    var sizes: [Int]
    var activation: Activation
    var output: Activation
    var rows: Int
    var description: String { "\(sizes) \(activation) \(output), \(rows) rows" }

    /// Weights of order one, inputs and the weights of a linear loss.
    func sample() -> (network: Network, rows: [[Float]], weights: [[Float]]) {
      var random = RandomStream(seed: 5, name: "test")
      var network = Network(sizes, activation, output: output)
      network.initialise(.fanIn(last: nil), using: &random)
      let inputs = (0..<rows).map { _ in (0..<sizes[0]).map { _ in Float(random.normal()) } }
      let weights = (0..<rows).map { _ in (0..<sizes.last!).map { _ in Float(random.normal()) } }
      return (network, inputs, weights)
    }
  }

  /// Every remainder: of rows by six, of columns by sixteen and by 64, of few outputs; deep and without any hidden layer.
  static let shapes = [
    Shape(sizes: [3, 64, 64, 1], activation: .relu, output: .identity, rows: 100),
    Shape(sizes: [4, 16, 2], activation: .tanh, output: .tanh, rows: 1),
    Shape(sizes: [4, 5, 3], activation: .tanh, output: .identity, rows: 7),
    Shape(sizes: [17, 33, 81, 7], activation: .relu, output: .tanh, rows: 11),
    Shape(sizes: [1, 130, 8], activation: .tanh, output: .relu, rows: 12),
    Shape(sizes: [20, 100, 21], activation: .relu, output: .identity, rows: 6),
    Shape(sizes: [5, 2], activation: .relu, output: .identity, rows: 9),
    Shape(sizes: [5, 19], activation: .relu, output: .tanh, rows: 9),
    Shape(sizes: [2, 7, 7, 7, 1], activation: .tanh, output: .identity, rows: 5),
    Shape(sizes: [9, 70, 40, 3], activation: .tanh, output: .tanh, rows: 50),
    Shape(sizes: [4, 32, 1], activation: .relu, output: .identity, rows: 8),
    Shape(sizes: [2, 80, 16, 2], activation: .relu, output: .identity, rows: 33),
    Shape(sizes: [12, 10], activation: .tanh, output: .identity, rows: 2),
  ]

  @Test("the kernels agree with sums in double precision, up to single rounding", arguments: shapes)
  func kernels(shape: Shape) {
    let (network, rows, weights) = shape.sample()
    let reference = ReferenceNetwork<Double>(network)
    var pass = NetworkPass(network, rows: shape.rows + 2)
    pass.rows = shape.rows
    let x = pass.inputs
    for (row, values) in rows.enumerated() { for (column, value) in values.enumerated() { x[row, column] = value } }
    network.forward(&pass)
    let exact = rows.map { reference.values($0.map(Double.init)).last! }
    let y = pass.outputs
    for row in rows.indices {
      for column in exact[row].indices { close(y[row, column], exact[row][column], "y[\(row), \(column)]") }
    }
    let expected = reference.gradient(rows.map { $0.map(Double.init) }, weights: weights.map { $0.map(Double.init) })
    func write() {
      let dy = pass.outputGradients
      for (row, values) in weights.enumerated() {
        for (column, value) in values.enumerated() { dy[row, column] = value }
      }
    }
    for wantsInputs in [false, true] {
      write()
      var gradient = NetworkGradient(network)
      gradient.buffer = Floats(count: gradient.buffer.count)
      network.backward(&pass, into: &gradient, wantsInputs: wantsInputs)
      for (index, value) in gradient.values.enumerated() { close(value, expected.parameters[index], "dθ[\(index)]") }
      let padding = Set(0..<gradient.buffer.count).subtracting(gradient.layers.flatMap(\.places))
      #expect(padding.allSatisfy { gradient.buffer[$0] == 0 })
    }
    for isAlone in [false, true] {
      if isAlone {
        let dx = pass.inputGradients
        for row in rows.indices { for column in rows[row].indices { dx[row, column] = 0 } }
        write()
        network.backwardToInputs(&pass)
      }
      let dx = pass.inputGradients
      for row in rows.indices {
        for column in rows[row].indices {
          close(dx[row, column], expected.inputs[row][column], "dx[\(row), \(column)]")
        }
      }
    }
  }

  @Test("some inputs' gradients are those among all", arguments: shapes)
  func someInputs(shape: Shape) {
    let (network, rows, weights) = shape.sample()
    var pass = NetworkPass(network, rows: shape.rows)
    let x = pass.inputs
    for (row, values) in rows.enumerated() { for (column, value) in values.enumerated() { x[row, column] = value } }
    func gradients(_ columns: Range<Int>?) -> [[Float]] {
      network.forward(&pass)
      let dy = pass.outputGradients
      for (row, values) in weights.enumerated() {
        for (column, value) in values.enumerated() { dy[row, column] = value }
      }
      network.backwardToInputs(&pass, columns: columns)
      let dx = pass.inputGradients
      return rows.indices.map { row in (columns ?? 0..<dx.columns).map { dx[row, $0] } }
    }
    let all = gradients(nil)
    let some = shape.sizes[0] / 2..<shape.sizes[0]
    for (few, row) in zip(gradients(some), all) {
      for (one, other) in zip(few, row[some]) { #expect(abs(one - other) <= 1e-5 * max(1, abs(other))) }
    }
  }

  private func close(_ value: Float, _ exact: Double, _ place: String) {
    #expect(abs(Double(value) - exact) <= 2e-5 * max(1, abs(exact)), "\(place) is \(value), not \(exact)")
  }

  @Test("the reference's gradients are those of finite differences, in double precision", arguments: shapes)
  func finiteDifferences(shape: Shape) {
    let sample = shape.sample()
    let rows = sample.rows.prefix(4).map { $0.map(Double.init) }
    let weights = sample.weights.prefix(4).map { $0.map(Double.init) }
    let reference = ReferenceNetwork<Double>(sample.network)
    let gradient = reference.gradient(rows, weights: weights)
    let h = 1e-6
    for index in stride(from: 0, to: reference.parameters.count, by: max(1, reference.parameters.count / 60)) {
      var (up, down) = (reference, reference)
      up.parameters[index] += h
      down.parameters[index] -= h
      let slope = (up.loss(rows, weights: weights) - down.loss(rows, weights: weights)) / (2 * h)
      #expect(abs(slope - gradient.parameters[index]) < 1e-7, "θ[\(index)]: \(slope), \(gradient.parameters[index])")
    }
    for row in rows.indices {
      for column in rows[row].indices {
        var (up, down) = (rows, rows)
        up[row][column] += h
        down[row][column] -= h
        let slope = (reference.loss(up, weights: weights) - reference.loss(down, weights: weights)) / (2 * h)
        #expect(abs(slope - gradient.inputs[row][column]) < 1e-7)
      }
    }
  }

  @Test("tanh, exponential, logarithm and soft-plus keep the errors they state")
  func functions() {
    func check(
      _ name: String, _ range: ClosedRange<Float>, _ ulps: Double, floor: Double = 0, _ f: (Lanes) -> Lanes,
      _ exact: (Double) -> Double
    ) {
      var worst = (0.0, Float(0))
      for step in 0..<20_000 {
        let x = range.lowerBound + (range.upperBound - range.lowerBound) * Float(step) / 19_999
        let value = f(Lanes(repeating: x))[step % 16]
        let truth = exact(Double(x))
        let unit = max(Double(Float(truth).ulp), floor)
        let error = abs(Double(value) - truth) / unit
        if !(error <= worst.0) { worst = (error, x) }
      }
      #expect(worst.0 <= ulps, "\(name) is \(worst.0) units off at \(worst.1)")
    }
    check("tanh", -10...10, 4, hyperbolicTangent, tanh)
    check("tanh", -0.01...0.01, 4, hyperbolicTangent, tanh)
    check("exp", -87...88, 2, exponential, exp)
    check("ln", 1e-6...10, 2, floor: 0x1p-24, logarithm, log)
    check("ln", 10...1e8, 2, logarithm, log)
    check("soft-plus", -20...20, 2, floor: 0x1p-24, softplus, { log1p(exp($0)) })
    for bad in [Float.nan, .signalingNaN] { #expect(hyperbolicTangent(Lanes(repeating: bad))[3].isNaN) }
    #expect(hyperbolicTangent(Lanes(repeating: .infinity))[0] == 1)
    #expect(hyperbolicTangent(Lanes(repeating: -.infinity))[0] == -1)
  }

  @Test("a transposed matrix is the matrix, turned", arguments: [(1, 1), (16, 16), (33, 20), (5, 47)])
  func transposed(rows: Int, columns: Int) {
    var W = Floats(count: rows * padded(columns))
    for row in 0..<rows {
      for column in 0..<columns { W[row * padded(columns) + column] = Float(1 + row * 100 + column) }
    }
    var T = Floats(count: padded(rows) * padded(columns))
    transpose(W.pointer, rows: rows, columns: columns, into: T.mutablePointer())
    for row in 0..<padded(columns) {
      for column in 0..<padded(rows) {
        let isWithin = row < columns && column < rows
        #expect(T[row * padded(rows) + column] == (isWithin ? Float(1 + column * 100 + row) : 0))
      }
    }
  }

  @Test("Adam's first steps are those worked by hand, and the target follows in the same pass")
  func adam() {
    var network = Network([1, 1], .relu, output: .identity)
    network.parameters = [1, -2]
    var target = network
    var gradient = NetworkGradient(network)
    var adam = Adam(network, β1: 0.8, β2: 0.9, ε: 0.5)
    (gradient.buffer[0], gradient.buffer[network.layers[0].biases]) = (2, -1)
    #expect(gradient.values == [2, -1])
    // m̂ = g and v̂ = g² at the first step: 0.1 · 2/2.5, and 0.1 · 1/1.5.
    adam.descend(&network, gradient, rate: 0.1, target: &target, by: 0.25)
    near(network.parameters, [1 - 0.08, -2 + 0.1 / 1.5])
    near(target.parameters, [1 - 0.02, -2 + 0.025 / 1.5])
    // At the second with g = (0, 1): m = 0.32, m̂ = 0.32/0.36; v = 0.36, v̂ = 0.36/0.19. m = 0.04, v = 0.19, v̂ = 1.
    (gradient.buffer[0], gradient.buffer[network.layers[0].biases]) = (0, 1)
    adam.descend(&network, gradient, rate: 0.1)
    let first = 0.1 * (0.32 / 0.36) / ((0.36 / 0.19).squareRoot() + 0.5)
    let second = 0.1 * (0.04 / 0.36) / 1.5
    near(network.parameters, [0.92 - first, -2 + 0.1 / 1.5 - second])
    #expect(adam.steps == 2)
    target.approach(network, by: 0.5)
    near(target.parameters, [(0.98 + 0.92 - first) / 2, (-4 + 0.125 / 1.5 - second) / 2])
  }

  private func near(_ values: [Float], _ expected: [Double]) {
    for (value, exact) in zip(values, expected) { #expect(abs(Double(value) - exact) < 1e-6, "\(values), \(expected)") }
  }

  @Test("a gradient is clipped to a norm, and not where it is shorter")
  func clipping() {
    let network = Network([2, 20], .relu, output: .identity)
    var gradient = NetworkGradient(network)
    for place in network.layers[0].places { gradient.buffer[place] = 2 }
    let norm = (4 * Float(60)).squareRoot()
    #expect(abs(gradient.clip(norm: 100) - norm) < 1e-5)
    #expect(gradient.values.allSatisfy { $0 == 2 })
    #expect(abs(gradient.clip(norm: 3) - norm) < 1e-5)
    #expect(abs(gradient.norm - 3) < 1e-6)
  }

  @Test(
    "orthogonal weights are orthonormal times the gain, fan-in weights within their bound",
    arguments: [
      [6, 40, 9], [40, 6, 30], [12, 12, 1],
    ])
  func initialisation(sizes: [Int]) {
    var random = RandomStream(seed: 3, name: "initialisation")
    var network = Network(sizes, .tanh, output: .identity)
    network.initialise(.orthogonal(gain: 1.5, last: 0.01), using: &random)
    for index in 0..<sizes.count - 1 {
      let (weights, biases) = network.layer(index)
      let (from, to) = (sizes[index], sizes[index + 1])
      let gain: Double = index == sizes.count - 2 ? 0.01 : 1.5
      func entry(_ i: Int, _ j: Int) -> Double { Double(from < to ? weights[i * to + j] : weights[j * to + i]) }
      for a in 0..<min(from, to) {
        for b in 0...a {
          let product = (0..<max(from, to)).reduce(0.0) { $0 + entry(a, $1) * entry(b, $1) }
          #expect(abs(product - (a == b ? gain * gain : 0)) < 1e-6)
        }
      }
      #expect(biases.allSatisfy { $0 == 0 })
    }
    network.initialise(.fanIn(last: 0.003), using: &random)
    for index in 0..<sizes.count - 1 {
      let (weights, biases) = network.layer(index)
      let bound = index == sizes.count - 2 ? 0.003 : 1 / Float(sizes[index]).squareRoot()
      let largest = (weights + biases).map(abs).max()!
      #expect(largest <= bound && largest > bound * 0.7)
    }
  }

  @Test("a copy keeps its numbers when the other learns")
  func copies() {
    var (network, _, _) = Self.shapes[2].sample()
    let copy = network
    let before = network.parameters
    network.parameters = before.map { $0 + 1 }
    #expect(copy.parameters == before && network.parameters != before && copy != network)
    #expect(network.parameterCount == before.count && network.broken == nil)
    network.parameters[7] = .nan
    #expect(network.broken?.index == 7)
  }
}
