import Worlds

/// The best that any memoryless policy can reach on a tabular world: the line that learners climb towards.
public enum Optimum {
  /// J* of a model.
  ///
  /// Where every state has its own observation this is value iteration over the horizon (Sutton & Barto 2018, section
  /// 4.4). Where states share observations the best policy may be random; it is found by ascending the exact J from the
  /// uniform policy, which is a local search: on the corridors it reaches the closed forms. Without a horizon it ascends
  /// the J of ten thousand steps, and what it finds is then evaluated without one: the result may be nil, or not the best.
  /// - Returns: nil where no finite value exists or none is found in reasonable time.
  public static func objective(of model: TabularModel) -> Double? {
    model.isAliased ? bestMemoryless(on: model).objective : valueIteration(model)
  }

  /// Value iteration from zero, until nothing changes or the horizon is reached.
  ///
  /// With a horizon this is the best that any policy can do, also one that knows the time; on a horizon much longer than
  /// the way to the goal that is no more than the best stationary one's.
  /// - Returns: nil where the sweeps do not settle within the work that a front end can wait for: rewards that can be
  ///   collected for ever, or a horizon that is too long for the size of the world.
  static func valueIteration(_ model: TabularModel) -> Double? {
    let table = OutcomeTable(model)
    var values = [Double](repeating: 0, count: model.stateCount)
    var next = values
    let affordable = max(1, largestWork / table.count)
    for _ in 0..<min(model.horizon ?? .max, affordable) {
      table.sweep(values, γ: model.γ, into: &next)
      let isSettled = isFixed(values, next)
      swap(&values, &next)
      if isSettled { return objective(values, model) }
    }
    return (model.horizon ?? .max) <= affordable ? objective(values, model) : nil
  }

  /// Whether a sweep has changed nothing but roundings.
  static func isFixed(_ values: [Double], _ next: [Double]) -> Bool {
    zip(values, next).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, abs($1)) }
  }

  /// Transitions of a model that is evaluated thousands of times without anybody's noticing.
  private static let smallEvaluation = 1_000_000

  /// Transitions looked at: a tenth of a second or so.
  static let largestWork = 60_000_000

  private static func objective(_ values: [Double], _ model: TabularModel) -> Double {
    zip(model.start, values).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Mirror ascent, π ← π exp(η g) normalised, along the exact gradient g of J in the probabilities, with η doubled
  /// after a success and halved after a failure. Every π in the interior can reach every other. Where a step of any length
  /// leads nowhere, as at the uniform policy of a symmetric game, there is nothing to climb. On a large model it gives up,
  /// with no objective, when it has worked for as long as a front end can wait.
  public static func bestMemoryless(on model: TabularModel) -> (objective: Double?, policy: PolicyTable) {
    // Without a horizon the uniform policy may have no value to climb from; a long one stands in for it.
    var finite = model
    finite.horizon = model.horizon ?? 10_000
    var policy = PolicyTable(
      name: "best", actionCount: model.actionCount,
      probabilities: Array(
        repeating: 1 / Double(model.actionCount), count: model.observationCount * model.actionCount))
    var (objective, gradient) = ProbabilityGradient.compute(policy, on: finite)
    var rate = 1.0
    let work = model.stateCount * model.actionCount * finite.horizon!
    let affordable = work <= smallEvaluation ? 2000 : largestWork / work
    var isAtRest = false
    for _ in 0..<affordable where !isAtRest {
      let candidate = ascend(policy, along: gradient, rate: rate)
      if isFixed(policy.probabilities, candidate.probabilities) {
        isAtRest = true
        continue
      }
      let (value, slope) = ProbabilityGradient.compute(candidate, on: finite)
      if value > objective {
        (policy, objective, gradient) = (candidate, value, slope)
        rate *= 2
      } else {
        rate /= 2
      }
      isAtRest = rate <= 1e-12
    }
    guard isAtRest || work <= smallEvaluation else { return (nil, policy) }
    return (PolicyEvaluation.objective(of: policy, on: model), policy)
  }

  private static func ascend(_ policy: PolicyTable, along gradient: [Double], rate: Double) -> PolicyTable {
    var result = policy
    let count = policy.actionCount
    for observation in 0..<policy.observationCount {
      let row = observation * count..<(observation + 1) * count
      // The largest exponent is subtracted, so that a large rate cannot overflow.
      let steepest = row.map { gradient[$0] }.max()!
      let weights = row.map { policy.probabilities[$0] * exp(rate * (gradient[$0] - steepest)) }
      let sum = weights.reduce(0, +)
      for (index, weight) in zip(row, weights) { result.probabilities[index] = weight / sum }
    }
    return result
  }
}
