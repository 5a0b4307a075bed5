import Worlds

/// a ∼ N(μ, diag σ²): the first half of a network's outputs is μ, the second ln σ.
///
/// Where σ does not depend on the state the weights of ln σ stay zero, and its bias alone is learnt: the same outputs serve
/// both forms (`NetworkPolicy.held`). The drawn action is not clipped; a world clips what it cannot do.
public struct GaussianHead<Action: RealVector>: PolicyHead {
  public static var kind: String { "network-gaussian" }
  public static var meaning: String {
    "the first half of y is mu, the second log sigma, one for each component: action ~ normal(mu, exp(log sigma))"
  }

  /// ln σ beyond ±20 counts as that, so that σ and 1/σ² are numbers.
  private static var widest: Double { 20 }

  private let outputs: OutputRow
  private var count: Int { outputs.count / 2 }

  public static func outputCount(for actions: ActionSpace) -> Int {
    guard case .box(let components) = actions else { fatalError("a Gaussian needs real actions, not \(actions)") }
    return 2 * components.count
  }

  public static func spreads(of outputCount: Int) -> Range<Int> { outputCount / 2..<outputCount }
  public static var isSpread: Bool { true }

  @inline(__always)
  public init(_ outputs: OutputRow) { self.outputs = outputs }

  @inline(__always)
  private func logσ(_ index: Int) -> Double { min(max(outputs[count + index], -Self.widest), Self.widest) }

  // Worked out whenever it is wanted: a row of them, stored beside the outputs, costs more to copy than an exponential does.
  @inline(__always)
  private func σ(_ index: Int) -> Double { exp(logσ(index)) }

  @inline(__always)
  public func sample(using random: inout RandomStream) -> Action {
    var action = Action(repeating: 0, count: count)
    for index in 0..<count { action[index] = outputs[index] + σ(index) * random.normal() }
    return action
  }

  @inline(__always)
  public func logProbability(of action: Action) -> Double {
    var sum = 0.0
    for index in 0..<count {
      let z = (action[index] - outputs[index]) / σ(index)
      sum -= z * z / 2 + logσ(index) + Self.halfLogTwoPi
    }
    return sum
  }

  /// ½ ln 2π.
  private static var halfLogTwoPi: Double { 0.918938533204672741780329736406 }

  public var entropy: Double {
    var sum = 0.0
    for index in 0..<count { sum += logσ(index) + Self.halfLogTwoPi + 0.5 }
    return sum
  }

  /// With z = (a − μ)/σ: ∂ln π/∂μ = z/σ, ∂ln π/∂ln σ = z² − 1, ∂H/∂ln σ = 1.
  @inline(__always)
  public func gradient(_ weight: Double, of action: Action, entropy share: Double) -> OutputRow {
    var row = OutputRow(count: 2 * count)
    for index in 0..<count {
      let z = (action[index] - outputs[index]) / σ(index)
      row[index] = weight * z / σ(index)
      if abs(outputs[count + index]) <= Self.widest { row[count + index] = weight * (z * z - 1) + share }
    }
    return row
  }

  /// Σ ln(σ'/σ) + (σ² + (μ − μ')²) / 2σ'² − ½.
  public func divergence(from other: Self) -> Double {
    var sum = 0.0
    for index in 0..<count {
      let (shift, ρ) = (outputs[index] - other.outputs[index], other.σ(index))
      sum += other.logσ(index) - logσ(index) + (σ(index) * σ(index) + shift * shift) / (2 * ρ * ρ) - 0.5
    }
    return sum
  }

  /// M is 1/σ² for μ and 2 for ln σ, nothing between them; nothing at all where ln σ is beyond its bound.
  public func fisher(times v: OutputRow) -> OutputRow {
    var row = OutputRow(count: 2 * count)
    for index in 0..<count {
      row[index] = v[index] / (σ(index) * σ(index))
      if abs(outputs[count + index]) <= Self.widest { row[count + index] = 2 * v[count + index] }
    }
    return row
  }

  public var distribution: ActionDistribution {
    .gaussian(mean: Array(outputs.array[..<count]), deviation: (0..<count).map(σ))
  }
}
