import Worlds

/// A soft-max over the legal placements of a piece, whose preferences are linear in features of what they come to:
/// π(a∣o) ∝ exp(θᵀφ(o, a) / τ). With τ = 0 the best is taken, and ties share alike.
///
/// Source: Sutton & Barto 2018, eqs. 13.2 and 13.3, over afterstates; the score is (φ(o, a) − E_π φ(o, ·)) / τ. Kakade 2002, "A natural
/// policy gradient", plays Tetris so. The greedy player is that of Szita & Lőrincz 2006 and Thiery & Scherrer 2009; its ln π has no
/// slope wherever θ is no tie, and so its score is 0.
///
/// Where no placement is legal the game is over; the policy then names action 0, whatever that is.
public struct PlacementSoftmax: DifferentiablePolicy {
  public let features: TetrisFeatures
  /// Columns of the well.
  public let width: Int
  /// τ ≥ 0: a large one evens the probabilities out.
  public let temperature: Double
  private var θ: [Double]

  /// The uniform policy.
  /// - Parameters:
  ///   - features: what it looks at.
  ///   - width: columns of the well.
  ///   - temperature: τ, not below 0.
  public init(features: TetrisFeatures, width: Int, temperature: Double = 1) {
    precondition(temperature >= 0, "a soft-max has no negative temperature, such as \(temperature)")
    self.features = features
    self.width = width
    self.temperature = temperature
    θ = Array(repeating: 0, count: features.count(width: width))
  }

  public var parameters: [Double] {
    get { θ }
    set {
      precondition(newValue.count == θ.count, "\(θ.count) parameters are needed, not \(newValue.count)")
      θ = newValue
    }
  }

  public var parameterNames: [String] { features.names(width: width) }
  private var actionCount: Int { 4 * width }

  // MARK: Acting

  public func sample(at observation: TetrisPosition, using random: inout RandomStream) -> Int {
    if temperature == 0 { return best(at: observation, using: &random) }
    let draw = random.uniform()
    return withProbabilities(at: observation) { placements in
      guard placements.count > 0 else { return 0 }
      return placements.actions[index(of: draw, in: placements.π, count: placements.count)]
    }
  }

  /// The action of the greatest preference; where several have it, any of them.
  private func best(at observation: TetrisPosition, using random: inout RandomStream) -> Int {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: Self.mostActions) { actions in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.mostActions) { preferences in
        let count = θ.withUnsafeBufferPointer {
          observation.judge(
            by: $0, features, actions: actions.baseAddress.unsafelyUnwrapped,
            preferences: preferences.baseAddress.unsafelyUnwrapped)
        }
        var (best, ties, choice) = (-Double.infinity, 0, 0)
        for index in 0..<count {
          if preferences[index] > best {
            (best, ties, choice) = (preferences[index], 1, actions[index])
          } else if preferences[index] == best {
            // Reservoir sampling: each of n ties ends up chosen with probability 1/n.
            ties += 1
            if random.index(below: ties) == 0 { choice = actions[index] }
          }
        }
        return choice
      }
    }
  }

  public func distribution(at observation: TetrisPosition) -> ActionDistribution {
    .discrete(probabilities(at: observation))
  }

  /// π(·∣o): 0 for every action that is not a legal placement, or only another name of one.
  public func probabilities(at observation: TetrisPosition) -> [Double] {
    var result = [Double](repeating: 0, count: actionCount)
    withProbabilities(at: observation) { placements in
      for index in 0..<placements.count { result[placements.actions[index]] = placements.π[index] }
      if placements.count == 0 { result[0] = 1 }
    }
    return result
  }

  // MARK: Learning

  public func logProbability(of action: Int, at observation: TetrisPosition) -> Double {
    log(probabilities(at: observation)[action])
  }

  public func addScore(
    _ weight: Double, of action: Int, at observation: TetrisPosition, into sum: inout [Double]
  ) {
    guard temperature > 0 else { return }
    withProbabilities(at: observation) { placements in
      Self.add(weight / temperature, along: action, among: placements, θ.count, to: &sum)
    }
  }

  public func scoreRange(at observation: TetrisPosition) -> Range<Int> { 0..<θ.count }

  /// E[ψψᵀ], a sum over the placements.
  public func addFisher(_ weight: Double, at observation: TetrisPosition, into matrix: inout BlockMatrix) {
    guard temperature > 0 else { return }
    var score = [Double](repeating: 0, count: θ.count)
    withProbabilities(at: observation) { placements in
      for index in 0..<placements.count {
        Self.add(1 / temperature, along: placements.actions[index], among: placements, θ.count, to: &score)
        matrix.addSquare(weight * placements.π[index], of: score, in: 0..<θ.count)
        for place in score.indices { score[place] = 0 }
      }
    }
  }

  public mutating func ascend(_ step: Double, along action: Int, at observation: TetrisPosition) {
    guard temperature > 0 else { return }
    let (count, τ) = (θ.count, temperature)
    var direction = [Double](repeating: 0, count: count)
    withProbabilities(at: observation) { Self.add(step / τ, along: action, among: $0, count, to: &direction) }
    move(1, along: direction)
  }

  public mutating func move(_ step: Double, along direction: [Double]) {
    for index in θ.indices { θ[index] += step * direction[index] }
  }

  public func divergence(from other: Self, at observation: TetrisPosition) -> Double {
    Learn.divergence(probabilities(at: observation), other.probabilities(at: observation))
  }

  // MARK: Placements

  /// The legal placements at one position, for as long as its memory lasts.
  private struct Placements {
    var count: Int
    var actions: UnsafePointer<Int>
    /// φ, placement by placement.
    var φ: UnsafePointer<Double>
    var π: UnsafePointer<Double>
  }

  /// Of any policy.
  private static var mostActions: Int { 4 * TetrisBoard.widths.upperBound }

  /// sum ← sum + step (φ(o, a) − Σ_b π(b) φ(o, b)).
  private static func add(
    _ step: Double, along action: Int, among placements: Placements, _ count: Int, to sum: inout [Double]
  ) {
    for b in 0..<placements.count {
      let weight = step * ((placements.actions[b] == action ? 1 : 0) - placements.π[b])
      let φ = placements.φ + b * count
      for index in 0..<count { sum[index] += weight * φ[index] }
    }
  }

  private func withProbabilities<Result>(
    at observation: TetrisPosition, _ body: (Placements) -> Result
  ) -> Result {
    let (features, count) = (θ.count, actionCount)
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { actions in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: count * (features + 1)) { numbers in
        let actions = actions.baseAddress.unsafelyUnwrapped
        let π = numbers.baseAddress.unsafelyUnwrapped
        let φ = π + count
        let placements = observation.describe(by: self.features, actions: actions, φ: φ)
        for index in 0..<placements {
          π[index] = θ.indices.reduce(0) { $0 + θ[$1] * φ[index * features + $1] }
        }
        judge(π, placements)
        return body(Placements(count: placements, actions: actions, φ: φ, π: π))
      }
    }
  }

  /// Preferences to probabilities, in place.
  private func judge(_ π: UnsafeMutablePointer<Double>, _ count: Int) {
    guard temperature == 0 else {
      return softmax(π, count: count, inverseTemperature: 1 / temperature, into: π)
    }
    let row = UnsafeMutableBufferPointer(start: π, count: count)
    let best = row.max() ?? 0
    let ties = Double(row.count { $0 == best })
    for index in row.indices { row[index] = row[index] == best ? 1 / ties : 0 }
  }
}
