import Testing
import Worlds

@testable import Learn

/// The Fisher matrix and the natural gradient against brute force, least squares and re-parameterisation.
@Suite struct FisherMatrixTests {
  typealias Corridor = OracleTests
  typealias Gradient = ExactGradientTests

  @Test("on a tiny world G and ∇J are sums over all trajectories")
  func bruteForce() throws {
    let model = try AnalysisTests.slippery(horizon: 4).model
    let policy = Gradient.tabular(model, temperature: 1.5)
    let count = policy.parameters.count
    var fisher = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    var gradient = [Double](repeating: 0, count: count)
    /// Everything that can follow, given what has come; ψ is the sum of the scores, G the return.
    func follow(_ state: Int, _ probability: Double, _ t: Int, _ ψ: [Double], _ G: Double) {
      guard t < 4 else {
        for index in gradient.indices { gradient[index] += probability * G * ψ[index] }
        return
      }
      let γᵗ = pow(model.γ, Double(t))
      let observation = model.observations[state]
      for (action, π) in policy.probabilities(at: observation).enumerated() {
        let score = policy.score(of: action, at: observation)
        for i in 0..<count where score[i] != 0 {
          for j in 0..<count { fisher[i][j] += probability * π * γᵗ * score[i] * score[j] }
        }
        let sum = zip(ψ, score).map { $0 + $1 }
        for outcome in model.transitions[state][action] {
          let (p, value) = (probability * π * outcome.probability, G + γᵗ * outcome.reward)
          if outcome.terminates {
            for index in gradient.indices { gradient[index] += p * value * sum[index] }
          } else {
            follow(outcome.next, p, t + 1, sum, value)
          }
        }
      }
    }
    for (state, p) in model.start.enumerated() where p > 0 {
      follow(state, p, 0, Array(repeating: 0, count: count), 0)
    }
    let exact = ExactGradient.compute(of: policy, on: model)
    #expect(close(try #require(exact.gradient), gradient))
    for (row, expected) in zip(try #require(exact.fisher).rows, fisher) { #expect(close(row, expected)) }
  }

  @Test("G⁺∇J is the least-squares fit of Q by the compatible features, the shortest one", arguments: [nil, 100])
  func compatible(horizon: Int?) throws {
    let world = AliasedCorridor(Corridor.settings { $0.horizon = horizon })
    let model = world.model
    let policy = Gradient.linear(world.features)
    let exact = ExactGradient.compute(of: policy, on: model)
    let (w, gradient) = (try #require(exact.natural), try #require(exact.gradient))
    // The residual is orthogonal to every feature: Σ D(s) π(a) (Q − wᵀψ) ψ = 0, which is ∇J − G w = 0.
    let fitted = try #require(exact.fisher).rows.map { dot($0, w) }
    #expect(close(fitted, gradient, within: 1e-8))
    // What lies in the kernel is left out: preferences that all grow alike. For each wall bit the four actions' parameters
    // may grow together.
    for wall in 0..<4 { #expect(abs((0..<4).reduce(0) { $0 + w[$1 * 4 + wall] }) < 1e-8) }
    guard horizon == nil else { return }
    // By hand: weights D(s) π(a) and Q of every pair, and the normal equations of the same fit with the first action's
    // parameters left out, which the kernel allows.
    let analysis = AnalysisTests.analysis(of: policy.table(named: "π"), on: model)
    let (d, length, q) = (analysis.visits!, analysis.expectedLength!, analysis.advantages!)
    var system = [[Double]](repeating: [Double](repeating: 0, count: 13), count: 12)
    for state in 0..<5 {
      let observation = model.observations[state]
      for (action, π) in policy.probabilities(at: observation).enumerated() {
        let ψ = Array(policy.score(of: action, at: observation)[4...])
        let weight = d[state] * length * π
        for i in 0..<12 {
          for j in 0..<12 { system[i][j] += weight * ψ[i] * ψ[j] }
          system[i][12] += weight * ψ[i] * q[state][action]
        }
      }
    }
    let reduced = [0, 0, 0, 0] + (try #require(LinearSystem.solve(&system)))
    for observation in 0..<4 {
      for action in 0..<4 {
        let ψ = policy.score(of: action, at: observation)
        let (one, other) = (dot(w, ψ), dot(reduced, ψ))
        #expect(abs(one - other) < 1e-7)
      }
    }
  }

  @Test("a step along it changes the policy alike whatever the parameters' coordinates, which one along ∇J does not")
  func invariance() throws {
    let world = AliasedCorridor(.init())
    let plain = Gradient.linear(world.features)
    // θ = M η with an invertible M: then φ(o, a)ᵀ θ = (Mᵀ φ(o, a))ᵀ η.
    let count = world.features.count
    let M: [[Double]] = (0..<count).map { i -> [Double] in
      (0..<count).map { j -> Double in
        if i == j { return 2 }
        return j < i ? Double((i * 5 + j * 3) % 7) / 7 - 0.4 : 0
      }
    }
    let rows: [[[Double]]] = (0..<4).map { o -> [[Double]] in
      (0..<4).map { a -> [Double] in
        let φ = Array(world.features.row(o, a))
        return (0..<count).map { j -> Double in dot(φ, M.map { $0[j] }) }
      }
    }
    var turned = LinearSoftmax(features: FeatureTable(names: world.features.names, rows: rows))
    var system = zip(M, plain.parameters).map { $0 + [$1] }
    turned.parameters = try #require(LinearSystem.solve(&system))
    #expect(close(turned.probabilities(at: 1), plain.probabilities(at: 1)))
    let (one, other) = (
      ExactGradient.compute(of: plain, on: world.model), ExactGradient.compute(of: turned, on: world.model)
    )
    /// How fast ln π of every action changes along a direction.
    func changes(_ policy: LinearSoftmax, _ direction: [Double]) -> [Double] {
      (0..<16).map { dot(policy.score(of: $0 % 4, at: $0 / 4), direction) }
    }
    let natural = (changes(plain, try #require(one.natural)), changes(turned, try #require(other.natural)))
    #expect(close(natural.0, natural.1, within: 1e-7))
    let ordinary = (changes(plain, one.gradient!), changes(turned, other.gradient!))
    #expect(!close(ordinary.0, ordinary.1, within: 0.1))
  }

  @Test("eigenvalues and eigenvectors of a matrix put together from them", arguments: [1, 2, 7, 20])
  func eigensystem(count: Int) {
    var random = RandomStream(seed: 5, name: "matrix")
    // The last third of the eigenvalues is zero: the kernel.
    let kept = count - count / 3
    var basis = (0..<count).map { _ in (0..<count).map { _ in random.normal() } }
    for i in 0..<count {
      for j in 0..<i {
        let overlap = dot(basis[i], basis[j])
        for k in 0..<count { basis[i][k] -= overlap * basis[j][k] }
      }
      let length = basis[i].reduce(0) { $0 + $1 * $1 }.squareRoot()
      for k in 0..<count { basis[i][k] /= length }
    }
    let eigenvalues: [Double] = (0..<count).map { $0 < kept ? Double($0 + 1) * 0.7 : 0 }
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    for (value, vector) in zip(eigenvalues, basis) {
      for i in 0..<count { for j in 0..<count { matrix[i][j] += value * vector[i] * vector[j] } }
    }
    let system = SymmetricEigensystem(of: matrix)
    #expect(close(system.values.sorted(), eigenvalues.sorted(), within: 1e-12 * Double(count)))
    for (value, vector) in zip(system.values, system.vectors) {
      let image = matrix.map { dot($0, vector) }
      #expect(close(image, vector.map { $0 * value }, within: 1e-11))
      #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-12)
    }
    // A⁺ undoes A on what is not in the kernel and forgets the rest.
    let right = (0..<count).map { k in basis.reduce(0.0) { $0 + $1[k] } }
    let solution = system.pseudoSolve(right, tolerance: 1e-12)
    var expected = [Double](repeating: 0, count: count)
    for i in 0..<kept { for k in 0..<count { expected[k] += basis[i][k] / eigenvalues[i] } }
    #expect(close(solution, expected, within: 1e-10))
  }

  @Test("blocks stay apart: of a table's matrix no entry between two observations is touched")
  func blocks() throws {
    let model = try Gridworld(Corridor.settings { ($0.size, $0.horizon) = (4, 50) }).model
    let policy = Gradient.tabular(model)
    let exact = ExactGradient.compute(of: policy, on: model)
    let (w, fisher) = (try #require(exact.natural), try #require(exact.fisher))
    for observation in 0..<model.observationCount {
      let range = observation * 4..<(observation + 1) * 4
      let block = FisherMatrix(rows: fisher.rows[range].map { Array($0[range]) })
      // Eigenvalues that are nothing beside the whole's largest count for a block of its own.
      guard block.rows[0][0] > 1e-9 else { continue }
      #expect(close(Array(w[range]), block.natural(Array(exact.gradient![range])), within: 1e-6))
    }
  }
}

func dot(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for (x, y) in zip(a, b) { sum += x * y }
  return sum
}
