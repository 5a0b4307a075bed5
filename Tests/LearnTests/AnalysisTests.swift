import Testing
import Worlds

@testable import Learn

/// V, Q, A and d^π from the model, against closed forms, Bellman's equations, brute force and play.
@Suite struct AnalysisTests {
  typealias Corridor = OracleTests

  static func analysis(of policy: PolicyTable, on model: TabularModel) -> PolicyAnalysis {
    var analysis = PolicyAnalysis(policy, on: model)
    while !analysis.isDone { analysis.advance() }
    return analysis
  }

  /// A slippery map with pits, rewards and a discount, cut after `horizon` steps.
  static func slippery(horizon: Int?, γ: Double = 0.95) throws -> Gridworld {
    var settings = Gridworld.Settings()
    (settings.slip, settings.γ, settings.horizon) = (0.2, γ, horizon)
    return Gridworld(settings, map: try GridMap(text: "S..\n.X2\n~.G", name: "map"))
  }

  /// Every row another one.
  static func uneven(_ observations: Int, _ actions: Int) -> PolicyTable {
    var probabilities: [Double] = []
    for observation in 0..<observations {
      let weights = (0..<actions).map { action -> Double in Double(1 + (observation * 3 + action * 5) % 7) }
      let sum = weights.reduce(0, +)
      probabilities += weights.map { $0 / sum }
    }
    return PolicyTable(name: "π", actionCount: actions, probabilities: probabilities)
  }

  @Test("the aliased corridor's best policy: V = (5, 6, 9, 6, 5), J = 6.2, 3.8 steps an episode")
  func aliasedCorridor() throws {
    let analysis = Self.analysis(of: Corridor.best, on: Corridor.endlessCorridor)
    #expect(close(try #require(analysis.stateValues), [5, 6, 9, 6, 5]))
    #expect(abs(try #require(analysis.objective) - 6.2) < 1e-12)
    // East of the western skull's cell: −1 + V(grey) = 5; south there: the skull, −11; north and west: −1 + 5.
    let q = try #require(analysis.actionValues)
    #expect(close(q[0], [4, 5, -11, 4]))
    #expect(close(q[2], [8, 5, 9, 5]))
    let d = try #require(analysis.visits)
    // By symmetry n = (x, y, 1, y, x) with x = 1/5 + y/2 and y = 1/5 + x, so x = 3/5, y = 4/5.
    #expect(close(d, [0.6, 0.8, 1, 0.8, 0.6].map { $0 / 3.8 }))
    #expect(abs(try #require(analysis.expectedLength) - 3.8) < 1e-12)
  }

  @Test(
    "the short corridor: J = (2p − 4) / (p(1 − p)), with V and Q of each state", arguments: [0.05, 0.3, 0.586, 0.9])
  func shortCorridor(p: Double) throws {
    let endless = ShortCorridor(Corridor.settings { $0.horizon = nil }).model
    let analysis = Self.analysis(of: Corridor.short(right: p), on: endless)
    // v₁ = −1 + p v₂ + (1 − p) v₁, v₂ = −1 + p v₁ + (1 − p) v₃, v₃ = −1 + (1 − p) v₂: three lines to solve by hand.
    let v₁ = (2 * p - 4) / (p * (1 - p))
    let (v₂, v₃) = (v₁ + 1 / p, -1 + (1 - p) * (v₁ + 1 / p))
    #expect(close(try #require(analysis.stateValues), [v₁, v₂, v₃], within: 1e-10))
    let q = try #require(analysis.actionValues)
    for (row, expected) in zip(q, [[-1 + v₁, -1 + v₂], [-1 + v₃, -1 + v₁], [-1 + v₂, -1]]) {
      #expect(close(row, expected, within: 1e-10))
    }
    // Every step costs 1.
    #expect(abs(try #require(analysis.expectedLength) + v₁) < 1e-9)
  }

