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
    F.pulledBack(sum, through: y.lanes(row * stride + column))
  }
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
    for row in 0..<rows {
      let x = inputs + row * inputStride
      for output in 0..<shape.outputs {
        let w = weights + output * shape.weightStride
        var sum = Lanes()
        for column in stride(from: 0, to: shape.weightStride, by: 16) {
          sum = sum.plus(x.lanes(column), w.lanes(column))
        }
        y[row * shape.outputs + output] = sum.total + biases[output]
      }
    }
    for index in stride(from: 0, to: padded(rows * shape.outputs), by: 16) { y.set(index, F.value(y.lanes(index))) }
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
  /// - Parameter scratch: room for W and its padding.
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
    let columns = padded(shape.inputs)
    let epilogue = DerivativeEpilogue<F>(y: inputs, stride: inputStride)
    if shape.isWide {
      transpose(weights, rows: shape.inputs, columns: shape.outputs, into: scratch)
      multiply(
        StridedMatrix(start: dz, row: shape.outputStride, column: 1), scratch, bStride: columns, into: dx,
        cStride: inputStride, rows: rows, depth: shape.outputs, columns: columns, epilogue)
      return
    }
    for row in 0..<rows {
      for column in stride(from: 0, to: columns, by: 16) {
        var sum = Lanes()
        for output in 0..<shape.outputs {
          sum = sum.plus(
            Lanes(repeating: dz[row * shape.outputs + output]), weights.lanes(output * shape.weightStride + column))
        }
        dx.set(row * inputStride + column, epilogue.finished(sum, row: row, column: column))
      }
    }
  }

  /// dW ← xᵀ dz and db ← Σ dz.
  /// - Parameter gradient: of the whole network.
  @inline(never)
  func backwardToParameters(_ dz: UnsafePointer<Float>, into gradient: UnsafeMutablePointer<Float>) {
    let (dW, db) = (gradient + shape.weights, gradient + shape.biases)
    if shape.isWide {
      multiply(
        StridedMatrix(start: inputs, row: 1, column: inputStride), dz, bStride: shape.outputStride, into: dW,
        cStride: shape.weightStride, rows: shape.inputs, depth: rows, columns: shape.outputStride, PlainEpilogue())
      for column in stride(from: 0, to: shape.outputStride, by: 16) {
        var sum = Lanes()
        for row in 0..<rows { sum += dz.lanes(row * shape.outputStride + column) }
        db.set(column, sum)
      }
      return
    }
    // The same product with the two sides exchanged: each tile has a row for each output.
    multiply(
      StridedMatrix(start: dz, row: 1, column: shape.outputs), inputs, bStride: inputStride, into: dW,
      cStride: shape.weightStride, rows: shape.outputs, depth: rows, columns: shape.weightStride, PlainEpilogue())
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
      transposeBlock(W + row * from + column, from, rows: min(16, rows - row), into: T + column * to + row, to)
    }
  }
}

/// Four rounds of interleaving row i with row i + 8 turn a block round.
@inline(__always)
private func transposeBlock(
  _ W: UnsafePointer<Float>, _ from: Int, rows: Int, into T: UnsafeMutablePointer<Float>, _ to: Int
) {
  @inline(__always) func row(_ i: Int) -> Lanes { i < rows ? W.lanes(i * from) : Lanes() }
  var a = InlineArray<16, Lanes>(repeating: Lanes())
  for i in 0..<16 { a[i] = row(i) }
  for _ in 0..<4 {
    var b = a
    for i in 0..<8 {
      b[2 * i] = .lowPairs(a[i], a[i + 8])
      b[2 * i + 1] = .highPairs(a[i], a[i + 8])
    }
    a = b
  }
  for i in 0..<16 { T.set(i * to, a[i]) }
}
