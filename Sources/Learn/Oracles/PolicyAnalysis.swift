import Worlds

/// Everything about a policy on a tabular world that its model tells exactly: V, Q and A with the whole horizon to go, J,
/// and d^π, where the policy spends its time.
///
/// Values come from sweeps backwards, visits from as many forwards, a few at a time where there is only a moment:
///
///     var analysis = PolicyAnalysis(policy, on: model)
///     while !analysis.isDone { analysis.advance(sweeps: 10) }
///     analysis.advantages?[state][action]
///
/// Nothing is to be asked before the end. Without a horizon everything is nil where the policy may go on for ever; with
/// γ < 1 the values are finite even then, and only the visits are nil.
public struct PolicyAnalysis: Sendable {
  private var evaluation: PolicyEvaluation
  private var visitCount: VisitCount
  /// r_π by state, the mean reward of a step that begins there.
  public let rewards: [Double]

  /// - Parameters:
  ///   - policy: over the model's observations and actions.
  ///   - model: of the world that it acts in.
  public init(_ policy: PolicyTable, on model: TabularModel) {
    let chain = MarkovChain(model: model, policy: policy)
    evaluation = PolicyEvaluation(chain, model)
    visitCount = VisitCount(chain, model)
    rewards = chain.rewards
  }

  /// Advances by at most so many sweeps over the states; without a horizon one call does half of the work.
  public mutating func advance(sweeps: Int = .max) {
    if evaluation.isDone { visitCount.advance(sweeps: sweeps) } else { evaluation.advance(sweeps: sweeps) }
  }

  public var isDone: Bool { visitCount.isDone }

  /// J₁ = Σ start(s) V(s).
  public var objective: Double? { evaluation.objective }
  /// V^π by state; `nan` at states that an episode never comes to and from which it might last for ever.
  public var stateValues: [Double]? { evaluation.stateValues }
  /// Q^π by state and action; `nan` where V is, after the action.
  public var actionValues: [[Double]]? { evaluation.actionValues }

  /// A^π(s, a) = Q^π(s, a) − V^π(s) by state and action: what an action gives beyond what the policy gives on average.
  public var advantages: [[Double]]? {
    guard let values = stateValues, let actionValues else { return nil }
    return zip(actionValues, values).map { row, v in row.map { $0 - v } }
  }

  /// d^π(s) = E[visits to s] / E[T] by state, the share of an episode's steps that begin in s: undiscounted, whatever γ is.
  public var visits: [Double]? {
    guard let counts = visitCount.counts, let expectedLength else { return nil }
    return counts.map { $0 / expectedLength }
  }

  /// E[T], the mean number of steps of an episode.
  public var expectedLength: Double? { visitCount.counts?.reduce(0, +) }
}
