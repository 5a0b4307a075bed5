import Worlds

/// An algorithm at work: a value that holds its world, its parameters and its randomness, so that a copy is a checkpoint.
public protocol Learner: Sendable {
  associatedtype R: Representation
  associatedtype Line: Listing
  associatedtype Settings: ParameterSet

  static var info: AlgorithmInfo { get }
  /// Whether it learns nothing before an episode has ended.
  static var learnsFromWholeEpisodes: Bool { get }
  /// The defaults on this world, where they differ from the general ones.
  static func settings(on world: String) -> Settings
  /// Refuses settings that do not go together, or not with this world.
  /// - Throws: a `ParameterError` that says what is wrong and what would be right.
  static func check(_ settings: Settings, on world: R.W) throws(ParameterError)

  /// The pseudocode with these settings: nothing in the lines that are never passed.
  static func listing(_ settings: Settings, on world: R.W) -> [String]

  init(_ world: R.W, representation: R, settings: Settings, seed: UInt64)

  var settings: Settings { get set }
  var environment: Environment<R.W> { get set }
  /// How often the parameters changed.
  var updates: Int { get }

  /// The outer loop's body, straight-line, in the listing's order.
  mutating func iterate<P: Probe>(_ probe: inout P) throws(P.Interrupt)

  /// An action of the policy that gathers experience.
  mutating func act(at observation: R.W.Observation) -> R.W.Action
  func distribution(at observation: R.W.Observation) -> ActionDistribution
  /// On tabular worlds: every policy whose exact value is worth knowing, the one being learnt first.
  var policies: [PolicyTable] { get }
  /// V of each observation as learnt, where there is a critic over finitely many.
  var learntValues: [Double]? { get }
  /// V of an observation as learnt, where there is a critic of V.
  func learntValue(at observation: R.W.Observation) -> Double?
  /// Q as learnt at one observation for several real actions, by the world's unit; nil where there is no such critic.
  func learntActionValues(at observation: R.W.Observation, of actions: [R.W.Action]) -> [Double]?
  /// Observations of transitions that the learner keeps to learn from, evenly spread over all, the most `limit`.
  func replayed(atMost limit: Int) -> [R.W.Observation]
  /// π(·∣o) and V, where there is a critic of it, of many observations: networks take them in one pass.
  func opinions(at observations: [R.W.Observation]) -> [(distribution: ActionDistribution, value: Double?)]
  /// Q of each observation and action as learnt, observation by observation, where there is an action-value critic over
  /// finitely many.
  var learntActionValues: [Double]? { get }
  /// Σ ∇_θ ln π(a∣s) over these steps; nil where the policy is not differentiable.
  func score(of steps: [Step<R.W>]) -> [Double]?
  /// The eligibility of each observation, where the critic has a trace over finitely many: how much the next error will
  /// change its value.
  var eligibility: [Double]? { get }
  /// The eligibility of each action of each observation, observation by observation, where the policy is a table with a
  /// trace: how the next error will change the action's preference.
  var policyEligibility: [Double]? { get }
  /// The candidates of the present generation, where the search goes by generations.
  var shownPopulation: Population? { get }
  /// How far the last update went from the policy that took the steps, where that is watched over. What takes long is
  /// computed once and kept, without any bearing on what is learnt.
  mutating func trustRegion() -> TrustRegion?
  /// Whether there is one.
  static var hasTrustRegion: Bool { get }
  /// What workers did to the parameters that they share, where there are such.
  var shownTimeLine: TimeLine? { get }
  /// Who plays, where that is another policy than the one being learnt and the scene is drawn by what it will do.
  var playerOnTrial: R.Actor? { get }
  /// The weights of the features by which the policy judges what the scene offers; nil where it does not go by such.
  var shownWeights: [Double]? { get }
  /// Values of lines that hold until these come again, which may take longer than a frame is gathered.
  var standing: [(line: Line, values: [NamedValue])] { get }
  /// Every number that is learnt.
  var parameters: [LearntParameters] { get }
  /// The parameter that is not finite or larger than 10⁸, or the layer of a network that has outgrown all use, in words; nil
  /// while all is well.
  var divergence: String? { get }
  /// Marks between two looks at that, at the clock and at ^C: a power of two, some tenths of a second at the most.
  static var marksBetweenCheckups: Int { get }
  /// Whether parameters are looked at after every update besides: where updates are so long that this costs nothing, a
  /// divergence is reported with the very update. Known to the compiler, so that quick loops do not ask.
  static var checksEveryUpdate: Bool { get }
  /// What a run's table of metrics has besides the returns.
  static var metrics: [Metric] { get }
  /// Whether there are any: known to the compiler, so that quick loops do not ask.
  static var hasMetrics: Bool { get }
  /// θ of a differentiable policy, by which it is carried from one algorithm to another; nil where there is none.
  var policyParameters: [Double]? { get set }
  /// The policy that gathers experience, as a file keeps it.
  var storedPolicy: StoredPolicy { get }
  /// Puts a kept policy in place; whatever else is learnt stays.
  /// - Precondition: the tensors are those of `storedPolicy` in name, order and shape.
  mutating func restorePolicy(_ tensors: [Tensor])
}

extension Learner {
  public static var learnsFromWholeEpisodes: Bool { false }
  public static var marksBetweenCheckups: Int { 1 << 16 }
  public static var checksEveryUpdate: Bool { false }
  public static var metrics: [Metric] { [] }
  public static var hasMetrics: Bool { false }
  public static func settings(on world: String) -> Settings { Settings() }
  public static func check(_ settings: Settings, on world: R.W) throws(ParameterError) {}
  public static func listing(_ settings: Settings, on world: R.W) -> [String] { Line.lines }

