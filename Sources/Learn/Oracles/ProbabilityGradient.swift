import Worlds

/// The exact derivative of J in the policy's probabilities themselves.
enum ProbabilityGradient {
  /// ∂J/∂π(a∣o) = Σ_t γᵗ Σ_{s seen as o} Pr(S_t = s) Q_{H−t}(s, a), with V_h backwards and the visits forwards.
  ///
  /// This is the policy-gradient theorem (Sutton & Barto 2018, section 13.2) for a finite horizon, before the chain
  /// rule to any parameters. The model must have a horizon.
  static func compute(_ policy: PolicyTable, on model: TabularModel) -> (objective: Double, gradient: [Double]) {
    guard let horizon = model.horizon else { fatalError("the gradient by sweeps needs a horizon") }
    let chain = MarkovChain(model: model, policy: policy)
    var values: [[Double]] = [Array(repeating: 0, count: model.stateCount)]
    for step in 0..<horizon {
      var next = values[step]
      chain.sweep(values[step], γ: model.γ, into: &next)
      if next == values[step] { break }
      values.append(next)
    }
    // Beyond the last stored sweep nothing changes any more.
    func value(toGo steps: Int) -> [Double] { values[min(steps, values.count - 1)] }

    var gradient = [Double](repeating: 0, count: policy.probabilities.count)
    var visits = model.start
    var discount = 1.0
    for t in 0..<horizon {
      let following = value(toGo: horizon - t - 1)
      var next = [Double](repeating: 0, count: model.stateCount)
      for state in 0..<model.stateCount where visits[state] > 1e-300 {
        let observation = model.observations[state]
        for action in 0..<model.actionCount {
          let π = policy[observation, action]
          var q = 0.0
          for outcome in model.transitions[state][action] {
            q +=
              outcome.probability
              * (outcome.reward + (outcome.terminates ? 0 : model.γ * following[outcome.next]))
            if !outcome.terminates { next[outcome.next] += visits[state] * π * outcome.probability }
          }
          gradient[observation * model.actionCount + action] += discount * visits[state] * q
        }
      }
      visits = next
      discount *= model.γ
      if visits.allSatisfy({ $0 < 1e-18 }) { break }
    }
    let objective = zip(model.start, value(toGo: horizon)).reduce(0) { $0 + $1.0 * $1.1 }
    return (objective, gradient)
  }
}
