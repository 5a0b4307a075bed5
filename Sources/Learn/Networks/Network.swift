import Worlds

/// A network of dense layers, yₗ = f(yₗ₋₁ Wₗ + bₗ), in single precision: a value, so that a copy is a checkpoint.
///
/// All parameters are in one buffer, which optimisers pass over once (`Adam`). What a batch needs on its way, the rows that
/// go in, every layer's values and the gradients that come back, is in a `NetworkPass`, which its owner keeps from batch to
/// batch: no step of a loop allocates.
///
///     var random = RandomStream(seed: 7, name: "initialisation")
///     var network = Network([3, 64, 64, 1], .relu, output: .identity)
///     network.initialise(.fanIn(last: nil), using: &random)
///     var pass = NetworkPass(network, rows: 100)
///     var gradient = NetworkGradient(network)
///     var adam = Adam(network)
///
///     let x = pass.inputs
///     for row in 0..<100 { for column in 0..<3 { x[row, column] = … } }
///     network.forward(&pass)
///     let (y, dy) = (pass.outputs, pass.outputGradients)
///     for row in 0..<100 { dy[row, 0] = 2 * (y[row, 0] - target[row]) / 100 }
///     network.backward(&pass, into: &gradient)
///     gradient.clip(norm: 0.5)
///     adam.descend(&network, gradient, rate: 3e-4)
///
/// For the gradient of the inputs, as a critic gives it to an actor: `backwardToInputs`.
public struct Network: Sendable, Equatable {
  /// Numbers of inputs, of each hidden layer's units, and of outputs.
  public let sizes: [Int]
  /// Of the hidden layers.
  public let activation: Activation
  /// Of the last layer.
  public let outputActivation: Activation
  let layers: [LayerShape]
  var buffer: Floats

  /// All parameters zero.
  /// - Parameters:
  ///   - sizes: inputs, hidden units layer by layer, outputs: two numbers or more, all positive.
  ///   - activation: of the hidden layers.
  ///   - output: of the last.
  public init(_ sizes: [Int], _ activation: Activation, output: Activation) {
    precondition(sizes.count > 1 && sizes.allSatisfy { $0 > 0 }, "no network has the sizes \(sizes)")
    (self.sizes, self.activation, outputActivation) = (sizes, activation, output)
    var layers: [LayerShape] = []
    for (inputs, outputs) in zip(sizes, sizes.dropFirst()) {
      let isLast = layers.count == sizes.count - 2
      layers.append(LayerShape(inputs: inputs, outputs: outputs, isLast: isLast, at: layers.last?.end ?? 0))
    }
    self.layers = layers
    buffer = Floats(count: layers[layers.count - 1].end)
  }

  /// Weights and biases.
  public var parameterCount: Int { zip(sizes, sizes.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 } }

  /// θ, layer by layer: the weights of the first input to every output, those of the second, …, then the biases.
  public var parameters: [Float] {
    get { layers.flatMap(\.places).map { buffer[$0] } }
    set {
      precondition(newValue.count == parameterCount, "\(parameterCount) parameters are needed, not \(newValue.count)")
      for (place, value) in zip(layers.flatMap(\.places), newValue) { buffer[place] = value }
    }
  }

  /// Of one layer, from 0: the weights, input by input, and the biases.
  public func layer(_ index: Int) -> (weights: [Float], biases: [Float]) {
    let layer = layers[index]
    let places = layer.places
    let count = layer.inputs * layer.outputs
    return (places[..<count].map { buffer[$0] }, places[count...].map { buffer[$0] })
  }

  func activation(of layer: Int) -> Activation { layer == layers.count - 1 ? outputActivation : activation }

  /// The first parameter that is not finite or larger than 10⁸, by its place in `parameters`; nil while all is well.
  public var broken: (index: Int, value: Float)? {
    let pointer = buffer.pointer
    for start in stride(from: 0, to: buffer.count, by: 16) {
      let lanes = pointer.lanes(start)
      let size = lanes.replacing(with: -lanes, where: lanes .< 0)
      if all(size .<= 1e8) { continue }
      for (index, value) in parameters.enumerated() where !(abs(value) <= 1e8) { return (index, value) }
    }
    return nil
  }

  /// self ← other, number by number: unlike an assignment it shares no memory afterwards, so that neither side copies when it
  /// is next written to.
  /// - Parameter other: a network of the same sizes.
  mutating func take(_ other: Network) {
    precondition(other.sizes == sizes, "a network \(sizes) cannot take the parameters of one \(other.sizes)")
    buffer.take(other.buffer)
  }

  /// The first hidden layer, from 0, whose weights are larger than 3 on the average, and that average; nil while all is well.
  ///
  /// They begin well below 1 and stay there in runs that learn: with weights of several units whatever comes in drives units to
  /// where they have no slope, and a step size that does that in an update never brings them back.
  public var overgrown: (layer: Int, mean: Float)? {
    let pointer = buffer.pointer
    for (index, layer) in layers.dropLast().enumerated() {
      var sum = Lanes(repeating: 0)
      for start in stride(from: layer.weights, to: layer.biases, by: 16) {
        let lanes = pointer.lanes(start)
        sum += lanes.replacing(with: -lanes, where: lanes .< 0)
      }
      let mean = sum.sum() / Float(layer.inputs * layer.outputs)
      if mean > 3 { return (index, mean) }
    }
    return nil
  }

  /// What is wrong with the parameters, in words; nil while all is well.
  /// - Parameter name: theirs in the listing.
  func trouble(_ name: String) -> String? {
    if let broken { return LearntParameters.broken(name, broken.index, Double(broken.value)) }
    guard let overgrown else { return nil }
    let mean = (Double(overgrown.mean) * 10).rounded() / 10
    return "∣\(name)∣ is \(mean) on the average in layer \(overgrown.layer + 1)"
  }

  /// self ← self + share (other − self): Polyak averaging, as target networks follow the networks that learn.
  /// - Parameters:
  ///   - other: a network of the same sizes.
  ///   - share: τ, 0…1.
  public mutating func approach(_ other: Network, by share: Float) {
    precondition(other.sizes == sizes, "a network \(sizes) cannot approach one \(other.sizes)")
    let (mine, theirs) = (buffer.mutablePointer(), other.buffer.pointer)
    for index in stride(from: 0, to: buffer.count, by: 16) {
      mine.set(index, mine.lanes(index).plus(Lanes(repeating: share), theirs.lanes(index) - mine.lanes(index)))
    }
  }
}
