import Worlds

/// A representation on a world observed in reals that says which outputs a policy network has there: what lets one file of an
/// algorithm serve actions that can be counted and real ones.
public protocol NetworkRepresentation: Representation where W: RealWorld {
  associatedtype Head: PolicyHead where Head.Action == W.Action
}

extension NetworkRepresentation {
  public typealias NetworkActor = NetworkPolicy<W.Observation, Head>

  /// v of the same inputs as a policy's, with as many units in its layers.
  static func critic(beside policy: NetworkActor, units: Int, using random: inout RandomStream) -> Network {
    var critic = Network([policy.network.sizes[0], units, units, 1], .tanh, output: .identity)
    critic.initialise(.orthogonal(gain: Float(2).squareRoot(), last: 1), using: &random)
    return critic
  }

  /// π(·∣o) and v of many observations.
  static func opinions(
    _ policy: NetworkActor, _ critic: Network, at observations: [W.Observation]
  ) -> [(distribution: ActionDistribution, value: Double?)] {
    zip(outputs(of: policy.network, policy, at: observations), outputs(of: critic, policy, at: observations)).map {
      (Head($0).distribution, $1[0])
    }
  }

  /// A network's outputs for many observations as a policy sees them, by a pass made for them.
  static func outputs(
    of network: Network, _ policy: NetworkActor, at observations: [W.Observation]
  ) -> [OutputRow] {
    guard !observations.isEmpty else { return [] }
    var pass = NetworkPass(network, rows: observations.count, isOneWay: true)
    let inputs = pass.inputs
    for (row, observation) in observations.enumerated() { policy.write(observation, to: row, of: inputs) }
    network.forward(&pass)
    let outputs = pass.outputs
    return observations.indices.map { outputs.outputs(of: $0) }
  }
}

extension GaussianRepresentation: NetworkRepresentation {
  public typealias Head = GaussianHead<W.Action>
}

extension SoftmaxRepresentation: NetworkRepresentation {
  public typealias Head = SoftmaxHead
}
