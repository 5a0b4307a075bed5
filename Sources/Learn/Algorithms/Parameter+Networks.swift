import Worlds

/// The parameters that learners by networks share, in the same words everywhere.
extension Parameter {
  /// The size of two hidden layers; `units` means the same.
  static func hidden(_ path: WritableKeyPath<Owner, Int> & Sendable, least: Int = 1, _ summary: String) -> Parameter {
    Parameter.integer("hidden", path, least...1024, summary).ofLayers(2, alias: "units")
  }

  static func units(_ path: WritableKeyPath<Owner, Int> & Sendable) -> Parameter {
    .hidden(path, "units of each of the two hidden layers, of actor and critic alike")
  }

  static func scaled(_ path: WritableKeyPath<Owner, Bool> & Sendable) -> Parameter {
    .flag("normalize", path, "whether observations are brought to one scale by their running mean and variance")
  }

  /// The deviation of real actions.
  static func spread(
    _ deviation: WritableKeyPath<Owner, Double> & Sendable, byState: WritableKeyPath<Owner, Bool> & Sendable
  ) -> [Parameter] {
    [
      .real("sigma", deviation, 0.001...1000, "deviation of the Gaussian at the start"),
      .flag("state-sigma", byState, "whether the deviation depends on the state"),
    ]
  }

  static func copies(_ path: WritableKeyPath<Owner, Int> & Sendable) -> Parameter {
    .integer("environments", path, 1...1024, "N, copies of the world that go on side by side; one is shown")
  }

  static func length(_ path: WritableKeyPath<Owner, Int> & Sendable) -> Parameter {
    .integer("steps", path, 1...100_000, unit: "steps", "T, of each environment that are learnt from at once")
  }

  static func adamStep(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real("alpha", path, 0...(.greatestFiniteMagnitude), live: true, "step size α of Adam")
  }

  static func annealing(_ path: WritableKeyPath<Owner, Int?> & Sendable) -> Parameter {
    .optionalInteger(
      "anneal", path, 1...(.max), unit: "steps", live: true, "α falls in a line and reaches 0 after so many steps")
  }

  static func advantageMixture(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real("lambda", path, 0...1, live: true, "λ of Â: 0 for δ, 1 for the return less v")
  }

  static func largestDiscount(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real("gamma", path, 0...1, live: true, "learnt with this γ where the world's is larger: calmer, at some bias")
  }

  static func entropyShare(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real("entropy", path, 0...(.greatestFiniteMagnitude), live: true, "c, the share of the entropy in L")
  }

  static func valueShare(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real("value", path, 0...(.greatestFiniteMagnitude), live: true, "c_v, the share of the critic's error in L")
  }

  static func largestNorm(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real("norm", path, 0...(.greatestFiniteMagnitude), live: true, "the longest gradient of θ and w together")
  }
}
