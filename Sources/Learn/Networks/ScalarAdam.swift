/// `Adam` for a single number, such as the logarithm of SAC's temperature.
struct ScalarAdam: Sendable {
  private var m = 0.0
  private var v = 0.0
  private var powers = (1.0, 1.0)

  /// One step down the gradient.
  mutating func descend(_ value: inout Double, _ gradient: Double, rate: Double) {
    powers = (powers.0 * 0.9, powers.1 * 0.999)
    m = 0.9 * m + 0.1 * gradient
    v = 0.999 * v + 0.001 * gradient * gradient
    value -= rate * m / (1 - powers.0) / ((v / (1 - powers.1)).squareRoot() + 1e-8)
  }
}
