import Testing
import Worlds

@testable import Learn

/// Hill climbing: what is believed, how the radius goes, when a climb ends.
@Suite struct HillClimbingTests {
  typealias R = TabularRepresentation<Stairs>
  typealias Corridor = LinearRepresentation<AliasedCorridor>

  @Test(
    "the first is believed, an equal one is not; r grows by e^⅓ and shrinks by e^(−1/12), never beyond twice the first")
  func radius() {
    var settings = HillClimbing<R>.Settings()
    (settings.radius, settings.episodes) = (1, 10)
    var learner: HillClimbing<R> = onStairs(settings)
    var recorder = Recorder()
    learner.iterate(&recorder)
    learner.iterate(&recorder)
    // On the stairs everything returns 1 + ½·2.
    #expect(Set(recorder.shown("Ĵ_i")) == [2])
    #expect(close(Self.shown(.radius, "r", recorder), [exp(1 / 3), exp(1 / 3 - 1 / 12)]))
    // K = 10 for the first, once more before it is believed, for θ again and for the second.
    #expect(learner.progress == Progress(steps: 80, episodes: 40, updates: 2))
    var corridor = HillClimbing<Corridor>.Settings()
    (corridor.radius, corridor.smallest, corridor.again) = (1, 0.01, false)
    var climber = HillClimbing<Corridor>(
      AliasedCorridor(.init()), representation: Corridor(), settings: corridor, seed: 1)
    var none = NoProbe()
    let radii = (0..<200).map { _ -> Double in
      climber.iterate(&none)
      return climber.population.covariance(0, 0)!.ii.squareRoot()
    }
    #expect(radii.max()! <= 2 && radii.max()! > 1.3)
  }

  private static func shown(_ line: HillClimbing<R>.Line, _ name: String, _ recorder: Recorder) -> [Double] {
    recorder.values.indices.filter { recorder.lines[$0] == line.rawValue }.compactMap { recorder.values[$0][name] }
  }

  @Test("θ is moved by r ε in a share of its places, one at the least, and the policy is what was believed")
  func perturbation() throws {
    var settings = HillClimbing<R>.Settings()
    (settings.candidates, settings.radius, settings.smallest, settings.share) = (4000, 0.5, 0.1, 0.25)
    settings.episodes = 1
    var learner: HillClimbing<R> = onStairs(settings)
    var none = NoProbe()
    learner.iterate(&none)
    let moves = learner.population.candidates.map(\.θ)
    #expect(!moves.contains { $0.allSatisfy { $0 == 0 } })
    // Of four places ¼ each, given that it is not none of them.
    let moved = moves.flatMap { $0 }.filter { $0 != 0 }
    let share = Double(moved.count) / 16_000
    let expected: Double = 0.25 / (1 - 0.31640625)
    let variance = dot(moved, moved) / Double(moved.count)
    #expect(abs(share - expected) < 0.015 && abs(variance - 0.25) < 0.02)
    // All are equal, and the first of equals is the best.
    #expect(learner.policy.parameters == learner.population.candidates[0].θ)
  }

  @Test(
    "what looks better is believed by the mean of two trials against all of θ's; the best climb is kept")
  func rises() throws {
    var settings = HillClimbing<Corridor>.Settings()
    settings.smallest = 2
    var learner = HillClimbing<Corridor>(
      AliasedCorridor(.init()), representation: Corridor(), settings: settings, seed: 2)
    var (best, climbs) = (-Double.infinity, 0.0)
    var (believed, refused) = (0, 0)
    for _ in 0..<300 {
      var recorder = Recorder()
      learner.iterate(&recorder)
      func value(_ line: HillClimbing<Corridor>.Line, _ name: String) throws -> Double {
        let index = try #require(recorder.lines.lastIndex(of: line.rawValue))
        return try #require(recorder.values[index][name])
      }
      let (first, mean, J) = (try value(.again, "first"), try value(.again, "Ĵ_i"), try value(.again, "J"))
      let candidate = learner.population.candidates[0]
      #expect(candidate.trials == (first > J ? 2 : 1) && candidate.score == mean)
      #expect(candidate.isElite == (mean > J))
      let reached = try value(.accept, "J")
      #expect(reached == max(mean, J))
      // θ itself is the second candidate, unless the climb has just begun.
      #expect(learner.population.candidates.count == (J == -.infinity ? 1 : 2))
      if first > J { if mean > J { believed += 1 } else { refused += 1 } }
      let restarts = try value(.restart, "restarts")
      if restarts != climbs { (best, climbs) = (max(best, reached), restarts) }
      #expect(try value(.policy, "J") == (climbs > 0 ? best : reached))
    }
    #expect(climbs > 3 && believed > 10 && refused > 3)
    #expect(learner.policy.parameters == learner.population.best?.θ)
  }

  @Test("without restarts a climb goes on at the smallest radius; with them it begins elsewhere with the first one")
  func restarts() {
    var settings = HillClimbing<R>.Settings()
    (settings.radius, settings.smallest, settings.restarts, settings.spread) = (1, 0.99, 0, 0)
    func means(_ settings: HillClimbing<R>.Settings) -> [(mean: [Double], radius: Population.Spread)] {
      var learner: HillClimbing<R> = onStairs(settings)
      var none = NoProbe()
      return (0..<8).map { _ in
        learner.iterate(&none)
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