  @Test(
    "Bellman's equations hold: V = Σ π Q, Q = r + γ V one step later, Σ π A = 0; d sums to 1", arguments: [1, 7, 40])
  func bellman(horizon: Int) throws {
    let model = try Self.slippery(horizon: horizon).model
    let policy = Self.uneven(model.observationCount, model.actionCount)
    let analysis = Self.analysis(of: policy, on: model)
    var shorter = model
    shorter.horizon = horizon - 1
    let following = Self.analysis(of: policy, on: shorter).stateValues!
    let (v, q, a) = (analysis.stateValues!, analysis.actionValues!, analysis.advantages!)
    for state in 0..<model.stateCount {
      let π = policy.row(model.observations[state])
      #expect(abs(zip(π, q[state]).reduce(0) { $0 + $1.0 * $1.1 } - v[state]) < 1e-12)
      #expect(abs(zip(π, a[state]).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-12)
      for action in 0..<model.actionCount {
        let expected = model.transitions[state][action].reduce(0) {
          $0 + $1.probability * ($1.reward + ($1.terminates ? 0 : model.γ * following[$1.next]))
        }
        #expect(abs(q[state][action] - expected) < 1e-12)
      }
    }
    #expect(abs(try #require(analysis.visits).reduce(0, +) - 1) < 1e-12)
  }

  @Test("with a few steps to go everything is the sum over all paths")
  func bruteForce() throws {
    let model = try Self.slippery(horizon: 4).model
    let policy = Self.uneven(model.observationCount, model.actionCount)
    var visits = [Double](repeating: 0, count: model.stateCount)
    func expectation(from state: Int, _ probability: Double, at t: Int) -> Double {
      if t == 4 { return 0 }
      visits[state] += probability
      var sum = 0.0
      for action in 0..<4 {
        for outcome in model.transitions[state][action] {
          let p = policy[model.observations[state], action] * outcome.probability
          sum += p * outcome.reward
          if !outcome.terminates {
            sum += model.γ * p * expectation(from: outcome.next, probability * p, at: t + 1)
          }
        }
      }
      return sum
    }
    var objective = 0.0
    for (state, p) in model.start.enumerated() where p > 0 { objective += p * expectation(from: state, p, at: 0) }
    let analysis = Self.analysis(of: policy, on: model)
    #expect(abs(try #require(analysis.objective) - objective) < 1e-12)
    #expect(close(try #require(analysis.visits), visits.map { $0 / visits.reduce(0, +) }))
  }

