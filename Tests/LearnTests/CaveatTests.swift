import Testing
import Worlds

@testable import Learn

/// What is said of pairs that do not learn is so.
@Suite struct CaveatTests {
  /// What a pair is at most worth after so many episodes.
  private struct Fact: Sendable, CustomTestStringConvertible {
    var algorithm: String
    var world: String
    var episodes: Int
    var most: Double

    var testDescription: String { "\(algorithm) on \(world)" }
  }

  private static let facts: [Fact] =
    ["sarsa", "q-learning"].flatMap { algorithm in
      [
        // The greedy policies: the best of any is 6.2, −11.66 and 8027.
        Fact(algorithm: algorithm, world: "aliased-corridor", episodes: 5000, most: 0.3),
        Fact(algorithm: algorithm, world: "short-corridor", episodes: 1000, most: -999),
        Fact(algorithm: algorithm, world: "river-swim", episodes: 1000, most: 93),
      ]
    } + [
      Fact(algorithm: "q-learning", world: "frozen-lake", episodes: 20_000, most: 0.2),
      Fact(algorithm: "q-learning", world: "frozen-lake-8x8", episodes: 20_000, most: 0.45),
      Fact(algorithm: "cem-tabular", world: "aliased-corridor", episodes: 20_000, most: 0.3),
      Fact(algorithm: "cem-tabular", world: "short-corridor", episodes: 3000, most: -11.9),
      Fact(algorithm: "cem-tabular", world: "frozen-lake-8x8", episodes: 20_000, most: 0.3),
      Fact(algorithm: "td-actor-critic", world: "short-corridor", episodes: 300, most: -100),
      Fact(algorithm: "a2c-qv", world: "short-corridor", episodes: 3000, most: -50),
      Fact(algorithm: "qac", world: "short-corridor", episodes: 2000, most: -15),
      Fact(algorithm: "reinforce", world: "cliff-walking", episodes: 20_000, most: -100),
      Fact(algorithm: "exact-gradient", world: "cliff-walking", episodes: 200, most: -17),
      Fact(algorithm: "conjugate-gradient", world: "cliff-walking", episodes: 60, most: -16.999),
      Fact(algorithm: "quasi-newton", world: "cliff-walking", episodes: 60, most: -16.999),
      Fact(algorithm: "compatible-actor-critic", world: "cliff-walking", episodes: 10_000, most: -150),
      Fact(algorithm: "compatible-actor-critic", world: "frozen-lake-8x8", episodes: 20_000, most: 0.3),
      Fact(algorithm: "finite-difference", world: "frozen-lake-8x8", episodes: 50_000, most: 0.1),
      Fact(algorithm: "a3c", world: "pendulum", episodes: 1000, most: -500),
      Fact(algorithm: "td3", world: "mountain-car-continuous", episodes: 10, most: 0.1),
      Fact(algorithm: "a2c", world: "mountain-car-continuous", episodes: 100, most: 0.1),
      Fact(algorithm: "a2c", world: "mountain-car", episodes: 500, most: -200),
      Fact(algorithm: "ppo", world: "mountain-car", episodes: 500, most: -200),
      Fact(algorithm: "vanilla-pg", world: "point-mass", episodes: 3000, most: -40),
      Fact(algorithm: "vanilla-pg", world: "tetris", episodes: 1000, most: 5),
    ]

  @Test("a pair with a caveat is far from the best: the median of three seeds", arguments: facts)
  private func caveats(fact: Fact) throws {
    let worths = try (UInt64(1)...3).map { seed in
      var run = try HeadlessRun(try Setup(fact.world, fact.algorithm), seed: seed)
      run.run(.init(episodes: fact.episodes))
      if run.setup.world.model == nil { return run.evaluate(episodes: 20, .greedy).mean }
      return try #require(run.objectives().first?.value)
    }
    #expect(worths.sorted()[1] <= fact.most, "\(worths)")
  }

  @Test("on every small world each algorithm without networks has a bar or a caveat")
  func isComplete() {
    // Their states are reals, and a run takes minutes.
    let large = [
      "pendulum", "mountain-car-continuous", "mountain-car", "cart-pole", "acrobot", "cart-pole-swing-up", "swimmer",
    ]
    let deep = ["a2c", "a3c", "trpo", "ppo", "ddpg", "td3", "sac-v", "sac"]
    // Searches over θ have bars where θ is short.
    let searches = ["hill-climbing", "nelder-mead", "genetic", "cem-policy", "cem-parameters", "cma-es"]
    func plain(_ text: String) -> String { String(text.prefix { $0 != ":" }) }
    let bars = Set(LearningBar.all.map { plain($0.world) + "/" + plain($0.algorithm) })
    for world in Catalogue.worlds where !large.contains(world.info.id) {
      for row in world.algorithms where !(deep + searches).contains(row.info.id) && row.caveat == nil {
        let pair = world.info.id + "/" + row.info.id
        let isJudged = bars.contains(pair)
        #expect(isJudged, "\(pair)")
      }
    }
  }

  @Test("every caveat has its fact, is of a pair of the catalogue, and is one sentence; no bar contradicts it")
  func rows() throws {
    let names = Catalogue.caveats.map { "\($0.world)/\($0.algorithm)" }
    #expect(names.sorted() == Self.facts.map { "\($0.world)/\($0.algorithm)" }.sorted())
    for caveat in Catalogue.caveats {
      #expect(try Catalogue.world(caveat.world).standard.algorithm(caveat.algorithm).caveat == caveat.text)
      #expect(caveat.text.hasSuffix(".") && !caveat.text.contains(". "))
    }
    // The corridor's foils and the book's step sizes are bars of their own.
    let bars = LearningBar.byWorld.map { "\($0.world)/\($0.algorithm)" }
    #expect(Set(bars).isDisjoint(with: names) && Set(bars).count == bars.count)
    #expect(Catalogue.caveat(of: "reinforce", on: "gridworld") == nil)
  }
}
