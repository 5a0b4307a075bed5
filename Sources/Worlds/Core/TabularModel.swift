/// A tabular world's full model: everything that is needed to compute exactly what learners estimate.
///
/// Source: Sutton & Barto 2018, section 3.1; the endings are part of the model because an expected return
/// must know which transitions nothing follows.
public struct TabularModel: Sendable, Equatable {
  public struct Transition: Sendable, Equatable {
    public var probability: Double
    /// The state entered; −1 where the episode ends and the terminal state has no index.
    public var next: Int
    public var reward: Double
    public var terminates: Bool

    public init(probability: Double, next: Int, reward: Double, terminates: Bool) {
      self.probability = probability
      self.next = next
      self.reward = reward
      self.terminates = terminates
    }
  }

  public var γ: Double
  /// The number of steps at which episodes are truncated; nil for none.
  public var horizon: Int?
  public var actions: [String]
  /// The observation of each state.
  public var observations: [Int]
  /// The probability with which an episode starts in each state.
  public var start: [Double]
  /// `transitions[state][action]`: what can happen, with probabilities that sum to 1.
  public var transitions: [[[Transition]]]

  public var stateCount: Int { observations.count }
  public var actionCount: Int { actions.count }
  public var observationCount: Int { (observations.max() ?? -1) + 1 }
  /// Whether states share observations, so that a policy cannot tell them apart.
  public var isAliased: Bool { Set(observations).count < stateCount }

  public init(
    γ: Double, horizon: Int?, actions: [String], observations: [Int], start: [Double],
    transitions: [[[Transition]]]
  ) {
    self.γ = γ
    self.horizon = horizon
    self.actions = actions
    self.observations = observations
    self.start = start
    self.transitions = transitions
  }

  /// P(s′∣s, a), whatever the reward.
  /// - Parameters:
  ///   - next: the state entered; where the step ends the episode, any end without an index counts as this one.
  ///   - state: the state left, s.
  ///   - action: the action taken there, a.
  ///   - terminates: whether the step ended the episode truly.
  public func probability(of next: Int, from state: Int, _ action: Int, terminates: Bool) -> Double {
    transitions[state][action].reduce(0) { sum, outcome in
      let isSame = outcome.terminates == terminates && (outcome.next == next || (terminates && outcome.next < 0))
      return isSame ? sum + outcome.probability : sum
    }
  }

  /// Sums by observation of numbers by state.
  public func byObservation(_ numbers: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: observationCount)
    for (state, number) in numbers.enumerated() { sums[observations[state]] += number }
    return sums
  }

  /// What is wrong with the model, in words; empty where it is sound.
  public var faults: [String] {
    var faults: [String] = []
    func isDistribution(_ p: [Double]) -> Bool {
      p.allSatisfy { $0 >= 0 } && abs(p.reduce(0, +) - 1) < 1e-12
    }
    if start.count != stateCount || !isDistribution(start) { faults.append("start is no distribution") }
    if transitions.count != stateCount { faults.append("transitions do not cover the states") }
    for (state, row) in transitions.enumerated() {
      if row.count != actionCount { faults.append("state \(state) lacks actions") }
      for (action, outcomes) in row.enumerated() {
        if !isDistribution(outcomes.map(\.probability)) {
          faults.append("state \(state), action \(action): probabilities do not sum to 1")
        }
        for outcome in outcomes where !(outcome.terminates && outcome.next == -1) {
          if !(0..<stateCount).contains(outcome.next) {
            faults.append("state \(state), action \(action) leads to \(outcome.next)")
          }
        }
      }
    }
    return faults
  }
}

/// A world with finitely many states and actions, whose model is known in full.
public protocol TabularWorld: World where Observation == Int, Action == Int {
  /// The index of the present state in the model.
  var state: Int { get }
  var model: TabularModel { get }
  /// Whether the model holds for the whole run, and not only until another player has learnt more.
  var isStationary: Bool { get }
}

extension TabularWorld {
  public var isStationary: Bool { true }
  public var reportedDiscount: Double { γ }
  public var stateVector: [Double] { [Double(state)] }
  public var stateIndex: Int? { state }
}

extension TabularWorld where Self: DefinedWorld {
  /// The index that a state vector holds.
  /// - Throws: a `ParameterError` where it is not one index below `count`.
  public static func index(in state: [Double], below count: Int) throws(ParameterError) -> Int {
    guard state.count == 1, let index = Int(exactly: state[0]), (0..<count).contains(index) else {
      throw noState(state, form: "the index of a state, [0] to [\(count - 1)]")
    }
    return index
  }
}

/// A tabular world whose policies are linear in features φ(s, a) rather than tables.
public protocol FeaturedWorld: TabularWorld {
  /// φ for every observation and action.
  var features: FeatureTable { get }
}

/// The feature vector φ(o, a) of every observation and action.
public struct FeatureTable: Sendable, Equatable {
  /// The name of each parameter that the features are multiplied by.
  public let names: [String]
  public let observationCount: Int
  public let actionCount: Int
  /// `observationCount × actionCount` rows of `names.count` numbers.
  public let rows: [Double]

  /// - Parameters:
  ///   - names: of the parameters, one for each feature.
  ///   - rows: `rows[observation][action]` is φ.
  public init(names: [String], rows: [[[Double]]]) {
    self.names = names
    observationCount = rows.count
    actionCount = rows.first?.count ?? 0
    self.rows = rows.flatMap { $0.flatMap { $0 } }
    precondition(self.rows.count == observationCount * actionCount * names.count)
  }

  /// The number of features.
  public var count: Int { names.count }

  /// φ(o, a).
  public func row(_ observation: Int, _ action: Int) -> ArraySlice<Double> {
    let begin = (observation * actionCount + action) * count
    return rows[begin..<begin + count]
  }
}
