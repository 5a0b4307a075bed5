import Worlds

/// A network of dense layers, tanh between them, for one row at a time and in double precision: for algorithms that learn from
/// one step after the other, whose traces and directions are vectors as long as θ.
///
/// Batches belong to `Network`. The parameters have its order: layer by layer the weights, input by input, then the biases.
public struct StepNetwork: Sendable {
  /// Numbers of inputs, of each hidden layer's units, and of outputs.
  public let sizes: [Int]
  public var parameters: [Double]
  /// Outputs that do not depend on the inputs: their weights stay as they are.
  let held: Range<Int>

  /// Orthogonal weights, zero biases.
  /// - Parameters:
  ///   - sizes: inputs, hidden units layer by layer, outputs.
  ///   - last: the gain of the last layer.
  ///   - held: outputs whose weights are zero and stay so.
  ///   - random: draws the weights.
  init(_ sizes: [Int], last: Float, held: Range<Int> = 0..<0, using random: inout RandomStream) {
    var network = Network(sizes, .tanh, output: .identity)
    network.initialise(.orthogonal(gain: Float(2).squareRoot(), last: last), using: &random)
    network.detach(held)
    (self.sizes, self.held) = (sizes, held)
    parameters = network.parameters.map(Double.init)
  }

  /// The biases of the last layer.
  var lastBiases: Range<Int> { parameters.count - sizes[sizes.count - 1]..<parameters.count }

  /// Layer l of the parameters: its weights and its biases.
  func layer(_ index: Int) -> (weights: Range<Int>, biases: Range<Int>) {
    var start = 0
    for layer in 0..<index { start += (sizes[layer] + 1) * sizes[layer + 1] }
    let biases = start + sizes[index] * sizes[index + 1]
    return (start..<biases, biases..<biases + sizes[index + 1])
  }

  // MARK: One row

  /// Computes every layer's values and hands them over: the inputs first, the outputs last.
  /// - Parameters:
  ///   - write: writes the inputs.
  ///   - body: gets the values and the outputs among them.
  @inline(__always)
  func withValues<Result>(
    _ write: (UnsafeMutablePointer<Double>) -> Void,
    _ body: (_ values: UnsafeMutablePointer<Double>, _ outputs: UnsafePointer<Double>) -> Result
  ) -> Result {
    let kernel = Kernel(sizes: sizes, held: held)
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: kernel.valueCount) { buffer in
      let values = buffer.baseAddress!
      write(values)
      let outputs = parameters.withUnsafeBufferPointer { kernel.forward($0.baseAddress!, values) }
      return body(values, outputs)
    }
  }

  /// sum ← sum + the gradient by θ of Σ dy · y, for values that `withValues` has handed over.
  func addGradient(_ dy: OutputRow, _ values: UnsafeMutablePointer<Double>, into sum: inout [Double]) {
    precondition(sum.count == parameters.count)
    let kernel = Kernel(sizes: sizes, held: held)
    parameters.withUnsafeBufferPointer { θ in
      sum.withUnsafeMutableBufferPointer { kernel.backward(dy, θ.baseAddress!, values, into: $0.baseAddress!) }
    }
  }

  /// θ ← θ + the gradient by θ of Σ dy · y, with dy made of the outputs.
  mutating func ascend(
    _ write: (UnsafeMutablePointer<Double>) -> Void, _ slope: (UnsafePointer<Double>) -> OutputRow
  ) {
    let kernel = Kernel(sizes: sizes, held: held)
    parameters.withUnsafeMutableBufferPointer { buffer in
      let θ = buffer.baseAddress!
      withUnsafeTemporaryAllocation(of: Double.self, capacity: kernel.valueCount) { values in
        write(values.baseAddress!)
        let outputs = kernel.forward(θ, values.baseAddress!)
        kernel.backward(slope(outputs), θ, values.baseAddress!, into: θ)
      }
    }
  }
}

/// The two directions through the layers.
private struct Kernel {
  let sizes: [Int]
  let held: Range<Int>

  var valueCount: Int {
    var total = 0
    for size in sizes { total += size }
    return total
  }

  /// - Returns: where the outputs are among the values.
  func forward(_ θ: UnsafePointer<Double>, _ values: UnsafeMutablePointer<Double>) -> UnsafePointer<Double> {
    var (w, x) = (θ, values)
    for layer in 0..<sizes.count - 1 {
      let (inputs, outputs) = (sizes[layer], sizes[layer + 1])
      let (y, biases) = (x + inputs, w + inputs * outputs)
      for j in 0..<outputs { y[j] = biases[j] }
      for i in 0..<inputs {
        let (value, row) = (x[i], w + i * outputs)
        for j in 0..<outputs { y[j] += value * row[j] }
      }
      if layer < sizes.count - 2 { bend(y, outputs) }
      (w, x) = (biases + outputs, y)
    }
    return UnsafePointer(x)
  }

  /// y ← tanh y, four at a time: 1 − 2/(e²ʸ + 1), to within 10⁻¹⁶.
  private func bend(_ y: UnsafeMutablePointer<Double>, _ count: Int) {
    for start in stride(from: 0, to: count, by: 4) {
      let width = min(4, count - start)
      var z = SIMD4<Double>(repeating: 0)
      for lane in 0..<width { z[lane] = min(max(y[start + lane], -20), 20) }
      let t = 1 - 2 / (exponential(z + z) + 1)
      for lane in 0..<width { y[start + lane] = t[lane] }
    }
  }

  /// sum ← sum + the gradient by θ of Σ dy · y.
  /// - Parameters:
  ///   - dy: by the outputs.
  ///   - values: of every layer.
  ///   - sum: as long as θ; it may be θ itself, for an update in place.
  func backward(
    _ dy: OutputRow, _ θ: UnsafePointer<Double>, _ values: UnsafeMutablePointer<Double>,
    into sum: UnsafeMutablePointer<Double>
  ) {
    let widest = sizes.max()!
    var place = 0
    for (inputs, outputs) in zip(sizes, sizes.dropFirst()) { place += (inputs + 1) * outputs }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * widest) { scratch in
      var (dz, dx) = (scratch.baseAddress!, scratch.baseAddress! + widest)
      for j in 0..<dy.count { dz[j] = dy[j] }
      var x = values
      for size in sizes.dropLast(2) { x += size }
      for layer in (0..<sizes.count - 1).reversed() {
        let (inputs, outputs) = (sizes[layer], sizes[layer + 1])
        place -= outputs
        for j in 0..<outputs { sum[place + j] += dz[j] }
        place -= inputs * outputs
        let isLast = layer == sizes.count - 2
        for i in 0..<inputs {
          let (value, row, target) = (x[i], θ + place + i * outputs, sum + place + i * outputs)
          // Before θ moves under it.
          if layer > 0 { dx[i] = product(dz, row, outputs) * (1 - value * value) }
          for j in 0..<outputs where !isLast || !held.contains(j) { target[j] += value * dz[j] }
        }
        swap(&dz, &dx)
        if layer > 0 { x -= sizes[layer - 1] }
      }
    }
  }

  /// The inner product, in four sums.
  @inline(__always)
  private func product(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
    var sums = SIMD4<Double>(repeating: 0)
    let even = count & ~3
    for start in stride(from: 0, to: even, by: 4) {
      sums +=
        UnsafeRawPointer(a + start).loadUnaligned(as: SIMD4<Double>.self)
        * UnsafeRawPointer(b + start).loadUnaligned(as: SIMD4<Double>.self)
    }
    var sum = sums[0] + sums[1] + sums[2] + sums[3]
    for index in even..<count { sum += a[index] * b[index] }
    return sum
  }
}
