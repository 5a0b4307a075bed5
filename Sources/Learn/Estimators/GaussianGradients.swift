/// Two ways to estimate the gradient of E[−(a − a*)² + noise] over a ∼ N(μ, σ²), with their variances, in closed form.
///
/// With d = μ − a*, a = μ + σε, and noise of deviation s: J = −d² − σ², ∂J/∂μ = −2d and ∂J/∂σ = −2σ. One sample gives
///
/// - the log-trick: R ε/σ and R (ε² − 1)/σ, reward times score (Williams 1992); with a baseline, R − J in the place of R;
/// - reparametrisation: −2(a − a*) and −2(a − a*) ε, the slope of the reward at the action (Kingma & Welling 2014).
///
/// All have the exact mean. The variances are Gaussian moments (E ε², ε⁴, ε⁶, ε⁸ = 1, 3, 15, 105), worked out here:
///
///     log-trick            d⁴/σ² + 14 d² + 15 σ² + s²/σ²        2 d⁴/σ² + 60 d² + 74 σ² + 2 s²/σ²
///     with baseline J       8 d² + 10 σ² + s²/σ²                40 d² + 56 σ² + 2 s²/σ²
///     reparametrisation     4 σ²                                 4 d² + 8 σ²
///
/// As σ → 0 the log-trick's grow without bound, with the baseline only where there is noise; reparametrisation's for μ goes
/// to zero.
public struct GaussianGradients: Sendable, Equatable {
  public enum Estimator: Sendable, CaseIterable {
    case logTrick, logTrickWithBaseline, reparametrisation
  }

  /// A number for each of μ and σ.
  public struct Pair: Sendable, Equatable {
    public var mean: Double
    public var deviation: Double
  }

  /// d = μ − a*.
  public let miss: Double
  /// σ, positive.
  public let deviation: Double
  /// s, not negative.
  public let noise: Double
  private let mean: Double

  /// - Parameters:
  ///   - mean: μ of the policy.
  ///   - deviation: σ of the policy, positive.
  ///   - target: a*.
  ///   - noise: the reward's standard deviation about −(a − a*)².
  public init(mean: Double, deviation: Double, target: Double, noise: Double) {
    self.mean = mean
    self.deviation = deviation
    self.noise = noise
    miss = mean - target
  }

  /// J = −(μ − a*)² − σ².
  public var objective: Double { -miss * miss - deviation * deviation }

  /// (∂J/∂μ, ∂J/∂σ).
  public var exact: Pair { Pair(mean: -2 * miss, deviation: -2 * deviation) }

  /// The variance of the estimate that one sample gives.
  public func variance(of estimator: Estimator) -> Pair {
    let (d², σ², s²) = (miss * miss, deviation * deviation, noise * noise)
    switch estimator {
    case .logTrick:
      return Pair(
        mean: d² * d² / σ² + 14 * d² + 15 * σ² + s² / σ²,
        deviation: 2 * d² * d² / σ² + 60 * d² + 74 * σ² + 2 * s² / σ²)
    case .logTrickWithBaseline:
      return Pair(mean: 8 * d² + 10 * σ² + s² / σ², deviation: 40 * d² + 56 * σ² + 2 * s² / σ²)
    case .reparametrisation:
      return Pair(mean: 4 * σ², deviation: 4 * d² + 8 * σ²)
    }
  }

  /// What one sample gives.
  /// - Parameters:
  ///   - estimator: how.
  ///   - action: the one taken.
  ///   - reward: what it paid, noise included.
  public func estimate(_ estimator: Estimator, action: Double, reward: Double) -> Pair {
    let ε = (action - mean) / deviation
    switch estimator {
    case .logTrick: return Pair(mean: reward * ε / deviation, deviation: reward * (ε * ε - 1) / deviation)
    case .logTrickWithBaseline:
      let merit = reward - objective
      return Pair(mean: merit * ε / deviation, deviation: merit * (ε * ε - 1) / deviation)
    case .reparametrisation:
      let slope = -2 * (action - mean + miss)
      return Pair(mean: slope, deviation: slope * ε)
    }
  }
}