  @Test("d is where play spends its steps, to four standard errors", arguments: [12, nil])
  func visits(horizon: Int?) throws {
    // Undiscounted visits although γ = 0.95.
    let world = try Self.slippery(horizon: horizon)
    let policy = TabularSoftmax(observationCount: 9, actionCount: 4)
    let analysis = Self.analysis(of: policy.table(named: "π"), on: world.model)
    let (d, length) = (try #require(analysis.visits), try #require(analysis.expectedLength))
    var environment = Environment(world, seed: 4)
    var random = RandomStream(seed: 4, name: "policy")
    var buckets = [ReturnHistory.Bucket](repeating: .init(), count: 9)
    for _ in 0..<20_000 {
      environment.reset()
      var counts = [Double](repeating: 0, count: 9)
      while environment.ending == .none {
        counts[environment.observation] += 1
        environment.step(policy.sample(at: environment.observation, using: &random))
      }
      for state in 0..<9 { buckets[state].add(counts[state]) }
    }
    for state in 0..<9 {
      let error = (buckets[state].variance / 20_000).squareRoot()
      #expect(abs(buckets[state].mean - d[state] * length) <= 4 * error, "state \(state)")
    }
  }

  @Test("without a horizon what a policy never ends is nil, and off its way no number stands for it")
  func endless() throws {
    // From the far left it goes to the money; from the grey cell beyond, west for ever into the wall.
    let shuttling = Corridor.aliased(
      north: [0, 1, 0, 0], grey: [0, 0, 0, 1], middle: [0, 0, 1, 0], east: [0, 0, 0, 1])
    let lost = Self.analysis(of: shuttling, on: Corridor.endlessCorridor)
    #expect(lost.objective == nil && lost.stateValues == nil && lost.actionValues == nil && lost.advantages == nil)
    #expect(lost.visits == nil && lost.expectedLength == nil)
    // The same begun in the middle ends at once; the other cells are no concern of it.
    var middle = Corridor.endlessCorridor
    middle.start = [0, 0, 1, 0, 0]
    let found = Self.analysis(of: shuttling, on: middle)
    let v = try #require(found.stateValues)
    #expect(found.objective == 9 && found.visits == [0, 0, 1, 0, 0])
    #expect(v[0].isNaN && v[1].isNaN && close(Array(v[2...]), [9, 8, 7]))
    let q = try #require(found.actionValues)
    #expect(close(Array(q[2]).enumerated().filter { $0.offset != 3 }.map(\.element), [8, 7, 9]) && q[2][3].isNaN)
    // Discounted, for ever is no trouble for the values.
    var discounted = Corridor.endlessCorridor
    discounted.γ = 0.5
    let halved = Self.analysis(of: shuttling, on: discounted)
    #expect(close(Array(try #require(halved.stateValues)[..<2]), [-2, -2]) && halved.visits == nil)
  }

  @Test("an analysis in slices ends where one at once does")
  func slices() throws {
    let model = try Self.slippery(horizon: 40).model
    let policy = Self.uneven(model.observationCount, model.actionCount)
    var slices = PolicyAnalysis(policy, on: model)
    while !slices.isDone { slices.advance(sweeps: 3) }
    let whole = Self.analysis(of: policy, on: model)
    #expect(slices.stateValues == whole.stateValues && slices.actionValues == whole.actionValues)
    #expect(slices.visits == whole.visits)
  }

  @Test("the best deterministic policy: 0.2 in the aliased corridor with a horizon and without, −18 on the open grid")
  func bestDeterministic() throws {
    for model in [Corridor.corridor, Corridor.endlessCorridor] {
      let (objective, policy) = try #require(Optimum.bestDeterministic(on: model))
      #expect(abs(objective - 0.2) < 1e-12)
      #expect(PolicyEvaluation.objective(of: policy, on: model) == objective)
      #expect(policy.probabilities.allSatisfy { $0 == 0 || $0 == 1 })
    }
    let (objective, policy) = try #require(Optimum.bestDeterministic(on: try Gridworld(.init()).model))
    #expect(objective == -18 && policy.probabilities.reduce(0, +) == 100)
    // Both of the short corridor's never arrive.
    #expect(Optimum.bestDeterministic(on: ShortCorridor(.init()).model)?.objective == -1000)
    #expect(Optimum.bestDeterministic(on: ShortCorridor(Corridor.settings { $0.horizon = nil }).model) == nil)
  }

  @Test("where going round in circles costs nothing the best deterministic policy still arrives")
  func ties() throws {
    var settings = Gridworld.Settings()
    (settings.step, settings.pit, settings.horizon) = (0, 10, nil)
    let prize = Gridworld(settings, map: try GridMap(text: "S...\n....\n....\nG..X", name: "map")).model
    #expect(try #require(Optimum.bestDeterministic(on: prize)).objective == 10)
    // And where they tie nowhere it is as good as value iteration says.
    let discounted = try Self.slippery(horizon: nil, γ: 0.9).model
    let best = try #require(Optimum.bestDeterministic(on: discounted))
    #expect(abs(best.objective - (try #require(Optimum.objective(of: discounted)))) < 1e-9)
  }

  @Test("an enumeration that would take too long is refused")
  func intractable() throws {
    var model = try Gridworld(.init()).model
    model.observations[0] = 1
    #expect(Optimum.bestDeterministic(on: model) == nil)
  }
}
