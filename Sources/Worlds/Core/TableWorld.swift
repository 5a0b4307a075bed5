/// A world that is no more than its table, whatever kind it is of: one compiled loop of each algorithm serves them all.
///
/// A loop that is specialised for each of a dozen such worlds would be the same machine code a dozen times, and the
/// compiler would take as often as long.
public struct TableWorld: TabularWorld {
  public let id: String
  public let observationSpace: ObservationSpace
  public let actionSpace: ActionSpace
  public let isContinuing: Bool
  private var walk: TableWalk
  private let picture: @Sendable (TableWalk) -> Scene

  public init(_ world: some WalkedWorld) {
    id = world.id
    observationSpace = world.observationSpace
    actionSpace = world.actionSpace
    isContinuing = world.isContinuing
    walk = world.walk
    picture = { walk in
      var copy = world
      copy.walk = walk
      return copy.scene
    }
  }

  public var model: TabularModel { walk.model }
  public var γ: Double { walk.model.γ }
  public var horizon: Int? { walk.model.horizon }
  public var state: Int { walk.state }
  public var observation: Int { walk.model.observations[walk.state] }
  public var scene: Scene { picture(walk) }

  public mutating func reset(using random: inout RandomStream) { walk.reset(using: &random) }

  public mutating func reset(to state: [Double]) throws(ParameterError) {
    guard state.count == 1, let index = Int(exactly: state[0]), model.transitions.indices.contains(index) else {
      throw ParameterError("a state of `\(id)` is one index, [0] to [\(model.stateCount - 1)]")
    }
    walk.restart(in: index)
  }

  public mutating func step(_ action: Int, using random: inout RandomStream) -> Outcome {
    walk.step(action, using: &random)
  }
}
