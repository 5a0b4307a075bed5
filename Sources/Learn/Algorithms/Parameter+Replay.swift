import Worlds

/// The parameters that learners with networks and a replay memory share, in the same words everywhere.
extension Parameter {
  static func actorRate(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real("actor-rate", path, 0...(.greatestFiniteMagnitude), live: true, "Adam's step size of the policy")
  }

  static func criticRate(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real("critic-rate", path, 0...(.greatestFiniteMagnitude), live: true, "Adam's step size of the critics")
  }

  static func width(_ path: WritableKeyPath<Owner, Int> & Sendable) -> Parameter {
    .integer("width", path, 1...1024, unit: "units", "of each of the two hidden layers of every network")
  }

  static func batchOfTransitions(_ path: WritableKeyPath<Owner, Int> & Sendable) -> Parameter {
    .integer("batch", path, 1...4096, unit: "transitions", "drawn for an update")
  }

  static func memory(_ path: WritableKeyPath<Owner, Int> & Sendable) -> Parameter {
    .integer("memory", path, 1...10_000_000, unit: "transitions", "the most that are kept")
  }

  static func start(_ path: WritableKeyPath<Owner, Int> & Sendable) -> Parameter {
    .integer("start", path, 1...10_000_000, unit: "steps", "by uniform actions, before anything is learnt")
  }

  static func replay(_ path: WritableKeyPath<Owner, Bool> & Sendable) -> Parameter {
    .flag("replay", path, live: true, "whether batches are drawn from all of D, or are its last transitions")
  }

  static func targetShare(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real("tau", path, 0...1, live: true, "τ, by which target networks follow")
  }

  static func targets(_ path: WritableKeyPath<Owner, Bool> & Sendable) -> Parameter {
    .flag("targets", path, live: true, "whether there are target networks, or the networks themselves are asked")
  }

  static func twin(_ path: WritableKeyPath<Owner, Bool> & Sendable) -> Parameter {
    .flag("twin", path, "whether there are two critics, of which the smaller counts")
  }

  static func noiseDeviation(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real(
      "sigma", path, 0...10, live: true, "deviation of the noise that explores, in half widths of the action's range")
  }
}
