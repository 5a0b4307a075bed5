import Worlds

/// A model's transitions in one row of memory, for sweeps that choose the best action.
struct OutcomeTable {
  private struct Outcome {
    var weight: Double
    var reward: Double
    /// The state that follows; itself with weight 0 where none does.
    var next: Int
  }

  private var outcomes: [Outcome] = []
  /// The outcomes of action a in state s are `bounds[s * actionCount + a]` and on.
  private var bounds: [Int] = [0]
  private let actionCount: Int

  var count: Int { outcomes.count }

  init(_ model: TabularModel) {
    actionCount = model.actionCount
    for state in model.transitions.indices {
      for action in model.transitions[state] {
        for outcome in action {
          outcomes.append(
            Outcome(
              weight: outcome.terminates ? 0 : outcome.probability, reward: outcome.probability * outcome.reward,
              next: outcome.terminates ? state : outcome.next))
        }
        bounds.append(outcomes.count)
      }
    }
  }

  /// Q(s, a) = Σ p (r + γ values(s′)).
  @inline(__always)
  func value(of action: Int, at state: Int, _ values: [Double], γ: Double) -> Double {
    let pair = state * actionCount + action
    var value = 0.0
    for index in bounds[pair]..<bounds[pair + 1] {
      value += outcomes[index].reward + γ * outcomes[index].weight * values[outcomes[index].next]
    }
    return value
  }

  /// result(s) = max_a Q(s, a).
  func sweep(_ values: [Double], γ: Double, into result: inout [Double]) {
    for state in result.indices {
      var best = -Double.infinity
      for action in 0..<actionCount { best = max(best, value(of: action, at: state, values, γ: γ)) }
      result[state] = best
    }
  }

  /// The best action of each state, where another is taken only if it is better than the one that there was.
  func improve(_ choices: inout [Int], by values: [Double], γ: Double) {
    for state in choices.indices {
      var best = value(of: choices[state], at: state, values, γ: γ)
      for action in 0..<actionCount {
        let value = value(of: action, at: state, values, γ: γ)
        if value > best + 1e-12 * max(1, abs(best)) { (best, choices[state]) = (value, action) }
      }
    }
  }
}
