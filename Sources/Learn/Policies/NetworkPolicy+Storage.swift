import Worlds

// What network policies consist of. The names of tensors are a contract with other readers: docs/runs.md.

extension NetworkPolicy: StorablePolicy {
  public var stored: StoredPolicy { stored(Head.kind, outputs: Head.meaning) }

  /// The same parts where the network's outputs mean something else than the head's.
  /// - Parameters:
  ///   - kind: of the policy.
  ///   - facts: single numbers that it has besides.
  ///   - outputs: what they mean, in a line.
  func stored(_ kind: String, facts: [(name: String, value: Double)] = [], outputs: String) -> StoredPolicy {
    let layers = network.parts(inputs: meaningOfInputs, outputs: outputs)
    guard let scale else { return StoredPolicy(kind, facts: facts, layers) }
    let (numbers, count) = (scale.numbers, scale.components)
    return StoredPolicy(
      kind, facts: facts,
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
      network.sizes, .tanh, .double, inputs: "observation * observation.scale", outputs: meaning
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
