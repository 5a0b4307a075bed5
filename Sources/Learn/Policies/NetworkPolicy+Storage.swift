import Worlds

// What network policies consist of. The names of tensors are a contract with other readers: docs/runs.md.

/// A network's layers as parts of a policy.
/// - Parameters:
///   - sizes: inputs, hidden units layer by layer, outputs.
///   - precision: of the numbers.
///   - inputs: what x is.
///   - outputs: what y means.
///   - layer: the weights, input by input, and the biases of a layer.
private func layerParts(
  _ sizes: [Int], _ precision: Tensor.Precision, inputs: String, outputs: String,
  _ layer: (Int) -> (weights: [Double], biases: [Double])
) -> [StoredPolicy.Part] {
  (0..<sizes.count - 1).flatMap { index -> [StoredPolicy.Part] in
    let (weights, biases) = layer(index)
    let (name, isLast) = ("policy.\(index)", index == sizes.count - 2)
    let sum = "y = x @ weight + bias"
    let meaning =
      "\(name).weight[i, j], from input i to output j: " + (isLast ? "\(sum); \(outputs)" : "x = tanh(y), \(sum)")
      + (index == 0 ? "; the first x is \(inputs)" : "")
    return [
      .init(Tensor("\(name).weight", [sizes[index], sizes[index + 1]], weights, precision), meaning),
      .init(Tensor("\(name).bias", [sizes[index + 1]], biases, precision), "\(name).bias[j], of output j"),
    ]
  }
}

extension NetworkPolicy: StorablePolicy {
  public var stored: StoredPolicy {
    let layers = layerParts(network.sizes, .single, inputs: meaningOfInputs, outputs: Head.meaning) { index in
      let (weights, biases) = network.layer(index)
      return (weights.map(Double.init), biases.map(Double.init))
    }
    guard let scale else { return StoredPolicy(Head.kind, layers) }
    let (numbers, count) = (scale.numbers, scale.components)
    return StoredPolicy(
      Head.kind,
      layers + [
        .init(Tensor("observation.count", [], [numbers[0]]), "observation.count, of the observations that were seen"),
        .init(
          Tensor("observation.mean", [count], Array(numbers[1..<1 + count])),
          "observation.mean[i], of component i of the observations that were seen"),
        .init(
          Tensor("observation.variance", [count], Array(numbers[(1 + count)...])),
          "observation.variance[i], of component i of the observations that were seen"),
      ])
  }

  private var meaningOfInputs: String {
    scale == nil
      ? "the observation"
      : "(observation - observation.mean) / sqrt(observation.variance + \(ObservationScale.smallest)), "
        + "clipped to -\(ObservationScale.bound)...\(ObservationScale.bound)"
  }

  public mutating func restore(_ tensors: [Tensor]) { parameters = tensors.flatMap(\.values) }
}

extension DeepPolicy {
  public var stored: StoredPolicy {
    let meaning = (temperature == 1 ? "" : "divided by the temperature, ") + Head.meaning
    let layers = layerParts(
      network.sizes, .double, inputs: "observation * observation.scale", outputs: meaning
    ) { index in
      let (weights, biases) = network.layer(index)
      return (Array(parameters[weights]), Array(parameters[biases]))
    }
    return StoredPolicy(
      Head.kind, facts: Head.isSpread ? [] : [("temperature", temperature)],
      layers + [
        .init(
          Tensor("observation.scale", [scale.count], scale.array),
          "observation.scale[j], by which component j of the observation is multiplied: 1 / its bound", .fixed)
      ])
  }

  public mutating func restore(_ tensors: [Tensor]) { parameters = tensors.dropLast().flatMap(\.values) }
}
