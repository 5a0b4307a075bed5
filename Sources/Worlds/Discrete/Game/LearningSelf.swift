/// A player of rock-paper-scissors that learns on the other side: a soft-max over three preferences for each observation,
/// which climbs the gradient of its own payoff of a round.
///
/// With `exact` gradients it is told the agent's policy once an iteration and takes θ_b ← θ_b + α σ_b (q_b − Σ σ q), where
/// q_b = Σ_a π_a u(b, a): with an agent that does likewise these are simultaneous gradients. With `sampled` ones it takes
/// θ_b ← θ_b + α r (1(b = B) − σ_b) after every round, from its own move B and its own payoff r.
struct LearningSelf: Sendable, Equatable {
  /// θ, observation by observation.
  private(set) var preferences: [Double]
  /// σ, likewise.
  private(set) var mixtures: [Double]

  /// - Parameters:
  ///   - start: the mixture at every observation, all positive.
  ///   - observations: how many there are.
  init(start: Vector<3>, observations: Int) {
    let row = (0..<3).map { log(start[$0]) }
    preferences = (0..<observations).flatMap { _ in row }
    mixtures = preferences
    for observation in 0..<observations { renew(observation) }
  }

  func mixture(at observation: Int) -> Vector<3> {
    Vector([mixtures[observation * 3], mixtures[observation * 3 + 1], mixtures[observation * 3 + 2]])
  }

  /// One sampled step: `move` at `observation` has paid `payoff`.
  mutating func learn(from payoff: Double, of move: Int, at observation: Int, step: Double) {
    let row = observation * 3
    for b in 0..<3 { preferences[row + b] += step * payoff * ((b == move ? 1 : 0) - mixtures[row + b]) }
    renew(observation)
  }

  /// One exact step at every observation, against the agent's policy.
  /// - Parameter policy: π, observation by observation.
  mutating func climb(against policy: [Double], step: Double) {
    for row in stride(from: 0, to: preferences.count, by: 3) {
      let gains = (0..<3).map { b in (0..<3).reduce(0) { $0 + policy[row + $1] * RockPaperScissors.payoff(b, $1) } }
      let mean = (0..<3).reduce(0) { $0 + mixtures[row + $1] * gains[$1] }
      for b in 0..<3 { preferences[row + b] += step * mixtures[row + b] * (gains[b] - mean) }
      renew(row / 3)
    }
  }

  /// Takes over preferences, as many as it has.
  mutating func adopt(_ preferences: [Double]) {
    self.preferences = preferences
    for observation in 0..<preferences.count / 3 { renew(observation) }
  }

  private mutating func renew(_ observation: Int) {
    let row = observation * 3
    let largest = max(preferences[row], preferences[row + 1], preferences[row + 2])
    var sum = 0.0
    for b in row..<row + 3 {
      mixtures[b] = exp(preferences[b] - largest)
      sum += mixtures[b]
    }
    for b in row..<row + 3 { mixtures[b] /= sum }
  }
}
