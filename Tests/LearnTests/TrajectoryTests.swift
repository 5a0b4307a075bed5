import Testing
import Worlds

@testable import Learn

/// The episode that is kept, and the probability of what happened in it.
@Suite struct TrajectoryTests {
  /// A learner after three episodes, and the fourth as it was kept.
  private func kept(
    _ world: String = "gridworld:size=3,slip=0.25", _ algorithm: String = "td-actor-critic", seed: UInt64 = 5
  ) throws -> (learner: any Learner, recorder: EpisodeRecorder) {
    let learner = try Setup(world, algorithm).make(seed)
    var limit = HeadlessProbe(episodes: 3)
    for _ in 0..<3 { try learner.iterateHeadless(&limit) }
    return keep(learner.learner)
  }

  private func keep<L: Learner>(_ learner: L) -> (any Learner, EpisodeRecorder) {
    var (learner, probe) = (learner, RecordingProbe())
    learner.iterate(&probe)
    return (learner, probe.recorder)
  }

  @Test func `The sums of a trajectory are those of the policy, the start and the model`() throws {
    let (learner, recorder) = try kept()
    let model = try #require(try Setup("gridworld:size=3,slip=0.25", "reinforce").world.model)
    let trajectory = learner.trajectory(of: try #require(recorder.recording), model)
    let table = learner.policies[0]
    var (logπ, logP, sum) = (0.0, 0.0, 0.0)
    // On this world a state's index is that of its observation.
    let states = trajectory.steps.map { step in if case .index(let state) = step.observation { state } else { -1 } }
    for (t, step) in trajectory.steps.enumerated() {
      guard case .index(let action) = step.action else { return }
      logπ += Learn.log(table[states[t], action])
      let ends = t == states.count - 1
      let p = model.transitions[states[t]][action].filter {
        ends ? $0.terminates : !$0.terminates && $0.next == states[t + 1]
      }.reduce(0) { $0 + $1.probability }
      #expect(abs(Learn.log(p) - (step.logTransition ?? 1)) < 1e-12)
      logP += Learn.log(p)
      sum += step.reward
      #expect(abs(step.returnSoFar - sum) < 1e-12)
    }
    #expect(trajectory.isPresent && trajectory.ending == .terminated && trajectory.episode == 4)
    #expect(abs(trajectory.logPolicy - logπ) < 1e-12)
    #expect(abs((trajectory.logDynamics ?? 1) - logP) < 1e-12 && logP < 0)
    #expect(trajectory.logStart == 0)
    #expect(abs((trajectory.logProbability ?? 1) - logπ - logP) < 1e-12)
    #expect(abs(trajectory.steps[0].returnToGo - sum) < 1e-12)
  }

  @Test func `The gradient of ln P is that of the policy's part alone, by finite differences`() throws {
    let (learner, recorder) = try kept()
    let recording = try #require(recorder.recording)
    let θ = try #require(learner.policyParameters)
    func logPolicy(_ parameters: [Double]) -> Double {
      var copy: any Learner = learner
      copy.policyParameters = parameters
      return copy.trajectory(of: recording, nil).logPolicy
    }
    let h = 1e-5
    let squares = θ.indices.reduce(0.0) { sum, index in
      var (up, down) = (θ, θ)
      up[index] += h
      down[index] -= h
      let slope = (logPolicy(up) - logPolicy(down)) / (2 * h)
      return sum + slope * slope
    }
    let norm = try #require(learner.trajectory(of: recording, nil).scoreNorm)
    #expect(abs(norm - squares.squareRoot()) < 1e-6 * max(1, norm))
    #expect(norm > 0.1)
  }

  @Test func `A learner of values has no score, and one of reals no model`() throws {
    let (foil, values) = try kept("gridworld:size=3", "q-learning")
    let trajectory = foil.trajectory(of: try #require(values.recording), nil)
    #expect(trajectory.scoreNorm == nil && !trajectory.steps.isEmpty)
    let (learner, recorder) = try kept("pendulum", "reinforce")
    let reals = learner.trajectory(of: try #require(recorder.recording), nil)
    #expect(reals.logProbability == nil && reals.logStart == nil && reals.steps.count == 200)
    #expect(reals.ending == .truncated && reals.scoreNorm! > 0)
    // N(μ, 1): the mean of ln π is minus its entropy, 1.42 nats.
    #expect(abs(reals.logPolicy / 200 + 1.419) < 0.2)
  }

  @Test func `Of an endless episode the last steps are kept, and no more`() {
    var recording = Recording(episode: 1, after: 0, at: .index(0), 0)
    for t in 0..<10_000 {
      recording.append(.index(0), Outcome(reward: Double(t), ending: .none), to: .index(0), 0)
    }
    #expect(recording.steps.count <= Recording.capacity && recording.states.count == recording.steps.count)
    #expect(recording.firstStep + recording.steps.count == 10_000)
    #expect(recording.steps.last?.reward == 9999 && recording.steps[0].reward == Double(recording.firstStep))
  }

  @Test func `Only a kept episode is counted, and each of its steps once`() throws {
    let recorder = try kept().recorder
    #expect(recorder.visits.reduce(0, +) == recorder.recording?.steps.count)
  }

  @Test func `While a run goes slowly every frame has its episode; at full speed only where that is asked for`() throws
  {
    let reader = try Reader("gridworld:size=4", "td-actor-critic")
    defer { reader.session.stop() }
    for _ in 0..<5 { _ = reader.paused(after: .advance(.step)) }
    let frame = try #require(reader.seen.last)
    let trajectory = try #require(frame.trajectory)
    #expect(trajectory.steps.count == frame.episode.steps && trajectory.isPresent)
    #expect(frame.visits?.reduce(0, +) == frame.progress.steps)
    reader.gate.send(.run(.full))
    reader.gate.requestFrame()
    let fast = try #require(reader.frame { $0.mode == .running(.full) })
    #expect(fast.trajectory == nil)
    var later: Frame?
    for _ in 0..<100 where later?.trajectory?.ending != .terminated {
      reader.gate.requestFrame(withTrajectory: true)
      later = reader.frame { $0.mode == .running(.full) && $0.trajectory != nil }
    }
    // Whole, from its first step to its end.
    let whole = try #require(later?.trajectory)
    #expect(whole.ending == .terminated && whole.missing == 0 && whole.steps.count >= 6)
    #expect(abs(whole.steps.last!.returnSoFar + Double(whole.steps.count)) < 1e-9)
  }
}

/// Keeps an episode as the dashboard's probe does.
private struct RecordingProbe: Probe {
  var recorder = EpisodeRecorder()

  mutating func passed<L: Learner>(
    _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
  ) throws(Never) {
    recorder.go()
    recorder.look(at: learner, isSlow: true)
  }
}
