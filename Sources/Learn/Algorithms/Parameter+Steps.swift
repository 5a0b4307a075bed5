import Worlds

/// The parameters that algorithms share, in the same words everywhere.
extension Parameter {
  static func policyStep(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real("alpha", path, 0...(.greatestFiniteMagnitude), live: true, "step size α of the policy")
  }

  static func criticStep(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real("beta", path, 0...(.greatestFiniteMagnitude), live: true, "step size β of the critic")
  }

  static func valueStep(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real("alpha", path, 0...(.greatestFiniteMagnitude), live: true, "step size α")
  }

  static func exploration(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real("epsilon", path, 0...1, live: true, "probability ε of a random action")
  }

  static func returnMixture(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real("lambda", path, 0...1, live: true, "λ of the return: 1 as it came, 0 one reward and the critic's value")
  }

  static func discounted(_ path: WritableKeyPath<Owner, Bool> & Sendable) -> Parameter {
    .flag("discounted", path, live: true, "whether the update has the book's factor γᵗ")
  }

  static func reach(_ path: WritableKeyPath<Owner, Double> & Sendable) -> Parameter {
    .real("reach", path, 0...(.greatestFiniteMagnitude), live: true, "the longest step of an update, ∣η d∣ in θ")
  }
}
