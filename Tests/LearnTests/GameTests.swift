import Testing
import Worlds

@testable import Learn

/// Rock-paper-scissors as learners meet it.
@Suite struct GameTests {
  private func run(_ world: String, _ algorithm: String, seed: UInt64 = 1, episodes: Int) throws -> HeadlessRun {
    var run = try HeadlessRun(try Setup(world, algorithm), seed: seed)
    run.run(HeadlessRun.Budget(episodes: episodes))
    return run
  }

  private func objective(_ run: HeadlessRun, _ name: String = "π") -> Double {
    run.objectives().first { $0.name == name }?.value ?? .nan
  }

  private func scene(_ run: HeadlessRun) throws -> GameScene {
    try #require(run.game)
  }

  @Test func `Against the counter every deterministic policy loses, and none without memory wins`() throws {
    let setup = try Setup("rock-paper-scissors:opponent=counter,gamma=1", "reinforce")
    #expect(abs(try #require(setup.optimum)) < 1e-9)
    #expect(abs(try #require(setup.bestDeterministic).objective + 99) < 1e-9)
    // With memory there are too many states to search while somebody waits.
    let remembering = try Setup("rock-paper-scissors:opponent=counter,memory=last", "reinforce")
    #expect(remembering.optimum == nil && remembering.bestDeterministic == nil)
  }

  @Test(arguments: UInt64(1)...3)
  func `What q-learning has learnt against the counter is exploited in every round when it is frozen`(seed: UInt64)
    throws
  {
    let run = try run("rock-paper-scissors:opponent=counter", "q-learning", seed: seed, episodes: 2000)
    // Σ_{1≤t<100} 0.9^t: the first round is a draw on average.
    let discounted = (1..<100).reduce(0) { sum, t in sum + (0..<t).reduce(1) { power, _ in power * 0.9 } }
    #expect(abs(objective(run, "greedy") + discounted) < 1e-9)
  }

  @Test func `Two exact gradients at once go round and outward, and their time averages to a third`() throws {
    // A round an episode: J is the payoff of a round, and both take α = 0.05.
    let world = "rock-paper-scissors:opponent=self,horizon=1,gamma=0"
    let late = try scene(try run(world, "exact-gradient:alpha=0.05", episodes: 30_000))
    for mean in [try #require(late.agentMean), try #require(late.opponentMean)] {
      #expect(mean.allSatisfy { abs($0 - 1.0 / 3) < 0.005 }, "\(mean)")
    }
    #expect(late.agentTrail.count == 240)
    let early = try scene(try run(world, "exact-gradient:alpha=0.05", episodes: 1000))
    let (first, last) = (early.agentTrail.flatMap { $0 }.max()!, late.agentTrail.flatMap { $0 }.max()!)
    #expect(first < 0.6 && last > 0.8, "\(first), \(last)")
  }

  @Test func `Two exact gradients at once are the ones worked by hand`() throws {
    // γ = 0: J is one round's payoff. Both start from π = ⅓ and σ = (½, ¼, ¼).
    let run = try run(
      "rock-paper-scissors:opponent=self,gamma=0,self-alpha=0.1", "exact-gradient:alpha=0.1", episodes: 1)
    // u(a, σ) = (0, ¼, −¼), whose mean is 0: θ = α π u.
    let θ = try #require(run.parameters.first { $0.name == "θ" }).values
    for (value, hand) in zip(θ, [0, 0.1 / 12, -0.1 / 12]) { #expect(abs(value - hand) < 1e-15) }
    // Against π = ⅓ every b earns 0: σ stays where it was.
    let scene = try scene(run)
    for (value, hand) in zip(scene.mixture, [0.5, 0.25, 0.25]) { #expect(abs(value - hand) < 1e-15) }
  }

  @Test func `Sampled learners may come to rest far from a third`() throws {
    var rested = 0
    for seed in UInt64(1)...5 {
      let run = try run(
        "rock-paper-scissors:opponent=self,self-gradient=sampled", "reinforce:alpha=0.05", seed: seed, episodes: 10_000)
      if try scene(run).mixture.max()! > 0.99 { rested += 1 }
    }
    #expect(rested >= 3, "\(rested)")
  }

  @Test(arguments: ["reinforce-baseline", "td-actor-critic", "natural-actor-critic"])
  func `Who remembers beats the counter and the copycat`(algorithm: String) throws {
    // Going round against oneself wins two rounds of three of the counter: +0.66 a round, 6.6 discounted; answering its last
    // move +0.33. A copycat loses all but the first round.
    let counter = try run("rock-paper-scissors:opponent=counter,memory=last", algorithm, episodes: 4000)
    #expect(objective(counter) > 3)
    let copycat = try run("rock-paper-scissors:opponent=copycat,memory=last", algorithm, episodes: 4000)
    #expect(objective(copycat) > 8)
  }

  @Test func `What needs one J that holds still is refused where the other side learns`() {
    for algorithm in ["conjugate-gradient", "quasi-newton"] {
      #expect(throws: ParameterError.self) { try Setup("rock-paper-scissors:opponent=self", algorithm) }
    }
    #expect(throws: ParameterError.self) {
      try GradientExperiment(try Catalogue.world("rock-paper-scissors").prepared([.init("opponent", "self")]))
    }
  }
}

extension HeadlessRun {
  /// The game as it stands.
  var game: GameScene? { if case .game(let scene) = learner.learner.scene { scene } else { nil } }
}

extension Learner {
  fileprivate var scene: Scene { environment.world.scene }
}
