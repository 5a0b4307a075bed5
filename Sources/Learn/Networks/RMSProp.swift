/// RMSProp without momentum (Tieleman & Hinton 2012), as Mnih et al. 2016 have it in their equation (S3): s ← ρ s + (1 − ρ) g²,
/// θ ← θ − rate · g / √(s + ε).
///
/// Where workers share it, s is one for all of them: the paper found that more robust than one for each.
public struct RMSProp: Sendable, Equatable {
  public let ρ: Float
  public let ε: Float
  private var s: Floats

  /// - Parameters:
  ///   - network: the optimiser fits every network of the same sizes.
  ///   - ρ: how much of the mean square is kept in a step.
  ///   - ε: keeps the step finite where the gradient is zero; it stands under the root.
  public init(_ network: Network, ρ: Float = 0.99, ε: Float = 1e-8) {
    (self.ρ, self.ε) = (ρ, ε)
    s = Floats(count: network.buffer.count)
  }

  /// One step down the gradient.
  /// - Parameters:
  ///   - network: its parameters move.
  ///   - gradient: of the loss.
  ///   - rate: the step size.
  public mutating func descend(_ network: inout Network, _ gradient: NetworkGradient, rate: Float) {
    precondition(gradient.buffer.count == s.count, "the gradient is of another network")
    let (θ, g, s) = (network.buffer.mutablePointer(), gradient.buffer.pointer, s.mutablePointer())
    let (kept, new) = (Lanes(repeating: ρ), Lanes(repeating: 1 - ρ))
    let (step, ε) = (Lanes(repeating: -rate), Lanes(repeating: ε))
    for index in stride(from: 0, to: gradient.buffer.count, by: 16) {
      let slope = g.lanes(index)
      let square = (new * slope * slope).plus(kept, s.lanes(index))
      s.set(index, square)
      θ.set(index, θ.lanes(index).plus(step, slope / Learn.root(square + ε)))
    }
  }
}
