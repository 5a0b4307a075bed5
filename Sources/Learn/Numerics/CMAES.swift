import Worlds

/// The covariance matrix adaptation evolution strategy, on its own: it draws points, is told which were better, and moves.
///
/// Hansen 2016, "The CMA evolution strategy: a tutorial" (arXiv 1604.00772), figure 6 and table 1, whose names these are: weighted
/// recombination, cumulative step-size adaptation, rank-one and rank-μ update with negative weights too, and all the defaults.
/// The eigensystem of C is renewed only when C has changed enough (appendix B.2), so that a generation costs O(n²) but for the
/// drawing. One departure: a generation makes σ no more than e times as large, a bound that Hansen's own programs have and figure 6 has
/// not, so that a path that is very long at first throws nothing away.
///
/// Beyond `largestFull` parameters C is kept diagonal (Ros & Hansen 2008, "A simple modification in CMA-ES achieving linear time
/// and space complexity"): no weight is negative then, and c₁ and c_μ are (n + 2)/3 times as large.
///
/// As in the tutorial's program (appendix C) a generation whose points are mostly worth the same widens σ. Where the tutorial
/// would end the search because it has run off or lost its shape (appendix B.3, TolXUp and ConditionCov), it begins anew at m;
/// and σ does not fall below 10⁻¹² of the first, where it would end for being done (TolX).
struct CMAES: Sendable {
  /// n, parameters of a point.
  let dimension: Int
  /// λ, points of a generation.
  let λ: Int
  /// w_1 … w_λ, for the points from best to worst.
  let weights: [Double]
  /// μ, as many weights as are positive.
  let μ: Int
  let μeff, cσ, dσ, cc, c1, cμ: Double
  /// E∥N(0, I)∥.
  let χ: Double
  /// Whether C is diagonal.
  let isDiagonal: Bool

  private(set) var mean: [Double]
  private(set) var σ: Double
  /// σ of the first generation.
  private let firstσ: Double
  /// The evolution paths of σ and of C.
  private(set) var pσ: [Double]
  private(set) var pc: [Double]
  /// C, row by row, or its diagonal.
  private(set) var C: [Double]
  /// Generations since it began, or began anew.
  private(set) var generation = 0
  /// How often it has begun anew.
  private(set) var restarts = 0
  /// C = B D² Bᵀ, as it was when that was last worked out: the columns of B as rows.
  private var B: [[Double]]
  private var D: [Double]
  private var eigenGeneration = 0

  /// The most parameters for which the covariances are kept, n² of them.
  static let largestFull = 100

  /// - Parameters:
  ///   - mean: where the search begins.
  ///   - σ: its first step size, positive.
  ///   - λ: points of a generation, at least 2; nil for 4 + ⌊3 ln n⌋.
  ///   - isDiagonal: whether covariances are left out; nil where there would be too many.
  init(mean: [Double], σ: Double, λ: Int? = nil, isDiagonal: Bool? = nil) {
    let n = Double(mean.count)
    let isDiagonal = isDiagonal ?? (mean.count > Self.largestFull)
    let λ = λ ?? Self.standardλ(mean.count)
    precondition(σ > 0 && λ >= 2 && !mean.isEmpty, "CMA-ES needs a positive σ and at least two points")
    let raw = (1...λ).map { log((Double(λ) + 1) / 2) - log(Double($0)) }
    let (up, down) = (raw.filter { $0 > 0 }, raw.filter { $0 <= 0 })
    func effective(_ w: [Double]) -> Double {
      let squares = w.reduce(0) { $0 + $1 * $1 }
      return squares > 0 ? w.reduce(0, +) * w.reduce(0, +) / squares : 0
    }
    let μeff = effective(up)
    let scale = isDiagonal ? (n + 2) / 3 : 1
    let c1 = min(1, scale * 2 / ((n + 1.3) * (n + 1.3) + μeff))
    let cμ = min(1 - c1, scale * 2 * (0.25 + μeff + 1 / μeff - 2) / ((n + 2) * (n + 2) + μeff))
    // The negative weights: at most as much as c₁, μ_eff⁻ and the need for a positive C allow.
    let bounds = [1 + c1 / cμ, 1 + 2 * effective(down) / (effective(up) + 2), (1 - c1 - cμ) / (n * cμ)]
    let below = isDiagonal || cμ <= 0 ? 0 : bounds.min()!
    let (sumUp, sumDown) = (up.reduce(0, +), -down.reduce(0, +))
    weights = raw.map { $0 > 0 ? $0 / sumUp : sumDown > 0 ? below * $0 / sumDown : 0 }
    μ = up.count
    cσ = (μeff + 2) / (n + μeff + 5)
    dσ = 1 + 2 * max(0, ((μeff - 1) / (n + 1)).squareRoot() - 1) + cσ
    cc = (4 + μeff / n) / (n + 4 + 2 * μeff / n)
    χ = n.squareRoot() * (1 - 1 / (4 * n) + 1 / (21 * n * n))
    (self.μeff, self.c1, self.cμ, self.λ, self.isDiagonal) = (μeff, c1, cμ, λ, isDiagonal)
    (dimension, self.mean, self.σ, firstσ) = (mean.count, mean, σ, σ)
    let zero = [Double](repeating: 0, count: mean.count)
    (pσ, pc, D) = (zero, zero, zero.map { _ in 1 })
    C = isDiagonal ? D : (0..<mean.count * mean.count).map { $0 % (mean.count + 1) == 0 ? 1 : 0 }
    B = isDiagonal ? [] : mean.indices.map { i in mean.indices.map { $0 == i ? 1 : 0 } }
  }

  /// λ = 4 + ⌊3 ln n⌋.
  static func standardλ(_ n: Int) -> Int { 4 + Int(3 * log(Double(n))) }

