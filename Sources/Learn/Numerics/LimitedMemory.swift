/// The inverse curvature of a function as its last few steps have shown it: L-BFGS.
/// Nocedal & Wright 2006, section 7.2, algorithm 7.4.
///
/// Each pair is a step s and by how much the downhill gradient grew along it, y. Of n parameters and m pairs it needs n m
/// numbers and 4 n m products, where the matrix itself would need n². Pairs with sᵀy ≤ 0 are refused: along them the
/// function bends upwards, and the matrix would no longer lead uphill.
struct LimitedMemory: Sendable {
  private var pairs: [(s: [Double], y: [Double], ρ: Double)] = []

  /// Pairs held.
  var count: Int { pairs.count }

  /// Takes a pair in, the oldest ones leaving.
  /// - Parameters:
  ///   - s: the step θ − θ₋.
  ///   - y: g₋ − g, where g leads uphill.
  ///   - limit: m, pairs held at the most.
  mutating func remember(_ s: [Double], _ y: [Double], limit: Int) {
    let curvature = dot(s, y)
    // Below this share the product is rounding.
    if curvature > 1e-12 * length(s) * length(y) { pairs.append((s, y, 1 / curvature)) }
    pairs.removeFirst(max(0, pairs.count - limit))
  }

  mutating func clear() { pairs.removeAll() }

  /// H v by the two loops, H₀ being sᵀy / yᵀy of the last pair; v itself where there is none.
  func product(_ v: [Double]) -> [Double] {
    guard let last = pairs.last else { return v }
    var q = v
    var weights: [Double] = []
    for pair in pairs.reversed() {
      let α = pair.ρ * dot(pair.s, q)
      q = sum(q, -α, pair.y)
      weights.append(α)
    }
    let scale = 1 / (last.ρ * dot(last.y, last.y))
    q = q.map { scale * $0 }
    for (pair, α) in zip(pairs, weights.reversed()) { q = sum(q, α - pair.ρ * dot(pair.y, q), pair.s) }
    return q
  }
}
