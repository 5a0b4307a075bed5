import Testing
import Worlds

@testable import Learn

/// What every row of the catalogue must satisfy, whatever it is.
@Suite struct ConformanceTests {
  struct Pair: CustomStringConvertible, Sendable {
    let world: String
    let algorithm: String
    /// Settings that make another loop of it.
    var variant: String?
    var description: String { "\(algorithm)\(variant.map { ":" + $0 } ?? "") on \(world)" }
    /// What takes many episodes to learn anything gets by with few here.
    var spec: String {
      let isWhole = variant?.hasPrefix("hidden") == true || algorithm == "a3c"
      if let variant { return "\(algorithm):\(variant)" + (isWhole ? "" : ",episodes=2") }
      switch algorithm {
      case "cem-tabular": return "cem-tabular:candidates=6,elite=2,average=1"
      case "compatible-actor-critic", "natural-gradient", "natural-actor-critic": return algorithm + ":episodes=2"
      case "finite-difference" where world.hasPrefix("frozen-lake"): return algorithm + ":episodes=1"
      // What has networks gets small ones, and learns from the first steps on.
      case "ddpg", "td3", "sac", "sac-v": return algorithm + ":units=8,batch=8,start=20"
      // N matters where there is no model.
      case "conjugate-gradient", "quasi-newton": return algorithm + ":episodes=2"
      // Small networks, and updates that come soon.
      case "hill-climbing", "nelder-mead": return algorithm + ":episodes=1"
      case "cem-parameters", "genetic": return algorithm + ":candidates=4,elite=2,episodes=1"
      case "cma-es": return "cma-es:candidates=4,episodes=1"
      case "cem-policy": return "cem-policy:candidates=4,elite=2,steps=2"
      case "ppo": return "ppo:environments=2,steps=8,batch=6,epochs=2,units=4"
      case "trpo": return "trpo:environments=2,steps=8,batch=16,epochs=1,cg=2,tries=2,units=4"
      case "a3c": return "a3c:workers=2,steps=4,units=4"
      case "a2c": return "a2c:environments=2,steps=4,units=4"
      default: return algorithm
      }
    }
    /// What learns from whole episodes, or from batches of them, gets short ones, so that its last line comes soon.
    var place: String {
      let patient =
        ["vanilla-pg", "finite-difference", "exact-gradient"]
        + ["hill-climbing", "cem-parameters", "cma-es", "genetic", "nelder-mead", "cem-policy"]
      let isPatient = spec.hasSuffix("episodes=2") || patient.contains(algorithm)
      let hasHorizon = (try? Catalogue.world(world))?.parameters.contains { $0.info.name == "horizon" } ?? false
      return isPatient && hasHorizon ? world + ":horizon=20" : world
    }
    /// Lines between two long sweeps: enough for two of them.
    var patience: Int { spec.hasSuffix("episodes=2") ? 800 : 250 }
    var setup: Setup { get throws { try Setup(place, spec) } }
  }

  static let pairs: [Pair] =
    Catalogue.worlds.flatMap { world in
      world.algorithms.map { Pair(world: world.info.id, algorithm: $0.info.id) }
    } + [
      Pair(world: "aliased-corridor", algorithm: "conjugate-gradient", variant: "objective=sampled"),
      Pair(world: "short-corridor", algorithm: "quasi-newton", variant: "objective=sampled"),
      Pair(world: "gridworld", algorithm: "quasi-newton", variant: "objective=sampled"),
      Pair(world: "short-corridor", algorithm: "natural-gradient", variant: "fisher=exact"),
      Pair(world: "gridworld", algorithm: "natural-gradient", variant: "fisher=exact"),
      Pair(world: "cart-pole", algorithm: "reinforce", variant: "hidden=3"),
      Pair(world: "pendulum", algorithm: "reinforce-baseline", variant: "hidden=3"),
      Pair(world: "cart-pole", algorithm: "td-lambda-actor-critic", variant: "hidden=3"),
      Pair(world: "cart-pole", algorithm: "cma-es", variant: "hidden=3,candidates=4"),
      Pair(world: "pendulum", algorithm: "cem-policy", variant: "hidden=3,candidates=4,elite=2,steps=2"),
      Pair(world: "cart-pole", algorithm: "a3c", variant: "method=sarsa,workers=2,steps=4,units=4"),
      Pair(world: "cart-pole", algorithm: "a3c", variant: "method=q-learning,workers=3,steps=4,units=4,refresh=20"),
      Pair(world: "mountain-car", algorithm: "a3c", variant: "method=n-step-q,workers=2,steps=4,units=4"),
      Pair(world: "short-corridor", algorithm: "hill-climbing", variant: "again=false,candidates=3"),
    ]

