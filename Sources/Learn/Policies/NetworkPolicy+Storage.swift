import Worlds

// What a network policy consists of. The names of tensors are a contract with other readers: docs/runs.md.

extension NetworkPolicy: StorablePolicy {
  public var stored: StoredPolicy {
    var parts: [StoredPolicy.Part] = []
    let last = network.sizes.count - 2
    for index in 0...last {
      let (weights, biases) = network.layer(index)
      let (inputs, outputs) = (network.sizes[index], network.sizes[index + 1])
      let (before, after) = (index == 0 ? "x" : "h\(index)", index == last ? "y" : "h\(index + 1)")
      let sum = "\(before) @ layer\(index + 1).weight + layer\(index + 1).bias"
      parts.append(
        .init(
          Tensor("layer\(index + 1).weight", [inputs, outputs], weights.map(Double.init), .single),
          "layer\(index + 1).weight[i, j], from number i of \(before) to number j of \(after): \(after) = "
            + (index == last ? "\(sum); \(Head.meaning)" : "\(network.activation.rawValue)(\(sum))")
            + (index == 0 ? "; x is \(meaningOfInputs)" : "")))
      parts.append(
        .init(
          Tensor("layer\(index + 1).bias", [outputs], biases.map(Double.init), .single),
          "layer\(index + 1).bias[j], added to number j of \(after)"))
    }
    guard let scale else { return StoredPolicy(Head.kind, parts) }
    let (numbers, count) = (scale.numbers, scale.components)
    return StoredPolicy(
      Head.kind,
      parts + [
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

  public mutating func restore(_ tensors: [Tensor]) {
    parameters = tensors.flatMap(\.values)
  }
}
