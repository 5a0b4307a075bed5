import Testing
import Worlds

@testable import Learn

/// The n-step actor–critic: equal to its neighbours at both ends, and to the definition in between.
@Suite struct NStepTests {
  typealias Grid = TabularRepresentation<Gridworld>
  typealias Corridor = LinearRepresentation<AliasedCorridor>

  static func settings<R: Representation>(n: Int, α: Double = 0.02, β: Double = 0.2) -> NStepActorCritic<R>.Settings {
    var settings = NStepActorCritic<R>.Settings()
    (settings.n, settings.α, settings.β) = (n, α, β)
    return settings
  }

  static func grid(horizon: Int?) throws -> Gridworld {
    var settings = Gridworld.Settings()
    (settings.γ, settings.slip, settings.horizon) = (0.9, 0.1, horizon)
    return Gridworld(settings, map: try GridMap(text: "S..\n.X2\n~.G", name: "map"))
  }

  @Test("n = 1 is the one-step actor–critic, to the bit", arguments: [6, nil])
  func oneStep(horizon: Int?) throws {
    let world = try Self.grid(horizon: horizon)
    var ours = NStepActorCritic<Grid>(world, representation: Grid(), settings: Self.settings(n: 1), seed: 4)
    var theirs = TDActorCritic<Grid>(world, representation: Grid(), settings: .init(), seed: 4)
    var none = NoProbe()
    for _ in 0..<200 {
      ours.iterate(&none)
      theirs.iterate(&none)
    }
    #expect(ours.parameters == theirs.parameters && ours.progress == theirs.progress)
  }

  @Test(
    "n as long as the episode is REINFORCE with baseline, to the bit, with γᵗ and without", arguments: [true, false])
  func wholeEpisode(isDiscounted: Bool) throws {
    let world = try Self.grid(horizon: nil)
    var settings: NStepActorCritic<Grid>.Settings = Self.settings(n: 1_000_000, α: 0.01, β: 0.05)
    settings.isDiscounted = isDiscounted
    var theirSettings = ReinforceBaseline<Grid>.Settings()
    (theirSettings.α, theirSettings.β, theirSettings.isDiscounted) = (0.01, 0.05, isDiscounted)
    var ours = NStepActorCritic<Grid>(world, representation: Grid(), settings: settings, seed: 4)
    var theirs = ReinforceBaseline<Grid>(world, representation: Grid(), settings: theirSettings, seed: 4)
    var none = NoProbe()
    for _ in 0..<200 {
      ours.iterate(&none)
      theirs.iterate(&none)
    }
    #expect(ours.parameters == theirs.parameters && ours.progress == theirs.progress)
  }

  @Test("in between G is n rewards and γⁿ v of where they led, less at the end, and every step is learnt from once")
  func definition() throws {
    let world = AliasedCorridor(.init())
    var learner = NStepActorCritic<Corridor>(
      world, representation: Corridor(), settings: Self.settings(n: 3), seed: 2)
    for _ in 0..<50 {
      var recorder = Recorder()
      learner.iterate(&recorder)
      let rewards = recorder.shown("R")
      let (G, v) = (recorder.shown("G"), recorder.shown("v(S_τ₊ₙ)"))
      #expect(G.count == rewards.count)
      for τ in G.indices {
        let last = min(τ + 3, rewards.count)
        #expect(abs(G[τ] - (rewards[τ..<last].reduce(0, +) + v[τ])) < 1e-12)
        if τ + 3 >= rewards.count, learner.environment.ending == .terminated { #expect(v[τ] == 0) }
      }
    }
    #expect(learner.updates == learner.environment.steps)
  }

  @Test("where the horizon cuts, the last state's value is bootstrapped by all of the last n steps")
  func truncation() throws {
    var learner = NStepActorCritic<TabularRepresentation<Stairs>>(
      Stairs(.init(horizon: nil)), representation: .init(), settings: Self.settings(n: 2, α: 0, β: 0.5), seed: 1)
    var none = NoProbe()
    for _ in 0..<100 { learner.iterate(&none) }
    // V = (2, 2) with γ = ½.
    #expect(close(learner.learntValues!, [2, 2], within: 1e-9))
    learner.environment = Environment(Stairs(.init(horizon: 1)), seed: 3)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(abs(recorder.shown("G")[0] - (1 + 0.5 * 2)) < 1e-9)
  }

  @Test("n may change in the middle of an episode; an episode without end does not fill the memory")
  func liveN() throws {
    struct Changer: Probe {
      var marks = 0
      mutating func passed<L: Learner>(
        _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
      ) throws(Stop) {
        marks += 1
        if var changed = learner as? NStepActorCritic<Corridor> {
          changed.settings.n = [1, 50, 3, 7][marks / 97 % 4]
          learner = changed as! L
        }
        if learner.environment.steps >= 30_000 { throw Stop() }
      }
      struct Stop: Error {}
    }
    let world = AliasedCorridor(OracleTests.settings { $0.horizon = nil })
    var learner = NStepActorCritic<Corridor>(
      world, representation: Corridor(), settings: Self.settings(n: 5, α: 0.001), seed: 2)
    var probe = Changer()
    do throws(Changer.Stop) {
      while true { try learner.iterate(&probe) }
    } catch {}
    #expect(learner.updates > 29_000 && learner.divergence == nil)
  }
}
