import Worlds

/// The exact ∇_θ J₁ of a policy on a tabular world, computed from its model, as many sweeps at a time as there is leisure
/// for:
///
///     var exact = ExactGradient(of: policy, on: model)
///     while !exact.isDone { exact.advance(sweeps: 100) }
///     exact.gradient
///
/// J₁ = E[Σ_{t<H} γᵗ R_{t+1}] from the start distribution, with the horizon that the model has. What `ProbabilityGradient`
/// finds, ∂J/∂π, is led on to the policy's own parameters: ∇_θ J = Σ_{o,a} ∂J/∂π(a∣o) π(a∣o) ∇ln π(a∣o).
///
/// Nothing is to be asked before the end. Everything is nil where J is not finite, as where an undiscounted episode without
/// a horizon may last for ever; and without a horizon on more than 1,000 states, whose dense system would take too long.
public struct ExactGradient: Sendable {
  private var slopes: ProbabilityGradient
  private let follow: @Sendable ([Double]) -> [Double]
  private let inform: @Sendable ([Double]) -> FisherMatrix
  private let model: TabularModel

  /// - Parameters:
  ///   - policy: over the model's observations and actions, as it is now.
  ///   - model: of the world that it acts in.
  public init<P: DifferentiablePolicy & DiscretePolicy>(of policy: P, on model: TabularModel) {
    slopes = ProbabilityGradient(policy.table(named: "π"), on: model)
    follow = { Self.chainRule($0, policy) }
    inform = { FisherMatrix(of: policy, weights: $0) }
    self.model = model
  }

  /// Advances by at most so many sweeps over the states, of which there are at most two for each step of the horizon;
  /// without one a call does half of the work.
  public mutating func advance(sweeps: Int = .max) { slopes.advance(sweeps: sweeps) }

  public var isDone: Bool { slopes.isDone }

  /// J₁.
  public var objective: Double? { slopes.objective }

  /// ∇_θ J₁, in the order of the policy's parameters.
  public var gradient: [Double]? { slopes.gradient.map(follow) }

  /// G = E[Σ_t γᵗ ψψᵀ], where ψ = ∇ln π(A_t∣O_t): the Fisher matrix that goes with ∇J₁, so that G w = ∇J₁ has the
  /// compatible critic's w and the natural gradient for its solution.
  public var fisher: FisherMatrix? { observationWeights.map(inform) }

  /// Σ_t γᵗ Pr(O_t = o) by observation: the weights of that matrix.
  var observationWeights: [Double]? { slopes.discountedVisits.map(model.byObservation) }

  /// The natural gradient G⁺ ∇_θ J₁.
  public var natural: [Double]? {
    guard let fisher, let gradient else { return nil }
    return fisher.natural(gradient)
  }

  /// Runs to the end at once.
  public static func compute<P: DifferentiablePolicy & DiscretePolicy>(
    of policy: P, on model: TabularModel
  ) -> ExactGradient {
    var exact = ExactGradient(of: policy, on: model)
    while !exact.isDone { exact.advance() }
    return exact
  }

  /// From the derivatives in the probabilities to those in the parameters.
  static func chainRule<P: DifferentiablePolicy & DiscretePolicy>(_ slopes: [Double], _ policy: P) -> [Double] {
    var sum = [Double](repeating: 0, count: policy.parameters.count)
    for observation in 0..<policy.observationCount {
      let π = policy.probabilities(at: observation)
      let row = observation * π.count
      // Scores have the mean 0: without their own mean the slopes lose fewer digits. What is never done adds nothing.
      let mean = π.indices.reduce(0) { π[$1] > 0 ? $0 + π[$1] * slopes[row + $1] : $0 }
      for action in π.indices where π[action] > 0 {
        policy.addScore(π[action] * (slopes[row + action] - mean), of: action, at: observation, into: &sum)
      }
    }
    return sum
  }
}
