import Testing
import Worlds

@testable import Learn

/// The Nelder–Mead simplex and the elite's likelihood, each step by hand.
@Suite struct SimplexTests {
  typealias R = LinearRepresentation<ShortCorridor>

  @Test("the first simplex is θ and θ + s e_i; each step is a reflection, an expansion, a contraction or a shrinkage")
  func steps() throws {
    var settings = NelderMead<R>.Settings()
    (settings.episodes, settings.edge, settings.smallest) = (20, 2, 0)
    var learner = NelderMead<R>(ShortCorridor(.init()), representation: R(), settings: settings, seed: 3)
    var kinds: Set<String> = []
    var none = NoProbe()
    for step in 0..<60 {
      let before = learner.simplex
      // Smaller than that, and one kind of step could not be told from another.
      if step > 0, NelderMead<R>.size(of: before.map(\.θ)) < 0.001 { break }
      learner.iterate(&none)
      let after = learner.simplex
      #expect(zip(after, after.dropFirst()).allSatisfy { $0.score! >= $1.score! })
      #expect(learner.policy.parameters == after[0].θ)
      if step == 0 {
        #expect(after.count == 3 && learner.population.candidates.count == 3)
        continue
      }
      // By hand, in the plane.
      let (best, second, worst) = (before[0], before[1], before[2])
      let c = [(best.θ[0] + second.θ[0]) / 2, (best.θ[1] + second.θ[1]) / 2]
      func along(_ t: Double) -> [Double] {
        [c[0] + t * (c[0] - worst.θ[0]), c[1] + t * (c[1] - worst.θ[1])]
      }
      let new = after.filter { point in !before.contains { $0.θ == point.θ } }
      if new.count == 1 {
        let t = try #require([1, 2, 0.5, -0.5].first { close(new[0].θ, along($0), within: 1e-9) })
        let score = new[0].score!
        switch t {
        case 1: #expect(score > second.score!)
        case 2: #expect(score > best.score!)
        default: #expect(score > worst.score!)
        }
        kinds.insert("\(t)")
      } else {
        for old in [second, worst] {
          let half = zip(best.θ, old.θ).map { $0 + ($1 - $0) / 2 }
          #expect(after.contains { close($0.θ, half, within: 1e-9) })
        }
        kinds.insert("shrunk")
      }
    }
    #expect(kinds.isSuperset(of: ["1.0", "-0.5", "shrunk"]), "\(kinds)")
  }

  @Test("a simplex that has become small gives way to a new one about its best point, which is tried again")
  func restart() {
    var settings = NelderMead<R>.Settings()
    (settings.episodes, settings.edge, settings.smallest) = (2, 1, 0.6)
    var learner = NelderMead<R>(ShortCorridor(.init()), representation: R(), settings: settings, seed: 3)
    var none = NoProbe()
    var (restarts, kept) = (0, 0)
    for _ in 0..<40 {
      let before = learner.simplex
      learner.iterate(&none)
      guard !before.isEmpty, NelderMead<R>.size(of: before.map(\.θ)) < 0.6 else { continue }
      restarts += 1
      let best = before[0]
      // Where it turned out to be the worst by new luck, it is gone.
      guard let again = learner.simplex.first(where: { $0.θ == best.θ }) else { continue }
      kept += 1
      #expect(again.trials == best.trials + 1)
      #expect(NelderMead<R>.size(of: learner.simplex.map(\.θ)) >= 0.5)
    }
    #expect(restarts > 2 && kept > 1)
    #expect(NelderMead<R>.size(of: [[1, 1], [2, 4], [0.5, 1]]) == 3 && NelderMead<R>.size(of: []) == .infinity)
  }

  @Test("the elite's mean log-likelihood ascends: from the uniform policy each score is ±½, divided by the pairs")
  func likelihood() {
    var settings = CEMPolicy<TabularRepresentation<Stairs>>.Settings()
    (settings.α, settings.candidates, settings.elite, settings.steps) = (0.8, 3, 2, 1)
    var learner: CEMPolicy<TabularRepresentation<Stairs>> = onStairs(settings)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(recorder.shown("R_i") == [2, 2, 2])
    // Of equals the first two are the elite: four pairs.
    let actions = recorder.actions
    #expect(actions.count == 6)
    let share = 0.8 / 4 / 2
    let first = signed([share, share], Array(actions[0..<2]))
    let second = signed([share, share], Array(actions[2..<4]))
    #expect(close(learner.policy.parameters, sum(first, 1, second)))
    #expect(learner.updates == 1)
  }

  @Test("the likelihood of a kept elite rises with each of E steps, and the best returns are the elite")
  func ascent() throws {
    typealias R = TabularRepresentation<Gridworld>
    var world = Gridworld.Settings()
    (world.size, world.horizon) = (4, 40)
    var settings = CEMPolicy<R>.Settings()
    (settings.candidates, settings.elite, settings.steps) = (30, 5, 8)
    var learner = CEMPolicy<R>(try Gridworld(world), representation: R(), settings: settings, seed: 5)
    var recorder = Recorder()
    learner.iterate(&recorder)
    let returns = recorder.shown("R_i").sorted(by: >)
    #expect(recorder.shown("best") == [returns[0]] && recorder.shown("M-th") == [returns[4]])
    #expect(recorder.shown("pairs")[0] == -returns.prefix(5).reduce(0, +))
    let lengths = recorder.shown("∣g∣")
    #expect(lengths.count == 8 && zip(lengths, lengths.dropFirst()).allSatisfy { $0 > $1 })
    #expect(learner.shownPopulation == nil)
  }
}
