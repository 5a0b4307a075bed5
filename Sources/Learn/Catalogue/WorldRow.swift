import Worlds

/// A world of the catalogue, its type erased.
public struct WorldRow: Sendable {
  public let info: WorldInfo
  /// With the defaults.
  public let parameters: [ParameterState]
  /// Prepared with the defaults.
  public let standard: PreparedWorld
  /// The algorithms that work on it.
  public var algorithms: [AlgorithmRow] { standard.algorithms }
  private let prepare: @Sendable ([Spec.Assignment]) throws(ParameterError) -> PreparedWorld

  /// A world that policies and values see as tables, with loops of its own.
  static func tabular<W: TabularWorld & DefinedWorld>(_ type: W.Type) -> WorldRow {
    WorldRow(type) { world, values in
      PreparedWorld(
        world, values, model: world.isStationary ? world.model : nil, features: nil,
        algorithms: Catalogue.discrete(world, TabularRepresentation<W>.self))
    }
  }

  /// A world that is no more than its table: all of this kind share their loops.
  static func walked<W: WalkedWorld>(_ type: W.Type) -> WorldRow {
    WorldRow(type) { world, values in
      PreparedWorld(
        world, values, model: world.model, features: nil,
        algorithms: Catalogue.discrete(TableWorld(world), TabularRepresentation<TableWorld>.self),
        walk: world.walk)
    }
  }

  /// A tabular world that policies see through its features.
  static func linear<W: FeaturedWorld & DefinedWorld>(_ type: W.Type) -> WorldRow {
    WorldRow(type) { world, values in
      PreparedWorld(
        world, values, model: world.model, features: world.features,
        algorithms: Catalogue.discrete(world, LinearRepresentation<W>.self))
    }
  }

  /// A world of real observations and actions: all of this kind share their loops.
  static func continuous<W: ContinuousWorld & DefinedWorld>(_ type: W.Type) -> WorldRow {
    WorldRow(type) { world, values in
      PreparedWorld(
        world, values, model: nil, features: nil,
        algorithms: Catalogue.continuous(SharedWorld(world)))
    }
  }

  /// A world of real observations and actions that can be counted: likewise.
  static func switched<W: SwitchedWorld & DefinedWorld>(_ type: W.Type) -> WorldRow {
    WorldRow(type) { world, values in
      typealias R = SoftmaxRepresentation<SharedWorld<Int>>
      let shared = SharedWorld(world)
      return PreparedWorld(
        world, values, model: nil, features: nil,
        algorithms: Catalogue.gradientFree(shared, EitherRepresentation<R>.self)
          + Catalogue.policySearch(shared, R.self, stepwise: EitherRepresentation<R>.self)
          + Catalogue.onPolicy(shared, R.self))
    }
  }

  /// Tetris, whose policies judge placements.
  static var tetris: WorldRow {
    WorldRow(Tetris.self) { world, values in
      PreparedWorld(world, values, model: nil, features: nil, algorithms: Catalogue.placing(world))
    }
  }

  private init<W: DefinedWorld>(
    _ type: W.Type, erase: @escaping @Sendable (W, [ParameterState]) -> PreparedWorld
  ) {
    info = W.info
    parameters = W.Settings().states
    prepare = { assignments throws(ParameterError) in
      var settings = W.Settings()
      try settings.apply(assignments)
      return erase(try W(settings), settings.states)
    }
    do {
      standard = try prepare([])
    } catch {
      fatalError("the defaults of \(W.info.id) must hold: \(error)")
    }
  }

  /// The world with these parameters.
  /// - Throws: a `ParameterError` where a name or a value does not fit.
  public func prepared(_ assignments: [Spec.Assignment]) throws(ParameterError) -> PreparedWorld {
    assignments.isEmpty ? standard : try prepare(assignments)
  }
}

