/// The solution of A x = b for a symmetric positive definite A that is known by its products alone: Hestenes & Stiefel 1952;
/// Nocedal & Wright 2006, algorithm 5.2.
///
/// It begins at x = 0. Each product adds a direction d that is conjugate to all before, dᵢᵀ A dⱼ = 0, and x is then the best
/// point of the space that they span. After as many as A has different eigenvalues it is the solution; where these lie in
/// clusters a few are nearly it.
struct ConjugateSolution: Sendable {
  private(set) var x: [Double]
  /// d, of which the next product is wanted.
  private(set) var direction: [Double]
  /// e = b − A x.
  private(set) var residual: [Double]
  /// eᵀe.
  private var square: Double

  init(_ b: [Double]) {
    x = b.map { _ in 0 }
    (direction, residual) = (b, b)
    square = dot(b, b)
  }

  /// ∣e∣.
  var error: Double { square.squareRoot() }

  /// Goes to the best point along d.
  /// - Parameter product: A d.
  /// - Returns: the step along d; 0 where A does not curve upwards along it, and nothing has changed.
  mutating func advance(_ product: [Double]) -> Double {
    let curvature = dot(direction, product)
    guard curvature > 0, square > 0 else { return 0 }
    let step = square / curvature
    for index in x.indices {
      x[index] += step * direction[index]
      residual[index] -= step * product[index]
    }
    let next = dot(residual, residual)
    let β = next / square
    for index in x.indices { direction[index] = residual[index] + β * direction[index] }
    square = next
    return step
  }
}
