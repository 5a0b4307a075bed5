import Worlds

/// The parameters that learners with networks and a replay memory share beside `ReplaySettings`, in the same words everywhere.
extension Parameter {
  static func actorRate(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real("actor-rate", path, 0...(.greatestFiniteMagnitude), live: true, "Adam's step size of the policy")
  }

  static func criticRate(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real("critic-rate", path, 0...(.greatestFiniteMagnitude), live: true, "Adam's step size of the critics")
  }

  static func twin(_ path: WritableKeyPath<Owner, Bool> & Sendable) -> Parameter {
    .flag("twin", path, "whether there are two critics, of which the smaller counts")
  }

  static func noiseDeviation(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real(
      "sigma", path, 0...10, live: true, "deviation of the noise that explores, in half widths of the action's range")
  }

  static func correlation(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real("correlation", path, 0...0.9999, live: true, "of the noise that explores, from step to step")
  }

  /// The list of `ReplaySettings`, as a part of an algorithm's.
  static func replay(_ path: WritableKeyPath<Owner, ReplaySettings> & Sendable) -> [Parameter] {
    ReplaySettings.parameters.map { $0.of(path) }
  }
}
