import Worlds

extension Optimum {
  /// The best policy that always does the same where it sees the same, and its exact J: what value-based learners can
  /// hope for.
  ///
  /// Where states share observations all |A|^|O| policies are tried, over the observations at which the action matters;
  /// a policy that may go on for ever undiscounted has no finite J and does not count. Where every state has its own
  /// observation nothing need be tried: it is greedy by value iteration's values, which is the best where these settle,
  /// and on a horizon that cuts before they do, the first step of the best policy that knows the time.
  /// - Returns: nil where no policy has a finite J, or where finding it would take too long.
  public static func bestDeterministic(on model: TabularModel) -> (objective: Double, policy: PolicyTable)? {
    model.isAliased ? bestByEnumeration(on: model) : greedyByValueIteration(model)
  }

  /// Policies that are tried at the most.
  private static let largestEnumeration = 4096

  private static func bestByEnumeration(on model: TabularModel) -> (objective: Double, policy: PolicyTable)? {
    let deciding = decidingObservations(of: model)
    var count = 1
    for _ in deciding {
      count *= model.actionCount
      if count > largestEnumeration { return nil }
    }
    let sweeps = model.horizon ?? model.stateCount * model.stateCount
    guard count <= largestWork / max(1, sweeps) / max(1, model.stateCount) else { return nil }
    var best: (objective: Double, policy: PolicyTable)?
    for code in 0..<count {
      // The code's digits in base |A| are the actions.
      var choices = [Int](repeating: 0, count: model.observationCount)
      var rest = code
      for observation in deciding {
        choices[observation] = rest % model.actionCount
        rest /= model.actionCount
      }
      let policy = deterministicPolicy(choices, actionCount: model.actionCount)
      guard let objective = PolicyEvaluation.objective(of: policy, on: model) else { continue }
      if best.map({ objective > $0.objective }) ?? true { best = (objective, policy) }
    }
    return best
  }

  /// The observations at which it matters what is done: not those of terminal states alone.
  private static func decidingObservations(of model: TabularModel) -> [Int] {
    let deciding = model.transitions.indices.filter { state in
      model.transitions[state].contains { $0 != model.transitions[state][0] }
    }
    return Set(deciding.map { model.observations[$0] }).sorted()
  }

  /// Value iteration that keeps the action of the last improvement: where the values tie in the end, that one leads on
  /// to the reward instead of round in circles.
  private static func greedyByValueIteration(_ model: TabularModel) -> (objective: Double, policy: PolicyTable)? {
    let table = OutcomeTable(model)
    var values = [Double](repeating: 0, count: model.stateCount)
    var next = values
    var choices = [Int](repeating: 0, count: model.stateCount)
    let affordable = max(1, largestWork / table.count / 2)
    var isSettled = false
    var swept = 0
    while !isSettled, swept < model.horizon ?? .max {
      if swept == affordable { return nil }
      table.improve(&choices, by: values, γ: model.γ)
      table.sweep(values, γ: model.γ, into: &next)
      isSettled = isFixed(values, next)
      swap(&values, &next)
      swept += 1
    }
    let policy = deterministicPolicy(choices, on: model)
    return PolicyEvaluation.objective(of: policy, on: model).map { ($0, policy) }
  }

  /// - Parameter choices: an action for each state; the states of an observation choose alike.
  static func deterministicPolicy(_ choices: [Int], on model: TabularModel) -> PolicyTable {
    var actions = [Int](repeating: 0, count: model.observationCount)
    for (state, observation) in model.observations.enumerated() { actions[observation] = choices[state] }
    return deterministicPolicy(actions, actionCount: model.actionCount)
  }

  private static func deterministicPolicy(_ choices: [Int], actionCount: Int) -> PolicyTable {
    PolicyTable(
      name: "deterministic", actionCount: actionCount,
      probabilities: choices.flatMap { choice in (0..<actionCount).map { $0 == choice ? 1 : 0 } })
  }
}
