import Worlds

/// What an off-policy learner has lived: the transitions that it keeps, the batch drawn from them last, and how what its critic
/// promised compares with what came.
struct Experience: Sendable {
  private(set) var memory: ReplayMemory
  private(set) var batch: ReplayBatch
  private var gauge = PromiseGauge()
  private var draws: RandomStream
  /// Steps by uniform actions.
  private let start: Int
  /// Whether the policy was learnt elsewhere and put in place, so that it need not wait until learning starts.
  var hasKeptPolicy = false

  /// - Parameters:
  ///   - world: whose observations and actions are kept.
  ///   - settings: how many transitions, and how many are drawn.
  ///   - seed: of the run.
  init(_ world: SharedWorld<Reals>, _ settings: ReplaySettings, seed: UInt64) {
    let (inputs, actions) = (world.components.count, world.actionComponents.count)
    memory = ReplayMemory(capacity: settings.memory, observationCount: inputs, actionCount: actions)
    batch = ReplayBatch(rows: settings.batch, observationCount: inputs, actionCount: actions)
    draws = RandomStream(seed: seed, name: "replay")
    start = settings.start
  }

  /// Transitions kept.
  var count: Int { memory.count }

  /// Whether the policy acts, and not chance alone.
  var isPastStart: Bool { hasKeptPolicy || count >= start }

  /// What was promised at the start of the last whole episode, what came, and how the two compare over some.
  var promises: Values { gauge.values }

  /// An episode begins, and Q of its first action is this; nil before anything is learnt.
  mutating func begin(promise: Double?) { gauge.begin(promise) }

  /// - Parameters:
  ///   - action: in the learner's unit, −1…1.
  ///   - entropy: what its chance is worth to a soft critic, −α ln π.
  mutating func append(
    _ observation: Reals, _ action: Reals, _ outcome: Outcome, _ following: Reals, entropy: Double = 0, γ: Double
  ) {
    gauge.add(outcome.reward, entropy: entropy, γ)
    memory.append(observation, action, outcome, following)
  }

  /// - Parameter beyond: what the critic expects after an episode's last step; 0 where it terminated.
  mutating func end(beyond: Double) { gauge.end(beyond: beyond) }

  /// Draws a batch anew.
  mutating func draw(isReplayed: Bool) { batch.draw(from: memory, isReplayed: isReplayed, using: &draws) }
}
