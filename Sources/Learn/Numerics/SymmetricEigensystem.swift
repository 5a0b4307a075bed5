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
    // Row by row, each row after the other.
    var a = matrix.flatMap { $0 }
    var v = (0..<count * count).map { $0 % (count + 1) == 0 ? 1.0 : 0 }
    a.withUnsafeMutableBufferPointer { a in
      v.withUnsafeMutableBufferPointer { v in Self.diagonalise(a, v, count) }
    }
    values = (0..<count).map { a[$0 * count + $0] }
    vectors = (0..<count).map { Array(v[$0 * count..<($0 + 1) * count]) }
  }

  private static func diagonalise(
    _ a: UnsafeMutableBufferPointer<Double>, _ v: UnsafeMutableBufferPointer<Double>, _ count: Int
  ) {
    for _ in 0..<sweepLimit {
      var isDiagonal = true
      for p in 0..<count {
        for q in p + 1..<count {
          // Below a rounding of both diagonal entries a rotation changes nothing any more.
          let diagonal = a[p * count + p] * a[q * count + q]
          guard abs(a[p * count + q]) > 0x1p-60 * abs(diagonal).squareRoot() else { continue }
          isDiagonal = false
          rotate(p, q, a, v, count)
        }
      }
      if isDiagonal { break }
    }
  }

  private static let sweepLimit = 60

  /// Turns the plane of p and q so that `a[p][q]` becomes zero.
  private static func rotate(
    _ p: Int, _ q: Int, _ a: UnsafeMutableBufferPointer<Double>, _ v: UnsafeMutableBufferPointer<Double>, _ count: Int
  ) {
    let (pp, pq, qq) = (p * count + p, p * count + q, q * count + q)
    let ratio = (a[qq] - a[pp]) / (2 * a[pq])
    // The smaller of the two angles that serve.
    let tangent = (ratio < 0 ? -1 : 1) / (abs(ratio) + (1 + ratio * ratio).squareRoot())
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    let sine = tangent * cosine
    let shift = tangent * a[pq]
    let (atP, atQ) = (a[pp] - shift, a[qq] + shift)
    for i in 0..<count where i != p && i != q {
      let (x, y) = (a[p * count + i], a[q * count + i])
      guard x != 0 || y != 0 else { continue }
      let (atPi, atQi) = (cosine * x - sine * y, sine * x + cosine * y)
      (a[p * count + i], a[i * count + p]) = (atPi, atPi)
      (a[q * count + i], a[i * count + q]) = (atQi, atQi)
    }
    (a[pp], a[qq], a[pq], a[q * count + p]) = (atP, atQ, 0, 0)
    for i in 0..<count {
      let (x, y) = (v[p * count + i], v[q * count + i])
      v[p * count + i] = cosine * x - sine * y
      v[q * count + i] = sine * x + cosine * y
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
