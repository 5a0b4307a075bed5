import Worlds

/// A row of Q(S, ·) as a network says it, and the ε-greedy choice by it; ties share alike.
struct GreedyRow {
  private let q: OutputRow

  init(_ outputs: OutputRow) { q = outputs }

  /// max_a Q.
  var greatest: Double {
    var best = q[0]
    for action in 1..<max(q.count, 1) { best = max(best, q[action]) }
    return best
  }

  /// π(a): the best action with probability 1 − ε, any with probability ε.
  func probabilities(ε: Double) -> [Double] {
    let best = greatest
    let ties = Double(q.array.count { $0 == best })
    return q.array.map { ($0 == best ? (1 - ε) / ties : 0) + ε / Double(q.count) }
  }

  func sample(ε: Double, using random: inout RandomStream) -> Int {
    if ε > 0, random.uniform() < ε { return random.index(below: q.count) }
    var (best, ties, choice) = (-Double.infinity, 0, 0)
    for action in 0..<q.count {
      if q[action] > best {
        (best, ties, choice) = (q[action], 1, action)
      } else if q[action] == best {
        // Reservoir sampling: each of n ties ends up chosen with probability 1/n.
        ties += 1
        if random.index(below: ties) == 0 { choice = action }
      }
    }
    return choice
  }
}
