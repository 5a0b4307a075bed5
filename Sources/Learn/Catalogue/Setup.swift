import Worlds

/// What a session runs: a world and an algorithm that works on it, both with their parameters.
public struct Setup: Sendable {
  public let world: PreparedWorld
  public let worldSpec: Spec
  public let algorithm: AlgorithmInfo
  public private(set) var algorithmSpec: Spec
  public let listing: [String]
  /// J of the best policy, where the world is tabular and it can be found: the line that learners climb towards. Where
  /// states share observations it is the best memoryless one's. In a task without end it is the best average reward.
  public let optimum: Double?
  /// The best policy that always does the same where it sees the same, and its J, where it can be found: what a learner
  /// of values can hope for. In a task without end, its average reward.
  public let bestDeterministic: (objective: Double, policy: PolicyTable)?
  private let row: AlgorithmRow
  private var prepared: PreparedAlgorithm
  /// The policy that learners begin with, kept in a file by an earlier run; nil for the usual one.
  var policy: [Tensor]?

  /// - Throws: a `ParameterError` that says what is wrong and what would be right.
  public init(world: Spec, algorithm: Spec) throws(ParameterError) {
    self.world = try Catalogue.world(world.id).prepared(world.assignments)
    row = try self.world.algorithm(algorithm.id)
    prepared = try row.prepared(algorithm.assignments)
    worldSpec = world
    algorithmSpec = algorithm.named(by: prepared.parameters)
    self.algorithm = row.info
    listing = prepared.listing
    guard let model = self.world.model else {
      (optimum, bestDeterministic) = (nil, nil)
      return
    }
    if self.world.isEndless {
      let best = Optimum.averageReward(on: model)
      (optimum, bestDeterministic) = (best?.average, best.map { ($0.average, $0.policy) })
    } else {
      (optimum, bestDeterministic) = (Optimum.objective(of: model), Optimum.bestDeterministic(on: model))
    }
  }

  /// From specs as they are typed: `Setup("gridworld:size=20", "reinforce:alpha=0.01")`.
  public init(_ world: String, _ algorithm: String) throws(ParameterError) {
    try self.init(world: try Spec(world), algorithm: try Spec(algorithm))
  }

  /// The columns that the algorithm's table of metrics has besides the returns.
  public var metrics: [String] { row.metrics }

  /// Whether the algorithm's updates have a trust region, or clipped ratios in place of one, that can be shown.
  public var hasTrustRegion: Bool { row.hasTrustRegion }

  /// The algorithm's parameters.
  public var parameters: [ParameterState] { prepared.parameters }

  /// A new learner with this seed.
  func make(_ seed: UInt64) -> AnyLearner {
    let learner = prepared.make(seed)
    if let policy { learner.restorePolicy(policy) }
    return learner
  }

  /// World and algorithm with every parameter, so that a file means the same when a default has changed.
  public var fullWorldSpec: Spec { world.fullSpec }
  public var fullAlgorithmSpec: Spec { Spec(id: algorithm.id, parameters) }

  /// Changes one of the algorithm's parameters, for this learner's successors too.
  /// - Throws: a `ParameterError` where the name or the value does not fit; nothing has changed then.
  mutating func set(_ name: String, to text: String) throws(ParameterError) {
    let spec = algorithmSpec.setting(name, to: text)
    prepared = try row.prepared(spec.assignments)
    algorithmSpec = spec
  }

  /// The set-up as a shell runs it: what differs from the defaults, and the seed.
  public func commandLine(seed: UInt64) -> String {
    func spec(_ id: String, _ states: [ParameterState], _ standard: [ParameterState]) -> String {
      let changed = states.filter { state in
        standard.first { $0.info.name == state.info.name }?.value != state.value
      }
      let spec = Spec(id: id, assignments: changed.map { .init($0.info.name, $0.value.description) })
      return Self.quoted(spec.description)
    }
    let defaults = Catalogue.worlds.first { $0.info.id == world.info.id }?.parameters ?? []
    return "ascent -w \(spec(world.info.id, world.parameters, defaults))"
      + " -a \(spec(algorithm.id, parameters, row.parameters)) -s \(seed)"
  }

  /// A word for the shell: in quotes where it has signs that mean something there.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_.,:=/+%@".unicodeScalars.contains($0)
    }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }

  /// What is new against an earlier set-up, in a few words for a mark in the chart.
  func difference(from earlier: Setup) -> String {
    if algorithm.id != earlier.algorithm.id { return algorithm.id }
    let changed = zip(parameters + world.parameters, earlier.parameters + earlier.world.parameters)
      .first { $0.value != $1.value }
    guard world.info.id == earlier.world.info.id, let changed else { return world.info.id }
    return "\(changed.0.info.name) = \(changed.0.value)"
  }
}
