import Worlds

/// A distribution over actions, as bars or a density show it.
public enum ActionDistribution: Sendable, Equatable {
  case discrete([Double])
  /// Independent components.
  case gaussian(mean: [Double], deviation: [Double])
  /// tanh of a Gaussian with independent components, stretched over a box.
  case squashed(mean: [Double], deviation: [Double], bounds: ActionBounds)

  /// In nats; the differential entropy of a density, by the world's unit.
  public var entropy: Double {
    switch self {
    case .discrete(let probabilities):
      -probabilities.reduce(0) { $1 > 0 ? $0 + $1 * log($1) : $0 }
    case .gaussian(_, let deviation):
      deviation.reduce(0) { $0 + log($1) + 0.5 * log(2 * .pi) + 0.5 }
    case .squashed(let mean, let deviation, let bounds):
      mean.indices.reduce(0) { sum, index in
        sum + log(deviation[index]) + 0.5 * log(2 * .pi) + 0.5 + log(bounds.half[index])
          + Self.meanLogSlope(mean[index], deviation[index])
      }
    }
  }

  /// E[ln(1 − tanh² u)] for u ∼ N(μ, σ), by the trapezoidal rule over ±6 deviations, which converges faster than any power.
  private static func meanLogSlope(_ μ: Double, _ σ: Double) -> Double {
    let count = 96
    var (sum, weight) = (0.0, 0.0)
    for index in 0...count {
      let z = 12 * (Double(index) / Double(count) - 0.5)
      let density = exp(-z * z / 2)
      sum += density * logTanhSlope(μ + σ * z)
      weight += density
    }
    return sum / weight
  }

  /// ln of the probability, or of the density by the world's unit, of an action in numbers; an index is one number.
  func logProbability(of action: [Double]) -> Double {
    switch self {
    case .discrete(let probabilities):
      return log(probabilities[Int(action[0])])
    case .gaussian(let mean, let deviation):
      return mean.indices.reduce(0) { $0 + logNormal(action[$1], mean[$1], deviation[$1]) }
    case .squashed(let mean, let deviation, let bounds):
      let unit = bounds.unit(Reals(array: action))
      return mean.indices.reduce(0) { sum, index in
        // The box's edges are reached by rounding alone.
        let edge = 1 - 0x1p-24
        let u = atanh(min(max(unit[index], -edge), edge))
        return sum + logNormal(u, mean[index], deviation[index]) - logTanhSlope(u) - log(bounds.half[index])
      }
    }
  }

  /// All probability on the most probable actions, shared alike; a Gaussian without its deviation.
  var greedy: ActionDistribution {
    switch self {
    case .discrete(let probabilities):
      let best = probabilities.max() ?? 0
      let ties = Double(probabilities.count { $0 == best })
      return .discrete(probabilities.map { $0 == best ? 1 / ties : 0 })
    case .gaussian(let mean, let deviation):
      return .gaussian(mean: mean, deviation: deviation.map { _ in 0 })
    case .squashed(let mean, let deviation, let bounds):
      return .squashed(mean: mean, deviation: deviation.map { _ in 0 }, bounds: bounds)
    }
  }

  /// An action in numbers; an index is one number.
  func sample(using random: inout RandomStream) -> [Double] {
    switch self {
    case .discrete(let probabilities):
      var draw = random.uniform()
      for (index, probability) in probabilities.enumerated() {
        draw -= probability
        if draw < 0 { return [Double(index)] }
      }
      // Rounding has left a rest: it belongs to the last action that has any probability.
      return [Double(probabilities.lastIndex { $0 > 0 } ?? 0)]
    case .gaussian(let mean, let deviation):
      return zip(mean, deviation).map { $0 + $1 * random.normal() }
    case .squashed(let mean, let deviation, let bounds):
      return mean.indices.map { index in
        bounds.middle[index] + bounds.half[index] * tanh(mean[index] + deviation[index] * random.normal())
      }
    }
  }
}

/// ln N(x; μ, σ).
private func logNormal(_ x: Double, _ μ: Double, _ σ: Double) -> Double {
  let z = (x - μ) / σ
  return -z * z / 2 - log(σ) - log(2 * .pi) / 2
}

/// ln(1 − tanh² u) = 2 (ln 2 − u − ln(1 + e^−2u)), without the difference of two numbers near 1.
private func logTanhSlope(_ u: Double) -> Double {
  let size = abs(u)
  return 2 * (log(2) - size - log(1 + exp(-2 * size)))
}
