/// The lecture's two objectives beside J₁: what a policy is worth, and what it earns, at an average step.
///
/// d is where the policy spends its steps: E[visits to s] / E[T] where episodes end or a horizon cuts them, the stationary
/// distribution where the task goes on for ever. Nothing is discounted in d.
public struct AverageObjectives: Sendable, Equatable {
  /// J_avV = Σ d(s) V^π(s), with the whole horizon to go; ρ / (1 − γ) in a task without end. Nil where it is not finite.
  public let value: Double?
  /// J_avR = Σ d(s) r_π(s): E[R] / E[T] of episodes, ρ in a task without end. Nil where it is not finite.
  public let reward: Double?

  /// Of episodes, from an analysis that is done.
  public init(_ analysis: PolicyAnalysis) {
    guard let d = analysis.visits else {
      (value, reward) = (nil, nil)
      return
    }
    // No product with a value of a state that is never visited: it may be no number.
    value = analysis.stateValues.map { V in zip(d, V).reduce(0) { $1.0 > 0 ? $0 + $1.0 * $1.1 : $0 } }
    reward = zip(d, analysis.rewards).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Of a task without end.
  /// - Parameters:
  ///   - average: its policy's average reward.
  ///   - γ: the discount of V; 1 leaves J_avV without a finite value.
  public init(_ average: AverageReward, γ: Double) {
    (value, reward) = (γ < 1 ? average.gain / (1 - γ) : nil, average.gain)
  }
}
