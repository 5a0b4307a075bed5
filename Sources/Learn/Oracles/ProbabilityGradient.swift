import Worlds

/// The exact derivative of J in the policy's probabilities themselves, as many sweeps at a time as there is leisure for.
///
/// ∂J/∂π(a∣o) = Σ_t γᵗ Σ_{s seen as o} Pr(S_t = s) Q_{H−t}(s, a): the policy-gradient theorem (Sutton & Barto 2018,
/// section 13.2) before the chain rule to any parameters. With a horizon V_h comes from sweeps backwards and the visits
/// from as many forwards; of the values only every √H-th is kept and what lies between is swept anew, so that a long
/// horizon needs little memory. Without one, two linear systems are solved, one at each call.
struct ProbabilityGradient: Sendable {
  private enum Phase { case backwards, forwards, done }

  private let model: TabularModel
  private let chain: MarkovChain
  private let outcomes: OutcomeTable
  private var phase = Phase.backwards
  private var isFinite = true
  /// V with `swept` steps to go; in the end that of the whole horizon.
  private var values: [Double]
  private var spare: [Double]
  private var swept = 0
  /// V with k · `spacing` steps to go, for every k that was reached.
  private var milestones: [[Double]] = []
  private let spacing: Int
  /// V with `blockStart` steps to go, and on.
  private var block: [[Double]] = []
  private var blockStart = -1
  /// Pr(S_t = s) of the step reached, and γᵗ.
  private var present: [Double]
  private var time = 0
  private var discount = 1.0
  private var slopes: [Double]
  private var counts: [Double]

  /// - Parameters:
  ///   - policy: over the model's observations and actions.
  ///   - model: of the world that it acts in.
  init(_ policy: PolicyTable, on model: TabularModel) {
    self.model = model
    chain = MarkovChain(model: model, policy: policy)
    outcomes = OutcomeTable(model)
    values = Array(repeating: 0, count: model.stateCount)
    spare = values
    spacing = max(1, Int(Double(model.horizon ?? 1).squareRoot().rounded(.up)))
    present = model.start
    slopes = Array(repeating: 0, count: policy.probabilities.count)
    counts = values
  }

  var isDone: Bool { phase == .done }

  /// J₁; nil where it is not finite. Not to be asked before the end.
  var objective: Double? {
    precondition(isDone, "the gradient is not yet done")
    guard isFinite else { return nil }
    return zip(model.start, values).reduce(0) { $1.0 > 0 ? $0 + $1.0 * $1.1 : $0 }
  }

  /// ∂J/∂π(a∣o), observation by observation; nil where J is not finite, `nan` at an action that is never taken and from
  /// which an episode might last for ever. Not to be asked before the end.
  var gradient: [Double]? {
    precondition(isDone, "the gradient is not yet done")
    return isFinite ? slopes : nil
  }

  /// Σ_t γᵗ Pr(S_t = s) by state, as J weighs them; nil where J is not finite. Not to be asked before the end.
  var discountedVisits: [Double]? {
    precondition(isDone, "the gradient is not yet done")
    return isFinite ? counts : nil
  }

  /// Advances by at most so many sweeps over the states; without a horizon one call does half of the work.
  mutating func advance(sweeps: Int = .max) {
    guard let horizon = model.horizon else { return solve() }
    var left = sweeps
    while left > 0, phase != .done {
      if phase == .backwards { sweepBack(horizon) } else { pushForward(horizon) }
      left -= 1
    }
  }

  // MARK: With a horizon

  private mutating func sweepBack(_ horizon: Int) {
    if swept % spacing == 0 { milestones.append(values) }
    chain.sweep(values, γ: model.γ, into: &spare)
    // A fixed point, to the bit: every further sweep gives the same.
    let isSettled = spare == values
    if !isSettled {
      swap(&values, &spare)
      swept += 1
    }
    if isSettled || swept == horizon { phase = .forwards }
  }

  private mutating func pushForward(_ horizon: Int) {
    let toGo = horizon - time - 1
    let following = toGo >= swept ? values : earlierValues(toGo: toGo)
    var isOver = true
    for state in present.indices {
      let weight = discount * present[state]
      guard weight > 1e-300 else { continue }
      // What is left of the episodes can no longer be seen in the sum.
      if weight >= 1e-18 { isOver = false }
      counts[state] += weight
      let row = model.observations[state] * model.actionCount
      for action in 0..<model.actionCount {
        slopes[row + action] += weight * outcomes.value(of: action, at: state, following, γ: model.γ)
      }
    }
    chain.push(present, into: &spare)
    swap(&present, &spare)
    discount *= model.γ
    time += 1
    if isOver || time == horizon { phase = .done }
  }

  /// V with fewer steps to go than the last sweep had, from the milestone below.
  private mutating func earlierValues(toGo: Int) -> [Double] {
    let start = toGo / spacing * spacing
    if blockStart != start {
      block = [milestones[start / spacing]]
      while block.count <= toGo - start {
        var next = block[0]
        chain.sweep(block[block.count - 1], γ: model.γ, into: &next)
        block.append(next)
      }
      blockStart = start
    }
    return block[toGo - start]
  }

  // MARK: Without one

  private mutating func solve() {
    switch phase {
    case .backwards:
      isFinite = model.stateCount <= PolicyEvaluation.largestSystem
      if isFinite {
        values = chain.solveValues(γ: model.γ)
        isFinite = zip(model.start, values).allSatisfy { $0 == 0 || $1.isFinite }
      }
      phase = isFinite ? .forwards : .done
    case .forwards:
      phase = .done
      guard let solved = chain.solveVisits(from: model.start, γ: model.γ) else {
        isFinite = false
        return
      }
      counts = solved
      for state in counts.indices where counts[state] > 0 {
        for (action, transitions) in model.transitions[state].enumerated() {
          let value = PolicyEvaluation.actionValue(transitions, values, γ: model.γ)
          slopes[model.observations[state] * model.actionCount + action] += counts[state] * value
        }
      }
    case .done: break
    }
  }

  /// All at once. The model must have a horizon.
  static func compute(_ policy: PolicyTable, on model: TabularModel) -> (objective: Double, gradient: [Double]) {
    guard model.horizon != nil else { fatalError("the gradient by sweeps needs a horizon") }
    var gradient = ProbabilityGradient(policy, on: model)
    gradient.advance()
    return (gradient.objective!, gradient.gradient!)
  }
}
