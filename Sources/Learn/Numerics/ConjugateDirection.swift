/// Directions that do not undo each other's work: d ← g + β d, for going uphill.
/// Nocedal & Wright 2006, section 5.2, equation 5.44, there for a minimum; β of Polak and Ribière, never below 0.
///
/// β = max(0, gᵀ(g − g₋) / g₋ᵀg₋) is 0 of its own accord where the gradient has hardly changed, and then d begins anew as g.
/// So it does where d would not lead uphill, which a step that is not exact along d can bring about.
struct ConjugateDirection: Sendable {
  /// g₋ and d; empty before the first direction and after `restart`.
  private var gradient: [Double] = []
  private(set) var direction: [Double] = []
  private(set) var β = 0.0

  /// The direction for this gradient, from which the next one is made.
  mutating func follow(_ g: [Double]) {
    β = 0
    if !gradient.isEmpty {
      let last = dot(gradient, gradient)
      if last > 0 { β = max(0, dot(g, difference(g, gradient)) / last) }
    }
    let d = direction.isEmpty ? g : sum(g, β, direction)
    let isUphill = dot(g, d) > 0
    if !isUphill { β = 0 }
    (gradient, direction) = (g, isUphill ? d : g)
  }

  /// Forgets what was: the next direction is the gradient.
  mutating func restart() { self = ConjugateDirection() }
}
