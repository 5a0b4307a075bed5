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

  /// The deviation of the noise itself once an episode has gone on for some steps: σ, or that at which swinging on adds as much
  /// as the pull takes, σ / √(1 − 0.85²) = 1.9 σ. (An episode begins at 0, and is there to 2% after a dozen steps.)
  /// - Parameter σ: the deviation of the normal deviates.
  static func deviation(_ kind: Kind, _ σ: Double) -> Double {
    let kept = kept(kind)
    return σ / (1 - kept * kept).squareRoot()
  }

  /// The share of the last noise that is in the next.
  private static func kept(_ kind: Kind) -> Double { kind == .gaussian ? 0 : 1 - pull }

  /// - Parameter σ: the deviation of the normal deviates.
  mutating func next(_ kind: Kind, _ σ: Double, using random: inout RandomStream) -> Reals {
    let kept = Self.kept(kind)
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
