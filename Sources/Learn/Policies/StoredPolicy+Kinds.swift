import Worlds

// What each kind of policy consists of. The names of kinds, tensors and facts are a contract with other readers: docs/runs.md.

extension TabularSoftmax: StorablePolicy {
  public var stored: StoredPolicy {
    StoredPolicy(
      "softmax", facts: [("temperature", temperature)],
      [
        .init(
          Tensor("theta", [observationCount, actionCount], parameters),
          "theta[o, a], the preference of action a where o is seen: pi(a|o) = softmax(theta[o] / temperature)[a]")
      ])
  }
}

extension LinearSoftmax: StorablePolicy {
  public var stored: StoredPolicy {
    StoredPolicy(
      "linear-softmax", facts: [("temperature", temperature)],
      [
        .init(
          Tensor("theta", [features.count], parameters),
          "theta[i], the weight of feature i: pi(a|o) = softmax(phi[o] @ theta / temperature)[a]; "
            + "the features are \(features.names.joined(separator: ", "))"),
        features.part,
      ])
  }
}

extension FeatureTable {
  /// φ as a part of a policy.
  fileprivate var part: StoredPolicy.Part {
    .init(
      Tensor("phi", [observationCount, actionCount, count], rows),
      "phi[o, a, i], feature i of action a where o is seen", .fixed)
  }
}

extension RealSoftmax: StorablePolicy {
  public var stored: StoredPolicy {
    StoredPolicy(
      "real-softmax", facts: [("temperature", temperature), ("degree", Double(features.degree))],
      [
        .init(
          Tensor("theta", [actionCount, features.count], parameters),
          "theta[a, i], weight of feature i for action a: pi(a|o) = softmax(theta @ phi / temperature)[a]; "
            + features.meaning),
        features.part,
      ])
  }
}

extension PlacementSoftmax: StorablePolicy {
  public var stored: StoredPolicy {
    StoredPolicy(
      "placement-softmax", facts: [("temperature", temperature), ("width", Double(width))],
      [
        .init(
          Tensor("theta", [parameters.count], parameters),
          "theta[i], the weight of feature i of a placement: pi(a|o) = softmax(phi(o, a) @ theta / temperature)[a] over the "
            + "legal placements a, the greatest where the temperature is 0; the features are those of tetris with "
            + "features=\(features.rawValue): \(parameterNames.joined(separator: ", "))")
      ])
  }
}

extension LinearGaussian: StorablePolicy {
  public var stored: StoredPolicy {
    let weights = actionCount * features.count
    return StoredPolicy(
      "linear-gaussian", facts: [("degree", Double(features.degree))],
      [
        .init(
          Tensor("mean.weight", [actionCount, features.count], Array(parameters[..<weights])),
          "mean.weight[k, i], weight of feature i in the mean of the action's component k: mu = mean.weight @ phi; "
            + features.meaning),
        .init(
          Tensor("log_sigma", [actionCount], Array(parameters[weights...])),
          "log_sigma[k], logarithm of the deviation of component k: action ~ normal(mu, exp(log_sigma))"),
        features.part,
      ])
  }

  public mutating func restore(_ tensors: [Tensor]) { parameters = tensors[0].values + tensors[1].values }
}

extension PolynomialFeatures {
  /// What φ is, in a line.
  fileprivate var meaning: String {
    "phi is 1, x = observation * observation.scale" + (degree == 2 ? ", and x[i] * x[j] for i <= j" : "")
      + ": \(names.joined(separator: ", "))"
  }

  /// The scale as a part of a policy.
  fileprivate var part: StoredPolicy.Part {
    .init(
      Tensor("observation.scale", [scale.array.count], scale.array),
      "observation.scale[j], by which component j of the observation is multiplied: 1 / its bound", .fixed)
  }
}

extension EpsilonGreedy: StorablePolicy {
  public var stored: StoredPolicy {
    let meaning = "the greedy action has the highest value, and ties share alike; with probability epsilon any is drawn"
    guard let features = (values as? LinearActionValues)?.features else {
      return StoredPolicy(
        "epsilon-greedy", facts: [("epsilon", ε)],
        [
          .init(
            Tensor("q", [observationCount, actionCount], values.parameters), "q[o, a], the value of a at o; \(meaning)")
        ])
    }
    return StoredPolicy(
      "linear-epsilon-greedy", facts: [("epsilon", ε)],
      [
        .init(
          Tensor("w", [features.count], values.parameters),
          "w[i], weight of feature i: q[o, a] = phi[o, a] @ w; \(meaning)"),
        features.part,
      ])
  }

  public mutating func restore(_ tensors: [Tensor]) { values.parameters = tensors[0].values }
}

extension ProbabilityTable: StorablePolicy {
  public var stored: StoredPolicy {
    StoredPolicy(
      "probabilities",
      [
        .init(
          Tensor("pi", [observationCount, actionCount], (0..<observationCount).flatMap { self[$0] }),
          "pi[o, a], the probability of action a where o is seen", .probabilities)
      ])
  }

  public mutating func restore(_ tensors: [Tensor]) { rows = tensors[0].values }
}
