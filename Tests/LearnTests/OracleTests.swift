import Testing
import Worlds

@testable import Learn

@Suite struct OracleTests {
  /// The corridor's policy that goes the obvious way and tosses a coin in grey.
  static func aliased(north: [Double], grey: [Double], middle: [Double], east: [Double]) -> PolicyTable {
    PolicyTable(name: "π", actionCount: 4, probabilities: north + grey + middle + east)
  }

  static func short(right p: Double) -> PolicyTable {
    PolicyTable(name: "π", actionCount: 2, probabilities: [1 - p, p])
  }

  static func settings<S: ParameterSet>(_ change: (inout S) -> Void) -> S {
    var settings = S()
    change(&settings)
    return settings
  }

  static let best = aliased(north: [0, 1, 0, 0], grey: [0, 0.5, 0, 0.5], middle: [0, 0, 1, 0], east: [0, 0, 0, 1])
  static let corridor = AliasedCorridor(.init()).model
  static let endlessCorridor = AliasedCorridor(settings { $0.horizon = nil }).model

  @Test("the aliased corridor without a horizon: J = 6.2 and V = (5, 6, 9, 6, 5)")
  func aliasedOptimum() throws {
    var evaluation = PolicyEvaluation(Self.best, on: Self.endlessCorridor)
    evaluation.advance()
    #expect(close(try #require(evaluation.stateValues), [5, 6, 9, 6, 5]))
    #expect(abs(try #require(evaluation.objective) - 6.2) < 1e-12)
    // A hundred steps are as good as for ever to twelve digits.
    #expect(abs(try #require(PolicyEvaluation.objective(of: Self.best, on: Self.corridor)) - 6.2) < 1e-12)
  }

  @Test("of the 256 deterministic policies the best has J = 0.2, and −35.2 without a skull; uniform has −10.3")
  func deterministicPolicies() throws {
    var objectives: [Double] = []
    var harmless: [Double] = []
    for code in 0..<256 {
      let actions = [code & 3, code >> 2 & 3, code >> 4 & 3, code >> 6 & 3]
      let rows = actions.map { action in (0..<4).map { $0 == action ? 1.0 : 0 } }
      let policy = Self.aliased(north: rows[0], grey: rows[1], middle: rows[2], east: rows[3])
      let value = try #require(PolicyEvaluation.objective(of: policy, on: Self.corridor))
      objectives.append(value)
      if actions[0] != 2, actions[3] != 2 { harmless.append(value) }
    }
    #expect(abs(objectives.max()! - 0.2) < 1e-12)
    #expect(abs(harmless.max()! + 35.2) < 1e-12)
    let uniform = PolicyTable(name: "π", actionCount: 4, probabilities: Array(repeating: 0.25, count: 16))
    #expect(abs(try #require(PolicyEvaluation.objective(of: uniform, on: Self.corridor)) + 10.3) < 0.05)
  }

  @Test("a policy that may go on for ever undiscounted has no finite value without a horizon")
  func endless() {
    let shuttling = Self.aliased(
      north: [0, 1, 0, 0], grey: [0, 0, 0, 1], middle: [0, 0, 1, 0], east: [0, 0, 0, 1])
    #expect(PolicyEvaluation.objective(of: shuttling, on: Self.endlessCorridor) == nil)
    #expect(PolicyEvaluation.objective(of: shuttling, on: Self.corridor) != nil)
  }

  @Test("the short corridor: J(p) = (2p − 4) / (p(1 − p))", arguments: [0.05, 0.3, 0.5, 0.586, 0.95])
  func shortCorridor(p: Double) throws {
    let endless = ShortCorridor(Self.settings { $0.horizon = nil }).model
    let value = try #require(PolicyEvaluation.objective(of: Self.short(right: p), on: endless))
    #expect(abs(value - (2 * p - 4) / (p * (1 - p))) < 1e-9)
  }

