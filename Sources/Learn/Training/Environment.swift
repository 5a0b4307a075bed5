import Worlds

/// A world with its own stream of randomness and the bookkeeping of episodes: what every learner acts in.
public struct Environment<W: World>: Sendable {
  public private(set) var world: W
  private var random: RandomStream
  /// Steps taken since the learner began.
  public private(set) var steps = 0
  /// Episodes that ended since the learner began.
  public private(set) var episodes = 0
  /// The episode in progress, or the one just ended: its steps, its return so far and its ending.
  public private(set) var episodeSteps = 0
  public private(set) var episodeReturn = 0.0
  public private(set) var ending = Ending.none
  public private(set) var lastAction: W.Action?
  public private(set) var lastReward = 0.0
  /// Every episode's return, and the notes of what happened to the run.
  public var returns = ReturnHistory()
  /// How often the learner has acted in each state in the episodes that were kept, by the state's index, on worlds whose
  /// states have one; as long as the largest index so far needs. (Counting every step would cost a fast learner 4 %.)
  public private(set) var visits: [Int] = []
  /// The last episode whose steps were kept: the one in progress, the one just ended or an earlier one.
  public private(set) var recording: Recording<W>?
  private var isRecording = false
  private var willRecord = false
  private let discount: Double
  private var discountNow = 1.0

  public init(_ world: W, seed: UInt64) {
    self.world = world
    random = RandomStream(seed: seed, name: "world")
    discount = world.reportedDiscount
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
    isRecording = willRecord
    if willRecord { beginRecording() }
  }

  /// Takes one action, and counts it.
  @discardableResult
  public mutating func step(_ action: W.Action) -> Outcome {
    isRecording ? recordStep(action) : advance(action)
  }

  @inline(__always)
  private mutating func advance(_ action: W.Action) -> Outcome {
    let outcome = world.step(action, using: &random)
    steps &+= 1
    episodeSteps &+= 1
    episodeReturn += discountNow * outcome.reward
    discountNow *= discount
    lastAction = action
    lastReward = outcome.reward
    if outcome.ending != .none {
      ending = outcome.ending
      episodes &+= 1
      returns.add(episodeReturn)
    }
    return outcome
  }

  // MARK: Keeping an episode

  /// Has the next episode's steps kept, and the states counted in which they begin.
  mutating func recordNextEpisode() { willRecord = true }

  @inline(never)
  private mutating func beginRecording() {
    willRecord = false
    recording = Recording(episode: episodes + 1)
  }

  @inline(never)
  private mutating func recordStep(_ action: W.Action) -> Outcome {
    let (observation, state) = (world.observation, world.stateIndex)
    if let state {
      if state >= visits.count { visits += repeatElement(0, count: state + 1 - visits.count) }
      visits[state] += 1
    }
    let outcome = advance(action)
    recording?.append(
      Step(observation, action, outcome.reward), from: state, to: world.stateIndex, outcome.ending)
    return outcome
  }
}
