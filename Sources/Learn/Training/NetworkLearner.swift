import Worlds

/// A policy that is a network over the box of a world's actions.
protocol NetworkActor: StorablePolicy, Sendable {
  var network: Network { get set }
  var bounds: ActionBounds { get }
  /// What it does most likely where the network says this, in the learner's unit −1…1.
  func likeliest(_ outputs: MatrixView, row: Int) -> Reals
  /// What it does there, in the world's unit.
  /// - Parameter noise: the deviation of what is added to a policy without chance, in the learner's unit.
  func distribution(_ outputs: MatrixView, row: Int, noise: Double) -> ActionDistribution
}

extension Network {
  /// Reads what it says to these observations, which go forward all at once: a row of outputs each.
  func answer<T>(_ observations: [Reals], _ read: (MatrixView) -> T) -> T {
    var pass = NetworkPass(self, rows: observations.count, isOneWay: true)
    let x = pass.inputs
    for (row, observation) in observations.enumerated() {
      for index in 0..<observation.count { x[row, index] = Float(observation[index]) }
    }
    forward(&pass)
    let outputs = pass.outputs
    return withExtendedLifetime(pass) { read(outputs) }
  }
}

/// A learner whose policy and values are networks, on worlds of real observations and actions.
protocol NetworkLearner: Learner where R == GaussianRepresentation<SharedWorld<Reals>> {
  associatedtype Actor: NetworkActor
  var policy: Actor { get set }
  /// Shows every network that is learnt or follows one, the policy's first, by its parameters' name in the listing. It is done after
  /// every update: a list of them would be made anew each time.
  func visitNetworks(_ visit: (_ name: String, Network) -> Void)
  /// A single number that is learnt beside them.
  var learntNumber: (name: String, value: Double)? { get }
}

extension NetworkLearner {
  /// An update may take milliseconds.
  public static var marksBetweenCheckups: Int { 1 << 10 }
  public static var checksEveryUpdate: Bool { true }

  var learntNumber: (name: String, value: Double)? { nil }

  var networks: [(name: String, network: Network)] {
    var all: [(String, Network)] = []
    visitNetworks { all.append(($0, $1)) }
    return all
  }

  public var policies: [PolicyTable] { [] }
  public var learntValues: [Double]? { nil }

  public var parameters: [LearntParameters] {
    networks.map { LearntParameters($0.name, $0.network.parameters.map(Double.init)) }
      + (learntNumber.map { [LearntParameters($0.name, [$0.value])] } ?? [])
  }

  public var divergence: String? {
    var found: String?
    visitNetworks { name, network in found = found ?? network.trouble(name) }
    if let found { return found }
    guard let (name, value) = learntNumber, !(abs(value) <= 1e8) else { return nil }
    return LearntParameters.broken(name, 0, value)
  }

  public var policyParameters: [Double]? {
    get { policy.network.parameters.map(Double.init) }
    set { if let newValue { policy.network.parameters = newValue.map(Float.init) } }
  }

  public var storedPolicy: StoredPolicy { policy.stored }

  public mutating func restorePolicy(_ tensors: [Tensor]) { policy.restore(tensors) }
}
