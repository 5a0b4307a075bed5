import Worlds

/// The parameters of workers that learn side by side.
extension Parameter {
  static func workers(_ path: WritableKeyPath<Owner, Int> & Sendable) -> Parameter {
    .integer("workers", path, 1...256, "N, each with an environment of its own; that of worker 1 is shown")
  }

  static func segment(_ path: WritableKeyPath<Owner, Int> & Sendable) -> Parameter {
    .integer("steps", path, 1...10_000, unit: "steps", "t_max, of a worker between a read and its write")
  }

  static func unevenness(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real(
      "unevenness", path, 0...1, "of the times that segments take: 0 for turns, 1 for anything up to twice the mean")
  }
}
