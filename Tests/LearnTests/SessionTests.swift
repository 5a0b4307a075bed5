import Testing
import Worlds

@testable import Learn

@Suite struct SessionTests {
  @Test("a paused session shows a frame before the first line, and each grain stops where it is complete")
  func grains() throws {
    let reader = try Reader("gridworld:size=3", "td-actor-critic")
    let first = try #require(reader.frame())
    #expect(first.line == nil && first.mode == .paused && first.progress == Progress())

    let line = try #require(reader.paused(after: .advance(.line)))
    #expect(line.line == 0 && line.mark == first.mark + 1)
    let step = try #require(reader.paused(after: .advance(.step)))
    #expect(step.progress.steps == 1)
    #expect(step.listing[try #require(step.line)].contains("take A"))
    let update = try #require(reader.paused(after: .advance(.update)))
    #expect(update.progress.updates == 1)
    #expect(update.listing[try #require(update.line)].contains("θ ←"))
    let episode = try #require(reader.paused(after: .advance(.episode)))
    #expect(episode.progress.episodes == 1 && episode.episode.ending != .none)
    #expect(episode.returns.count == 1)
    reader.session.stop()
  }

  @Test("advances that come in a burst each get their grain, and their frame")
  func bursts() throws {
    let reader = try Reader("gridworld", "td-actor-critic")
    _ = reader.frame()
    for _ in 0..<5 { reader.gate.send(.advance(.step)) }
    let last = try #require(reader.frame { $0.mode == .paused && $0.progress.steps > 0 })
    #expect(last.progress.steps == 5)
    #expect(Set(reader.seen.map(\.progress.steps)) == [0, 1, 2, 3, 4, 5])
    // A pause overtakes what is still queued.
    for command in [Command.advance(.episode), .advance(.episode), .pause] { reader.gate.send(command) }
    let paused = try #require(reader.frame { $0.mode == .paused })
    #expect(paused.progress.episodes <= 1)
    reader.session.stop()
  }

  @Test("a run comes to rest when it is paused with every command carried out, and its newest frame says so")
  func rest() throws {
    let reader = try Reader("gridworld:size=3", "td-actor-critic")
    for episodes in [3, 1, 40, 40, 7] {
      reader.gate.send(.advance(.line))
      reader.gate.send(.runUntil(.episodes(episodes), .full))
      reader.gate.waitUntilAtRest()
      reader.poll()
      let newest = try #require(reader.seen.last)
      #expect(newest.mode == .paused && newest.progress.episodes >= episodes)
    }
    #expect(reader.seen.last?.progress.episodes == 40)
    reader.gate.send(.reset(seed: 3))
    reader.gate.waitUntilAtRest()
    reader.poll()
    #expect(reader.seen.last?.seed == 3 && reader.seen.last?.progress.episodes == 0)
    // Nobody waits for a thread that has left.
    reader.session.stop()
    reader.gate.waitUntilAtRest()
  }

  @Test("a replay of a session that diverged comes to its end")
  func divergedReplay() throws {
    let reader = try Reader("gridworld:size=5", "q-learning:alpha=3", mode: .running(.full))
    // No frame is asked for: the check-up finds it.
    let frame = try #require(reader.frame { $0.divergence != nil })
    #expect(frame.mode == .paused && frame.progress.updates < 100_000)
    _ = reader.paused(after: .freeze(true))
    let outcome = reader.session.stop()
    let setup = try Setup("gridworld:size=5", "q-learning:alpha=3")
    #expect(Session.replay(reader.gate.journal, setup, seed: 1) == outcome)
  }

