import Worlds

/// What can be chosen of every learner from a replay memory.
struct ReplaySettings: ParameterSet {
  /// τ, by which target networks follow.
  var τ = 0.005
  var hasTargets = true
  /// Whether batches are drawn from all that is kept, or are its last transitions.
  var isReplayed = true
  /// Transitions drawn for an update.
  var batch = 100
  /// The most transitions that are kept.
  var memory = 200_000
  /// Steps by uniform actions before anything is learnt.
  var start = 100
  /// Of each of the two hidden layers of every network.
  var units = 64

  /// By how much target networks follow: those that are not asked keep abreast, so that they can be asked at any time.
  var share: Double { hasTargets ? τ : 1 }

  /// A line of a listing as these settings have it: without target networks it asks the networks themselves, and without replay
  /// nothing is drawn.
  /// - Parameters:
  ///   - isDrawing: whether it is the line that draws a batch.
  ///   - isFollowing: whether it is the line that has targets follow.
  ///   - hasTwin: without a twin the critic has no number.
  func text(of line: String, isDrawing: Bool, isFollowing: Bool = false, hasTwin: Bool = true) -> String {
    if isDrawing { return isReplayed ? line : "    take the last (s, a, r, s′, d) of D" }
    if isFollowing, !hasTargets { return "" }
    let marks = (hasTargets ? [] : ["⁻"]) + (hasTwin ? [] : ["min_j ", "_j", "_1"])
    return marks.reduce(line) { $0.replacing($1, with: "") }
  }

  static var parameters: [Parameter<Self>] {
    [
      .flag(
        "targets", \.hasTargets, live: true, "whether there are target networks, or the networks themselves are asked"),
      .real("tau", \.τ, 0...1, live: true, "τ, by which target networks follow"),
      .flag("replay", \.isReplayed, live: true, "whether batches are drawn from all of D, or are its last transitions"),
      .integer("batch", \.batch, 1...4096, unit: "transitions", "drawn for an update"),
      .integer("memory", \.memory, 1...10_000_000, unit: "transitions", "the most that are kept"),
      .integer("start", \.start, 1...10_000_000, unit: "steps", "by uniform actions, before anything is learnt"),
      .units(\.units),
    ]
  }
}

/// A learner from a replay memory with critics of Q by networks: what DDPG, TD3 and both forms of SAC share.
protocol OffPolicyLearner: NetworkLearner {
  var critics: ActionCritics { get }
  var experience: Experience { get set }
  /// An action in the learner's unit −1…1: the policy's as it explores, or a uniform one before learning starts.
  mutating func explore(at observation: Reals) -> Reals
  /// The deviation of the noise that is added to a policy without chance, in that unit.
  var addedNoise: Double { get }
  /// V of several observations, at each of which the policy's likeliest action is this.
  func values(at observations: [Reals], following actions: [Reals]) -> [Double]
}

extension OffPolicyLearner {
  public static var hasMetrics: Bool { true }

  /// What the critic promised at the start of an episode less what came: of the episode before, since it is shown when the
  /// next one begins. CleanRL has no name for it.
  static var promiseMetric: Metric { Metric("charts/q_minus_return", "Q − G") }

  public mutating func act(at observation: Reals) -> Reals { policy.bounds.action(explore(at: observation)) }

  var addedNoise: Double { 0 }

  /// Q of the likeliest action.
  func values(at observations: [Reals], following actions: [Reals]) -> [Double] {
    critics.values(at: observations, of: actions)
  }

  public func distribution(at observation: Reals) -> ActionDistribution {
    policy.network.answer([observation]) { policy.distribution($0, row: 0, noise: addedNoise) }
  }

  /// What a step of one or two critics shows: the mean squared error, Q of the first row by each, and the gradient's length.
  static func twins(_ loss: Double, _ first: Double, _ second: Double, _ norm: Double) -> Values {
    second.isNaN
      ? ["loss": loss, "Q(s, a)": first, "∥g∥": norm] : ["loss": loss, "Q_1": first, "Q_2": second, "∥g∥": norm]
  }

  public var standing: [(line: Line, values: [NamedValue])] {
    let promises = experience.promises.map { NamedValue($0.key, $0.value) }
    return promises.isEmpty ? [] : [(Line.allCases.first!, promises)]
  }

  public mutating func restorePolicy(_ tensors: [Tensor]) {
    policy.restore(tensors)
    experience.hasKeptPolicy = true
  }

  // Critics that have learnt nothing yet, as beside a policy that was kept, have no opinion.
  public func learntValue(at observation: Reals) -> Double? { opinions(at: [observation])[0].value }

  public func opinions(at observations: [Reals]) -> [(distribution: ActionDistribution, value: Double?)] {
    guard !observations.isEmpty else { return [] }
    return policy.network.answer(observations) { outputs in
      let rows = observations.indices
      let values =
        updates > 0
        ? values(at: observations, following: rows.map { policy.likeliest(outputs, row: $0) }) : nil
      return rows.map { (policy.distribution(outputs, row: $0, noise: addedNoise), values?[$0]) }
    }
  }

  public func learntActionValues(at observation: Reals, of actions: [Reals]) -> [Double]? {
    guard updates > 0 else { return nil }
    return critics.values(
      at: Array(repeating: observation, count: actions.count), of: actions.map(policy.bounds.unit))
  }

  public func replayed(atMost limit: Int) -> [Reals] { experience.memory.sample(atMost: limit) }

  /// What the critics promise for an episode's first action; nil before anything is learnt.
  func promise(at observation: Reals, of action: Reals) -> Double? {
    updates > 0 ? critics.values(at: [observation], of: [action])[0] : nil
  }

  /// What is expected after an episode's last step.
  func expectation(beyond observation: Reals) -> Double {
    environment.ending == .terminated ? 0 : learntValue(at: observation) ?? 0
  }
}
