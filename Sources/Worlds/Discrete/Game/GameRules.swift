/// What an opponent's next move depends on, and how it changes: the same rules step the world and write its model.
struct GameRules: Sendable {
  struct Position: Hashable, Sendable {
    var leads = Leads()
    /// 0 before the first round, then 1 + 3 a + b for the agent's move a and the opponent's b; what neither the opponent
    /// nor the agent's eye depends on is left out.
    var last = 0
  }

  private let opponent: RockPaperScissors.Opponent
  private let memory: RockPaperScissors.Memory
  private let mixture: Vector<3>
  private let γ: Double
  private let horizon: Int?
  /// Every position that the game comes to, in the order in which it is found.
  let positions: [Position]
  private let indices: [Position: Int]

  init(_ settings: RockPaperScissors.Settings, mixture: Vector<3>) {
    opponent = settings.opponent
    memory = settings.memory
    self.mixture = mixture
    γ = settings.γ
    horizon = settings.horizon
    var found = [Position()]
    var indices = [Position(): 0]
    var next = 0
    while next < found.count {
      for a in 0..<3 {
        for b in 0..<3 {
          if opponent == .counter, found[next].leads.response[b] == 0 { continue }
          let position = Self.successor(of: found[next], a, b, settings.opponent, settings.memory)
          if indices[position] == nil {
            indices[position] = found.count
            found.append(position)
          }
        }
      }
      next += 1
    }
    positions = found
    self.indices = indices
  }

  var observationCount: Int { memory == .last ? 10 : 1 }
  func observation(_ position: Position) -> Int { memory == .last ? position.last : 0 }
  func index(of position: Position) -> Int { indices[position]! }

  func successor(of position: Position, _ a: Int, _ b: Int) -> Position {
    Self.successor(of: position, a, b, opponent, memory)
  }

  private static func successor(
    of position: Position, _ a: Int, _ b: Int, _ opponent: RockPaperScissors.Opponent,
    _ memory: RockPaperScissors.Memory
  ) -> Position {
    Position(
      leads: opponent == .counter ? position.leads.counting(a) : position.leads,
      last: memory == .last ? 1 + 3 * a + b : opponent == .copycat ? 1 + 3 * a : 0)
  }

  /// The probabilities of the opponent's next move.
  func response(at position: Position, _ learner: LearningSelf) -> Vector<3> {
    switch opponent {
    case .mixture: return mixture
    case .counter: return position.leads.response
    case .self: return learner.mixture(at: observation(position))
    case .copycat:
      guard position.last > 0 else { return Vector(repeating: 1.0 / 3) }
      var result = Vector<3>(repeating: 0)
      result[(position.last - 1) / 3] = 1
      return result
    }
  }

  func model(_ learner: LearningSelf) -> TabularModel {
    TabularModel(
      γ: γ, horizon: horizon, actions: RockPaperScissors.moves.map(\.name), observations: positions.map(observation),
      start: positions.indices.map { $0 == 0 ? 1 : 0 },
      transitions: positions.map { position in
        let response = response(at: position, learner)
        return (0..<3).map { a in
          TabularModel.joined(
            (0..<3).filter { response[$0] > 0 }.map { b in
              .init(
                probability: response[b], next: index(of: successor(of: position, a, b)),
                reward: RockPaperScissors.payoff(a, b), terminates: false)
            })
        }
      })
  }
}
