import Worlds

/// What a model becomes once a policy is chosen: expected rewards, and where each state leads while the episode goes on.
struct MarkovChain: Sendable {
  /// r_π by state.
  private(set) var rewards: [Double] = []
  /// State s leads to `targets[bounds[s]..<bounds[s + 1]]` with `probabilities` of the same indices; what is missing to 1
  /// ends the episode.
  private var bounds: [Int] = [0]
  private var targets: [Int] = []
  private var probabilities: [Double] = []

  init(model: TabularModel, policy: PolicyTable) {
    for state in 0..<model.stateCount {
      var reward = 0.0
      var leads: [Int: Double] = [:]
      for action in 0..<model.actionCount {
        let π = policy[model.observations[state], action]
        for outcome in model.transitions[state][action] {
          reward += π * outcome.probability * outcome.reward
          if !outcome.terminates { leads[outcome.next, default: 0] += π * outcome.probability }
        }
      }
      rewards.append(reward)
      for (target, probability) in leads.sorted(by: { $0.key < $1.key }) where probability > 0 {
        targets.append(target)
        probabilities.append(probability)
      }
      bounds.append(targets.count)
    }
  }

  /// result = r_π + γ P_π values.
  func sweep(_ values: [Double], γ: Double, into result: inout [Double]) {
    for state in rewards.indices {
      var following = 0.0
      for index in bounds[state]..<bounds[state + 1] {
        following += probabilities[index] * values[targets[index]]
      }
      result[state] = rewards[state] + γ * following
    }
  }

  /// result = P_πᵀ visits: where those who are at `visits` will be a step later, if their episode goes on.
  func push(_ visits: [Double], into result: inout [Double]) {
    for state in rewards.indices { result[state] = 0 }
    for state in rewards.indices where visits[state] > 0 {
      for index in bounds[state]..<bounds[state + 1] {
        result[targets[index]] += visits[state] * probabilities[index]
      }
    }
  }

  /// P_π written out: what is missing to 1 in a row ends the episode.
  var matrix: [[Double]] {
    rewards.indices.map { state in
      var row = [Double](repeating: 0, count: rewards.count)
      for index in bounds[state]..<bounds[state + 1] { row[targets[index]] += probabilities[index] }
      return row
    }
  }

  /// V = (I − γ P_π)⁻¹ r_π; `nan` at the states from which an episode may last for ever undiscounted.
  func solveValues(γ: Double) -> [Double] {
    let solved = γ < 1 ? Array(rewards.indices) : endingStates
    var system = equations(over: solved) { state, target in (state, target, γ) }
    for (row, state) in solved.enumerated() { system[row].append(rewards[state]) }
    return spread(LinearSystem.solve(&system), over: solved, elsewhere: .nan)
  }

  /// Σ_t γᵗ Pr(S_t = s): n = (I − γ P_πᵀ)⁻¹ start.
  /// - Returns: nil where an episode may last for ever undiscounted.
  func solveVisits(from start: [Double], γ: Double) -> [Double]? {
    let solved = γ < 1 ? Array(rewards.indices) : endingStates
    let ending = Set(solved)
    guard start.indices.allSatisfy({ start[$0] == 0 || ending.contains($0) }) else { return nil }
    var system = equations(over: solved) { state, target in (target, state, γ) }
    for (row, state) in solved.enumerated() { system[row].append(start[state]) }
    return LinearSystem.solve(&system).map { spread($0, over: solved, elsewhere: 0) }
  }

  /// I less the transitions among these states, which lead to no others.
  /// - Parameter entry: for a transition, the states whose row and column it stands in, and its factor.
  private func equations(
    over states: [Int], _ entry: (_ state: Int, _ target: Int) -> (row: Int, column: Int, factor: Double)
  ) -> [[Double]] {
    var place = [Int](repeating: -1, count: rewards.count)
    for (index, state) in states.enumerated() { place[state] = index }
    var system = states.indices.map { row in states.indices.map { $0 == row ? 1.0 : 0 } }
    for state in states {
      for index in bounds[state]..<bounds[state + 1] {
        let (row, column, factor) = entry(state, targets[index])
        system[place[row]][place[column]] -= factor * probabilities[index]
      }
    }
    return system
  }

  private func spread(_ solution: [Double]?, over states: [Int], elsewhere: Double) -> [Double] {
    var values = [Double](repeating: elsewhere, count: rewards.count)
    if let solution { for (index, state) in states.enumerated() { values[state] = solution[index] } }
    return values
  }

  /// The states from which an episode ends with probability 1: those that never come to one from which it cannot end.
  private var endingStates: [Int] {
    var sources = [[Int]](repeating: [], count: rewards.count)
    for state in rewards.indices {
      for index in bounds[state]..<bounds[state + 1] { sources[targets[index]].append(state) }
    }
    func leading(to states: [Int]) -> Set<Int> {
      var seen = Set(states)
      var frontier = states
      while let state = frontier.popLast() {
        for source in sources[state] where seen.insert(source).inserted { frontier.append(source) }
      }
      return seen
    }
    let last = rewards.indices.filter { probabilities[bounds[$0]..<bounds[$0 + 1]].reduce(0, +) < 1 - 1e-12 }
    let canEnd = leading(to: last)
    let mayLast = leading(to: rewards.indices.filter { !canEnd.contains($0) })
    return rewards.indices.filter { !mayLast.contains($0) }
  }
}
