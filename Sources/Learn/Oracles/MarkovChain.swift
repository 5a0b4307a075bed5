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

  /// (I − γ P_π)⁻¹ r_π over the states that can be reached from the start, 0 elsewhere; nil where an episode may last for
  /// ever undiscounted.
  func solve(γ: Double, start: [Double]) -> [Double]? {
    let reached = reach(from: start.indices.filter { start[$0] > 0 })
    if γ == 1, !canAllEnd(reached) { return nil }
    var row = [Int](repeating: -1, count: rewards.count)
    for (index, state) in reached.enumerated() { row[state] = index }
    var system = reached.map { state in
      var equation = [Double](repeating: 0, count: reached.count + 1)
      equation[row[state]] = 1
      for index in bounds[state]..<bounds[state + 1] {
        equation[row[targets[index]]] -= γ * probabilities[index]
      }
      equation[reached.count] = rewards[state]
      return equation
    }
    guard let solution = LinearSystem.solve(&system) else { return nil }
    var values = [Double](repeating: 0, count: rewards.count)
    for (index, state) in reached.enumerated() { values[state] = solution[index] }
    return values
  }

  private func reach(from states: [Int]) -> [Int] {
    var seen = Set(states)
    var frontier = states
    while let state = frontier.popLast() {
      for index in bounds[state]..<bounds[state + 1] where seen.insert(targets[index]).inserted {
        frontier.append(targets[index])
      }
    }
    return seen.sorted()
  }

  /// Whether an episode ends from each of these states with probability 1: one pass backwards from those that may end it.
  private func canAllEnd(_ states: [Int]) -> Bool {
    var sources = [[Int]](repeating: [], count: rewards.count)
    for state in states {
      for index in bounds[state]..<bounds[state + 1] { sources[targets[index]].append(state) }
    }
    var frontier = states.filter { probabilities[bounds[$0]..<bounds[$0 + 1]].reduce(0, +) < 1 - 1e-12 }
    var ending = Set(frontier)
    while let state = frontier.popLast() {
      for source in sources[state] where ending.insert(source).inserted { frontier.append(source) }
    }
    return ending.count == states.count
  }
}

enum LinearSystem {
  /// Solves a square system by Gaussian elimination with partial pivoting; each row ends with its right-hand side.
  /// - Returns: nil where the matrix is singular.
  static func solve(_ rows: inout [[Double]]) -> [Double]? {
    let count = rows.count
    for column in 0..<count {
      let pivot = (column..<count).max { abs(rows[$0][column]) < abs(rows[$1][column]) }!
      guard abs(rows[pivot][column]) > 1e-14 else { return nil }
      rows.swapAt(column, pivot)
      for row in stride(from: column + 1, to: count, by: 1) where rows[row][column] != 0 {
        let factor = rows[row][column] / rows[column][column]
        for index in column...count { rows[row][index] -= factor * rows[column][index] }
      }
    }
    var solution = [Double](repeating: 0, count: count)
    for row in stride(from: count - 1, through: 0, by: -1) {
      var sum = rows[row][count]
      for index in stride(from: row + 1, to: count, by: 1) { sum -= rows[row][index] * solution[index] }
      solution[row] = sum / rows[row][row]
    }
    return solution
  }
}
