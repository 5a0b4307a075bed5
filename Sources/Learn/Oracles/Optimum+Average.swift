import Worlds

extension Optimum {
  /// The largest average reward of a step, ρ*, in a task that never ends, and a deterministic policy that earns it.
  ///
  /// Relative value iteration (White 1963; Puterman 1994, section 8.5): where every state can come to every other,
  /// max (T h − h) falls and min (T h − h) rises to ρ*. Each sweep goes half of the way from h to T h, since cycles would keep
  /// the whole way from settling; the differences stay ρ* in the limit, and greedy policies the same.
  /// - Returns: nil where states share observations, for which this knows no optimum; and where the sweeps do not settle, as
  ///   where the start decides what can be earned.
  public static func averageReward(on model: TabularModel) -> (average: Double, policy: PolicyTable)? {
    guard !model.isAliased else { return nil }
    let table = OutcomeTable(model)
    var values = [Double](repeating: 0, count: model.stateCount)
    var next = values
    for _ in 0..<max(1, largestWork / table.count) {
      table.sweep(values, γ: 1, into: &next)
      let gains = zip(next, values).map { $0 - $1 }
      let (lowest, highest) = (gains.min() ?? 0, gains.max() ?? 0)
      if highest - lowest <= 1e-10 * max(abs(lowest), abs(highest)) {
        var choices = [Int](repeating: 0, count: model.stateCount)
        table.improve(&choices, by: values, γ: 1)
        let policy = deterministicPolicy(choices, on: model)
        return (AverageReward(policy, on: model)?.gain ?? (lowest + highest) / 2, policy)
      }
      // Differences alone matter; the values themselves would grow for ever.
      let base = values[0] + gains[0] / 2
      for state in values.indices { values[state] += gains[state] / 2 - base }
    }
    return nil
  }
}
