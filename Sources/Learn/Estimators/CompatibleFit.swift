/// The least-squares fit of a compatible critic: A_w(s, a) = wᵀψ(s, a) with ψ = ∇_θ ln π(a∣s), so that ∇_w A_w is the score.
///
/// Source: Sutton et al. 2000, theorem 2; Kakade 2002. w minimises Σ c (target − wᵀψ)² over the samples that were added, so
/// by the normal equations (Σ c ψψᵀ) w = Σ c target ψ. On the right stands REINFORCE's gradient of these samples: on them
/// the fitted critic's gradient Σ c ψ (ψᵀw) is that gradient again, whatever the noise, and nothing is won. Only on other
/// samples of the same policy does it say something new. The sums are the sampled Fisher matrix and gradient, which
/// makes w the natural gradient.
///
/// A value that does not depend on the action may be taken off each target: scores have the mean 0, so that w stays right
/// on average while its noise falls.
public struct CompatibleFit: Sendable {
  /// Σ c ψψᵀ.
  public private(set) var fisher: BlockMatrix
  /// Σ c target ψ.
  public private(set) var gradient: [Double]
  /// Σ c.
  public private(set) var weight = 0.0
  /// Zero but while a score is looked at.
  private var score: [Double]

  /// Without samples.
  /// - Parameters:
  ///   - policy: whose scores are meant.
  ///   - observation: any one.
  public init<P: DifferentiablePolicy>(for policy: P, at observation: P.Observation) {
    let count = policy.parameters.count
    fisher = BlockMatrix(count: count, size: policy.scoreRange(at: observation).count)
    gradient = Array(repeating: 0, count: count)
    score = gradient
  }

  /// Forgets all samples.
  public mutating func clear() {
    fisher.clear()
    for index in gradient.indices { gradient[index] = 0 }
    weight = 0
  }

  /// Adds one sample.
  /// - Parameters:
  ///   - target: what the action was worth, such as G_t, or G_t − v(S_t).
  ///   - c: the weight of the sample, such as γᵗ.
  ///   - action: A_t.
  ///   - observation: S_t.
  ///   - policy: that the action was drawn from.
  @inline(__always)
  public mutating func add<P: DifferentiablePolicy>(
    _ target: Double, weight c: Double, of action: P.Action, at observation: P.Observation, by policy: P
  ) {
    let range = policy.scoreRange(at: observation)
    policy.addScore(1, of: action, at: observation, into: &score)
    fisher.addSquare(c, of: score, in: range)
    for index in range {
      gradient[index] += c * target * score[index]
      score[index] = 0
    }
    weight += c
  }

  /// w by least squares, or by ridge regression, which holds back where samples are few.
  /// - Parameter ridge: added to each eigenvalue of Σ c ψψᵀ; at 0 the shortest w of all that fit best is taken, since a
  ///   soft-max has directions in which no score ever points.
  public func weights(ridge: Double) -> [Double] { fisher.solve(gradient, ridge: ridge) }

  /// A_w(s, a) = wᵀψ(s, a).
  /// - Parameters:
  ///   - w: the critic's parameters.
  ///   - action: a.
  ///   - observation: s.
  ///   - policy: whose score is meant.
  /// - Returns: the advantage as the critic sees it; its mean over the policy's actions is 0.
  @inline(__always)
  public mutating func advantage<P: DifferentiablePolicy>(
    _ w: [Double], of action: P.Action, at observation: P.Observation, by policy: P
  ) -> Double {
    policy.addScore(1, of: action, at: observation, into: &score)
    var sum = 0.0
    for index in policy.scoreRange(at: observation) {
      sum += w[index] * score[index]
      score[index] = 0
    }
    return sum
  }
}