/// A world with its parameters chosen.
public struct PreparedWorld: Sendable {
  public let info: WorldInfo
  public let parameters: [ParameterState]
  public let observationSpace: ObservationSpace
  public let actionSpace: ActionSpace
  public let γ: Double
  public let horizon: Int?
  /// The discount with which returns are reported.
  public let reportedDiscount: Double
  /// The plane whose points are the states, where they are two numbers.
  public let phasePlane: PhasePlane?
  /// The full model, where the world is tabular and nobody else learns in it.
  public let model: TabularModel?
  /// The walk of a world that is no more than its table, with the noise of its rewards.
  private let ownWalk: TableWalk?
  /// φ(o, a), where policies are linear in features.
  public let features: FeatureTable?
  public let algorithms: [AlgorithmRow]
  /// What becomes of an action out of bounds.
  public let beyondBounds: BeyondBounds
  /// Whether nothing ever ends the task but a horizon.
  public let isContinuing: Bool
  /// Takes so many uniformly drawn actions with this seed and returns the sum of the rewards: the world's own speed.
  public let simulate: @Sendable (_ steps: Int, _ seed: UInt64) -> Double
  private let roll: @Sendable (UInt64, [Double]?) throws(ParameterError) -> Rollout

  fileprivate init<W: DefinedWorld>(
    _ world: W, _ parameters: [ParameterState], model: TabularModel?, features: FeatureTable?,
    algorithms: [AlgorithmRow], walk: TableWalk? = nil
  ) {
    info = W.info
    self.parameters = parameters
    observationSpace = world.observationSpace
    actionSpace = world.actionSpace
    γ = world.γ
    horizon = world.horizon
    reportedDiscount = world.reportedDiscount
    phasePlane = world.phasePlane
    self.model = model
    self.features = features
    self.algorithms = algorithms
    ownWalk = walk
    beyondBounds = W.beyondBounds
    isContinuing = world.isContinuing
    simulate = { world.simulate(steps: $0, seed: $1) }
    roll = { seed, state throws(ParameterError) in try Rollout(world, seed: seed, from: state) }
  }

  /// Why there is no model, as a part of a sentence; nil where there is one.
  public var lackOfModel: String? {
    guard model == nil else { return nil }
    if case .indices = observationSpace { return "has a player on the other side that learns, so that no model holds" }
    if info.id == Tetris.info.id { return "has far more wells than any model could list" }
    return "has real states and so no finite model"
  }

  /// A walk through the model, where the world is tabular.
  var walk: TableWalk? { ownWalk ?? model.map { TableWalk($0) } }

  /// The world by itself.
  /// - Parameters:
  ///   - seed: of every random draw.
  ///   - state: where every episode begins; nil for the start distribution.
  /// - Throws: a `ParameterError` where the world has no such state.
  public func rollout(seed: UInt64, from state: [Double]? = nil) throws(ParameterError) -> Rollout {
    try roll(seed, state)
  }

  /// Whether an episode, once begun, goes on for ever.
  public var isEndless: Bool { isContinuing && horizon == nil }

  /// The names of a discrete policy's parameters in the order of θ: the features', or those of a table over observations
  /// and actions. Empty where the world is not tabular.
  public var parameterNames: [String] {
    guard let model else { return [] }
    return features?.names ?? (0..<model.observationCount).flatMap { o in model.actions.map { "o\(o)·\($0)" } }
  }

  /// Names this world with every parameter, however it was written.
  var identity: String { fullSpec.description }

  /// This world with every parameter, however it was written.
  public var fullSpec: Spec { Spec(id: info.id, parameters) }

  /// Whether a policy of one means the same on the other: the same world with the same observations and actions.
  public func isLike(_ other: PreparedWorld) -> Bool {
    info.id == other.info.id && observationSpace == other.observationSpace && actionSpace == other.actionSpace
  }

  /// - Throws: a `ParameterError` where there is no such algorithm, or it does not work on this world.
  public func algorithm(_ id: String) throws(ParameterError) -> AlgorithmRow {
    if let row = algorithms.first(where: { $0.info.id == id }) { return row }
    guard Catalogue.algorithms.contains(where: { $0.info.id == id }) else { throw Catalogue.noAlgorithm(id) }
    throw ParameterError(
      "`\(id)` does not work on `\(info.id)`; what does: \(algorithms.map(\.info.id).joined(separator: ", "))")
  }
}
