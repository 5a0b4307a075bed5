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

  /// Moves a policy along x by `stepSize`, and by less as long as its true divergence over a batch is still above δ.
  ///
  /// The quadratic model is good for small changes only. Where the policy is nearly sure it knows of no curvature and
  /// a step that it finds short turns the policy over. A step that is too long by little loses little, any other is halved.
  /// - Parameters:
  ///   - policy: is changed.
  ///   - α: the step size wished for.
  ///   - x: the direction, as long as θ.
  ///   - δ: the largest divergence, in nats.
  ///   - curvature: xᵀG x, per step of the environment.
  ///   - steps: the batch, over whose steps the divergence is a mean.
  /// - Returns: the step size that was taken and the divergence that it made; 0 and 0 where no step is short enough, as when
  ///   x is not finite.
  static func move<P: DifferentiablePolicy, W: World>(
    _ policy: inout P, _ α: Double, along x: [Double], within δ: Double, curvature: Double, over steps: [Step<W>]
  ) -> (size: Double, divergence: Double) where P.Observation == W.Observation {
    let old = policy
    var size = stepSize(α, δ: δ, curvature: curvature)
    for _ in 0..<attempts {
      policy.move(size, along: x)
      let divergence = divergence(from: old, to: policy, over: steps)
      if divergence <= δ { return (size, divergence) }
      policy = old
      let ratio = divergence.isFinite ? (δ / divergence).squareRoot() : 0
      size *= max(0.5, 0.99 * ratio)
    }
    return (0, 0)
  }

  /// Sixty halvings make a step of 1 vanish beside any θ that it could matter to.
  private static let attempts = 100

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
