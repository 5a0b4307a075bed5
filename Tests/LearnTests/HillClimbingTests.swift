import Testing
import Worlds

@testable import Learn

/// Hill climbing: what is believed, how the radius goes, when a climb ends.
@Suite struct HillClimbingTests {
  typealias R = TabularRepresentation<Stairs>
  typealias Corridor = LinearRepresentation<AliasedCorridor>

  @Test("the first is believed, an equal one is not; r grows by e^⅓ and shrinks by e^(−1/12)")
  func radius() {
    var learner: HillClimbing<R> = onStairs(.init())
    var recorder = Recorder()
    learner.iterate(&recorder)
    learner.iterate(&recorder)
    // On the stairs everything returns 1 + ½·2.
    #expect(recorder.shown("Ĵ_i") == [2, 2, 2, 2])
    let radii = recorder.values.enumerated().filter { recorder.lines[$0.offset] == HillClimbing<R>.Line.radius.rawValue }
      .compactMap { $0.element["r"] }
    #expect(close(radii, [exp(1 / 3), exp(1 / 3 - 1 / 12)]))
    // K = 10 for each of two rounds, and once more for the first.
    #expect(learner.progress == Progress(steps: 60, episodes: 30, updates: 2))
  }

  @Test("θ is perturbed by r ε in every parameter, and the policy is what was believed")
  func perturbation() throws {
    var settings = HillClimbing<R>.Settings()
    (settings.candidates, settings.radius) = (4000, 0.5)
    settings.episodes = 1
    var learner: HillClimbing<R> = onStairs(settings)
    var recorder = Recorder()
    learner.iterate(&recorder)
    let (mean, variance) = moments(of: learner.population.candidates.map(\.θ))
    #expect(close(mean, [0, 0, 0, 0], within: 0.04) && close(variance, [0.25, 0.25, 0.25, 0.25], within: 0.03))
    // All are equal, and the first of equals is the best.
    #expect(learner.policy.parameters == learner.population.candidates[0].θ)
    #expect(learner.population.best?.θ == learner.policy.parameters)
  }

  @Test("J only ever rises within a climb, by what was rolled out twice; the policy is the best of all climbs")
  func rises() throws {
    var settings = HillClimbing<Corridor>.Settings()
    (settings.episodes, settings.smallest) = (5, 0.8)
    var learner = HillClimbing<Corridor>(
      AliasedCorridor(.init()), representation: Corridor(), settings: settings, seed: 2)
    var (J, best, climbs) = (-Double.infinity, -Double.infinity, 0.0)
    for _ in 0..<300 {
      var recorder = Recorder()
      learner.iterate(&recorder)
      func value(_ line: HillClimbing<Corridor>.Line, _ name: String) throws -> Double {
        let index = try #require(recorder.lines.lastIndex(of: line.rawValue))
        return try #require(recorder.values[index][name])
      }
      let (first, mean) = (try value(.again, "first"), try value(.again, "Ĵ_i"))
      #expect(first == (try value(.score, "Ĵ_i")))
      #expect((first > J) == (learner.population.candidates[0].trials == 2))
      J = max(J, mean)
      #expect(try value(.accept, "J") == J)
      best = max(best, J)
      #expect(try value(.policy, "J") == best)
      let restarts = try value(.restart, "restarts")
      if restarts != climbs { (J, climbs) = (-.infinity, restarts) }
    }
    #expect(climbs > 5)
    #expect(learner.policy.parameters == learner.population.best?.θ)
  }

  @Test("without restarts a climb goes on at the smallest radius; with them it begins elsewhere with the first one")
  func restarts() {
    var settings = HillClimbing<R>.Settings()
    (settings.smallest, settings.restarts, settings.spread) = (0.99, 0, 0)
    func means(_ settings: HillClimbing<R>.Settings) -> [(mean: [Double], radius: Population.Spread)] {
      var learner: HillClimbing<R> = onStairs(settings)
      return (0..<8).map { _ in
        var recorder = Recorder()
        learner.iterate(&recorder)
        return (learner.population.mean!, learner.population.spread!)
      }
    }
    // After e^(1/3 − 5/12) the radius is too small.
    let alone = means(settings)
    #expect(alone[6].radius == .radius(0.99) && alone[7].radius == .radius(0.99) && alone[7].mean == alone[1].mean)
    settings.restarts = 1
    let twice = means(settings)
    #expect(twice[5].mean == alone[1].mean && twice[6].mean == [0, 0, 0, 0] && twice[6].radius == .radius(1))
    // The new climb believes its first again.
    #expect(twice[7].mean != [0, 0, 0, 0] && twice[7].mean != alone[1].mean)
  }
}