  @Test("a frame is complete: scene, observation, distribution, values, policy table and critic")
  func frames() throws {
    let reader = try Reader("aliased-corridor", "reinforce-baseline")
    _ = reader.frame()
    let frame = try #require(reader.paused(after: .advance(.update)))
    guard case .cells = frame.scene, case .index = frame.observation, case .discrete(let π) = frame.distribution else {
      Issue.record("the aliased corridor is made of cells, indices and choices")
      return
    }
    #expect(abs(π.reduce(0, +) - 1) < 1e-12)
    #expect(frame.policies.map(\.name) == ["π"] && frame.policies[0].observationCount == 4)
    #expect(frame.learntValues?.count == 4)
    #expect(frame.lineValues.map(\.name) == ["α δ"])
    #expect(frame.learntActionValues == nil, "it has no Q")
    #expect(abs(try #require(frame.setup.optimum) - 6.2) < 1e-6)
    #expect(
      abs(try #require(frame.setup.bestDeterministic).objective - 0.2) < 1e-9 || frame.setup.world.model?.horizon != nil
    )
    reader.session.stop()
  }

  @Test("at full speed frames come when they are asked for, with values of every line of the loop")
  func fullSpeed() throws {
    let reader = try Reader("gridworld", "td-actor-critic", mode: .running(.full))
    let opening = try #require(reader.frame())
    #expect(opening.line == nil)
    reader.gate.requestFrame()
    let first = try #require(reader.frame { $0.line != nil })
    reader.gate.requestFrame()
    let second = try #require(reader.frame { $0.mark > first.mark })
    #expect(second.progress.steps > first.progress.steps)
    let named = Set(second.values.flatMap { $0.map(\.name) })
    #expect(named.isSuperset(of: ["R", "δ", "v(S)", "β δ", "α δ"]))
    let count = reader.seen.count
    reader.poll()
    #expect(reader.seen.count == count)
    reader.session.stop()
  }

  @Test("a limited pace takes its time, and a command need not wait for the beat")
  func pace() throws {
    let reader = try Reader("gridworld", "td-actor-critic")
    _ = reader.frame()
    let clock = ContinuousClock()
    let begin = clock.now
    reader.gate.send(.run(.limited(perSecond: 25, grain: .step)))
    let tenth = try #require(reader.frame { $0.progress.steps >= 10 })
    #expect(clock.now - begin > .milliseconds(300))
    #expect(tenth.mode == .running(.limited(perSecond: 25, grain: .step)))
    reader.gate.send(.run(.limited(perSecond: 0.1, grain: .line)))
    let slow = clock.now
    _ = try #require(reader.paused(after: .pause))
    #expect(clock.now - slow < .seconds(5))
    reader.session.stop()
  }

  @Test("a live parameter changes in the running iteration, and leaves a note")
  func setting() throws {
    let reader = try Reader("aliased-corridor", "reinforce")
    _ = reader.frame()
    let played = try #require(reader.paused(after: .advance(.episode)))
    let frame = try #require(reader.paused(after: .set(name: "alpha", text: "0.25")))
    #expect(frame.setup.parameters.first { $0.info.name == "alpha" }?.value == .real(0.25))
    #expect(frame.setup.algorithmSpec.description == "reinforce:alpha=0.25")
    #expect(frame.returns.notes.map(\.text) == ["alpha = 0.25"])
    #expect(frame.progress == played.progress)
    let update = try #require(reader.paused(after: .advance(.update)))
    let G = try #require(update.values.flatMap { $0 }.first { $0.name == "G" })
    #expect(update.lineValues == [NamedValue("α G", 0.25 * G.value)])

    let refused = try #require(reader.paused(after: .set(name: "alpha", text: "-1")))
    #expect(refused.notice?.text.contains("`alpha` is `-1`") == true)
    #expect(refused.setup.parameters.first { $0.info.name == "alpha" }?.value == .real(0.25))
    // It outlives a reset.
    let anew = try #require(reader.paused(after: .reset(seed: 2)))
    #expect(anew.setup.algorithmSpec.description == "reinforce:alpha=0.25")
    let first = try #require(reader.paused(after: .advance(.update)))
    let again = try #require(first.values.flatMap { $0 }.first { $0.name == "G" })
    #expect(first.lineValues == [NamedValue("α G", 0.25 * again.value)])
    reader.session.stop()
  }

