import Worlds

/// A policy without chance: a = tanh of a network's outputs, in the learner's unit −1…1.
///
/// Source: Lillicrap et al. 2016, section 7.
struct DeterministicPolicy: NetworkActor {
  var network: Network
  let bounds: ActionBounds
  private var pass: NetworkPass

  /// - Parameters:
  ///   - inputs: components of an observation; where there are none the network has a single input, 0.
  ///   - width: units of each of the two hidden layers.
  init(inputs: Int, bounds: ActionBounds, width: Int, using random: inout RandomStream) {
    self.bounds = bounds
    network = Network([max(inputs, 1), width, width, bounds.count], .relu, output: .tanh)
    network.initialise(.fanIn(last: nil), using: &random)
    pass = NetworkPass(network, rows: 1, isOneWay: true)
  }

  /// μ(o), in the learner's unit.
  mutating func action(at observation: Reals) -> Reals {
    network.forward(&pass, observation)
    // In a line of their own: a policy that is being asked shares the pass, which would be copied to be written to.
    let outputs = pass.outputs
    return likeliest(outputs, row: 0)
  }

  func likeliest(_ outputs: MatrixView, row: Int) -> Reals {
    var action = Reals(repeating: 0, count: bounds.count)
    for index in 0..<bounds.count { action[index] = Double(outputs[row, index]) }
    return action
  }

  /// μ(o) and noise, held within −1…1.
  mutating func action(at observation: Reals, disturbedBy noise: Reals) -> Reals {
    var action = action(at: observation)
    for index in 0..<action.count { action[index] = min(max(action[index] + noise[index], -1), 1) }
    return action
  }

  func distribution(_ outputs: MatrixView, row: Int, noise: Double) -> ActionDistribution {
    .gaussian(
      mean: bounds.action(likeliest(outputs, row: row)).array, deviation: bounds.half.map { $0 * noise })
  }

  var stored: StoredPolicy {
    StoredPolicy(
      "network-deterministic",
      network.parts(outputs: "action = middle + half * tanh(y)") + bounds.parts)
  }

  mutating func restore(_ tensors: [Tensor]) { network.restore(tensors[...]) }
}
