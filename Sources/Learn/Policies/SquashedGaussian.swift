import Worlds

/// A Gaussian squashed into the box of actions: u = μ(o) + σ(o) ε with ε ∼ N(0, 1), a = tanh u, where a network gives μ and ln σ.
///
/// Source: Haarnoja et al. 2018, "Soft actor–critic", appendix C: ln π(a∣o) = ln N(u; μ, σ) − Σ ln(1 − tanh² u). Densities are by
/// the learner's unit −1…1; those by the world's unit are less by Σ ln(half width). ln σ is held within −20…2, as the
/// authors' program does.
struct SquashedGaussian: NetworkActor {
  static let logDeviations: ClosedRange<Float> = -20...2

  var network: Network
  let bounds: ActionBounds
  private var pass: NetworkPass

  /// - Parameters:
  ///   - inputs: components of an observation; where there are none the network has a single input, 0.
  ///   - width: units of each of the two hidden layers.
  init(inputs: Int, bounds: ActionBounds, width: Int, using random: inout RandomStream) {
    self.bounds = bounds
    network = Network([max(inputs, 1), width, width, 2 * bounds.count], .relu, output: .identity)
    network.initialise(.fanIn(last: nil), using: &random)
    pass = NetworkPass(network, rows: 1, isOneWay: true)
  }

  static func held(_ logDeviation: Float) -> Float {
    min(max(logDeviation, logDeviations.lowerBound), logDeviations.upperBound)
  }

  /// tanh(μ + σ ε), in the learner's unit.
  mutating func action(at observation: Reals, noise: Reals) -> Reals {
    network.forward(&pass, observation)
    let y = pass.outputs
    var action = noise
    for index in 0..<bounds.count {
      let σ = exp(Double(Self.held(y[0, bounds.count + index])))
      action[index] = tanh(Double(y[0, index]) + σ * noise[index])
    }
    return action
  }

  /// −ln π of the action that was made last, by the learner's unit.
  /// - Parameter noise: the ε that made it.
  mutating func surprise(_ noise: Reals) -> Double {
    let y = pass.outputs
    var sum = 0.0
    for index in 0..<bounds.count {
      let (ε, logσ) = (noise[index], Double(Self.held(y[0, bounds.count + index])))
      let u = Double(y[0, index]) + exp(logσ) * ε
      // ln(1 − tanh² u) = 2 (ln 2 − ∣u∣ − ln(1 + e^−2∣u∣)), without the difference of two numbers near 1.
      let squash = 2 * (log(2) - abs(u) - log(1 + exp(-2 * abs(u))))
      sum += ε * ε / 2 + logσ + log(2 * .pi) / 2 + squash
    }
    return sum
  }

  func likeliest(_ outputs: MatrixView, row: Int) -> Reals {
    var action = Reals(repeating: 0, count: bounds.count)
    for index in 0..<bounds.count { action[index] = tanh(Double(outputs[row, index])) }
    return action
  }

  func distribution(_ outputs: MatrixView, row: Int, noise: Double) -> ActionDistribution {
    let components = 0..<bounds.count
    return .squashed(
      mean: components.map { Double(outputs[row, $0]) },
      deviation: components.map { exp(Double(Self.held(outputs[row, bounds.count + $0]))) }, bounds: bounds)
  }

  var stored: StoredPolicy {
    StoredPolicy(
      "network-squashed-gaussian",
      network.parts(
        outputs: "mu, then log_sigma, held within -20 and 2; "
          + "action = middle + half * tanh(mu + exp(log_sigma) * normal)") + bounds.parts)
  }

  mutating func restore(_ tensors: [Tensor]) { network.restore(tensors[...]) }
}

extension Network {
  /// The outputs at one observation.
  func forward(_ pass: inout NetworkPass, _ observation: Reals) {
    let x = pass.inputs
    for index in 0..<observation.count { x[0, index] = Float(observation[index]) }
    forward(&pass)
  }
}
