import Worlds

/// The exact value of a policy on a tabular world, computed backwards from its model, as many sweeps at a time as there is
/// leisure for.
///
/// With a horizon H, V with h steps to go is V_h = r_π + γ P_π V_{h−1}, V_0 = 0: truncation adds nothing, and J is the
/// mean over the start of V_H. Without one, V solves the linear system (I − γ P_π) V = r_π over the states that the
/// policy visits; where it may go on for ever undiscounted, there is no finite value.
public struct PolicyEvaluation: Sendable {
  private let model: TabularModel
  private let chain: MarkovChain
  private var swept = 0
  /// V with `swept` steps to go, by state; after the end, V of the whole horizon.
  private var values: [Double]
  private var next: [Double]
  public private(set) var isDone = false
  private var isFinite = true

  /// - Parameter policy: over the model's observations and actions.
  public init(_ policy: PolicyTable, on model: TabularModel) {
    self.model = model
    chain = MarkovChain(model: model, policy: policy)
    values = Array(repeating: 0, count: model.stateCount)
    next = values
  }

  /// Advances by at most so many sweeps over the states; without a horizon the system is solved at once.
  public mutating func advance(sweeps: Int = .max) {
    guard !isDone else { return }
    guard let horizon = model.horizon else {
      if let solution = chain.solve(γ: model.γ, start: model.start) { values = solution } else { isFinite = false }
      isDone = true
      return
    }
    let last = min(horizon, swept &+ min(sweeps, horizon))
    while swept < last {
      chain.sweep(values, γ: model.γ, into: &next)
      swap(&values, &next)
      swept += 1
      // A fixed point, to the bit: every further sweep gives the same.
      if values == next { swept = horizon }
    }
    isDone = swept >= horizon
  }

  /// V^π by state, with the whole horizon to go. Not to be asked before the end.
  public var stateValues: [Double]? {
    precondition(isDone, "the evaluation is at sweep \(swept)")
    return isFinite ? values : nil
  }

  /// J₁ = Σ start(s) V(s); nil where it is not finite. Not to be asked before the end.
  public var objective: Double? {
    stateValues.map { values in
      zip(model.start, values).reduce(0) { $1.0 > 0 ? $0 + $1.0 * $1.1 : $0 }
    }
  }

  /// J₁ at once.
  public static func objective(of policy: PolicyTable, on model: TabularModel) -> Double? {
    var evaluation = PolicyEvaluation(policy, on: model)
    evaluation.advance()
    return evaluation.objective
  }
}