  @Test("frozen, the policy plays on and nothing is learnt; then it learns again")
  func freezing() throws {
    let reader = try Reader("gridworld:size=4", "td-actor-critic")
    _ = reader.frame()
    let before = try #require(reader.paused(after: .advance(.episode)))
    let frozen = try #require(reader.paused(after: .freeze(true)))
    #expect(frozen.isFrozen && frozen.listing == PlayLine.lines)
    let played = try #require(reader.paused(after: .advance(.episode)))
    #expect(played.progress.episodes == before.progress.episodes + 1)
    #expect(played.progress.updates == before.progress.updates)
    #expect(played.policies == before.policies)
    let idle = try #require(reader.paused(after: .advance(.update)))
    #expect(idle.notice?.text.contains("frozen") == true)
    let thawed = try #require(reader.paused(after: .freeze(false)))
    #expect(!thawed.isFrozen)
    let learnt = try #require(reader.paused(after: .advance(.update)))
    #expect(learnt.progress.updates == before.progress.updates + 1)
    #expect(learnt.returns.notes.map(\.text) == ["frozen", "learning"])
    reader.session.stop()
  }

  @Test("frozen, a pace set by updates goes on by steps")
  func frozenPace() throws {
    let reader = try Reader("gridworld", "td-actor-critic")
    _ = reader.frame()
    _ = reader.paused(after: .freeze(true))
    reader.gate.send(.run(.limited(perSecond: 20, grain: .update)))
    let third = try #require(reader.frame { $0.progress.steps >= 3 })
    #expect(third.progress.steps == 3)
    reader.session.stop()
  }

  @Test("another algorithm keeps the policy where it fits, and the chart; a table of values does not fit")
  func switching() throws {
    let reader = try Reader("aliased-corridor", "reinforce")
    _ = reader.frame()
    for _ in 0..<3 { _ = reader.paused(after: .advance(.episode)) }
    let old = try #require(reader.paused(after: .advance(.update)))
    let kept = try #require(
      reader.paused(after: .switchTo(try Setup("aliased-corridor", "td-actor-critic:alpha=0.1"))))
    #expect(kept.policies == old.policies)
    #expect(kept.notice?.text == "the policy is kept: td-actor-critic on aliased-corridor")
    #expect(kept.returns.count == old.returns.count)
    #expect(kept.returns.notes.last?.text == "td-actor-critic")

