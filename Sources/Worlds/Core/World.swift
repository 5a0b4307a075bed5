/// An environment as a value: copying it is a snapshot.
///
/// A world holds its own state and takes its randomness from the caller. It never merges *terminated*
/// (the episode truly ended: nothing follows) with *truncated* (the horizon cut it: the last state still
/// has a value).
public protocol World: Sendable {
  /// What the agent sees: an index, or a vector of reals.
  associatedtype Observation: SpacePoint
  /// What the agent does: an index, or a vector of reals.
  associatedtype Action: SpacePoint

  /// The name it has in specs.
  var id: String { get }
  /// The discount of the return, 0…1.
  var γ: Double { get }
  /// The number of steps after which an episode is truncated; nil where it is not.
  var horizon: Int? { get }
  /// Whether nothing ever ends the task but a horizon.
  var isContinuing: Bool { get }
  /// The discount with which an episode's return is reported: γ where the exact J is known, so that J is the
  /// reported returns' mean; 1 elsewhere, as the literature reports them.
  var reportedDiscount: Double { get }

  var observation: Observation { get }
  var observationSpace: ObservationSpace { get }
  var actionSpace: ActionSpace { get }
  /// The state in full, as numbers: one index where the world is tabular.
  var stateVector: [Double] { get }

  /// The index of the present state in the model; nil where there is none.
  var stateIndex: Int? { get }

  /// The plane whose points are the states; nil where they are more than two numbers, or finitely many.
  var phasePlane: PhasePlane? { get }

  /// Begins an episode in a state drawn from the start distribution.
  mutating func reset(using random: inout RandomStream)
  /// Begins an episode in this state, written as `stateVector` is.
  /// - Throws: a `ParameterError` where the world has no such state; nothing has changed then.
  mutating func reset(to state: [Double]) throws(ParameterError)
  /// Takes one action. Not to be called after an ending, before the next `reset`.
  mutating func step(_ action: Action, using random: inout RandomStream) -> Outcome

  /// What a front end needs to draw the world as it is now.
  var scene: Scene { get }

  /// Whether it is to be told of the agent's policy: another player may learn from it.
  var meetsPolicies: Bool { get }
  /// Tells it what the agent's policy was over the iteration that has just ended.
  /// - Parameter policy: π, observation by observation, where these are finitely many.
  mutating func meet(_ policy: [Double])
}

extension World {
  public var meetsPolicies: Bool { false }
  public mutating func meet(_ policy: [Double]) {}
  public var reportedDiscount: Double { 1 }
  public var stateIndex: Int? { nil }
  public var isContinuing: Bool { false }
  public var phasePlane: PhasePlane? { nil }

  /// Whether an episode, once begun, goes on for ever.
  public var isEndless: Bool { isContinuing && horizon == nil }
}

/// A kind of world, as the catalogue lists it: its words, its parameters, and how it is made from them.
public protocol DefinedWorld: World {
  associatedtype Settings: ParameterSet

  static var info: WorldInfo { get }
  /// What becomes of an action out of bounds.
  static var beyondBounds: BeyondBounds { get }

  /// - Throws: a `ParameterError` where the settings do not go together or name a map that is broken.
  init(_ settings: Settings) throws(ParameterError)

  var settings: Settings { get }
}

extension DefinedWorld {
  public var id: String { Self.info.id }
  public static var beyondBounds: BeyondBounds { .refused }

  /// - Parameter form: what a state of this world looks like.
  static func noState(_ state: [Double], form: String) -> ParameterError {
    let numbers = state.map { ParameterValue.real($0).description }.joined(separator: ",")
    return ParameterError("[\(numbers)] is no state of `\(info.id)`; it must be \(form)")
  }
}

/// What a world does with an action outside its bounds.
public enum BeyondBounds: Sendable, Equatable {
  /// It must not be taken.
  case refused
  /// It is taken as the nearest one within.
  case clipped
  /// It is taken as it is: the bounds say where to look, and where actions are drawn uniformly.
  case taken
}

/// What one step gave.
public struct Outcome: Sendable, Equatable {
  public var reward: Double
  public var ending: Ending

  public init(reward: Double, ending: Ending) {
    self.reward = reward
    self.ending = ending
  }
}

/// Whether and how an episode ended.
public enum Ending: String, Sendable, CaseIterable {
  case none
  /// The episode truly ended: the value of what follows is zero.
  case terminated
  /// The horizon cut the episode: what follows still has a value.
  case truncated
}

/// The words about a world that lists, pickers and docs show.
public struct WorldInfo: Sendable {
  public let id: String
  public let title: String
  /// One line: what it teaches.
  public let summary: String
  /// What it teaches and what to look for, in one to three sentences.
  public let lesson: String
  public let source: String

  public init(id: String, title: String, summary: String, lesson: String, source: String) {
    self.id = id
    self.title = title
    self.summary = summary
    self.lesson = lesson
    self.source = source
  }
}

/// Counts an episode's steps and truncates it at the horizon.
public struct Clock: Sendable, Equatable {
  /// Steps taken in this episode.
  public private(set) var elapsed = 0
  private let limit: Int

  public init(horizon: Int?) {
    limit = horizon ?? .max
  }

  public mutating func restart() { elapsed = 0 }

  /// Counts one step and says how it ended; an episode that terminates at the horizon has terminated.
  public mutating func tick(terminated: Bool) -> Ending {
    elapsed &+= 1
    return terminated ? .terminated : elapsed >= limit ? .truncated : .none
  }
}
