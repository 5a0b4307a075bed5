/// Room for a forward-mode pass: how every layer's values change as the parameters move in a direction.
struct NetworkTangent: Sendable {
  /// dy, layer by layer, in the places of the layers' values.
  var pass: NetworkPass
  /// dz of one layer, by the parameters alone.
  var sums: NetworkPass
  /// The network's weights without its biases, which do not change what passes through them.
  var weights: NetworkGradient

  /// - Parameters:
  ///   - network: the room fits every network of the same sizes.
  ///   - rows: the most that go through at once.
  init(_ network: Network, rows: Int) {
    pass = NetworkPass(network, rows: rows, isOneWay: true)
    sums = pass
    weights = NetworkGradient(network)
  }

  /// J v: the change of each row's outputs, after `Network.tangent`.
  var outputs: MatrixView { mutating get { pass.outputs } }

  /// Takes over the network's weights.
  /// - Parameter network: of the sizes that this was made for.
  mutating func follow(_ network: Network) {
    let (start, source) = (weights.buffer.mutablePointer(), network.buffer.pointer)
    for index in stride(from: 0, to: network.buffer.count, by: 16) { start.set(index, source.lanes(index)) }
    for layer in network.layers { for output in 0..<layer.outputs { start[layer.biases + output] = 0 } }
  }
}

extension Network {
  /// J v: how the outputs of every row change as θ moves along v, by the chain rule from the inputs on:
  /// dz = dy₋ W + y₋ V + c and dy = f′(z) dz, with v's weights V and biases c.
  ///
  /// Both products are a layer's own, of the weights without biases and of the direction.
  /// - Parameters:
  ///   - pass: after `forward` by this network.
  ///   - direction: v.
  ///   - tangent: follows this network's weights; gets the answer.
  func tangent(_ pass: inout NetworkPass, along direction: NetworkGradient, into tangent: inout NetworkTangent) {
    let room = tangent.pass.capacity
    precondition(pass.rows <= room, "there is room for \(room) rows, not \(pass.rows)")
    (tangent.pass.rows, tangent.sums.rows) = (pass.rows, pass.rows)
    let (start, v, weights) = (pass.buffer.mutablePointer(), direction.buffer.pointer, tangent.weights.buffer.pointer)
    let (changes, sums) = (tangent.pass.buffer.mutablePointer(), tangent.sums.buffer.mutablePointer())
    let (values, moved) = (pass, tangent.pass)
    inShares(of: values) { rows in
      for index in layers.indices {
        let byParameters = kernels(index, values, start, v, rows)
        let stride = byParameters.shape.outputStride
        let place = moved.values[index + 1] + rows.lowerBound * stride
        byParameters.forward(.identity, into: changes + place)
        if index > 0 {
          kernels(index, moved, changes, weights, rows).forward(.identity, into: sums + place)
          for entry in Swift.stride(from: 0, to: padded(rows.count * stride), by: 16) {
            (changes + place).set(entry, (changes + place).lanes(entry) + (sums + place).lanes(entry))
          }
        }
        byParameters.pullBack(
          activation(of: index), changes + place, through: start + values.values[index + 1] + rows.lowerBound * stride)
      }
    }
  }
}

extension NetworkGradient {
  /// All numbers in double precision, in the buffer's order: with the zeros between the rows, which every sum and
  /// multiple of such vectors keeps.
  var vector: [Double] {
    get { (0..<buffer.count).map { Double(buffer.pointer[$0]) } }
    set {
      precondition(newValue.count == buffer.count, "\(buffer.count) numbers are needed, not \(newValue.count)")
      let start = buffer.mutablePointer()
      for (index, value) in newValue.enumerated() { start[index] = Float(value) }
    }
  }
}

extension Network {
  /// The network at θ + step · x, each parameter rounded once.
  /// - Parameters:
  ///   - step: the step size.
  ///   - direction: x, in the order of `NetworkGradient.vector`.
  func moved(_ step: Double, along direction: [Double]) -> Network {
    precondition(direction.count == buffer.count, "\(buffer.count) numbers are needed, not \(direction.count)")
    var network = self
    let θ = network.buffer.mutablePointer()
    for (index, x) in direction.enumerated() { θ[index] = Float(Double(θ[index]) + step * x) }
    return network
  }
}