    let foil = try #require(reader.paused(after: .switchTo(try Setup("aliased-corridor", "q-learning"))))
    #expect(foil.notice?.text.hasPrefix("a new policy, the old one does not fit: ") == true)
    #expect(foil.policies.map(\.name) == ["greedy", "ε-greedy"])
    #expect(foil.returns.count == old.returns.count)
    reader.session.stop()
  }

  @Test("another world has a chart of its own; coming back brings the first one back")
  func worlds() throws {
    let reader = try Reader("aliased-corridor", "reinforce")
    _ = reader.frame()
    for _ in 0..<4 { _ = reader.paused(after: .advance(.episode)) }
    let there = try #require(reader.paused(after: .switchTo(try Setup("short-corridor", "reinforce"))))
    #expect(there.returns.count == 0)
    let back = try #require(reader.paused(after: .switchTo(try Setup("aliased-corridor", "reinforce"))))
    #expect(back.returns.count == 4)
    let pendulum = try #require(
      reader.paused(after: .switchTo(try Setup("pendulum", "reinforce-baseline"))))
    guard case .plane = pendulum.scene, case .gaussian = pendulum.distribution else {
      Issue.record("a pendulum is drawn in the plane and acts by a Gaussian")
      return
    }
    reader.session.stop()
  }

  @Test("a reset begins anew: the same seed the same way, another seed another way")
  func resets() throws {
    let reader = try Reader("gridworld", "td-actor-critic", seed: 4)
    _ = reader.frame()
    let first = try #require(reader.paused(after: .advance(.episode)))
    let reset = try #require(reader.paused(after: .reset(seed: 4)))
    #expect(reset.progress == Progress() && reset.returns.count == 0 && reset.seed == 4)
    let again = try #require(reader.paused(after: .advance(.episode)))
    #expect(again.policies == first.policies && again.progress == first.progress)
    _ = reader.paused(after: .reset(seed: 5))
    let other = try #require(reader.paused(after: .advance(.episode)))
    #expect(other.policies != first.policies)
    reader.session.stop()
  }

  @Test("what was sent behind a switch acts on what it switched to")
  func order() throws {
    let reader = try Reader("aliased-corridor", "reinforce")
    _ = reader.frame()
    reader.gate.send(.switchTo(try Setup("gridworld", "td-actor-critic")))
    reader.gate.send(.set(name: "beta", text: "0.5"))
    let frame = try #require(reader.frame { $0.setup.algorithmSpec.description == "td-actor-critic:beta=0.5" })
    #expect(frame.setup.world.info.id == "gridworld")
    reader.session.stop()
  }

  @Test("a step size that is far too large is reported with the update, and pauses the run")
  func divergence() throws {
    let reader = try Reader("pendulum", "reinforce-baseline:alpha=100", mode: .running(.full))
    var diverged: Frame?
    for _ in 0..<200 where diverged == nil {
      reader.gate.requestFrame()
      diverged = reader.frame().flatMap { $0.divergence == nil ? nil : $0 }
    }
    let frame = try #require(diverged)
    #expect(frame.mode == .paused)
    #expect(frame.notice?.text.hasPrefix("diverged by update ") == true)
    reader.session.stop()
  }

  @Test("a return that is no number has the parameters looked at, before another episode goes by")
  func returnThatIsNoNumber() throws {
    let algorithm = "reinforce:hidden=16,alpha=10"
    var run = try HeadlessRun(try Setup("pendulum", algorithm), seed: 1)
    var returns: [Double] = []
    run.run(.init(episodes: 30), report: { episode, _ in returns.append(episode.return) })
    #expect(run.divergence != nil && returns.count < 10)
    #expect(returns.dropLast().allSatisfy(\.isFinite) && returns.last?.isFinite == false)

    let reader = try Reader("pendulum", algorithm, mode: .running(.full))
    let frame = try #require(reader.frame { $0.divergence != nil })
    #expect(frame.mode == .paused && frame.progress.episodes == run.progress.episodes)
    reader.session.stop()
  }

  @Test(
    "where networks learn, the run stops with the very update that broke them",
    arguments: [
      "ddpg:critic-rate=1e12,units=16", "td3:critic-rate=1e12,units=16", "sac-v:critic-rate=1e12,units=16",
      "sac:critic-rate=1e12,units=16", "a2c:alpha=1e12,units=16", "ppo:alpha=1e12,units=16,steps=64,batch=64",
    ])
  func divergenceInUpdate(_ algorithm: String) throws {
    var run = try HeadlessRun(try Setup("pendulum", algorithm), seed: 1)
    run.run(.init(steps: 2000))
    #expect(run.progress.updates == 1)
    #expect(run.divergenceReport?.hasPrefix("diverged in update 1: ") == true)

    let reader = try Reader("pendulum", algorithm, mode: .running(.full))
    let frame = try #require(reader.frame { $0.divergence != nil })
    #expect(frame.mode == .paused && frame.progress == run.progress)
    #expect(frame.notice?.text.hasPrefix("diverged in update 1: ") == true)
    reader.session.stop()
  }

  @Test(
    "a step size of ten is reported in the first updates, though every number stays finite",
    arguments: [
      "ddpg:critic-rate=10", "td3:critic-rate=10", "sac-v:critic-rate=10", "sac:critic-rate=10", "sac:actor-rate=10",
      "a2c:alpha=10", "ppo:alpha=10",
    ])
  func outgrown(_ algorithm: String) throws {
    var run = try HeadlessRun(try Setup("pendulum", algorithm), seed: 1)
    run.run(.init(steps: 5000))
    let report = try #require(run.divergenceReport)
    #expect((1...3).contains(run.progress.updates) && report.hasPrefix("diverged in update \(run.progress.updates): ∣"))
    #expect(report.contains(" on the average in layer "), "\(report)")
  }
}
