import Testing
import Worlds

@testable import Learn

/// The cross-entropy method over parameters, CMA-ES in policy space and the genetic algorithm: each generation by its definition.
@Suite struct EvolutionTests {
  typealias R = LinearRepresentation<AliasedCorridor>

  static func learner<L: Learner>(_ settings: L.Settings, seed: UInt64 = 4) -> L where L.R == R {
    L(AliasedCorridor(.init()), representation: R(), settings: settings, seed: seed)
  }

  // MARK: Cross-entropy

  @Test("μ and σ² are the elite's mean and variance, and noise that falls by d in each generation is added")
  func refit() {
    var none = NoProbe()
    var settings = CEMParameters<R>.Settings()
    (settings.candidates, settings.elite, settings.noise, settings.fall) = (30, 6, 0.5, 0.2)
    var learner: CEMParameters<R> = Self.learner(settings)
    for noise in [0.5, 0.3, 0.1, 0] {
      learner.iterate(&none)
      let best = learner.population.candidates.sorted { $0.score! > $1.score! }.prefix(6)
      #expect(Set(best.map(\.score!)) == Set(learner.population.candidates.filter(\.isElite).map(\.score!)))
      let elite = learner.population.candidates.filter(\.isElite).map(\.θ)
      #expect(elite.count == 6)
      for j in learner.policy.parameters.indices {
        let mean = elite.reduce(0) { $0 + $1[j] } / 6
        let variance = elite.reduce(0) { $0 + ($1[j] - mean) * ($1[j] - mean) } / 6
        #expect(abs(learner.policy.parameters[j] - mean) < 1e-12)
        #expect(abs(learner.parameters[1].values[j] - variance - noise) < 1e-12)
      }
    }
  }

  @Test("candidates are drawn about the policy as it is, with the deviation asked for, and then from what was refitted")
  func draws() {
    var none = NoProbe()
    var settings = CEMParameters<R>.Settings()
    (settings.candidates, settings.elite, settings.deviation) = (4000, 1, 2)
    settings.noise = 0.01
    var learner: CEMParameters<R> = Self.learner(settings)
    learner.policy.parameters = learner.policy.parameters.map { _ in 3 }
    learner.iterate(&none)
    var (mean, variance) = moments(of: learner.population.candidates.map(\.θ))
    #expect(close(mean, mean.map { _ in 3 }, within: 0.06) && close(variance, mean.map { _ in 4 }, within: 0.12))
    let μ = learner.policy.parameters
    // An elite of one has no variance of its own.
    learner.iterate(&none)
    (mean, variance) = moments(of: learner.population.candidates.map(\.θ))
    #expect(close(mean, μ, within: 0.02) && close(variance, mean.map { _ in 0.01 }, within: 0.1))
  }

  // MARK: CMA-ES

  @Test("what CMA-ES learns in policy space is what `CMAES` makes of the candidates, the best return first")
  func strategy() throws {
    var none = NoProbe()
    var settings = CMAESSearch<R>.Settings()
    (settings.candidates, settings.deviation, settings.episodes) = (9, 0.7, 3)
    var learner: CMAESSearch<R> = Self.learner(settings)
    let start = learner.policy.parameters.map { _ in 0.5 }
    learner.policy.parameters = start
    var twin = CMAES(mean: start, σ: 0.7, λ: 9)
    for _ in 0..<5 {
      learner.iterate(&none)
      let ranked = learner.population.candidates.enumerated().sorted {
        ($0.element.score!, $1.offset) > ($1.element.score!, $0.offset)
      }
      twin.adapt(to: ranked.map(\.element.θ))
      #expect(learner.policy.parameters == twin.mean)
      #expect(learner.parameters[1].values == [twin.σ] && learner.parameters[2].values == twin.C)
      #expect(learner.population.candidates.count { $0.isElite } == twin.μ)
    }
  }

  @Test("a table of more than a hundred parameters gets a diagonal C")
  func diagonal() throws {
    var none = NoProbe()
    typealias Tables = TabularRepresentation<Gridworld>
    let world = try Gridworld(.init())
    var learner = CMAESSearch<Tables>(world, representation: Tables(), settings: .init(), seed: 1)
    learner.iterate(&none)
    #expect(learner.strategy?.isDiagonal == true && learner.parameters[2].values.count == 400)
  }

  // MARK: Genetic

  @Test("the elite stay and are known by the mean of their trials; the policy is the best that was tried twice")
  func elitism() throws {
    var none = NoProbe()
    var settings = Genetic<R>.Settings()
    (settings.candidates, settings.elite, settings.episodes) = (12, 3, 2)
    var learner: Genetic<R> = Self.learner(settings)
    var before: [Population.Candidate] = []
    for generation in 0..<6 {
      learner.iterate(&none)
      let now = learner.population.candidates
      #expect(now.count == 12)
      for (old, new) in zip(before, now) {
        #expect(new.θ == old.θ && new.trials == old.trials + 1)
        // What the last trial alone returned, from the two means.
        let last = new.score! * Double(new.trials) - old.score! * Double(old.trials)
        var alone = Population.Candidate(new.θ, luck: new.luck)
        var trial = Trial<R>(
          of: learner.actor(at: new.θ), alone, episodes: 2, on: learner.environment, keepsSteps: false)
        trial.play(until: .infinity)
        alone.count(trial.score)
        #expect(abs(last - alone.score!) < 1e-9)
      }
      let ranked = now.sorted { $0.score! > $1.score! }
      let expected = generation == 0 ? ranked[0] : ranked.first { $0.trials > 1 }!
      #expect(learner.policy.parameters == expected.θ)
      before = Array(ranked.prefix(3))
    }
  }

