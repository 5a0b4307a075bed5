import Worlds

/// A distribution over actions for every observation.
public protocol Policy: Sendable {
  associatedtype Observation
  associatedtype Action

  /// Draws an action from π(·∣o).
  func sample(at observation: Observation, using random: inout RandomStream) -> Action
  /// π(·∣o), as a front end shows it.
  func distribution(at observation: Observation) -> ActionDistribution
}

/// A policy with parameters θ in which ln π(a∣o) can be differentiated.
public protocol DifferentiablePolicy: Policy, StorablePolicy {
  /// θ, in the order of `parameterNames`.
  var parameters: [Double] { get set }
  var parameterNames: [String] { get }
  /// The places in θ that are learnt; the score is 0 in all others.
  var learntIndices: Range<Int> { get }
  /// ln π(a∣o); of a Gaussian, the density's.
  func logProbability(of action: Action, at observation: Observation) -> Double
  /// The score ∇_θ ln π(a∣o).
  func score(of action: Action, at observation: Observation) -> [Double]
  /// sum ← sum + weight · ∇ln π(a∣o), without storing the score; `sum` is as long as θ.
  func addScore(_ weight: Double, of action: Action, at observation: Observation, into sum: inout [Double])
  /// The parameters outside which every score at o is zero: all of them, or the row of a table. The ranges of all
  /// observations are equally long, and two of them are the same or apart.
  func scoreRange(at observation: Observation) -> Range<Int>
  /// matrix ← matrix + weight · E[ψψᵀ], where ψ = ∇ln π(A∣o) and A ∼ π(·∣o): what the observation adds to the Fisher matrix,
  /// with the mean over the actions taken exactly.
  func addFisher(_ weight: Double, at observation: Observation, into matrix: inout BlockMatrix)
  /// θ ← θ + step · ∇ln π(a∣o), without storing the score.
  mutating func ascend(_ step: Double, along action: Action, at observation: Observation)
  /// θ ← θ + step · direction, for a direction of the shape of θ.
  mutating func move(_ step: Double, along direction: [Double])
  /// KL(π(·∣o) ∥ other(·∣o)), in nats.
  func divergence(from other: Self, at observation: Observation) -> Double
}

extension DifferentiablePolicy {
  public var learntIndices: Range<Int> { parameters.indices }

  public func score(of action: Action, at observation: Observation) -> [Double] {
    var score = [Double](repeating: 0, count: parameters.count)
    addScore(1, of: action, at: observation, into: &score)
    return score
  }
}

/// A policy of a tabular world.
public protocol DiscretePolicy: Policy where Observation == Int, Action == Int {
  var actionCount: Int { get }
  var observationCount: Int { get }
  /// π(·∣o).
  func probabilities(at observation: Int) -> [Double]
}

extension DiscretePolicy {
  public func distribution(at observation: Int) -> ActionDistribution {
    .discrete(probabilities(at: observation))
  }

  /// The policy written out.
  public func table(named name: String) -> PolicyTable {
    PolicyTable(
      name: name, actionCount: actionCount,
      probabilities: (0..<observationCount).flatMap { probabilities(at: $0) })
  }
}

/// KL(p ∥ q) = Σ p ln(p/q), in nats; terms with p = 0 are 0.
func divergence(_ p: [Double], _ q: [Double]) -> Double {
  zip(p, q).reduce(0) { $1.0 > 0 ? $0 + $1.0 * log($1.0 / $1.1) : $0 }
}
