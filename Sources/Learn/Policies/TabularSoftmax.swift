import Worlds

/// A soft-max over a table of preferences: π(a∣o) ∝ exp(θ(o, a) / τ).
///
/// Source: Sutton & Barto 2018, eq. 13.2 with one-hot features. The probabilities are kept beside the preferences and
/// renewed when a row changes, so that acting costs no exponential.
public struct TabularSoftmax: DifferentiablePolicy, DiscretePolicy {
  public let observationCount: Int
  public let actionCount: Int
  /// τ, positive: a large one evens the probabilities out.
  public let temperature: Double
  /// θ, observation-major.
  private var θ: [Double]
  /// π, row by row as θ has it.
  private var π: [Double]

  /// The uniform policy.
  public init(observationCount: Int, actionCount: Int, temperature: Double = 1) {
    precondition(temperature > 0, "a soft-max needs a positive temperature, not \(temperature)")
    self.observationCount = observationCount
    self.actionCount = actionCount
    self.temperature = temperature
    θ = Array(repeating: 0, count: observationCount * actionCount)
    π = Array(repeating: 1 / Double(actionCount), count: observationCount * actionCount)
  }

  public var parameters: [Double] {
    get { θ }
    set {
      precondition(newValue.count == θ.count, "\(θ.count) parameters are needed, not \(newValue.count)")
      θ = newValue
      for observation in 0..<observationCount { renew(observation) }
    }
  }

  public var parameterNames: [String] {
    (0..<observationCount).flatMap { o in (0..<actionCount).map { "θ(\(o), \($0))" } }
  }

  public func probabilities(at observation: Int) -> [Double] {
    Array(π[observation * actionCount..<(observation + 1) * actionCount])
  }

  public func sample(at observation: Int, using random: inout RandomStream) -> Int {
    let row = observation * actionCount
    var rest = random.uniform()
    for action in 0..<actionCount - 1 {
      rest -= π[row + action]
      if rest < 0 { return action }
    }
    return actionCount - 1
  }

  public func logProbability(of action: Int, at observation: Int) -> Double {
    log(π[observation * actionCount + action])
  }

  public func score(of action: Int, at observation: Int) -> [Double] {
    var score = [Double](repeating: 0, count: θ.count)
    for b in 0..<actionCount {
      let index = observation * actionCount + b
      score[index] = ((b == action ? 1 : 0) - π[index]) / temperature
    }
    return score
  }

  public mutating func ascend(_ step: Double, along action: Int, at observation: Int) {
    let row = observation * actionCount
    let step = step / temperature
    for b in 0..<actionCount { θ[row + b] -= step * π[row + b] }
    θ[row + action] += step
    renew(observation)
  }

  public func divergence(from other: Self, at observation: Int) -> Double {
    Learn.divergence(probabilities(at: observation), other.probabilities(at: observation))
  }

  /// Computes one row of π from θ; the largest preference is subtracted first, so that nothing overflows.
  private mutating func renew(_ observation: Int) {
    let row = observation * actionCount
    var largest = -Double.infinity
    for b in 0..<actionCount { largest = max(largest, θ[row + b]) }
    var sum = 0.0
    for b in 0..<actionCount {
      π[row + b] = exp((θ[row + b] - largest) / temperature)
      sum += π[row + b]
    }
    for b in 0..<actionCount { π[row + b] /= sum }
  }
}
