import Worlds

/// The length of a step in the policy itself, whatever its parameters mean.
enum NaturalStep {
  /// α, or less where θ + α x would change the policy by more than δ: KL(π_θ ∥ π_{θ+sx}) ≈ ½ s² xᵀG x.
  ///
  /// Source: Kakade 2002; Peters & Schaal 2008, section 3. So long a step has the same length in the policies themselves,
  /// however they are parameterised.
  /// - Parameters:
  ///   - α: the step size wished for.
  ///   - δ: the largest divergence, in nats.
  ///   - curvature: xᵀG x, per step of the environment.
  static func stepSize(_ α: Double, δ: Double, curvature: Double) -> Double {
    curvature > 0 ? min(α, (2 * δ / curvature).squareRoot()) : α
  }

  /// The mean of KL(old ∥ new) over the steps of a batch, in nats.
  static func divergence<P: DifferentiablePolicy, W: World>(
    from old: P, to new: P, over steps: [Step<W>]
  ) -> Double where P.Observation == W.Observation {
    guard !steps.isEmpty else { return 0 }
    return steps.reduce(0) { $0 + old.divergence(from: new, at: $1.observation) } / Double(steps.count)
  }

  /// The angle between two directions, in degrees; 0 where one has no length.
  static func angle(_ a: [Double], _ b: [Double]) -> Double {
    guard length(a) > 0, length(b) > 0 else { return 0 }
    return arccosine(max(-1, min(1, cosine(a, b)))) * 180 / .pi
  }
}
