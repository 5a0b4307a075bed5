import Worlds

/// A Fisher matrix G = E[Σ_t γᵗ ψψᵀ] over the score ψ = ∇ln π, and the natural gradient that it makes of a gradient.
///
/// Source: Kakade 2002; Peters & Schaal 2008, section 3. A soft-max does not change when all its preferences grow alike, so
/// its G is singular: the natural gradient is G⁺∇J with the pseudo-inverse, the shortest of all directions that serve.
public struct FisherMatrix: Sendable, Equatable {
  /// Symmetric, without negative eigenvalues.
  public let rows: [[Double]]

  /// Eigenvalues below this share of the largest count as zero.
  public static let tolerance = 1e-12

  public init(rows: [[Double]]) { self.rows = rows }

  /// G = Σ_o weight(o) Σ_a π(a∣o) ψ(o, a) ψ(o, a)ᵀ.
  /// - Parameters:
  ///   - policy: whose scores are meant.
  ///   - weights: by observation, Σ_t γᵗ Pr(O_t = o) for the matrix that goes with ∇J₁.
  public init<P: DifferentiablePolicy & DiscretePolicy>(of policy: P, weights: [Double]) {
    let count = policy.parameters.count
    var rows = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    var score = [Double](repeating: 0, count: count)
    for (observation, weight) in weights.enumerated() where weight > 0 {
      for (action, π) in policy.probabilities(at: observation).enumerated() where π > 0 {
        for index in score.indices { score[index] = 0 }
        policy.addScore(1, of: action, at: observation, into: &score)
        // A table's score is zero almost everywhere.
        let places = score.indices.filter { score[$0] != 0 }
        for i in places { for j in places { rows[i][j] += weight * π * score[i] * score[j] } }
      }
    }
    self.rows = rows
  }

  /// G⁺ g.
  public func natural(_ gradient: [Double]) -> [Double] {
    precondition(gradient.count == rows.count, "a gradient of \(rows.count) components is needed")
    return SymmetricEigensystem(of: rows).pseudoSolve(gradient, tolerance: Self.tolerance)
  }
}

extension BlockMatrix {
  /// Adds Σ_o weight(o) Σ_a π(a∣o) ψ(o, a) ψ(o, a)ᵀ: the same G by its blocks, so that a long θ costs no more than it is long.
  /// - Parameters:
  ///   - policy: whose scores are meant.
  ///   - weights: by observation.
  mutating func addFisher<P: DifferentiablePolicy & DiscretePolicy>(of policy: P, weights: [Double]) {
    for (observation, weight) in weights.enumerated() where weight > 0 {
      policy.addFisher(weight, at: observation, into: &self)
    }
  }
}