  @Test("a child's genes are its parents'; a mutated gene has moved by σ, as often as m says")
  func children() throws {
    var none = NoProbe()
    var settings = Genetic<R>.Settings()
    (settings.candidates, settings.elite, settings.episodes) = (400, 1, 1)
    (settings.mutation, settings.crossover, settings.tournament) = (0, 1, 1)
    var learner: Genetic<R> = Self.learner(settings)
    learner.iterate(&none)
    let parents = learner.population.candidates.map(\.θ)
    learner.iterate(&none)
    var mixed = 0
    for child in learner.population.candidates.dropFirst() {
      let origins = child.θ.indices.map { j in parents.firstIndex { $0[j] == child.θ[j] } }
      #expect(!origins.contains(nil) && Set(origins).count <= 2)
      if Set(origins).count == 2 { mixed += 1 }
    }
    #expect(mixed > 350)

    (settings.mutation, settings.crossover, settings.deviation) = (0.25, 0, 3)
    var mutant: Genetic<R> = Self.learner(settings)
    mutant.iterate(&none)
    let old = mutant.population.candidates.map(\.θ)
    mutant.iterate(&none)
    var moves: [Double] = []
    var genes = 0
    for child in mutant.population.candidates.dropFirst() {
      // Most genes are as they were, and tell whose they are.
      let parent = try #require(old.max { a, b in shared(a, child.θ) < shared(b, child.θ) })
      guard shared(parent, child.θ) > child.θ.count / 3 else { continue }
      genes += child.θ.count
      moves += difference(child.θ, parent).filter { $0 != 0 }
    }
    #expect(abs(Double(moves.count) / Double(genes) - 0.25) < 0.03)
    #expect(abs(dot(moves, moves) / Double(moves.count) - 9) < 1)
  }

  private func shared(_ a: [Double], _ b: [Double]) -> Int { zip(a, b).count { $0 == $1 } }

  /// Changes N where a child has been bred, as a front end does.
  private struct Changing: Probe {
    let children: Int
    let candidates: Int
    private(set) var bred = 0

    init(at children: Int, to candidates: Int) { (self.children, self.candidates) = (children, candidates) }

    mutating func passed<L: Learner>(
      _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
    ) {
      guard line as? Genetic<R>.Line == .mutate else { return }
      bred += 1
      guard bred == children, var changed = learner as? Genetic<R> else { return }
      changed.settings.candidates = candidates
      learner = changed as! L
    }
  }

  @Test(
    "a generation that is being bred when N changes comes to its end; the next is of the new size",
    arguments: [(4, 5), (4, 2), (17, 30), (8, 11)])
  func changedSize(children: Int, candidates: Int) {
    var none = NoProbe()
    var settings = Genetic<R>.Settings()
    (settings.candidates, settings.elite, settings.episodes) = (20, 3, 1)
    var learner: Genetic<R> = Self.learner(settings)
    var changing = Changing(at: children, to: candidates)
    learner.iterate(&changing)
    #expect(changing.bred == 17 && learner.settings.candidates == candidates)
    let elite = learner.population.candidates.sorted { $0.score! > $1.score! }.prefix(3).map(\.θ)
    learner.settings.elite = 1
    learner.iterate(&none)
    #expect(learner.population.candidates.count == 20)
    #expect(learner.population.candidates.prefix(3).map(\.θ) == elite)
    #expect(learner.population.candidates.map(\.trials) == [2, 2, 2] + Array(repeating: 1, count: 17))
    learner.iterate(&none)
    #expect(learner.population.candidates.count == candidates)
  }

  @Test("a tournament of k prefers the better: of two drawn, the best of n wins in (2n − 1)/n² of them")
  func tournament() {
    var none = NoProbe()
    var settings = Genetic<R>.Settings()
    (settings.candidates, settings.elite, settings.episodes, settings.tournament) = (2, 1, 1, 2)
    (settings.mutation, settings.crossover) = (0, 0)
    var wins = 0
    for seed in UInt64(1)...400 {
      var learner: Genetic<R> = Self.learner(settings, seed: seed)
      learner.iterate(&none)
      let best = learner.population.candidates.max { $0.score! < $1.score! }!
      guard learner.population.candidates[0].score != learner.population.candidates[1].score else { continue }
      learner.iterate(&none)
      wins += learner.population.candidates[1].θ == best.θ ? 1 : 0
    }
    // Three of four, less where returns were equal and counted as neither.
    var ties = 0
    for seed in UInt64(1)...400 {
      var learner: Genetic<R> = Self.learner(settings, seed: seed)
      learner.iterate(&none)
      if learner.population.candidates[0].score == learner.population.candidates[1].score { ties += 1 }
    }
    #expect(abs(Double(wins) / Double(400 - ties) - 0.75) < 0.07, "\(wins) of \(400 - ties)")
  }
}
