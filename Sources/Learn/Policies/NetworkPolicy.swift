import Worlds

/// What can be chosen of a policy by a network.
public struct NetworkForm: Sendable, Equatable {
  /// Of each of the two hidden layers.
  public var units = 64
  /// σ at the start, in the unit of the actions; nothing where these can be counted.
  public var deviation = 1.0
  /// Whether σ depends on the state.
  public var spreadsByState = false
  /// Whether observations are brought to one scale.
  public var scalesObservations = false

  public init() {}
}

/// A policy whose distribution's parameters are the outputs of a network over real observations: π(·∣o) = Head(y(x)), where
/// x is the observation, scaled where that is wanted.
public struct NetworkPolicy<Observation: RealVector, Head: PolicyHead>: Policy {
  public internal(set) var network: Network
  /// Nil where observations go in as they are.
  public internal(set) var scale: ObservationScale?
  /// Outputs that do not depend on the state.
  let held: Range<Int>

  /// Nearly the same distribution everywhere: orthogonal weights, of the last layer a hundredth (Andrychowicz et al. 2021
  /// found that to matter more than most else).
  /// - Parameters:
  ///   - components: of an observation.
  ///   - actions: that the policy is over.
  ///   - form: what can be chosen of it.
  ///   - random: draws the weights.
  public init(components: Int, actions: ActionSpace, form: NetworkForm, using random: inout RandomStream) {
    let outputs = Head.outputCount(for: actions)
    let spreads = Head.spreads(of: outputs)
    // Where there is nothing to see it sees a 0.
    network = Network([max(components, 1), form.units, form.units, outputs], .tanh, output: .identity)
    network.initialise(.orthogonal(gain: Float(2).squareRoot(), last: 0.01), using: &random)
    for output in spreads { network.setBias(of: output, to: Float(log(form.deviation))) }
    held = form.spreadsByState ? 0..<0 : spreads
    network.detach(held)
    scale = form.scalesObservations ? ObservationScale(components: components) : nil
  }

  /// Writes an observation as the network takes it.
  @inline(__always)
  func write(_ observation: Observation, to row: Int, of inputs: MatrixView) {
    guard let scale else {
      for index in 0..<observation.count { inputs[row, index] = Float(observation[index]) }
      return
    }
    for index in 0..<observation.count { inputs[row, index] = Float(scale.scaled(observation[index], index)) }
  }

  /// π(·∣o), with a pass of one row made for it: loops keep their own.
  public func head(at observation: Observation) -> Head {
    Head(outputs(at: observation))
  }

  /// What the network says, likewise.
  func outputs(at observation: Observation) -> OutputRow {
    var pass = NetworkPass(network, rows: 1, isOneWay: true)
    write(observation, to: 0, of: pass.inputs)
    network.forward(&pass)
    return pass.outputs.outputs(of: 0)
  }

  public func sample(at observation: Observation, using random: inout RandomStream) -> Head.Action {
    head(at: observation).sample(using: &random)
  }

  public func distribution(at observation: Observation) -> ActionDistribution { head(at: observation).distribution }

  /// The network's parameters and then, where observations are scaled, the scale's numbers.
  public var parameters: [Double] {
    get { network.parameters.map(Double.init) + (scale?.numbers ?? []) }
    set {
      let count = network.parameterCount
      network.parameters = newValue[..<count].map { Float($0) }
      scale?.numbers = Array(newValue[count...])
    }
  }
}