  @Test("ε-greedy there has −44.2 and −82.1 at ε = 0.1")
  func shortCorridorGreedy() throws {
    let model = ShortCorridor(.init()).model
    let right = try #require(PolicyEvaluation.objective(of: Self.short(right: 0.95), on: model))
    let left = try #require(PolicyEvaluation.objective(of: Self.short(right: 0.05), on: model))
    #expect(abs(right + 44.2) < 0.05)
    #expect(abs(left + 82.1) < 0.05)
  }

  @Test("the optimum found from the model: 6.2, −11.657 at p = 2 − √2, and −18 on the open grid")
  func optima() throws {
    #expect(abs(try #require(Optimum.objective(of: Self.corridor)) - 6.2) < 1e-6)
    let (value, policy) = Optimum.bestMemoryless(on: ShortCorridor(.init()).model)
    #expect(abs(try #require(value) + 11.656854) < 1e-5)
    #expect(abs(policy[0, 1] - (2 - 2.0.squareRoot())) < 1e-3)
    #expect(Optimum.objective(of: try Gridworld(.init()).model) == -18)
    let endless = ShortCorridor(Self.settings { $0.horizon = nil }).model
    #expect(abs(try #require(Optimum.objective(of: endless)) + 11.656854) < 1e-5)
  }

  @Test("the gradient of J in the probabilities is its derivative, by central differences")
  func gradient() {
    let rows = [[0.1, 0.2, 0.3, 0.4], [0.25, 0.4, 0.05, 0.3], [0.1, 0.1, 0.7, 0.1], [0.3, 0.2, 0.1, 0.4]]
    let policy = Self.aliased(north: rows[0], grey: rows[1], middle: rows[2], east: rows[3])
    let model = AliasedCorridor(Self.settings { $0.γ = 0.9 }).model
    let (objective, gradient) = ProbabilityGradient.compute(policy, on: model)
    #expect(abs(objective - PolicyEvaluation.objective(of: policy, on: model)!) < 1e-12)
    for index in gradient.indices {
      var (above, below) = (policy, policy)
      above.probabilities[index] += 1e-6
      below.probabilities[index] -= 1e-6
      let difference =
        (PolicyEvaluation.objective(of: above, on: model)! - PolicyEvaluation.objective(of: below, on: model)!) / 2e-6
      #expect(abs(gradient[index] - difference) < 1e-5)
    }
  }

  @Test("exact values are what playing gives on average, on a slippery map with pits")
  func monteCarlo() throws {
    var settings = Gridworld.Settings()
    settings.slip = 0.2
    settings.γ = 0.95
    settings.horizon = 40
    let world = Gridworld(settings, map: try GridMap(text: "S..\n.X2\n~.G", name: "map"))
    let policy = TabularSoftmax(observationCount: 9, actionCount: 4)
    let exact = try #require(PolicyEvaluation.objective(of: policy.table(named: "π"), on: world.model))
    var environment = Environment(world, seed: 8)
    var random = RandomStream(seed: 8, name: "policy")
    var bucket = ReturnHistory.Bucket()
    for _ in 0..<40_000 {
      environment.reset()
      while environment.ending == .none {
        environment.step(policy.sample(at: environment.observation, using: &random))
      }
      bucket.add(environment.episodeReturn)
    }
    #expect(abs(bucket.mean - exact) < 4 * (bucket.variance / 40_000).squareRoot())
  }

  @Test("an evaluation in slices ends where one at once does")
  func slices() {
    var slices = PolicyEvaluation(Self.best, on: Self.corridor)
    while !slices.isDone { slices.advance(sweeps: 7) }
    #expect(slices.objective == PolicyEvaluation.objective(of: Self.best, on: Self.corridor))
  }

  @Test("the linear system agrees with a long horizon's sweeps")
  func linearSystem() throws {
    let p = [0.1, 0.2, 0.3, 0.4]
    let policy = Self.aliased(north: p, grey: p, middle: p, east: p)
    let long = AliasedCorridor(Self.settings { $0.horizon = 100_000 }).model
    let solved = try #require(PolicyEvaluation.objective(of: policy, on: Self.endlessCorridor))
    let swept = try #require(PolicyEvaluation.objective(of: policy, on: long))
    #expect(abs(solved - swept) < 1e-9)
  }
}
