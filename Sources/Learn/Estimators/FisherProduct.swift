/// The Fisher matrix F of a policy by a network, known by what it makes of vectors: F v = mean over states of Jᵀ M J v, with
/// the Jacobian J of the outputs by θ and the Fisher matrix M of the head by its outputs.
///
/// Source: Schulman et al. 2015, appendix C.1: the Gauss–Newton product, which is the Hessian of the mean KL(π_old ∥ π) at π_old
/// itself, since there KL's slopes by the outputs are 0. J v is a forward-mode pass and Jᵀ u a backward one, so that a product
/// costs about as much as two gradients and no matrix is ever written out. M is exact, an expectation over all actions and
/// not over those that were drawn.
struct FisherProduct<Head: PolicyHead>: Sendable {
  private var tangent: NetworkTangent
  private var direction: NetworkGradient
  private var product: NetworkGradient
  /// Outputs that do not depend on the state.
  private let held: Range<Int>

  /// - Parameters:
  ///   - network: the policy's.
  ///   - rows: the most states that F is a mean over.
  ///   - held: outputs that do not depend on the state.
  init(_ network: Network, rows: Int, held: Range<Int>) {
    tangent = NetworkTangent(network, rows: rows)
    (direction, product) = (NetworkGradient(network), NetworkGradient(network))
    self.held = held
  }

  /// Takes over the network at whose θ products are made.
  mutating func follow(_ network: Network) { tangent.follow(network) }

  /// F v, in the order of `NetworkGradient.vector`.
  ///
  /// The passes are in single precision, as all of the network's. v goes through them at length 1, so that none of its
  /// numbers is lost for its size.
  /// - Parameters:
  ///   - v: a direction of θ, 0 where nothing is learnt.
  ///   - network: the one that this follows.
  ///   - pass: after `forward` by it; its rows are the states.
  mutating func times(_ v: [Double], _ network: Network, _ pass: inout NetworkPass) -> [Double] {
    let size = length(v)
    guard size > 0, size.isFinite else { return v.map { $0 * 0 } }
    direction.vector = v.map { $0 / size }
    network.tangent(&pass, along: direction, into: &tangent)
    let (y, dy, u) = (pass.outputs, tangent.outputs, pass.outputGradients)
    let share = size / Double(pass.rows)
    for row in 0..<pass.rows {
      u.write(1, Head(y.outputs(of: row)).fisher(times: dy.outputs(of: row)), to: row)
    }
    network.backward(&pass, into: &product)
    product.detach(held)
    return product.vector.map { $0 * share }
  }
}
