extension Network {
  /// The outputs of every row of the pass.
  /// - Parameter pass: made for a network of these sizes; its inputs are written.
  public func forward(_ pass: inout NetworkPass) {
    let (start, θ) = (pass.buffer.mutablePointer(), buffer.pointer)
    for index in layers.indices {
      kernels(index, pass, start, θ).forward(activation(of: index), into: start + pass.values[index + 1])
    }
  }

  /// The gradient of the loss by the parameters and, if it is asked for, by the inputs.
  /// - Parameters:
  ///   - pass: after `forward`, with the outputs' gradients written.
  ///   - gradient: is overwritten.
  ///   - wantsInputs: whether the inputs' gradients are wanted too, at the cost of one more product.
  public func backward(_ pass: inout NetworkPass, into gradient: inout NetworkGradient, wantsInputs: Bool = false) {
    backward(&pass, gradient.buffer.mutablePointer(), wantsInputs: wantsInputs)
  }

  /// The gradient of the loss by the inputs alone, which saves the products of the parameters' gradient.
  /// - Parameter pass: after `forward`, with the outputs' gradients written.
  public func backwardToInputs(_ pass: inout NetworkPass) {
    backward(&pass, nil, wantsInputs: true)
  }

  private func backward(_ pass: inout NetworkPass, _ gradient: UnsafeMutablePointer<Float>?, wantsInputs: Bool) {
    let (start, θ) = (pass.buffer.mutablePointer(), buffer.pointer)
    precondition(!pass.isOneWay, "the pass has no room for gradients")
    let last = layers.count - 1
    kernels(last, pass, start, θ).pullBack(
      outputActivation, start + pass.gradients[last + 1], through: start + pass.values[last + 1])
    for index in layers.indices.reversed() {
      let layer = kernels(index, pass, start, θ)
      let dz = start + pass.gradients[index + 1]
      if let gradient { layer.backwardToParameters(dz, into: gradient) }
      guard index > 0 || wantsInputs else { break }
      layer.backwardToInputs(
        index > 0 ? activation : .identity, dz, into: start + pass.gradients[index], scratch: start + pass.scratch)
    }
  }

  private func kernels(
    _ index: Int, _ pass: NetworkPass, _ start: UnsafeMutablePointer<Float>, _ θ: UnsafePointer<Float>
  ) -> LayerKernels {
    LayerKernels(
      shape: layers[index], rows: pass.rows, parameters: θ, inputs: start + pass.values[index],
      inputStride: index == 0 ? padded(sizes[0]) : layers[index - 1].outputStride)
  }
}
