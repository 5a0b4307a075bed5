import Worlds

/// The parameters that searches over θ share, in the same words everywhere.
extension Parameter {
  static func candidates(_ path: WritableKeyPath<Owner, Int> & Sendable, atLeast least: Int = 1) -> Parameter {
    .integer("candidates", path, least...100_000, live: true, "N, the candidates of a generation")
  }

  static func elite(_ path: WritableKeyPath<Owner, Int> & Sendable) -> Parameter {
    .integer("elite", path, 1...100_000, live: true, "M, the best of them, which the next generation goes by")
  }

  static func rollouts(_ path: WritableKeyPath<Owner, Int> & Sendable) -> Parameter {
    .integer("episodes", path, 1...1_000_000, unit: "episodes", live: true, "K, roll-outs that score a candidate")
  }
}
