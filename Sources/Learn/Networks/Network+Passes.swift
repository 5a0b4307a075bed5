extension Network {
  /// The outputs of every row of the pass.
  /// - Parameter pass: made for a network of these sizes; its inputs are written.
  public func forward(_ pass: inout NetworkPass) {
    let (start, θ) = (pass.buffer.mutablePointer(), buffer.pointer)
    let fixed = pass
    inShares(of: fixed) { rows in
      for index in layers.indices {
        let layer = kernels(index, fixed, start, θ, rows)
        layer.forward(
          activation(of: index), into: start + fixed.values[index + 1] + rows.lowerBound * layer.shape.outputStride)
      }
    }
  }

  /// The gradient of the loss by the parameters and, if it is asked for, by the inputs.
  /// - Parameters:
  ///   - pass: after `forward`, with the outputs' gradients written.
  ///   - gradient: is overwritten.
  ///   - wantsInputs: whether the inputs' gradients are wanted too, at the cost of one more product.
  public func backward(_ pass: inout NetworkPass, into gradient: inout NetworkGradient, wantsInputs: Bool = false) {
    backward(&pass, gradient.buffer.mutablePointer(), wanted: wantsInputs ? 0..<sizes[0] : nil)
  }

  /// The gradient of the loss by the inputs alone, which saves the products of the parameters' gradient.
  /// - Parameters:
  ///   - pass: after `forward`, with the outputs' gradients written.
  ///   - columns: the inputs by which it is wanted; the others' gradients may be written or not. All where it is nil.
  public func backwardToInputs(_ pass: inout NetworkPass, columns: Range<Int>? = nil) {
    let wanted = columns ?? 0..<sizes[0]
    precondition(wanted.lowerBound >= 0 && wanted.upperBound <= sizes[0], "there are \(sizes[0]) inputs, not \(wanted)")
    backward(&pass, nil, wanted: wanted)
  }

  private func backward(
    _ pass: inout NetworkPass, _ gradient: UnsafeMutablePointer<Float>?, wanted: Range<Int>?
  ) {
    precondition(!pass.isOneWay, "the pass has no room for gradients")
    let (start, θ) = (pass.buffer.mutablePointer(), buffer.pointer)
    let fixed = pass
    inShares(of: fixed) { rows in backward(fixed, start, θ, rows, wanted) }
    guard let gradient else { return }
    // Each entry is a sum over all rows.
    Helper.shared.share(2, isWorthIt: isLarge(fixed)) { halves in
      for index in layers.indices.reversed() {
        kernels(index, fixed, start, θ, 0..<fixed.rows)
          .backwardToParameters(start + fixed.gradients[index + 1], into: gradient, halves)
      }
    }
  }

  /// Some rows of the gradients of every layer's sums, and of the inputs.
  private func backward(
    _ pass: NetworkPass, _ start: UnsafeMutablePointer<Float>, _ θ: UnsafePointer<Float>, _ rows: Range<Int>,
    _ wanted: Range<Int>?
  ) {
    let last = layers.count - 1
    // The two shares turn matrices round in rooms of their own.
    let scratch = start + (rows.lowerBound == 0 ? pass.scratch : pass.secondScratch)
    for index in layers.indices.reversed() {
      let layer = kernels(index, pass, start, θ, rows)
      let dz = start + pass.gradients[index + 1] + rows.lowerBound * layer.shape.outputStride
      if index == last {
        let y = start + pass.values[index + 1] + rows.lowerBound * layer.shape.outputStride
        layer.pullBack(outputActivation, dz, through: y)
      }
      let dx = start + pass.gradients[index] + rows.lowerBound * layer.inputStride
      if index > 0 {
        layer.backwardToInputs(activation, dz, into: dx, scratch: scratch)
      } else if let wanted {
        layer.backwardToInputs(wanted, dz, into: dx, scratch: scratch)
      }
    }
  }

  /// A layer at work on some rows of a pass.
  func kernels(
    _ index: Int, _ pass: NetworkPass, _ start: UnsafeMutablePointer<Float>, _ θ: UnsafePointer<Float>,
    _ rows: Range<Int>
  ) -> LayerKernels {
    let stride = index == 0 ? padded(sizes[0]) : layers[index - 1].outputStride
    return LayerKernels(
      shape: layers[index], rows: rows.count, parameters: θ,
      inputs: start + pass.values[index] + rows.lowerBound * stride, inputStride: stride)
  }

  /// All rows of a pass, in two shares where they are many; shares are of whole registers of a single output.
  func inShares(of pass: NetworkPass, _ work: (Range<Int>) -> Void) {
    Helper.shared.share(pass.rows, by: 16, isWorthIt: isLarge(pass), work)
  }

  private func isLarge(_ pass: NetworkPass) -> Bool { pass.rows * buffer.count > 1 << 17 }
}
