/// A walk through a table of transitions: state, clock and draws of every world that is no more than its model.
///
/// A draw takes one uniform number; where only one thing can happen it takes none. Where rewards are noisy, each is the
/// model's, which is the expected one, and a Gaussian about it, and the last of them are remembered for the scene.
public struct TableWalk: Sendable {
  public let model: TabularModel
  /// The standard deviation of every reward about the model's.
  public let rewardDeviation: Double
  public private(set) var state: Int
  private var trail = Trail<ArmScene.Pull, 24>(blank: .init(arm: 0, reward: 0))
  private var clock: Clock
  private let starts: [Chance]
  /// What can happen in state s by action a is `outcomes[bounds[s · |A| + a]]` and on.
  private let outcomes: [(chance: Chance, reward: Double, terminates: Bool)]
  private let bounds: [Int]

  /// A state with the probability that it or one before it is drawn.
  private struct Chance: Sendable {
    var reached: Double
    var state: Int
  }

  /// - Parameters:
  ///   - model: every transition leads to a state with an index, or to −1 where it ends the episode.
  ///   - rewardDeviation: the standard deviation of every reward about the model's, not negative.
  public init(_ model: TabularModel, rewardDeviation: Double = 0) {
    self.model = model
    self.rewardDeviation = rewardDeviation
    clock = Clock(horizon: model.horizon)
    var sum = 0.0
    var starts: [Chance] = []
    for (state, probability) in model.start.enumerated() where probability > 0 {
      sum += probability
      starts.append(Chance(reached: sum, state: state))
    }
    self.starts = starts
    state = starts[0].state
    var outcomes: [(chance: Chance, reward: Double, terminates: Bool)] = []
    var bounds = [0]
    for transitions in model.transitions.joined() {
      var sum = 0.0
      for transition in transitions {
        sum += transition.probability
        outcomes.append((Chance(reached: sum, state: transition.next), transition.reward, transition.terminates))
      }
      bounds.append(outcomes.count)
    }
    self.outcomes = outcomes
    self.bounds = bounds
  }

  /// Of noisy rewards the last two dozen, oldest first; several episodes'.
  public var pulls: [ArmScene.Pull] { trail.elements }

  public mutating func reset(using random: inout RandomStream) {
    var index = 0
    if starts.count > 1 {
      let draw = random.uniform()
      // The last one takes what roundings leave.
      while index < starts.count - 1, draw >= starts[index].reached { index += 1 }
    }
    restart(in: starts[index].state)
  }

  public mutating func restart(in state: Int) {
    self.state = state
    clock.restart()
  }

  /// A terminal state without an index is not entered: the walk then stays where it was.
  public mutating func step(_ action: Int, using random: inout RandomStream) -> Outcome {
    let pair = state * model.actionCount + action
    var index = bounds[pair]
    let last = bounds[pair + 1] - 1
    if index < last {
      let draw = random.uniform()
      while index < last, draw >= outcomes[index].chance.reached { index += 1 }
    }
    let outcome = outcomes[index]
    if outcome.chance.state >= 0 { state = outcome.chance.state }
    var reward = outcome.reward
    if rewardDeviation > 0 {
      reward += rewardDeviation * random.normal()
      trail.append(.init(arm: action, reward: reward))
    }
    return Outcome(reward: reward, ending: clock.tick(terminated: outcome.terminates))
  }
}

/// A tabular world that is stepped by its own model; what it adds is meaning and a scene. Every state is its own
/// observation unless the model says otherwise.
public protocol WalkedWorld: TabularWorld, DefinedWorld {
  var walk: TableWalk { get set }
}

extension WalkedWorld {
  public var model: TabularModel { walk.model }
  public var γ: Double { walk.model.γ }
  public var horizon: Int? { walk.model.horizon }
  public var state: Int { walk.state }
  public var observation: Int { walk.model.observations[walk.state] }

  public mutating func reset(using random: inout RandomStream) { walk.reset(using: &random) }

  public mutating func reset(to state: [Double]) throws(ParameterError) {
    walk.restart(in: try Self.index(in: state, below: walk.model.stateCount))
  }

  public mutating func step(_ action: Int, using random: inout RandomStream) -> Outcome {
    walk.step(action, using: &random)
  }
}

extension TabularModel {
  /// Equal outcomes joined, and those that never happen left out.
  static func joined(_ outcomes: [Transition]) -> [Transition] {
    var result: [Transition] = []
    for outcome in outcomes where outcome.probability > 0 {
      if let same = result.firstIndex(where: {
        $0.next == outcome.next && $0.reward == outcome.reward && $0.terminates == outcome.terminates
      }) {
        result[same].probability += outcome.probability
      } else {
        result.append(outcome)
      }
    }
    return result
  }
}
