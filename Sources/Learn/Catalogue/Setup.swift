import Worlds

/// What a session runs: a world and an algorithm that works on it, both with their parameters.
public struct Setup: Sendable {
  public let world: PreparedWorld
  public let worldSpec: Spec
  public let algorithm: AlgorithmInfo
  public internal(set) var algorithmSpec: Spec
  /// The algorithm's parameters as they are now.
  public internal(set) var parameters: [ParameterState]
  public let listing: [String]
  /// The exact J of the best memoryless policy, where the world is tabular.
  public let optimum: Double?
  let make: @Sendable (UInt64) -> AnyLearner

  /// - Throws: a `ParameterError` that says what is wrong and what would be right.
  public init(world: Spec, algorithm: Spec) throws(ParameterError) {
    self.world = try Catalogue.world(world.id).prepared(world.assignments)
    let row = try self.world.algorithm(algorithm.id)
    let prepared = try row.prepared(algorithm.assignments)
    worldSpec = world
    algorithmSpec = algorithm
    self.algorithm = row.info
    listing = row.listing
    parameters = prepared.parameters
    make = prepared.make
    optimum = self.world.model.flatMap(Optimum.objective)
  }

  /// From specs as they are typed: `Setup("gridworld:size=20", "reinforce:alpha=0.01")`.
  public init(_ world: String, _ algorithm: String) throws(ParameterError) {
    try self.init(world: try Spec(world), algorithm: try Spec(algorithm))
  }
}
