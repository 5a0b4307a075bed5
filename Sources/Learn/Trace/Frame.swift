import Worlds

/// Everything a front end shows of one moment of a run: a value, complete in itself.
public struct Frame: Sendable {
  /// What runs: the same object in every frame until something is switched.
  public var setup: Setup
  /// The seed that every random draw comes from.
  public var seed: UInt64
  /// Marks passed since the session began.
  public var mark: Int
  /// The line just executed, as an index into `listing`; nil before the first.
  public var line: Int?
  /// The pseudocode that is running: the algorithm's, or that of playing a frozen policy.
  public var listing: [String]
  /// By line: the values it showed when it was last watched.
  public var values: [[NamedValue]]
  /// By line: whether these are still what it showed last; empty for all.
  public var freshness: [Freshness] = []
  public var progress: Progress
  public var mode: Mode
  /// What the run goes on until, if it was told to.
  public var goal: Condition?
  /// Learning is off; the policy plays on.
  public var isFrozen: Bool

  public var scene: Scene
  /// What the agent observes now: an index, or real components.
  public var observation: ObservationView
  /// The distribution from which the next action is drawn: the policy's or, where pieces are placed, the candidate's on trial.
  public var distribution: ActionDistribution
  /// The last action taken in this episode: an index, or real components.
  public var lastAction: ActionView?
  public var lastReward: Double?
  /// The episode in progress, or the one just ended.
  public var episode: EpisodeView

  /// On tabular worlds: every policy whose exact value is worth knowing, the one being learnt first.
  public var policies: [PolicyTable]
  /// On tabular worlds with a critic: the learnt value of each observation.
  public var learntValues: [Double]?
  /// On tabular worlds with an action-value critic: its Q, observation by observation.
  public var learntActionValues: [Double]?
  /// On tabular worlds where the critic has a trace: how much the next error will change each observation's value.
  public var eligibility: [Double]?
  /// On tabular worlds where the policy has a trace: how the next error will change the preference of each action,
  /// observation by observation.
  public var policyEligibility: [Double]?
  public var returns: ReturnHistory
  /// That learning has diverged, in which update and in which parameter; nil while all is well.
  public var divergence: String?
  /// Whether there is a change of what runs to go back before.
  public var canUndo = false

  /// The last thing the training loop had to say.
  public var notice: Notice?

  /// The episode in progress, the one just ended or, at full speed, the last one that was kept; nil where it was not
  /// asked for.
  public var trajectory: Trajectory?
  /// What the learner thinks of every state, where these are points of a plane; at full speed only where it was asked for.
  public var portrait: PhasePortrait?
  /// Where the action is one real and Q is learnt: Q over the action, at what the agent observes.
  public var actionCurve: ActionCurve?
  /// On tabular worlds: the last update that was watched from before to after, of the policy that gathers experience.
  public var change: PolicyChange?
  /// On tabular worlds: how often the learner has acted in each state in the episodes watched, which at full speed are
  /// one a picture; states beyond the end, never.
  public var visits: [Int]?
  /// Where candidates are tried by the generation: the present one.
  public var population: Population?
  /// Where updates keep near the policy that took the steps: how far the last one went; at full speed only where it was
  /// asked for.
  public var region: TrustRegion?
  /// Where workers share parameters: what they did to them.
  public var timeLine: TimeLine?
  /// Where the scene offers placements: the weights of their features, in the scene's order, by which the policy judges them.
  public var weights: [Double]?

  /// On tabular worlds: the share of the steps watched so far that began in each state; nil before the first.
  public var visitShares: [Double]? {
    guard let visits, let model = setup.world.model else { return nil }
    let total = Double(visits.reduce(0, +))
    guard total > 0 else { return nil }
    return (0..<model.stateCount).map { visits.indices.contains($0) ? Double(visits[$0]) / total : 0 }
  }

  /// How old a line's values are.
  public func freshness(of line: Int) -> Freshness { freshness.indices.contains(line) ? freshness[line] : .present }

  /// The values of the line just executed.
  public var lineValues: [NamedValue] { line.map { values[$0] } ?? [] }
}

/// A sentence from the training loop, such as whether a policy was kept; numbered, so that it is shown once.
public struct Notice: Sendable, Equatable {
  public var number: Int
  public var text: String
}

public struct NamedValue: Sendable, Equatable {
  public var name: String
  public var value: Double

  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }
}

/// How old the values are that a line showed when it was last watched.
public enum Freshness: Comparable, Sendable {
  /// It has not been passed since, or parameters have not changed: they are of this round of the listing.
  case present
  /// Of the round before, or of a moment ago: the line has been passed unseen since.
  case earlier
  /// Rounds have gone by unseen: they say nothing of what runs now.
  case past
}

/// How far a learner has come.
public struct Progress: Sendable, Equatable {
  /// Steps of the environment.
  public var steps = 0
  /// Episodes that ended.
  public var episodes = 0
  /// Changes of the policy's (or a value-based learner's) parameters.
  public var updates = 0

  public init(steps: Int = 0, episodes: Int = 0, updates: Int = 0) {
    self.steps = steps
    self.episodes = episodes
    self.updates = updates
  }
}

/// The four grains by which a run advances.
public enum Grain: String, Sendable, CaseIterable {
  case line, step, episode, update
}

/// What the training loop is doing.
public enum Mode: Sendable, Equatable {
  case paused
  /// On its way to the next mark that completes a grain.
  case advancing(Grain)
  case running(Pace)
}

/// How fast a run goes.
public enum Pace: Sendable, Equatable {
  case full
  /// So many grains a second.
  case limited(perSecond: Double, grain: Grain)
}

public enum ObservationView: Sendable, Equatable {
  case index(Int)
  case vector([Double])
}

public enum ActionView: Sendable, Equatable {
  case index(Int)
  case vector([Double])
}

/// The episode in progress, or the one just ended.
public struct EpisodeView: Sendable, Equatable {
  public var steps: Int
  public var `return`: Double
  public var ending: Ending

  public init(steps: Int, return: Double, ending: Ending) {
    self.steps = steps
    self.return = `return`
    self.ending = ending
  }
}

/// A policy of a tabular world, written out.
public struct PolicyTable: Sendable, Equatable {
  /// Such as `π`, `greedy`, `ε-greedy`.
  public var name: String
  public var actionCount: Int
  /// Row by row: the probability of each action at each observation.
  public var probabilities: [Double]

  public init(name: String, actionCount: Int, probabilities: [Double]) {
    self.name = name
    self.actionCount = actionCount
    self.probabilities = probabilities
  }

  public var observationCount: Int { probabilities.count / actionCount }

  public func row(_ observation: Int) -> ArraySlice<Double> {
    probabilities[observation * actionCount..<(observation + 1) * actionCount]
  }

  public subscript(observation: Int, action: Int) -> Double {
    probabilities[observation * actionCount + action]
  }
}
