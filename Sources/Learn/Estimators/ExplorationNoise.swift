import Worlds

/// What a policy without chance adds to its actions in order to explore, in the learner's unit −1…1.
struct ExplorationNoise: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    /// Independent from step to step.
    case gaussian
    /// Ornstein–Uhlenbeck: x ← x − 0.15 x + σ N(0, 1), which swings on for some steps (Lillicrap et al. 2016, section 7).
    case swinging = "ornstein-uhlenbeck"
  }

  private static let pull = 0.15
  private var state: Reals

  init(count: Int) { state = Reals(repeating: 0, count: count) }

  /// An episode begins: nothing swings on.
  mutating func restart() { state = Reals(repeating: 0, count: state.count) }

  /// - Parameter σ: the deviation of the normal deviates.
  mutating func next(_ kind: Kind, _ σ: Double, using random: inout RandomStream) -> Reals {
    let kept = kind == .gaussian ? 0 : 1 - Self.pull
    for index in 0..<state.count { state[index] = kept * state[index] + σ * random.normal() }
    return state
  }

  /// Normal deviates of unit variance, each like the last by a correlation: x ← ρ x + √(1 − ρ²) N(0, 1).
  /// - Parameter isFirst: of an episode.
  mutating func nextUnit(_ correlation: Double, isFirst: Bool, using random: inout RandomStream) -> Reals {
    let ρ = isFirst ? 0 : correlation
    let fresh = (1 - ρ * ρ).squareRoot()
    for index in 0..<state.count { state[index] = ρ * state[index] + fresh * random.normal() }
    return state
  }
}
