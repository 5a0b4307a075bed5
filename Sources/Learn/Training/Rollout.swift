import Worlds

/// A world without a learner, its type erased: actions go in, transitions come out.
public struct Rollout {
  /// One step, everything in numbers; an index is one number.
  public struct Transition: Sendable, Equatable {
    /// From 1.
    public var episode: Int
    /// Steps of the episode before this one.
    public var t: Int
    /// The world's own state, and what was seen of it.
    public var state: [Double]
    public var observation: [Double]
    /// As it was given, also where the world clips it.
    public var action: [Double]
    public var reward: Double
    /// What was seen after the step.
    public var next: [Double]
    public var ending: Ending
  }

  private let begin: () -> Void
  private let look: () -> (state: [Double], observation: [Double])
  private let move: ([Double]) -> Outcome
  private let actionSpace: ActionSpace
  private var random: RandomStream
  private var episode = 0
  private var t = 0
  private var ending: Ending?

  /// - Parameter state: where every episode begins; nil for the world's start distribution.
  /// - Throws: a `ParameterError` where the world has no such state.
  init<W: World>(_ world: W, seed: UInt64, from state: [Double]?) throws(ParameterError) {
    var first: W?
    if let state {
      var copy = world
      try copy.reset(to: state)
      first = copy
    }
    let start = first
    let cell = Cell(world, RandomStream(seed: seed, name: "world"))
    begin = { if let start { cell.world = start } else { cell.world.reset(using: &cell.random) } }
    look = { (cell.world.stateVector, cell.world.observation.components) }
    move = { cell.world.step(W.Action(components: $0), using: &cell.random) }
    actionSpace = world.actionSpace
    random = RandomStream(seed: seed, name: "policy")
  }

  /// Takes one action, in a new episode where none is in progress.
  /// - Parameter action: of the action space; nil to draw it uniformly.
  public mutating func step(_ action: [Double]? = nil) -> Transition {
    beginIfNeeded()
    return take(action ?? actionSpace.uniform(using: &random))
  }

  /// Takes one action of a policy, in a new episode where none is in progress.
  /// - Parameters:
  ///   - policy: who acts.
  ///   - manner: by its most probable actions alone, or as it is.
  public mutating func step(by policy: FrozenPolicy, _ manner: Evaluation.Manner) -> Transition {
    beginIfNeeded()
    return take(policy.distribution(look().observation).judged(manner).sample(using: &random))
  }

  private mutating func beginIfNeeded() {
    guard ending ?? .terminated != .none else { return }
    begin()
    (episode, t) = (episode + 1, 0)
  }

  private mutating func take(_ action: [Double]) -> Transition {
    let before = look()
    let outcome = move(action)
    defer { t += 1 }
    ending = outcome.ending
    return Transition(
      episode: episode, t: t, state: before.state, observation: before.observation, action: action,
      reward: outcome.reward, next: look().observation, ending: outcome.ending)
  }
}

/// Where a world lives while it is played.
private final class Cell<W: World> {
  var world: W
  var random: RandomStream

  init(_ world: W, _ random: RandomStream) {
    self.world = world
    self.random = random
  }
}

extension ActionSpace {
  /// An action drawn uniformly: any choice, or a point of the box.
  func uniform(using random: inout RandomStream) -> [Double] {
    switch self {
    case .choices(let choices): [Double(random.index(below: choices.count))]
    case .box(let components):
      components.map { random.uniform($0.range.lowerBound, $0.range.upperBound) }
    }
  }
}
