import Worlds

/// A policy by a network of two hidden layers for algorithms that learn from one step after the other: π(·∣o) = Head(y(x) / τ),
/// with the observation scaled by its bounds as linear policies have it.
public struct DeepPolicy<Observation: RealVector, Head: PolicyHead>: DifferentiablePolicy {
  public private(set) var network: StepNetwork
  /// What each component is multiplied by: 1 over its bound.
  let scale: Observation
  /// τ, by which the outputs are divided.
  let temperature: Double
  /// Outputs that are not learnt.
  let fixed: Range<Int>

  /// Nearly the same distribution everywhere.
  /// - Parameters:
  ///   - components: of an observation, with their bounds.
  ///   - actions: that the policy is over.
  ///   - units: of each hidden layer.
  ///   - deviation: of real actions, the same everywhere; nothing where actions can be counted.
  ///   - learnsDeviation: whether it is learnt.
  ///   - temperature: τ, positive.
  ///   - random: draws the weights.
  init(
    components: [ObservationSpace.Component], actions: ActionSpace, units: Int, deviation: Double = 1,
    learnsDeviation: Bool = false, temperature: Double = 1, using random: inout RandomStream
  ) {
    let count = Head.outputCount(for: actions)
    let spreads = Head.spreads(of: count)
    scale = PolynomialFeatures<Observation>(degree: 1, components: components).scale
    self.temperature = temperature
    fixed = learnsDeviation ? 0..<0 : spreads
    network = StepNetwork([max(components.count, 1), units, units, count], last: 0.01, held: spreads, using: &random)
    for output in spreads { network.parameters[network.lastBiases.lowerBound + output] = log(deviation) }
  }

  public var parameters: [Double] {
    get { network.parameters }
    set {
      precondition(newValue.count == network.parameters.count, "\(network.parameters.count) parameters are needed")
      network.parameters = newValue
    }
  }

  public var parameterNames: [String] { parameters.indices.map { "θ\($0)" } }

  // MARK: The distribution

  private func head(_ outputs: UnsafePointer<Double>) -> Head {
    Self.head(outputs, network.sizes[network.sizes.count - 1], temperature)
  }

  private static func head(_ outputs: UnsafePointer<Double>, _ count: Int, _ temperature: Double) -> Head {
    var row = OutputRow(count: count)
    for index in 0..<count { row[index] = outputs[index] / temperature }
    return Head(row)
  }

  public func head(at observation: Observation) -> Head {
    network.withValues({ scale.write(observation, to: $0) }, { head($1) })
  }

  public func sample(at observation: Observation, using random: inout RandomStream) -> Head.Action {
    head(at: observation).sample(using: &random)
  }

  public func distribution(at observation: Observation) -> ActionDistribution { head(at: observation).distribution }

  public func logProbability(of action: Head.Action, at observation: Observation) -> Double {
    head(at: observation).logProbability(of: action)
  }

  public func divergence(from other: Self, at observation: Observation) -> Double {
    head(at: observation).divergence(from: other.head(at: observation))
  }

  // MARK: Gradients

  public func addScore(
    _ weight: Double, of action: Head.Action, at observation: Observation, into sum: inout [Double]
  ) {
    network.withValues({ scale.write(observation, to: $0) }) { values, outputs in
      let slope = Self.slope(head(outputs), weight / temperature, action, fixed)
      network.addGradient(slope, values, into: &sum)
    }
  }

  public mutating func ascend(_ step: Double, along action: Head.Action, at observation: Observation) {
    let (scale, temperature, fixed, count) = (scale, temperature, fixed, network.sizes[network.sizes.count - 1])
    network.ascend({ scale.write(observation, to: $0) }) { outputs in
      Self.slope(Self.head(outputs, count, temperature), step / temperature, action, fixed)
    }
  }

  /// weight · ∂ln π by the outputs, with zeros where nothing is learnt.
  private static func slope(_ head: Head, _ weight: Double, _ action: Head.Action, _ fixed: Range<Int>) -> OutputRow {
    var row = head.gradient(weight, of: action, entropy: 0)
    for output in fixed { row[output] = 0 }
    return row
  }

  public mutating func move(_ step: Double, along direction: [Double]) {
    for index in network.parameters.indices { network.parameters[index] += step * direction[index] }
  }

  public func scoreRange(at observation: Observation) -> Range<Int> { parameters.indices }

  /// Its square would be too large: what needs the matrix has linear policies only.
  public func addFisher(_ weight: Double, at observation: Observation, into matrix: inout BlockMatrix) {
    fatalError("the Fisher matrix of a network with \(parameters.count) parameters is not written out")
  }
}

extension RealVector {
  /// Writes another vector's components, each times that of this one.
  @inline(__always)
  func write(_ other: Self, to target: UnsafeMutablePointer<Double>) {
    target[0] = 0
    for index in 0..<count { target[index] = self[index] * other[index] }
  }
}
