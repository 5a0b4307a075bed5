import Worlds

/// A network's layers as parts of a policy.
/// - Parameters:
///   - sizes: inputs, hidden units layer by layer, outputs.
///   - activation: of the hidden layers.
///   - precision: of the numbers.
///   - inputs: what x is.
///   - outputs: what y means.
///   - layer: the weights, input by input, and the biases of a layer.
func layerParts(
  _ sizes: [Int], _ activation: Activation, _ precision: Tensor.Precision, inputs: String, outputs: String,
  _ layer: (Int) -> (weights: [Double], biases: [Double])
) -> [StoredPolicy.Part] {
  (0..<sizes.count - 1).flatMap { index -> [StoredPolicy.Part] in
    let (weights, biases) = layer(index)
    let (name, isLast) = ("policy.\(index)", index == sizes.count - 2)
    let sum = "y = x @ weight + bias"
    let meaning =
      "\(name).weight[i, j], from input i to output j: "
      + (isLast ? "\(sum); \(outputs)" : "x = \(activation.rawValue)(y), \(sum)")
      + (index == 0 ? "; the first x is \(inputs)" : "")
    return [
      .init(Tensor("\(name).weight", [sizes[index], sizes[index + 1]], weights, precision), meaning),
      .init(Tensor("\(name).bias", [sizes[index + 1]], biases, precision), "\(name).bias[j], of output j"),
    ]
  }
}

extension Network {
  /// Layer by layer, as a policy keeps them.
  /// - Parameters:
  ///   - inputs: what x is.
  ///   - outputs: what the last layer's y means.
  func parts(inputs: String = "the observation", outputs: String) -> [StoredPolicy.Part] {
    layerParts(sizes, activation, .single, inputs: inputs, outputs: outputs) { index in
      let (weights, biases) = layer(index)
      return (weights.map(Double.init), biases.map(Double.init))
    }
  }

  /// How many tensors `parts` has.
  var partCount: Int { 2 * (sizes.count - 1) }

  /// Puts the tensors of `parts` in place.
  mutating func restore(_ tensors: ArraySlice<Tensor>) {
    parameters = tensors.prefix(partCount).flatMap { $0.values.map(Float.init) }
  }
}

extension ActionBounds {
  /// Where the box lies, as parts of a policy.
  var parts: [StoredPolicy.Part] {
    [
      .init(Tensor("action.middle", [count], middle), "action.middle[k], the middle of component k's range", .fixed),
      .init(Tensor("action.half", [count], half), "action.half[k], half the width of component k's range", .fixed),
    ]
  }
}
