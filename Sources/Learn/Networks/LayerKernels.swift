internal import CVectors

// The three products of a dense layer, each with what follows it done while the sums are in registers.

/// f(sum + b).
private struct ActivationEpilogue<F: ActivationFunction>: Epilogue {
  let biases: UnsafePointer<Float>

  @inline(__always) func finished(_ sum: Lanes, row: Int, column: Int) -> Lanes {
    F.value(sum + biases.lanes(column))
  }
}

/// sum · f′, with f′ from the layer's values y = f(z).
private struct DerivativeEpilogue<F: ActivationFunction>: Epilogue {
  let y: UnsafePointer<Float>
  let stride: Int

  @inline(__always) func finished(_ sum: Lanes, row: Int, column: Int) -> Lanes {
    F.pulledBack(sum, through: y.lanes(row &* stride &+ column))
  }

  @inline(__always) func expect(row: Int, column: Int) { vectors_expect(y + (row &* stride &+ column)) }
}

/// A layer with its parameters, and rows to work on.
struct LayerKernels {
  let shape: LayerShape
  let rows: Int
  /// Of the whole network.
  let parameters: UnsafePointer<Float>
  /// x, its rows padded with zeros.
  let inputs: UnsafeMutablePointer<Float>
  let inputStride: Int

  private var weights: UnsafePointer<Float> { parameters + shape.weights }
  private var biases: UnsafePointer<Float> { parameters + shape.biases }

  /// y ← f(x W + b).
  func forward(_ activation: Activation, into y: UnsafeMutablePointer<Float>) {
    switch activation {
    case .identity: forward(Identity.self, into: y)
    case .relu: forward(ReLU.self, into: y)
    case .tanh: forward(Tanh.self, into: y)
    }
  }

  @inline(never)
  private func forward<F: ActivationFunction>(_ type: F.Type, into y: UnsafeMutablePointer<Float>) {
    if shape.isWide {
      multiply(
        StridedMatrix(start: inputs, row: inputStride, column: 1), weights, bStride: shape.weightStride, into: y,
        cStride: shape.outputStride, rows: rows, depth: shape.inputs, columns: padded(shape.outputs),
        ActivationEpilogue<F>(biases: biases))
      return
    }
    for output in 0..<shape.outputs {
      multiplyRows(
        inputs, stride: inputStride, weights + output * shape.weightStride, depth: shape.weightStride,
        into: y + output, stride: shape.outputs, plus: biases[output])
    }
    for index in stride(from: 0, to: padded(rows * shape.outputs), by: 16) { y.set(index, F.value(y.lanes(index))) }
  }

