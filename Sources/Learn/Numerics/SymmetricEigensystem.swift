/// The eigenvalues and eigenvectors of a symmetric matrix, by cyclic Jacobi rotations.
///
/// Source: Golub & Van Loan 2013, section 8.5. Each rotation makes one pair of entries off the diagonal zero; sweeps over
/// all pairs converge quadratically. Pairs that are zero already cost nothing, so that blocks stay apart.
struct SymmetricEigensystem: Sendable {
  private(set) var values: [Double]
  /// `vectors[i]` belongs to `values[i]`; they are orthonormal.
  private(set) var vectors: [[Double]]

  /// - Parameter matrix: square and symmetric.
  init(of matrix: [[Double]]) {
    let count = matrix.count
    var a = matrix
    vectors = (0..<count).map { i in (0..<count).map { $0 == i ? 1 : 0 } }
    for _ in 0..<Self.sweepLimit {
      var isDiagonal = true
      for p in 0..<count {
        // Below a rounding of both diagonal entries a rotation changes nothing any more.
        for q in p + 1..<count where abs(a[p][q]) > 0x1p-60 * (abs(a[p][p] * a[q][q])).squareRoot() {
          isDiagonal = false
          Self.rotate(p, q, &a, &vectors)
        }
      }
      if isDiagonal { break }
    }
    values = (0..<count).map { a[$0][$0] }
  }

  private static let sweepLimit = 60

  /// Turns the plane of p and q so that `a[p][q]` becomes zero.
  private static func rotate(_ p: Int, _ q: Int, _ a: inout [[Double]], _ vectors: inout [[Double]]) {
    let ratio = (a[q][q] - a[p][p]) / (2 * a[p][q])
    // The smaller of the two angles that serve.
    let tangent = (ratio < 0 ? -1 : 1) / (abs(ratio) + (1 + ratio * ratio).squareRoot())
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    let sine = tangent * cosine
    let shift = tangent * a[p][q]
    let (atP, atQ) = (a[p][p] - shift, a[q][q] + shift)
    for i in a.indices where i != p && i != q {
      let (x, y) = (a[p][i], a[q][i])
      guard x != 0 || y != 0 else { continue }
      a[p][i] = cosine * x - sine * y
      a[q][i] = sine * x + cosine * y
      a[i][p] = a[p][i]
      a[i][q] = a[q][i]
    }
    (a[p][p], a[q][q], a[p][q], a[q][p]) = (atP, atQ, 0, 0)
    for i in a.indices {
      let (x, y) = (vectors[p][i], vectors[q][i])
      vectors[p][i] = cosine * x - sine * y
      vectors[q][i] = sine * x + cosine * y
    }
  }

  /// A⁺ b = Σ_i vᵢ (vᵢ · b) / λᵢ over the eigenvalues that are not zero.
  /// - Parameters:
  ///   - right: b.
  ///   - tolerance: eigenvalues of at most this share of the largest magnitude count as zero.
  func pseudoSolve(_ right: [Double], tolerance: Double) -> [Double] {
    var result = [Double](repeating: 0, count: right.count)
    let smallest = tolerance * (values.map(abs).max() ?? 0)
    for (value, vector) in zip(values, vectors) where abs(value) > smallest {
      let factor = zip(vector, right).reduce(0) { $0 + $1.0 * $1.1 } / value
      for index in result.indices { result[index] += factor * vector[index] }
    }
    return result
  }
}
