/// A world that is observed in reals, whichever it is: one compiled loop of each algorithm serves them all, as `TableWorld`'s does
/// for tables. `Move` is `Int` where actions can be counted, and `Reals` elsewhere.
///
/// What is called through the existential is a world's own code, compiled for it: a step costs one indirect call more. The world
/// lives in a box that copies share until one of them moves on, so that a copy is a snapshot as ever.
public struct SharedWorld<Move: SpacePoint>: RealWorld {
  private var world: any RealWorld<Move>
  // Asked for at every step.
  public let γ: Double

  public init(_ world: some RealWorld<Move>) {
    self.world = world
    γ = world.γ
  }

  public var id: String { world.id }
  public var horizon: Int? { world.horizon }
  public var isContinuing: Bool { world.isContinuing }
  public var reportedDiscount: Double { world.reportedDiscount }
  public var clipsActions: Bool { world.clipsActions }

  public var observation: Reals { world.reals }
  public var reals: Reals { world.reals }
  public var observationSpace: ObservationSpace { world.observationSpace }
  public var actionSpace: ActionSpace { world.actionSpace }
  public var stateVector: [Double] { world.stateVector }
  public var stateIndex: Int? { world.stateIndex }
  public var phasePlane: PhasePlane? { world.phasePlane }
  public var scene: Scene { world.scene }

  public mutating func reset(using random: inout RandomStream) { world.reset(using: &random) }
  public mutating func reset(to state: [Double]) throws(ParameterError) { try world.reset(to: state) }

  public mutating func step(_ action: Move, using random: inout RandomStream) -> Outcome {
    world.move(action, using: &random)
  }

  public mutating func move(_ move: Move, using random: inout RandomStream) -> Outcome {
    world.move(move, using: &random)
  }
}

extension SharedWorld: ContinuousWorld where Move == Reals {}
extension SharedWorld: SwitchedWorld where Move == Int {}
