import Worlds

/// How often a policy comes to each state in an episode, computed forwards from the model, as many steps at a time as there
/// is leisure for.
///
/// n(s) = Σ_{t<T} Pr(S_t = s) counts the states in which an action is taken, whatever γ the model has: visits are not
/// discounted, as in the lecture, whose d^π is "the expected number of time steps on s in a randomly generated episode divided by time
/// steps of trial". With a horizon the distribution of S_t is pushed forward H times; without one, n solves
/// (I − P_πᵀ) n = start. A Fisher matrix weighs by γᵗ as J does: then γ is given, and n(s) = Σ γᵗ Pr(S_t = s).
struct VisitCount: Sendable {
  private let model: TabularModel
  private let chain: MarkovChain
  private let γ: Double
  private var step = 0
  /// γᵗ Pr(S_t = s) of the step reached.
  private var present: [Double]
  private var next: [Double]
  private var visits: [Double]
  private(set) var isDone = false
  private var isFinite = true

  init(_ chain: MarkovChain, _ model: TabularModel, γ: Double = 1) {
    self.model = model
    self.γ = γ
    self.chain = chain
    present = model.start
    next = model.start
    visits = Array(repeating: 0, count: model.stateCount)
  }

  /// Advances by at most so many sweeps over the states; without a horizon the system is solved at once.
  mutating func advance(sweeps: Int = .max) {
    guard !isDone else { return }
    guard let horizon = model.horizon else {
      if let solution = chain.solveVisits(from: model.start, γ: γ) { visits = solution } else { isFinite = false }
      isDone = true
      return
    }
    let last = min(horizon, step &+ min(sweeps, horizon))
    while step < last {
      for state in visits.indices { visits[state] += present[state] }
      chain.push(present, into: &next)
      swap(&present, &next)
      if γ < 1 { for state in present.indices { present[state] *= γ } }
      step += 1
      // What is left of the episodes can no longer be seen in the sum.
      if present.allSatisfy({ $0 < 1e-18 }) { step = horizon }
    }
    isDone = step >= horizon
  }

  /// n(s) by state; nil where an episode may last for ever. Not to be asked before the end.
  var counts: [Double]? {
    precondition(isDone, "the visits are counted to step \(step)")
    return isFinite ? visits : nil
  }
}
