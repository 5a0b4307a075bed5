import Worlds

/// The exact value of a policy on a tabular world, computed backwards from its model, as many sweeps at a time as there is
/// leisure for.
///
/// With a horizon H, V with h steps to go is V_h = r_π + γ P_π V_{h−1}, V_0 = 0: truncation adds nothing, and J is the
/// mean over the start of V_H. Without one, V solves the linear system (I − γ P_π) V = r_π; where the policy may go on for
/// ever undiscounted, there is no finite value.
public struct PolicyEvaluation: Sendable {
  private let model: TabularModel
  private let chain: MarkovChain
  private var swept = 0
  /// V with `swept` steps to go, by state; after the end, V of the whole horizon.
  private var values: [Double]
  /// V with one step fewer to go; the same where one step makes no difference.
  private var previous: [Double]
  public private(set) var isDone = false
  private var isFinite = true

  /// - Parameters:
  ///   - policy: over the model's observations and actions.
  ///   - model: of the world that it acts in.
  public init(_ policy: PolicyTable, on model: TabularModel) {
    self.init(MarkovChain(model: model, policy: policy), model)
  }

  init(_ chain: MarkovChain, _ model: TabularModel) {
    self.model = model
    self.chain = chain
    values = Array(repeating: 0, count: model.stateCount)
    previous = values
  }

  /// Advances by at most so many sweeps over the states; without a horizon the system is solved at once.
  public mutating func advance(sweeps: Int = .max) {
    guard !isDone else { return }
    guard let horizon = model.horizon else {
      values = chain.solveValues(γ: model.γ)
      previous = values
      isFinite = zip(model.start, values).allSatisfy { $0 == 0 || $1.isFinite }
      isDone = true
      return
    }
    let last = min(horizon, swept &+ min(sweeps, horizon))
    while swept < last {
      chain.sweep(values, γ: model.γ, into: &previous)
      swap(&values, &previous)
      swept += 1
      // A fixed point, to the bit: every further sweep gives the same.
      if values == previous { swept = horizon }
    }
    isDone = swept >= horizon
  }

  /// V^π by state, with the whole horizon to go; nil where J is not finite, `nan` at states that an episode never comes
  /// to and from which it might last for ever. Not to be asked before the end.
  public var stateValues: [Double]? {
    precondition(isDone, "the evaluation is at sweep \(swept)")
    return isFinite ? values : nil
  }

  /// Q^π(s, a) = Σ p (r + γ V^π(s′)) by state and action, with the whole horizon to go and so one step fewer after the
  /// action. Nil and `nan` as `stateValues`. Not to be asked before the end.
  public var actionValues: [[Double]]? {
    guard stateValues != nil else { return nil }
    return model.transitions.map { actions in actions.map { Self.actionValue($0, previous, γ: model.γ) } }
  }

  /// Σ p (r + γ values(s′)) over what an action may lead to.
  static func actionValue(_ outcomes: [TabularModel.Transition], _ values: [Double], γ: Double) -> Double {
    outcomes.reduce(0) { sum, outcome in
      // No product with a value that nothing leads to: it may be no number.
      let following = outcome.terminates ? 0 : γ * values[outcome.next]
      return outcome.probability > 0 ? sum + outcome.probability * (outcome.reward + following) : sum
    }
  }

  /// J₁ = Σ start(s) V(s); nil where it is not finite. Not to be asked before the end.
  public var objective: Double? {
    stateValues.map { values in
      zip(model.start, values).reduce(0) { $1.0 > 0 ? $0 + $1.0 * $1.1 : $0 }
    }
  }

  /// J₁ where it can be had in some seconds; nil where it is not finite or would take longer.
  static func affordableObjective(of policy: PolicyTable, on model: TabularModel) -> Double? {
    // Without a horizon a dense system is solved, whose work grows with the cube of the states.
    guard let horizon = model.horizon else {
      return model.stateCount <= largestSystem ? objective(of: policy, on: model) : nil
    }
    var evaluation = PolicyEvaluation(policy, on: model)
    evaluation.advance(sweeps: min(horizon, max(1, largestWork / max(model.stateCount * model.actionCount, 1))))
    return evaluation.isDone ? evaluation.objective : nil
  }

  /// States of a dense system that is still solved.
  static let largestSystem = 1000
  /// Pairs of state and action looked at: some seconds.
  private static let largestWork = 2_000_000_000

  /// J₁ at once.
  public static func objective(of policy: PolicyTable, on model: TabularModel) -> Double? {
    var evaluation = PolicyEvaluation(policy, on: model)
    evaluation.advance()
    return evaluation.objective
  }
}
