import Testing

@testable import Worlds

/// The game's own figures, from its models, and what the learning self does.
@Suite struct RockPaperScissorsTests {
  typealias Opponent = RockPaperScissors.Opponent
  typealias Memory = RockPaperScissors.Memory

  private func world(_ opponent: Opponent, _ memory: Memory = .none, _ mixture: String? = "2/1/1") throws
    -> RockPaperScissors
  {
    var settings = RockPaperScissors.Settings()
    settings.opponent = opponent
    settings.memory = memory
    settings.mixture = mixture
    settings.γ = 1
    return try RockPaperScissors(settings)
  }

  /// The mean reward of a hundred rounds, by sweeps of its own over the model.
  private func mean(of policy: [Double], on model: TabularModel) -> Double {
    var values = [Double](repeating: 0, count: model.stateCount)
    for _ in 0..<100 {
      values = values.indices.map { state in
        (0..<3).reduce(0) { sum, a in
          let π = policy[model.observations[state] * 3 + a]
          return model.transitions[state][a].reduce(sum) { $0 + π * $1.probability * ($1.reward + values[$1.next]) }
        }
      }
    }
    return values[0] / 100
  }

  /// After the first round the move that is `offset` beyond one of the last two.
  private func following(_ move: (Int) -> Int, _ offset: Int) -> [Double] {
    var policy = [Double](repeating: 1.0 / 3, count: 3)
    for last in 0..<9 {
      let wanted = (move(last) + offset) % 3
      for a in 0..<3 { policy.append(a == wanted ? 1 : 0) }
    }
    return policy
  }

  @Test("the models are sound and as large as they need be")
  func models() throws {
    let sizes: [(Opponent, Memory, Int)] = [
      (.mixture, .none, 1), (.mixture, .last, 10), (.copycat, .none, 4), (.copycat, .last, 10),
      (.counter, .none, 15_151),
      (.counter, .last, 45_160), (.self, .none, 1), (.self, .last, 10),
    ]
    for (opponent, memory, size) in sizes {
      let model = try world(opponent, memory).model
      #expect(model.faults == [])
      #expect(model.stateCount == size, "\(opponent) \(memory)")
    }
  }

  @Test("the counter exploits every deterministic policy and cannot be exploited without memory")
  func counter() throws {
    let model = try world(.counter).model
    for move in 0..<3 { #expect(abs(mean(of: (0..<3).map { $0 == move ? 1 : 0 }, on: model) + 0.99) < 1e-12) }
    #expect(mean(of: [1.0 / 3, 1.0 / 3, 1.0 / 3], on: model) == 0)
    for policy in [[0.4, 0.3, 0.3], [0.5, 0.5, 0], [0.34, 0.33, 0.33], [0.2, 0.3, 0.5]] {
      #expect(mean(of: policy, on: model) < 0)
    }
  }

  @Test("with memory the counter is beaten: +0.33 by answering its last move, +0.66 by going round against oneself")
  func memory() throws {
    let model = try world(.counter, .last).model
    #expect(abs(mean(of: following({ $0 % 3 }, 1), on: model) - 0.3267) < 1e-4)
    #expect(abs(mean(of: following({ $0 / 3 }, 2), on: model) - 0.66) < 1e-12)
    // A copycat loses every round but the first.
    #expect(abs(mean(of: following({ $0 / 3 }, 1), on: try world(.copycat, .last).model) - 0.99) < 1e-12)
  }

  @Test("under exact simultaneous gradients the time averages go to a third while the mixtures spiral outward")
  func exactGradients() throws {
    var game = try world(.self)
    var agent = LearningSelf(start: Vector([1.0 / 3, 1.0 / 3, 1.0 / 3]), observations: 1)
    var sums = [Double](repeating: 0, count: 6)
    var (early, late) = (0.0, 0.0)
    for step in 0..<30_000 {
      let (π, σ) = (agent.mixtures, game.opponentMixture)
      for move in 0..<3 {
        sums[move] += π[move]
        sums[3 + move] += σ[move]
      }
      if step < 1000 { early = max(early, π.max()!) }
      if step >= 29_000 { late = max(late, π.max()!) }
      agent.climb(against: σ.array, step: 0.05)
      game.meet(π)
    }
    #expect(sums.allSatisfy { abs($0 / 30_000 - 1.0 / 3) < 0.005 }, "\(sums)")
    #expect(early < 0.6 && late > 0.8)
  }

  @Test("sampled learners come to rest beside a corner")
  func sampledGradients() throws {
    var settings = RockPaperScissors.Settings()
    settings.opponent = .self
    settings.selfGradient = .sampled
    for seed in UInt64(1)...3 {
      var game = try RockPaperScissors(settings)
      var agent = LearningSelf(start: Vector([1.0 / 3, 1.0 / 3, 1.0 / 3]), observations: 1)
      var (random, choice) = (RandomStream(seed: seed, name: "world"), RandomStream(seed: seed, name: "policy"))
      game.reset(using: &random)
      for _ in 0..<1_000_000 {
        let draw = choice.uniform()
        let move = draw < agent.mixtures[0] ? 0 : draw < agent.mixtures[0] + agent.mixtures[1] ? 1 : 2
        let outcome = game.step(move, using: &random)
        agent.learn(from: outcome.reward, of: move, at: 0, step: 0.05)
        if outcome.ending != .none { game.reset(using: &random) }
      }
      #expect(agent.mixtures.max()! > 0.99)
    }
  }

  @Test("a state is an index, against a learning self with its preferences; anything else is refused")
  func states() throws {
    var counted = try world(.counter)
    try counted.reset(to: [700])
    #expect(counted.state == 700 && counted.stateVector == [700])
    #expect(throws: ParameterError.self) { try counted.reset(to: [15_151]) }
    var learning = try world(.self)
    try learning.reset(to: [0, 1, 1, 1])
    #expect(learning.opponentMixture == Vector([1.0 / 3, 1.0 / 3, 1.0 / 3]))
    #expect(throws: ParameterError.self) { try learning.reset(to: [0]) }
  }

  @Test("a mixture that is none is refused", arguments: ["1/1", "a/1/1", "-1/1/1", "0/0/0"])
  func mixtures(text: String) {
    #expect(throws: ParameterError.self) { try self.world(.mixture, .none, text) }
  }

  @Test("the counter counts no more rounds than an episode of it may have", arguments: [101, nil])
  func bounded(horizon: Int?) {
    var settings = RockPaperScissors.Settings()
    (settings.opponent, settings.horizon) = (.counter, horizon)
    #expect(throws: ParameterError.self) { try RockPaperScissors(settings) }
    settings.opponent = .copycat
    #expect(throws: Never.self) { try RockPaperScissors(settings) }
  }
}
