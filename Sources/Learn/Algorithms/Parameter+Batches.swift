import Worlds

/// The parameters that learners from batches of episodes share, in the same words everywhere.
extension Parameter {
  static func batchOfEpisodes(_ path: WritableKeyPath<Owner, Int> & Sendable, atLeast least: Int = 1) -> Parameter {
    .integer("episodes", path, least...1_000_000, live: true, "N, the episodes of a batch")
  }

  static func ridge(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real(
      "ridge", path, 0...(.greatestFiniteMagnitude), live: true,
      "ε, holds back where samples are few; 0 for the pseudo-inverse")
  }

  static func largestDivergence(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real(
      "kl", path, 0...(.greatestFiniteMagnitude), unit: "nats", live: true,
      "the largest KL(old∥new) of an update, a mean over the batch's steps")
  }

  static func objective(_ path: WritableKeyPath<Owner, ObjectiveSource> & Sendable) -> Parameter {
    .choice("objective", path, live: true, "J from the model, or as `episodes` of the same luck show it")
  }
}
