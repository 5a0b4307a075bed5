import Testing

@testable import Worlds

/// What every tabular world must satisfy, whatever it is.
@Suite struct TabularWorldTests {
  @Test("the models are sound: distributions sum to 1, successors exist, observations match the labels")
  func models() throws {
    try check(AliasedCorridor(.init()))
    try check(ShortCorridor(.init()))
    try check(Gridworld(.init()))
    for world in try Self.grids() { try check(world) }
    for world in try Self.walked() { try check(world) }

    func check(_ world: some TabularWorld) throws {
      let model = world.model
      #expect(model.faults == [])
      #expect(model.actionCount == world.actionSpace.count)
      guard case .indices(let labels) = world.observationSpace else {
        Issue.record("a tabular world's observations are indices")
        return
      }
      #expect(model.observations.allSatisfy { labels.indices.contains($0) })
      #expect((model.γ, model.horizon) == (world.γ, world.horizon))
    }
  }

  @Test("what a model says is what the world does: every transition, with its frequency")
  func simulation() throws {
    try compare(AliasedCorridor(.init()))
    try compare(ShortCorridor(.init()))
    for world in try Self.grids() { try compare(world) }
    for world in try Self.walked() { try compare(world, episodes: world is Bandit ? 20_000 : 2000) }
  }

  @Test("a copy is a snapshot: it takes the same steps")
  func snapshots() throws {
    var world = try #require(Self.grids().last)
    var random = RandomStream(seed: 5, name: "world")
    world.reset(using: &random)
    for step in 0..<20 where world.step(step % 4, using: &random).ending != .none { world.reset(using: &random) }
    var (copy, sameRandom) = (world, random)
    for step in 0..<50 {
      let outcome = world.step(step % 4, using: &random)
      #expect(copy.step(step % 4, using: &sameRandom) == outcome)
      #expect(copy.state == world.state)
      if outcome.ending != .none {
        world.reset(using: &random)
        copy.reset(using: &sameRandom)
      }
    }
  }

  static func grids() throws -> [Gridworld] {
    var settings = Gridworld.Settings()
    settings.slip = 0.3
    settings.horizon = 50
    let map = """
      S.#.
      .~3.
      S.XG
      """
    return [
      Gridworld(.init(), map: GridMap(openSquareOfSide: 3)),
      Gridworld(settings, map: try GridMap(text: map, name: "map")),
    ]
  }

  /// Few rounds, so that the counter comes to each of its states often enough.
  private static func game(_ opponent: RockPaperScissors.Opponent, _ memory: RockPaperScissors.Memory) throws
    -> RockPaperScissors
  {
    var settings = RockPaperScissors.Settings()
    settings.opponent = opponent
    settings.memory = memory
    settings.horizon = 4
    return try RockPaperScissors(settings)
  }

  /// The worlds that are no more than their models, with chance where they have some.
  static func walked() throws -> [any TabularWorld] {
    var cliff = CliffWalking.Settings()
    cliff.isSlippery = true
    cliff.horizon = 50
    var rooms = FourRooms.Settings()
    rooms.horizon = 100
    var wind = WindyGridworld.Settings()
    wind.horizon = 100
    return [
      CliffWalking(cliff), FourRooms(rooms), FrozenLake(.init()), FrozenLake8x8(.init()), WindyGridworld(wind),
      TwoStateLoop(.init()), RiverSwim(.init()), try Bandit(.init()), try game(.mixture, .last),
      try game(.copycat, .none), try game(.counter, .none),
    ]
  }

  /// Walks at random and counts what happens from each state by each action; of noisy rewards, mean and variance.
  private func compare(_ start: some TabularWorld, episodes: Int = 20_000) throws {
    var world = start
    let model = world.model
    var random = RandomStream(seed: 11, name: "world")
    var choice = RandomStream(seed: 11, name: "policy")
    var starts = [Int](repeating: 0, count: model.stateCount)
    var counts: [[Int]: Int] = [:]
    var seen: [[Int]: [String: Int]] = [:]
    let noise = (start as? any WalkedWorld)?.walk.rewardDeviation ?? 0
    var (sums, squares): ([[Int]: Double], [[Int]: Double]) = ([:], [:])
    let horizon = model.horizon ?? .max
    for _ in 0..<episodes {
      world.reset(using: &random)
      starts[world.state] += 1
      for t in 1... {
        let (state, action) = (world.state, choice.index(below: model.actionCount))
        let outcome = world.step(action, using: &random)
        // Where the model gives the terminal state no index, neither does this.
        let next = outcome.ending == .terminated && hidesTerminals(model) ? -1 : world.state
        counts[[state, action], default: 0] += 1
        sums[[state, action], default: 0] += outcome.reward
        squares[[state, action], default: 0] += outcome.reward * outcome.reward
        let reward = noise > 0 ? "noisy" : "\(outcome.reward)"
        seen[[state, action], default: [:]]["\(next) \(reward) \(outcome.ending == .terminated)", default: 0] += 1
        #expect((outcome.ending == .truncated) == (t == horizon && outcome.ending != .terminated))
        if outcome.ending != .none { break }
      }
    }
    for state in 0..<model.stateCount {
      #expect(abs(Double(starts[state]) / Double(episodes) - model.start[state]) < 0.05)
      for action in 0..<model.actionCount {
        guard let count = counts[[state, action]], count >= 500 else { continue }
        let outcomes = model.transitions[state][action]
        let expected = Dictionary(
          outcomes.map { ("\($0.next) \(noise > 0 ? "noisy" : "\($0.reward)") \($0.terminates)", $0.probability) },
          uniquingKeysWith: +)
        if noise > 0 {
          let total = Double(count)
          let mean = outcomes.reduce(0) { $0 + $1.probability * $1.reward }
          let square = outcomes.reduce(noise * noise) { $0 + $1.probability * ($1.reward - mean) * ($1.reward - mean) }
          let (observedMean, observedSquare) = (sums[[state, action]]! / total, squares[[state, action]]! / total)
          #expect(abs(observedMean - mean) <= 5 * (square / total).squareRoot(), "state \(state), action \(action)")
          let variance = observedSquare - observedMean * observedMean
          #expect(abs(variance - square) <= 6 * square * (2 / total).squareRoot(), "state \(state), action \(action)")
        }
        let observed = seen[[state, action]] ?? [:]
        #expect(Set(observed.keys).isSubset(of: expected.keys), "state \(state), action \(action)")
        for (what, probability) in expected {
          let deviation = (probability * (1 - probability) / Double(count)).squareRoot()
          let frequency = Double(observed[what] ?? 0) / Double(count)
          #expect(abs(frequency - probability) <= 5 * deviation + 1e-12, "state \(state), action \(action): \(what)")
        }
      }
    }
  }

  private func hidesTerminals(_ model: TabularModel) -> Bool {
    model.transitions.contains { $0.contains { $0.contains { $0.next == -1 } } }
  }
}
