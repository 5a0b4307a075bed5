// Outputs of the last layer that depend on nothing: their weights stay zero, and the bias is all that is learnt.

extension LayerShape {
  /// The places of an output's weights.
  func weightPlaces(of output: Int) -> [Int] { (0..<inputs).map { weight($0, output) } }
}

extension Network {
  /// Sets the bias of one output.
  mutating func setBias(of output: Int, to value: Float) { buffer[layers[layers.count - 1].biases + output] = value }

  /// Makes outputs the same whatever the inputs.
  mutating func detach(_ outputs: Range<Int>) {
    for output in outputs {
      for place in layers[layers.count - 1].weightPlaces(of: output) { buffer[place] = 0 }
    }
  }
}

extension NetworkGradient {
  /// Leaves outputs detached that are so.
  mutating func detach(_ outputs: Range<Int>) {
    let layer = layers[layers.count - 1]
    let start = buffer.mutablePointer()
    for output in outputs {
      for input in 0..<layer.inputs { start[layer.weight(input, output)] = 0 }
    }
  }
}
