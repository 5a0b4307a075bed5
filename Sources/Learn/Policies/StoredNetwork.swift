import Worlds

extension Network {
  /// Layer by layer, as a policy keeps them.
  /// - Parameters:
  ///   - name: before the layers' numbers, such as `policy`.
  ///   - end: what becomes of the last layer's outputs.
  func parts(_ name: String, _ end: String) -> [StoredPolicy.Part] {
    (0..<sizes.count - 1).flatMap { index -> [StoredPolicy.Part] in
      let (weights, biases) = layer(index)
      let (inputs, outputs) = (sizes[index], sizes[index + 1])
      let isLast = index == sizes.count - 2
      let form = "y = x @ weight + bias"
      let meaning =
        "\(name).\(index).weight[i, j], from input i to output j: "
        + (isLast ? "\(form), and \(end)" : "x = \(activation.rawValue)(y), \(form)")
      return [
        .init(Tensor("\(name).\(index).weight", [inputs, outputs], weights.map(Double.init), .single), meaning),
        .init(
          Tensor("\(name).\(index).bias", [outputs], biases.map(Double.init), .single),
          "\(name).\(index).bias[j], of output j"),
      ]
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