  /// y ← x w + b for every row, y with a stride.
  private func multiplyRows(
    _ x: UnsafePointer<Float>, stride: Int, _ w: UnsafePointer<Float>, depth: Int,
    into y: UnsafeMutablePointer<Float>, stride yStride: Int, plus bias: Float
  ) {
    var row = 0
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 16) { block in
      while row + 16 <= rows {
        let target = yStride == 1 ? y + row : block.baseAddress!
        innerProducts(x + row * stride, stride: stride, w, depth: depth, plus: bias, into: target)
        if yStride > 1 { for index in 0..<16 { y[(row + index) * yStride] = target[index] } }
        row += 16
      }
    }
    while row < rows {
      y[row * yStride] = innerProduct(x + row * stride, w, depth: depth) + bias
      row += 1
    }
  }

  /// dy ← dy · f′, element by element: from the gradient of y to that of the layer's sums.
  func pullBack(_ activation: Activation, _ dy: UnsafeMutablePointer<Float>, through y: UnsafePointer<Float>) {
    let count = padded(rows * shape.outputStride)
    switch activation {
    case .identity: break
    case .relu:
      for index in stride(from: 0, to: count, by: 16) {
        dy.set(index, ReLU.pulledBack(dy.lanes(index), through: y.lanes(index)))
      }
    case .tanh:
      for index in stride(from: 0, to: count, by: 16) {
        dy.set(index, Tanh.pulledBack(dy.lanes(index), through: y.lanes(index)))
      }
    }
  }

  /// dx ← dz Wᵀ · f′: the gradient of the inputs' own sums, where the inputs are the values f(…) of a layer below.
  /// - Parameter scratch: room for sixty-four of W's rows, padded.
  func backwardToInputs(
    _ below: Activation, _ dz: UnsafePointer<Float>, into dx: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    switch below {
    case .identity: backwardToInputs(Identity.self, dz, dx, scratch)
    case .relu: backwardToInputs(ReLU.self, dz, dx, scratch)
    case .tanh: backwardToInputs(Tanh.self, dz, dx, scratch)
    }
  }

  @inline(never)
  private func backwardToInputs<F: ActivationFunction>(
    _ type: F.Type, _ dz: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>,
    _ scratch: UnsafeMutablePointer<Float>
  ) {
    let dz = StridedMatrix(start: dz, row: shape.outputStride, column: 1)
    let columns = padded(shape.inputs)
    guard shape.isWide else {
      // W is kept transposed.
      multiply(
        dz, weights, bStride: shape.weightStride, into: dx, cStride: inputStride, rows: rows, depth: shape.outputs,
        columns: columns, DerivativeEpilogue<F>(y: inputs, stride: inputStride))
      return
    }
    // By panels of as many columns as the widest tile has: each goes through the cache once.
    for first in stride(from: 0, to: columns, by: WideRow.columns) {
      let width = min(WideRow.columns, columns - first)
      transpose(
        weights + first * shape.weightStride, rows: min(width, shape.inputs - first), columns: shape.outputs,
        into: scratch)
      multiply(
        dz, scratch, bStride: width, into: dx + first, cStride: inputStride, rows: rows, depth: shape.outputs,
        columns: width, DerivativeEpilogue<F>(y: inputs + first, stride: inputStride))
    }
  }

  /// Some columns of dx ← dz Wᵀ, where the inputs are the network's own.
  ///
  /// Of few columns each is an inner product for each row, which needs no transposed W.
  /// - Parameter scratch: room for sixty-four of W's rows, padded.
  func backwardToInputs(
    _ columns: Range<Int>, _ dz: UnsafePointer<Float>, into dx: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    guard shape.isWide, columns.count < 8 else {
      backwardToInputs(.identity, dz, into: dx, scratch: scratch)
      return
    }
    for input in columns {
      multiplyRows(
        dz, stride: shape.outputStride, weights + input * shape.weightStride, depth: shape.weightStride,
        into: dx + input, stride: inputStride, plus: 0)
    }
  }

  /// dW ← xᵀ dz and db ← Σ dz.
  /// - Parameters:
  ///   - gradient: of the whole network.
  ///   - halves: of the work, out of 0..<2. The first has the first half of the inputs and, of a wide layer, the biases.
  @inline(never)
  func backwardToParameters(
    _ dz: UnsafePointer<Float>, into gradient: UnsafeMutablePointer<Float>, _ halves: Range<Int>
  ) {
    let (dW, db) = (gradient + shape.weights, gradient + shape.biases)
    let unit = shape.isWide ? 1 : 16
    let (middle, end) = ((shape.inputs + unit) / 2 / unit * unit, shape.isWide ? shape.inputs : shape.weightStride)
    let first = halves.lowerBound == 0 ? 0 : middle
    let count = (halves.upperBound == 2 ? end : middle) - first
    if shape.isWide {
      multiply(
        StridedMatrix(start: inputs + first, row: 1, column: inputStride), dz, bStride: shape.outputStride,
        into: dW + first * shape.weightStride, cStride: shape.weightStride, rows: count, depth: rows,
        columns: shape.outputStride, PlainEpilogue())
      if halves.lowerBound == 0 {
        sumRows(dz, stride: shape.outputStride, rows: rows, columns: shape.outputStride, into: db)
      }
      return
    }
    // The same product with the two sides exchanged: each tile has a row for each output.
    multiply(
      StridedMatrix(start: dz, row: 1, column: shape.outputs), inputs + first, bStride: inputStride, into: dW + first,
      cStride: shape.weightStride, rows: shape.outputs, depth: rows, columns: count, PlainEpilogue())
    guard halves.upperBound == 2 else { return }
    for output in 0..<shape.outputs {
      var sum: Float = 0
      for row in 0..<rows { sum += dz[row * shape.outputs + output] }
      db[output] = sum
    }
  }
}

/// T ← Wᵀ, in blocks of sixteen by sixteen that are turned in registers; rows and columns of T are padded with zeros.
/// - Parameters:
///   - W: its rows are padded to whole registers with zeros.
///   - rows: of W.
///   - columns: of W.
func transpose(_ W: UnsafePointer<Float>, rows: Int, columns: Int, into T: UnsafeMutablePointer<Float>) {
  let (from, to) = (padded(columns), padded(rows))
  for row in stride(from: 0, to: rows, by: 16) {
    for column in stride(from: 0, to: columns, by: 16) {
      let (block, target) = (W + row * from + column, T + column * to + row)
      guard row + 16 > rows else {
        transposeBlock(block, from, into: target, to)
        continue
      }
      for i in 0..<16 { for j in 0..<16 { target[j * to + i] = row + i < rows ? block[i * from + j] : 0 } }
    }
  }
}

/// Four rounds of interleaving row i with row i + 8 turn a block round.
@inline(__always)
private func transposeBlock(
  _ W: UnsafePointer<Float>, _ from: Int, into T: UnsafeMutablePointer<Float>, _ to: Int
) {
  var a = InlineArray<16, Lanes>(repeating: Lanes())
  for i in 0..<16 { a[i] = W.lanes(i * from) }
  // Written out, or all would go through memory from round to round.
  a = interleaved(interleaved(interleaved(interleaved(a))))
  for i in 0..<16 { T.set(i * to, a[i]) }
}

@inline(__always)
private func interleaved(_ a: InlineArray<16, Lanes>) -> InlineArray<16, Lanes> {
  var b = a
  for i in 0..<8 {
    b[2 * i] = .lowPairs(a[i], a[i + 8])
    b[2 * i + 1] = .highPairs(a[i], a[i + 8])
  }
  return b
}