  /// Where another player learns too, from the agent's policy or from the rounds.
  static let games: [Pair] = ["exact", "sampled"].flatMap { gradient in
    ["exact-gradient", "reinforce", "td-lambda-actor-critic", "q-learning"].map {
      Pair(world: "rock-paper-scissors:opponent=self,self-gradient=\(gradient),horizon=20", algorithm: $0)
    }
  }

  @Test("every world and algorithm says what it teaches, in one to three sentences")
  func lessons() {
    let lessons =
      Catalogue.worlds.map { ($0.info.id, $0.info.lesson) }
      + Catalogue.algorithms.map { ($0.info.id, $0.info.lesson) }
    for (id, lesson) in lessons {
      let sentences = lesson.split(separator: ". ").count
      #expect((1...3).contains(sentences) && lesson.hasSuffix(".") && !lesson.contains("\n"), "\(id): \(lesson)")
    }
  }

  @Test(
    "a run stepped line by line and one at full speed end with the same numbers, to the bit", arguments: pairs + games)
  func stepped(pair: Pair) throws {
    let reader = try Reader(pair.place, pair.spec, seed: 9)
    _ = reader.frame()
    // Enough to act, to end an episode and to learn from it.
    _ = try #require(reader.paused(after: .advance(.episode)))
    for _ in 0..<300 { _ = try #require(reader.paused(after: .advance(.line))) }
    _ = try #require(reader.paused(after: .advance(.update)))
    let stepped = try #require(reader.paused(after: .advance(.episode)))
    reader.session.stop()

    let replayed = Session.replay(reader.gate.journal, try pair.setup, seed: 9)
    let learner = try pair.setup.make(9)
    var probe = HeadlessProbe(steps: stepped.progress.steps)
    var wasReached = false
    while !wasReached {
      do throws(HeadlessProbe.Reached) { try learner.iterateHeadless(&probe) } catch { wasReached = true }
    }
    #expect(learner.learner.progress == stepped.progress)
    #expect(replayed == learner.learner.parameters)
    #expect(learner.learner.policies == stepped.policies)
    #expect(learner.learner.learntValues == stepped.learntValues)
    #expect(learner.learner.learntActionValues == stepped.learntActionValues)
  }

  @Test("every line of the listing is passed, and every frame shows one of them", arguments: pairs)
  func lines(pair: Pair) throws {
    let reader = try Reader(pair.place, pair.spec, seed: 2)
    let opening = try #require(reader.frame())
    let lines = Set(opening.listing.indices.filter { !opening.listing[$0].isEmpty })
    var passed: Set<Int> = []
    // A simplex has as many points as there are parameters, and one more.
    if pair.algorithm == "nelder-mead" { _ = try #require(reader.paused(after: .advance(.update))) }
    for _ in 0..<12 {
      for _ in 0..<pair.patience where passed.count < lines.count {
        let line = reader.paused(after: .advance(.line))?.line
        passed.insert(try #require(line))
      }
      // What comes after a long episode is a leap away.
      if passed.count < lines.count { _ = try #require(reader.paused(after: .advance(.episode))) }
    }
    // And what comes after many episodes.
    if passed.count < lines.count {
      let line = reader.paused(after: .advance(.update))?.line
      passed.insert(try #require(line))
    }
    #expect(passed == lines)
    reader.session.stop()
  }

  @Test("the same seed and journal give the same session, to the bit", arguments: pairs)
  func journal(pair: Pair) throws {
    let reader = try Reader(pair.place, pair.spec, seed: 6, mode: .running(.full))
    let live = try pair.setup.parameters.first { state in
      if case .real = state.info.kind { state.info.isLive } else { false }
    }
    let name = try #require(live).info.name
    for command in [
      Command.set(name: name, text: "0.000001"), .freeze(true), .freeze(false), .reset(seed: 12),
      .set(name: name, text: "0.0000002"), .switchTo(try pair.setup), .set(name: name, text: "0.0000005"),
    ] {
      reader.gate.send(command)
      reader.gate.requestFrame()
      _ = try #require(reader.frame())
    }
    // Long enough to learn something.
    var updates = 0
    for _ in 0..<10_000 where updates == 0 {
      reader.gate.requestFrame()
      updates = try #require(reader.frame()).progress.updates
    }
    let outcome = reader.session.stop()
    let journal = reader.gate.journal
    #expect(journal.count == 8)
    #expect(updates > 0)
    // A lake pays at its goal only: until chance has found that there is nothing to learn from. So it is with full rows.
    // So does a large world by its length only, in episodes that are all cut at once.
    // And where J is sampled, two episodes seldom show a search a rise: then θ stays where it was.
    let isSearch = ["conjugate-gradient", "quasi-newton"].contains(pair.algorithm)
    let isSampled = try pair.variant == "objective=sampled" || pair.setup.world.model == nil
    let isSilent =
      pair.world.hasPrefix("frozen-lake") || pair.world == "tetris"
      || ["finite-difference", "nelder-mead", "cem-policy"].contains(pair.algorithm) && pair.place != pair.world
      || isSearch && isSampled
    #expect(isSilent || outcome.contains { $0.values.contains { $0 != 0 } })
    #expect(Session.replay(journal, try pair.setup, seed: 6) == outcome)
    #expect(Session.replay(journal, try pair.setup, seed: 6) == outcome)
  }

  @Test("a stop acts at the next mark", arguments: pairs)
  func stops(pair: Pair) throws {
    for mark in [1, 2, 7, 50, 333] {
      var loop = TrainingLoop(
        try pair.setup, seed: 3, mode: .running(.full), gate: Gate(),
        following: [JournalEntry(mark: mark, command: .quit)])
      loop.run()
      #expect(loop.mark == mark)
    }
  }

  @Test("the words are there: title, summary, source, a listing and parameters with their ranges", arguments: pairs)
  func words(pair: Pair) throws {
    let setup = try pair.setup
    for text in [
      setup.algorithm.title, setup.algorithm.summary, setup.algorithm.source, setup.algorithm.section,
      setup.world.info.title, setup.world.info.summary, setup.world.info.source,
    ] { #expect(!text.isEmpty) }
    #expect(setup.listing.count { !$0.isEmpty } > 2 && !setup.listing.contains { $0.count > 44 })
    for parameter in setup.parameters + setup.world.parameters {
      #expect(!parameter.info.summary.isEmpty && !parameter.info.range.isEmpty)
      #expect(try parameter.info.parse(parameter.value.description) == parameter.value)
    }
  }

  @Test("what is not in the catalogue, or does not fit, is refused with the nearest names")
  func refusals() {
    func message(_ world: String, _ algorithm: String) -> String? {
      #expect(throws: ParameterError.self) { try Setup(world, algorithm) }?.description
    }
    #expect(message("gridwrld", "reinforce") == "there is no world `gridwrld`; did you mean `gridworld`?")
    #expect(
      message("gridworld", "reinforcer") == "there is no algorithm `reinforcer`; did you mean `reinforce`?")
    #expect(
      message("pendulum", "q-learning")
        == "`q-learning` does not work on `pendulum`; what does: "
        + (Catalogue.worlds.first { $0.info.id == "pendulum" }?.algorithms ?? []).map(\.info.id).joined(separator: ", ")
    )
    #expect(
      message("gridworld:size", "reinforce") == "`size` in `gridworld:size` is no parameter; write it as name=value")
    #expect(message("gridworld", "reinforce:alpha=x") == "`alpha` is `x`; it must be a number, ≥ 0")
  }
}
