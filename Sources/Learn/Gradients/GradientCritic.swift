import Worlds

/// The critic that gradient estimators ask.
public enum GradientCritic: Sendable, Equatable {
  /// From the model, by state and steps to go.
  case exact
  /// All values 0.
  case zero
  /// What so many episodes of TD have taught a table over observations.
  case learned(episodes: Int)

  /// - Throws: a `ParameterError` that names the three.
  public init(_ text: String) throws(ParameterError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    switch (parts[0], parts.count) {
    case ("exact", 1): self = .exact
    case ("zero", 1): self = .zero
    case ("learned", 2):
      guard let count = Int(parts[1]), (1...10_000_000).contains(count) else { fallthrough }
      self = .learned(episodes: count)
    default:
      throw ParameterError(
        "the critic is `\(text)`; it must be exact, zero or learned:N with N episodes, as in learned:100")
    }
  }

  public var description: String {
    switch self {
    case .exact: "exact"
    case .zero: "zero"
    case .learned(let episodes): "learned:\(episodes)"
    }
  }
}

/// V and Q as estimators ask for them, and the compatible critic's w.
struct CriticTables: Sendable {
  /// V by state with h steps to go: `values[min(h, count − 1)][state]`.
  var values: [[Double]]
  /// Q by state and action with h steps to go, `|A|` numbers for each state.
  var actionValues: [[Double]]
  var w: [Double]

  func value(_ state: Int, toGo steps: Int) -> Double { values[min(steps, values.count - 1)][state] }
  func actionValue(_ pair: Int, toGo steps: Int) -> Double { actionValues[min(steps, actionValues.count - 1)][pair] }

  static func zero(_ model: TabularModel, parameters: Int) -> CriticTables {
    CriticTables(
      values: [Array(repeating: 0, count: model.stateCount)],
      actionValues: [Array(repeating: 0, count: model.stateCount * model.actionCount)],
      w: Array(repeating: 0, count: parameters))
  }

  /// Numbers that V and Q by steps to go may take: half a gigabyte.
  static let largestTables = 64_000_000

  /// With a horizon, V_h for every h until one step more makes no difference; without one, the solution of the system.
  /// - Returns: nil where there is no finite solution, or where V and Q of all steps to go would not fit into memory.
  /// - Parameter w: the exact compatible critic's, G⁺∇J.
  static func exact(_ policy: PolicyTable, on model: TabularModel, w: [Double]) -> CriticTables? {
    var values: [[Double]] = []
    if let horizon = model.horizon {
      let chain = MarkovChain(model: model, policy: policy)
      values = [Array(repeating: 0, count: model.stateCount)]
      let affordable = largestTables / (model.stateCount * (1 + model.actionCount))
      while values.count <= horizon {
        guard values.count < affordable else { return nil }
        var next = values[values.count - 1]
        chain.sweep(values[values.count - 1], γ: model.γ, into: &next)
        if next == values[values.count - 1] { break }
        values.append(next)
      }
    } else {
      var evaluation = PolicyEvaluation(policy, on: model)
      evaluation.advance()
      guard let solved = evaluation.stateValues else { return nil }
      values = [solved]
    }
    let actionValues = (0...values.count).map { h in
      // With h steps to go, one fewer after the action; the last table is that of steps beyond all difference.
      let following = values[max(0, min(h - 1, values.count - 1))]
      return model.transitions.flatMap { $0.map { PolicyEvaluation.actionValue($0, following, γ: model.γ) } }
    }
    return CriticTables(
      values: values, actionValues: model.horizon == nil ? [actionValues[1]] : actionValues, w: w)
  }
}
