/// A symmetric matrix over θ of which only equal blocks on the diagonal are not zero: a Fisher matrix as it is summed.
///
/// The scores of a table meet only within one observation's row, so that its matrix is one small block for each
/// observation; a policy of few parameters has one block. Summing costs the square of a block for each step.
public struct BlockMatrix: Sendable {
  /// The parameters of a block.
  public let size: Int
  private var entries: [Double]
  /// The blocks that are not zero, in the order in which they came to be.
  private var touched: [Int] = []
  private var isTouched: [Bool]

  /// Zero.
  /// - Parameters:
  ///   - count: the length of θ.
  ///   - size: of a block; it divides `count`.
  public init(count: Int, size: Int) {
    precondition(size > 0 && count % size == 0, "blocks of \(size) do not fill \(count) parameters")
    self.size = size
    entries = Array(repeating: 0, count: count * size)
    isTouched = Array(repeating: false, count: count / size)
  }

  /// The length of θ.
  public var count: Int { isTouched.count * size }

  /// The entry in row i and column j.
  public subscript(i: Int, j: Int) -> Double {
    i / size == j / size ? entries[i * size + j % size] : 0
  }

  /// Back to zero, in the time that it took to fill.
  public mutating func clear() {
    for block in touched {
      isTouched[block] = false
      for index in block * size * size..<(block + 1) * size * size { entries[index] = 0 }
    }
    touched.removeAll(keepingCapacity: true)
  }

  /// Adds weight · vᵢ vⱼ for i and j in one block.
  /// - Parameters:
  ///   - weight: of this vector.
  ///   - vector: as long as θ; what it has outside the block is not looked at.
  ///   - range: the block.
  @inline(__always)
  public mutating func addSquare(_ weight: Double, of vector: [Double], in range: Range<Int>) {
    let (size, first) = (size, range.lowerBound)
    let place = block(at: first)
    vector.withUnsafeBufferPointer { vector in
      entries.withUnsafeMutableBufferPointer { entries in
        for i in 0..<size {
          let factor = weight * vector[first + i]
          for j in 0..<size { entries[place + i * size + j] += factor * vector[first + j] }
        }
      }
    }
  }

  /// Adds to one entry.
  @inline(__always)
  public mutating func add(_ value: Double, at i: Int, _ j: Int) {
    _ = block(at: i)
    entries[i * size + j % size] += value
  }

  /// Where the entries of the block of parameter i begin.
  @inline(__always)
  private mutating func block(at i: Int) -> Int {
    let block = i / size
    if !isTouched[block] {
      isTouched[block] = true
      touched.append(block)
    }
    return block * size * size
  }

  /// The matrix times v.
  public func product(_ v: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: count)
    for block in touched {
      let first = block * size
      for i in first..<first + size {
        var sum = 0.0
        for j in 0..<size { sum += entries[i * size + j] * v[first + j] }
        result[i] = sum
      }
    }
    return result
  }

  /// x with (M + ridge · 1) x = right: by Cholesky's factors where the ridge is positive; the shortest of those x that come
  /// nearest, M⁺ right, where it is 0. What no block was added to stays 0.
  /// - Parameters:
  ///   - right: as long as θ.
  ///   - ridge: at least 0.
  public func solve(_ right: [Double], ridge: Double) -> [Double] {
    var result = [Double](repeating: 0, count: count)
    var factor = [Double](repeating: 0, count: size * size)
    for block in touched {
      let first = block * size
      if ridge > 0, factorise(block, ridge, &factor) {
        substitute(factor, right, first, &result)
      } else {
        let rows = (0..<size).map { i in Array(entries[(first + i) * size..<(first + i + 1) * size]) }
        let part = SymmetricEigensystem(of: rows)
          .pseudoSolve(Array(right[first..<first + size]), tolerance: Self.tolerance)
        result.replaceSubrange(first..<first + size, with: part)
      }
    }
    return result
  }

  /// Eigenvalues below this share of a block's largest count as zero.
  private static let tolerance = 1e-12

  /// M + ridge · 1 = L Lᵀ of one block; says whether it succeeded, which roundings or numbers that are none may prevent.
  private func factorise(_ block: Int, _ ridge: Double, _ factor: inout [Double]) -> Bool {
    let place = block * size * size
    for i in 0..<size {
      for j in 0...i {
        var sum = entries[place + i * size + j] + (i == j ? ridge : 0)
        for k in 0..<j { sum -= factor[i * size + k] * factor[j * size + k] }
        if i == j {
          guard sum > 0 else { return false }
          factor[i * size + i] = sum.squareRoot()
        } else {
          factor[i * size + j] = sum / factor[j * size + j]
        }
      }
    }
    return true
  }

  /// x of one block from L y = right and Lᵀ x = y.
  private func substitute(_ factor: [Double], _ right: [Double], _ first: Int, _ x: inout [Double]) {
    for i in 0..<size {
      var sum = right[first + i]
      for k in 0..<i { sum -= factor[i * size + k] * x[first + k] }
      x[first + i] = sum / factor[i * size + i]
    }
    for i in stride(from: size - 1, through: 0, by: -1) {
      var sum = x[first + i]
      for k in stride(from: i + 1, to: size, by: 1) { sum -= factor[k * size + i] * x[first + k] }
      x[first + i] = sum / factor[i * size + i]
    }
  }
}