  public func learntValue(at observation: R.W.Observation) -> Double? { nil }
  public func learntActionValues(at observation: R.W.Observation, of actions: [R.W.Action]) -> [Double]? { nil }
  public func replayed(atMost limit: Int) -> [R.W.Observation] { [] }
  public func opinions(at observations: [R.W.Observation]) -> [(distribution: ActionDistribution, value: Double?)] {
    observations.map { (distribution(at: $0), learntValue(at: $0)) }
  }
  public var learntActionValues: [Double]? { nil }
  public func score(of steps: [Step<R.W>]) -> [Double]? { nil }
  public var eligibility: [Double]? { nil }
  public var policyEligibility: [Double]? { nil }
  public var shownPopulation: Population? { nil }
  public var standing: [(line: Line, values: [NamedValue])] { [] }
  public mutating func trustRegion() -> TrustRegion? { nil }
  public static var hasTrustRegion: Bool { false }
  public var shownTimeLine: TimeLine? { nil }
  public var playerOnTrial: R.Actor? { nil }
  public var shownWeights: [Double]? { nil }

  public var progress: Progress {
    Progress(steps: environment.steps, episodes: environment.episodes, updates: updates)
  }

  public var divergence: String? { LearntParameters.broken(in: parameters) }

  /// A divergence in words, with the update that made it or by which it was seen; nil while all is well.
  public var divergenceReport: String? {
    divergence.map { "diverged \(Self.checksEveryUpdate ? "in" : "by") update \(updates): \($0)" }
  }
}

/// One vector of learnt numbers, with the name it has in the listing. Equal means equal to the bit, NaN included.
public struct LearntParameters: Sendable, Equatable {
  public var name: String
  public var values: [Double]

  public static func == (a: Self, b: Self) -> Bool {
    a.name == b.name && a.values.map(\.bitPattern) == b.values.map(\.bitPattern)
  }

  public init(_ name: String, _ values: [Double]) {
    self.name = name
    self.values = values
  }

  /// The first number that is not finite or larger than 10⁸, in words; nil while all is well.
  static func broken(in groups: [LearntParameters]) -> String? {
    for group in groups {
      for (index, value) in group.values.enumerated() where !(abs(value) <= 1e8) {
        return broken(group.name, index, value)
      }
    }
    return nil
  }

  static func broken(_ name: String, _ index: Int, _ value: Double) -> String {
    "\(name)[\(index)] = \(value.isNaN ? "nan" : "\(value)")"
  }
}

/// A learner whose policy is differentiable and acts itself: what all of policy search shares.
public protocol PolicyLearner: Learner {
  var policy: R.Actor { get set }
  var random: RandomStream { get set }
}

extension PolicyLearner {
  public mutating func act(at observation: R.W.Observation) -> R.W.Action {
    policy.sample(at: observation, using: &random)
  }

  public func distribution(at observation: R.W.Observation) -> ActionDistribution {
    policy.distribution(at: observation)
  }

  public var policies: [PolicyTable] {
    (policy as? any DiscretePolicy).map { [$0.table(named: "π")] } ?? []
  }

  public var learntValues: [Double]? { nil }

  public var shownWeights: [Double]? { (policy as? PlacementSoftmax)?.parameters }

  /// Those of the policy alone.
  public var parameters: [LearntParameters] { [LearntParameters("θ", policy.parameters)] }

  public func score(of steps: [Step<R.W>]) -> [Double]? {
    var sum = [Double](repeating: 0, count: policy.parameters.count)
    for step in steps { policy.addScore(1, of: step.action, at: step.observation, into: &sum) }
    return sum
  }

  public var policyParameters: [Double]? {
    get { policy.parameters }
    set { if let newValue { policy.parameters = newValue } }
  }

  public var storedPolicy: StoredPolicy { policy.stored }

  public mutating func restorePolicy(_ tensors: [Tensor]) { policy.restore(tensors) }
}

extension PolicyLearner {
  /// Q_w of each observation and action, observation by observation, where these are finitely many.
  func table(of critic: R.ActionValues) -> [Double]? { (critic as? any DiscreteActionValueFunction)?.table }

  /// Σ_a π(a∣o) Q_w(o, a) of each observation, where these are finitely many.
  func policyMean(of critic: R.ActionValues) -> [Double]? {
    guard let critic = critic as? any DiscreteActionValueFunction, let policy = policy as? any DiscretePolicy else {
      return nil
    }
    return (0..<policy.observationCount).map { critic.mean(at: $0, under: policy.probabilities(at: $0)) }
  }
}

/// The words about an algorithm that lists, pickers and docs show.
public struct AlgorithmInfo: Sendable {
  public let id: String
  public let title: String
  /// One line: what it shows.
  public let summary: String
  /// What it teaches and what to look for, in one to three sentences.
  public let lesson: String
  /// The lecture's section.
  public let section: String
  public let source: String
  /// Other names by which it is asked for, with spaces between.
  public let keywords: String

  public init(
    id: String, title: String, summary: String, lesson: String, section: String, source: String, keywords: String = ""
  ) {
    self.id = id
    self.title = title
    self.summary = summary
    self.lesson = lesson
    self.section = section
    self.source = source
    self.keywords = keywords
  }
}
