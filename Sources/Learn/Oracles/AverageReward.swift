import Worlds

/// What a policy earns in a step of a task that never ends: the objective J_avR of continuing tasks, exactly.
///
/// Source: Sutton & Barto 2018, sections 10.3 and 13.6. ρ = Σ d(s) r_π(s) with the stationary distribution d = dP_π, and
/// differential values h(s) = E[Σ_t (R_t − ρ)], fixed by Σ d h = 0. A horizon that the model may have is left out. For a
/// discounted task Σ d(s) V^π(s) = ρ / (1 − γ), so that ∇J_avV = ∇J_avR / (1 − γ).
public struct AverageReward: Sendable {
  /// ρ, the reward of an average step.
  public let gain: Double
  /// d^π by state, which sums to 1.
  public let visits: [Double]
  /// h by state.
  public let values: [Double]
  /// Q(s, a) = Σ p (r − ρ + h(s′)) by state and action.
  public let actionValues: [[Double]]
  private let model: TabularModel

  /// Dense systems are solved: of at most 1,000 states.
  /// - Parameters:
  ///   - policy: over the model's observations and actions.
  ///   - model: of a world that never ends.
  /// - Returns: nil where something ends the task, where d is not the same from every start, or with more states.
  public init?(_ policy: PolicyTable, on model: TabularModel) {
    guard model.stateCount <= PolicyEvaluation.largestSystem else { return nil }
    let ends = model.transitions.contains { $0.contains { $0.contains { $0.terminates && $0.probability > 0 } } }
    guard !ends else { return nil }
    let count = model.stateCount
    let chain = MarkovChain(model: model, policy: policy)
    let matrix = chain.matrix
    // d (I − P) = 0, whose equations depend on each other: the last one makes room for Σ d = 1.
    var system = (0..<count).map { target -> [Double] in
      (0..<count).map { ($0 == target ? 1 : 0) - matrix[$0][target] } + [0]
    }
    system[count - 1] = [Double](repeating: 1, count: count + 1)
    guard let visits = LinearSystem.solve(&system) else { return nil }
    let gain = zip(visits, chain.rewards).reduce(0) { $0 + $1.0 * $1.1 }
    // (I − P + 1 d) h = r − ρ: as d h = 0, the term adds nothing but makes the system regular.
    system = (0..<count).map { state -> [Double] in
      (0..<count).map { ($0 == state ? 1 : 0) - matrix[state][$0] + visits[$0] } + [chain.rewards[state] - gain]
    }
    guard let values = LinearSystem.solve(&system) else { return nil }
    self.model = model
    (self.gain, self.visits, self.values) = (gain, visits, values)
    actionValues = model.transitions.map { actions in
      actions.map { PolicyEvaluation.actionValue($0, values, γ: 1) - gain }
    }
  }

  /// ∇_θ ρ = Σ d(s) Σ_a Q(s, a) ∇π(a∣s), in the order of the policy's parameters.
  ///
  /// The policy is the one whose table this was made of.
  public func gradient<P: DifferentiablePolicy & DiscretePolicy>(of policy: P) -> [Double] {
    var slopes = [Double](repeating: 0, count: policy.observationCount * policy.actionCount)
    for (state, row) in actionValues.enumerated() {
      for (action, value) in row.enumerated() {
        slopes[model.observations[state] * policy.actionCount + action] += visits[state] * value
      }
    }
    return ExactGradient.chainRule(slopes, policy)
  }
}
