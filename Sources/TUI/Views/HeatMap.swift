import Learn

/// What the colours of cells mean.
public enum HeatMap: String, Sendable, CaseIterable {
  /// V as the critic has learnt it, or exact where there is none.
  case learnt = "v-learnt"
  /// V^π from the model.
  case exact = "v"
  /// Q as the critic has learnt it.
  case learntQ = "q-learnt"
  /// Q^π from the model.
  case exactQ = "q"
  /// A^π = Q^π − V^π from the model.
  case advantage = "a"
  /// d^π from the model.
  case visits = "d"
  /// How often the learner has been there.
  case counts = "n"
  /// The critic's eligibility trace.
  case eligibility = "z-w"
  /// The actor's.
  case policyEligibility = "z-theta"
  /// No values; the arrows are those of the best deterministic policy.
  case deterministic
  case off

  var title: String {
    switch self {
    case .learnt: "V learnt"
    case .exact: "V exact"
    case .learntQ: "Q learnt"
    case .exactQ: "Q exact"
    case .advantage: "A exact"
    case .visits: "d^π exact"
    case .counts: "visits"
    case .eligibility: "z_w trace"
    case .policyEligibility: "z_θ trace"
    case .deterministic: "best deterministic policy"
    case .off: "no values"
    }
  }

  /// In a sentence: `cells: …`.
  var summary: String {
    switch self {
    case .learnt: "V as the critic has learnt it, exact where there is none"
    case .exact: "V of the policy, exact from the model"
    case .learntQ: "Q as learnt: by action where there is room, else the largest"
    case .exactQ: "Q of the policy, exact: by action where there is room, else the largest"
    case .advantage: "A = Q − V, exact: by action where there is room, else the largest"
    case .visits: "d^π, the share of steps spent there, exact; below or beside it n, the share of steps watched"
    case .counts: "n, the share of steps that began there in the episodes watched: at full speed one a picture"
    case .eligibility: "z_w, the critic's trace, log colours: how much the next δ will change V"
    case .policyEligibility: "z_θ, the actor's, log colours: which actions the next δ will favour"
    case .deterministic: "arrows of the best policy that always does the same where it sees the same"
    case .off: "no values"
    }
  }

  /// What else it is called, for whoever looks for it by another word.
  var synonyms: String {
    switch self {
    case .learnt: "value function critic w state values"
    case .exact: "value function state values"
    case .learntQ, .exactQ: "action values"
    case .advantage: "advantage"
    case .visits: "state distribution occupancy stationary visitation"
    case .counts: "counts visits visitation frequency"
    case .eligibility, .policyEligibility: "eligibility traces memory λ lambda"
    case .deterministic: "optimal greedy aliasing"
    case .off: "none nothing plain"
    }
  }

  /// Whether there can be anything to see of it in this run.
  func isAvailable(_ frame: Frame) -> Bool {
    switch self {
    case .learnt, .off: true
    case .exact, .exactQ, .advantage, .visits: frame.setup.world.model.map(ExactObserver.isTractable) ?? false
    case .counts: frame.visits != nil
    case .learntQ: frame.learntActionValues != nil
    case .eligibility: frame.eligibility != nil
    case .policyEligibility: frame.policyEligibility != nil
    case .deterministic: frame.setup.bestDeterministic != nil
    }
  }
}
