import Worlds

/// A world with its own stream of randomness and the bookkeeping of episodes: what every learner acts in.
public struct Environment<W: World>: Sendable {
  public private(set) var world: W
  private var random: RandomStream
  /// Steps taken since the learner began, in further copies of the world too where a learner has some.
  public private(set) var steps = 0
  /// Episodes that ended since the learner began, likewise.
  public private(set) var episodes = 0
  /// How many of these steps and episodes were those of further copies.
  private var elsewhere = 0
  private var episodesElsewhere = 0
  /// The return and the length of the episode that ended last, wherever that was.
  public private(set) var lastEpisode = (return: 0.0, length: 0)
  /// The episode in progress, or the one just ended: its steps, its return so far and its ending.
  public private(set) var episodeSteps = 0
  public private(set) var episodeReturn = 0.0
  public private(set) var ending = Ending.none
  public private(set) var lastAction: W.Action?
  public private(set) var lastReward = 0.0
  /// Every episode's return or, in a task without end, every step's reward; and the notes of what happened to the run.
  public var returns: ReturnHistory
  private let isEndless: Bool
  private let discount: Double
  private var discountNow = 1.0

  /// - Parameters:
  ///   - world: is reset.
  ///   - seed: of the run.
  ///   - number: 1 for the one that is shown; further copies have luck of their own.
  public init(_ world: W, seed: UInt64, number: Int = 1) {
    self.world = world
    random = RandomStream(seed: seed, name: number == 1 ? "world" : "world \(number)")
    discount = world.reportedDiscount
    isEndless = world.isEndless
    returns = ReturnHistory(isOfRewards: world.isEndless)
    reset()
  }

  public var γ: Double { world.γ }
  public var observation: W.Observation { world.observation }

  /// Begins an episode; one that was in progress is abandoned and not counted.
  public mutating func reset() {
    world.reset(using: &random)
    episodeSteps = 0
    episodeReturn = 0
    discountNow = 1
    ending = .none
    lastAction = nil
    lastReward = 0
  }

  /// Begins an episode whose chance comes from this stream, and that of later episodes too: two policies are compared by
  /// the same luck.
  mutating func reset(luck: RandomStream) {
    random = luck
    reset()
  }

  /// Tells the world of the policy that has been played.
  /// - Parameter policy: π, observation by observation.
  mutating func meet(_ policy: [Double]) { world.meet(policy) }

  /// Takes one action, and counts it.
  @discardableResult
  public mutating func step(_ action: W.Action) -> Outcome {
    let outcome = world.step(action, using: &random)
    steps &+= 1
    episodeSteps &+= 1
    episodeReturn += discountNow * outcome.reward
    discountNow *= discount
    lastAction = action
    lastReward = outcome.reward
    // One branch for both: what never ends has a reward to count, what ends a return.
    if isEndless || outcome.ending != .none { count(outcome) }
    return outcome
  }

  @inline(never)
  private mutating func count(_ outcome: Outcome) {
    if isEndless { return returns.add(reward: outcome.reward) }
    ending = outcome.ending
    episodes &+= 1
    lastEpisode = (episodeReturn, episodeSteps)
    returns.add(episodeReturn)
  }

  /// Counts the step that a further copy of the world has just taken, and the episode that may have ended with it.
  // Inlined, or the whole copy of the world would be copied once more to be looked at.
  @inline(__always)
  mutating func count(stepOf other: borrowing Self) {
    steps &+= 1
    elsewhere &+= 1
    if isEndless { return returns.add(reward: other.lastReward) }
    guard other.ending != .none else { return }
    episodes &+= 1
    episodesElsewhere &+= 1
    lastEpisode = other.lastEpisode
    returns.add(other.episodeReturn)
  }

  /// The same world without its past: what episodes are played on ahead of time.
  var withoutReturns: Self {
    var copy = self
    copy.returns = ReturnHistory(isOfRewards: isEndless)
    return copy
  }

  /// Comes to where a copy of this world has come to, and counts the episodes that were played there.
  /// - Parameters:
  ///   - copy: made of this when the passage began.
  ///   - passage: what was played.
  ///   - others: how many of its steps and episodes were those of further copies.
  mutating func absorb(_ copy: Self, _ passage: Passage, others: (steps: Int, episodes: Int) = (0, 0)) {
    (world, random) = (copy.world, copy.random)
    (episodeSteps, episodeReturn, discountNow, ending) = (
      copy.episodeSteps, copy.episodeReturn, copy.discountNow, copy.ending
    )
    (lastAction, lastReward) = (copy.lastAction, copy.lastReward)
    if let last = passage.episodes.last { lastEpisode = (last.return, last.length) }
    elsewhere &+= others.steps
    episodesElsewhere &+= others.episodes
    steps &+= passage.steps
    episodes &+= passage.episodes.count
    for episode in passage.episodes { returns.add(episode.return) }
  }

  /// Steps and episodes of this copy alone.
  var ownSteps: Int { steps &- elsewhere }
  var ownEpisodes: Int { episodes &- episodesElsewhere }
}
