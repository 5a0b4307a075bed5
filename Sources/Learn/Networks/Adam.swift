/// Adam, Kingma & Ba 2015, algorithm 1, with the state that it keeps for one network.
///
/// m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², θ ← θ − rate · m̂ / (√v̂ + ε), with m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ). One pass
/// over memory does all of it and, where a target network follows, its Polyak average too.
public struct Adam: Sendable, Equatable {
  public let β1: Float
  public let β2: Float
  public let ε: Float
  /// Steps taken.
  public private(set) var steps = 0
  private var m: Floats
  private var v: Floats
  /// β₁ᵗ and β₂ᵗ.
  private var powers = (1.0, 1.0)

  /// - Parameters:
  ///   - network: the optimiser fits every network of the same sizes.
  ///   - β1: how much of the mean gradient is kept in a step.
  ///   - β2: how much of the mean square.
  ///   - ε: keeps the step finite where the gradient is zero.
  public init(_ network: Network, β1: Float = 0.9, β2: Float = 0.999, ε: Float = 1e-8) {
    (self.β1, self.β2, self.ε) = (β1, β2, ε)
    m = Floats(count: network.buffer.count)
    v = m
  }

  /// One step down the gradient.
  /// - Parameters:
  ///   - network: its parameters move.
  ///   - gradient: of the loss.
  ///   - rate: the step size.
  public mutating func descend(_ network: inout Network, _ gradient: NetworkGradient, rate: Float) {
    descend(network.buffer.mutablePointer(), gradient, rate, nil, 0)
  }

  /// One step down the gradient, and the target network follows in the same pass.
  /// - Parameters:
  ///   - network: its parameters move.
  ///   - gradient: of the loss.
  ///   - rate: the step size.
  ///   - target: of the same sizes; moves by a share τ towards the network.
  ///   - share: τ, 0…1.
  public mutating func descend(
    _ network: inout Network, _ gradient: NetworkGradient, rate: Float, target: inout Network, by share: Float
  ) {
    descend(network.buffer.mutablePointer(), gradient, rate, target.buffer.mutablePointer(), share)
  }

  private mutating func descend(
    _ θ: UnsafeMutablePointer<Float>, _ gradient: NetworkGradient, _ rate: Float,
    _ target: UnsafeMutablePointer<Float>?, _ share: Float
  ) {
    precondition(gradient.buffer.count == m.count, "the gradient is of another network")
    steps += 1
    powers = (powers.0 * Double(β1), powers.1 * Double(β2))
    let scale = Lanes(repeating: -rate / Float(1 - powers.0))
    let root = Lanes(repeating: 1 / Float((1 - powers.1).squareRoot()))
    let (keepM, keepV) = (Lanes(repeating: β1), Lanes(repeating: β2))
    let (newM, newV) = (Lanes(repeating: 1 - β1), Lanes(repeating: 1 - β2))
    let (g, m, v) = (gradient.buffer.pointer, m.mutablePointer(), v.mutablePointer())
    let ε = Lanes(repeating: ε)
    Helper.shared.share(gradient.buffer.count, by: 16, isWorthIt: gradient.buffer.count > 1 << 13) { places in
      for index in stride(from: places.lowerBound, to: places.upperBound, by: 16) {
        let slope = g.lanes(index)
        let mean = (newM * slope).plus(keepM, m.lanes(index))
        let square = (newV * slope * slope).plus(keepV, v.lanes(index))
        m.set(index, mean)
        v.set(index, square)
        let moved = θ.lanes(index).plus(scale, mean / ε.plus(Learn.root(square), root))
        θ.set(index, moved)
        guard let target else { continue }
        let old = target.lanes(index)
        target.set(index, old.plus(Lanes(repeating: share), moved - old))
      }
    }
  }

  public static func == (a: Self, b: Self) -> Bool {
    a.steps == b.steps && a.m == b.m && a.v == b.v && a.β1 == b.β1 && a.β2 == b.β2 && a.ε == b.ε
  }
}
