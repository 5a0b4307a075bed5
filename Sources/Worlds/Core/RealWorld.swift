/// A world that is observed in reals.
///
/// `Move` is its action as the shared loops know it (`SharedWorld`): an index, or `Reals` whatever vector the world itself takes.
public protocol RealWorld<Move>: World where Observation: RealVector {
  associatedtype Move: SpacePoint

  /// The observation.
  var reals: Reals { get }
  /// `step`, with the action as the shared loops know it.
  mutating func move(_ move: Move, using random: inout RandomStream) -> Outcome
  /// Whether an action out of bounds is taken as the nearest one within.
  var clipsActions: Bool { get }
}

extension RealWorld {
  public var reals: Reals { Reals(observation) }
}

extension RealWorld where Self: DefinedWorld {
  public var clipsActions: Bool { Self.beyondBounds == .clipped }
}

/// A continuous world: real observations, real actions within bounds.
public protocol ContinuousWorld: RealWorld where Action: RealVector, Move == Reals {}

extension ContinuousWorld {
  @inline(__always)
  public mutating func move(_ move: Reals, using random: inout RandomStream) -> Outcome {
    var action = Action(repeating: 0, count: move.count)
    for index in 0..<move.count { action[index] = move[index] }
    return step(action, using: &random)
  }
}

/// A world of real observations and finitely many actions.
public protocol SwitchedWorld: RealWorld where Action == Int, Move == Int {}

extension SwitchedWorld {
  @inline(__always)
  public mutating func move(_ move: Int, using random: inout RandomStream) -> Outcome { step(move, using: &random) }
}