  /// A point of N(m, σ² C).
  func draw(using random: inout RandomStream) -> [Double] {
    sum(mean, σ, stretched(mean.map { _ in random.normal() }))
  }

  /// B D z, of covariance C where z has I.
  private func stretched(_ z: [Double]) -> [Double] {
    if isDiagonal { return zip(z, D).map { $0 * $1 } }
    var y = [Double](repeating: 0, count: dimension)
    for (k, axis) in B.enumerated() { y = sum(y, D[k] * z[k], axis) }
    return y
  }

  /// C^(−½) y = B D⁻¹ Bᵀ y.
  private func whitened(_ y: [Double]) -> [Double] {
    if isDiagonal { return zip(y, D).map { $0 / $1 } }
    var z = [Double](repeating: 0, count: dimension)
    for (k, axis) in B.enumerated() { z = sum(z, dot(axis, y) / D[k], axis) }
    return z
  }

  // MARK: One generation, in the three steps of figure 6

  /// m ← Σ w_i x_i:λ over the μ best.
  /// - Parameter points: λ of them, the best first.
  /// - Returns: ⟨y⟩_w, the step in units of σ, and the steps y_i of all the points.
  mutating func recombine(_ points: [[Double]]) -> (step: [Double], steps: [[Double]]) {
    precondition(points.count == λ, "a generation has \(λ) points, not \(points.count)")
    let steps = points.map { x in zip(x, mean).map { ($0 - $1) / σ } }
    var step = [Double](repeating: 0, count: dimension)
    for i in 0..<μ { step = sum(step, weights[i], steps[i]) }
    mean = sum(mean, σ, step)
    return (step, steps)
  }

  /// σ grows where the path of steps is longer than chance would have it, and shrinks where it is shorter.
  /// - Parameters:
  ///   - isFlat: whether the best point and most others are worth the same (`isFlat(_:)`): σ is widened then.
  ///   - smallest: what σ does not fall below.
  mutating func adaptStepSize(by step: [Double], isFlat: Bool = false, smallest: Double = 0) {
    pσ = sum(pσ.map { (1 - cσ) * $0 }, (cσ * (2 - cσ) * μeff).squareRoot(), whitened(step))
    σ *= exp(min(1, cσ / dσ * (length(pσ) / χ - 1)))
    if isFlat { σ *= exp(0.2 + cσ / dσ) }
    σ = max(σ, smallest, 1e-12 * firstσ)
    generation += 1
  }

  /// Whether the ⌈0.7 λ⌉ best are worth the same.
  /// - Parameter scores: of a generation's points, the best first.
  func isFlat(_ scores: [Double]) -> Bool { scores[0] == scores[Int((0.7 * Double(λ)).rounded(.up)) - 1] }

  /// Whether σ has grown beyond all use, or one axis is ten million times as long as another.
  var isSpent: Bool { !(σ * (D.max() ?? 1) <= 1e4 * firstσ) || axisRatio > 1e7 }

  /// The search about m, as if it began there.
  mutating func beginAnew() {
    let count = restarts + 1
    self = CMAES(mean: mean, σ: firstσ, λ: λ, isDiagonal: isDiagonal)
    restarts = count
  }

  /// C turns to where the path leads (rank one) and to where the better points are (rank μ), and away from the worse.
  mutating func adaptCovariance(by step: [Double], _ steps: [[Double]]) {
    let n = Double(dimension)
    let unfinished = 1 - pow(1 - cσ, 2 * Double(generation))
    let h = length(pσ) / unfinished.squareRoot() < (1.4 + 2 / (n + 1)) * χ ? 1.0 : 0
    pc = sum(pc.map { (1 - cc) * $0 }, h * (cc * (2 - cc) * μeff).squareRoot(), step)
    let w = zip(weights, steps).map { weight, y -> Double in
      if weight >= 0 { return weight }
      let z = whitened(y)
      return weight * n / max(dot(z, z), .leastNormalMagnitude)
    }
    let keep = 1 + c1 * (1 - h) * cc * (2 - cc) - c1 - cμ * weights.reduce(0, +)
    for index in C.indices { C[index] *= keep }
    addSquare(c1, of: pc)
    for (weight, y) in zip(w, steps) where weight != 0 { addSquare(cμ * weight, of: y) }
    if Double(generation - eigenGeneration) > 1 / ((c1 + cμ) * n * 10) { renewEigensystem() }
  }

  /// C ← C + weight y yᵀ, or the diagonal of that.
  private mutating func addSquare(_ weight: Double, of y: [Double]) {
    guard !isDiagonal else {
      for i in y.indices { C[i] += weight * y[i] * y[i] }
      return
    }
    let n = dimension
    C.withUnsafeMutableBufferPointer { C in
      y.withUnsafeBufferPointer { y in
        for i in 0..<n {
          let share = weight * y[i]
          for j in 0..<n { C[i * n + j] += share * y[j] }
        }
      }
    }
  }

  private mutating func renewEigensystem() {
    eigenGeneration = generation
    guard !isDiagonal else {
      D = C.map { max($0, .leastNormalMagnitude).squareRoot() }
      return
    }
    let system = SymmetricEigensystem(of: covariance)
    B = system.vectors
    D = system.values.map { max($0, .leastNormalMagnitude).squareRoot() }
  }

  // MARK: What it has come to

  /// C as rows; of a diagonal one the zeros too.
  var covariance: [[Double]] {
    mean.indices.map { i in
      isDiagonal ? mean.indices.map { $0 == i ? C[i] : 0 } : Array(C[i * dimension..<(i + 1) * dimension])
    }
  }

  /// The longest axis of the ellipsoid over the shortest.
  var axisRatio: Double { (D.max() ?? 1) / (D.min() ?? 1) }
}
