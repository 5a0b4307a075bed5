import Glibc
import Testing
import Worlds

@testable import Learn

/// Reader, commander and trainer at once, as hard as they can: what the thread sanitizer watches.
@Suite(.serialized) struct StressTests {
  @Test("reader, commander and trainer hammer the gate: frames stay in order and the journal replays")
  func hammering() throws {
    let setup = try Setup("aliased-corridor", "td-actor-critic")
    let other = try Setup("gridworld:size=4", "reinforce")
    let session = Session(setup, seed: 1, mode: .running(.full))
    let gate = session.gate

    let reader = Worker {
      var next = 0
      var (frames, missed) = (0, 0)
      var lastMark = 0
      while gate.outcome == nil {
        gate.requestFrame()
        let (new, lost) = gate.frames(from: next)
        for frame in new {
          precondition(frame.mark >= lastMark, "frames come in order")
          lastMark = frame.mark
        }
        next += new.count + lost
        (frames, missed) = (frames + new.count, missed + lost)
      }
      return frames
    }
    let commander = Worker {
      for round in 0..<300 {
        gate.send(.set(name: "alpha", text: round % 2 == 0 ? "0.01" : "0.02"))
        switch round % 10 {
        case 0: gate.send(.pause)
        case 1: gate.send(.advance(.step))
        case 2: gate.send(.advance(.episode))
        case 3: gate.send(.run(.limited(perSecond: 2000, grain: .line)))
        case 4: gate.send(.freeze(true))
        case 5: gate.send(.switchTo(round % 20 == 5 ? other : setup))
        case 6: gate.send(.freeze(false))
        case 7: gate.send(.reset(seed: UInt64(round)))
        default: gate.send(.run(.full))
        }
        gate.requestFrame()
        usleep(200)
      }
      return 0
    }
    _ = commander.wait()
    let outcome = session.stop()
    #expect(reader.wait() > 0)
    #expect(Session.replay(gate.journal, setup, seed: 1) == outcome)
  }

  @Test("ten sessions start and stop at once without leaving a thread behind")
  func sessions() throws {
    let setup = try Setup("gridworld", "reinforce-baseline")
    let sessions = (0..<10).map { Session(setup, seed: $0, mode: .running(.full)) }
    for session in sessions { session.gate.requestFrame() }
    for session in sessions { #expect(!session.stop().isEmpty) }
  }

  @Test("three callers and one helper: every share is done once, by whoever has time")
  func helping() {
    let helped = LearnerThreads.with(2) {
      let callers = (0..<3).map { caller in
        Worker {
          var helped = 0
          for round in 0..<3000 {
            let count = 2 + (round + caller) % 50
            let done = UnsafeMutablePointer<Int>.allocate(capacity: count)
            done.initialize(repeating: 0, count: count)
            defer { done.deallocate() }
            let own = pthread_self()
            var others = 0
            Helper.shared.share(count, isWorthIt: true) { places in
              // Work within work is done alone.
              Helper.shared.share(places.count, isWorthIt: true) { inner in
                for place in inner { done[places.lowerBound + place] += 1 }
              }
              if places.lowerBound > 0, pthread_equal(own, pthread_self()) == 0 { others += 1 }
            }
            for place in 0..<count { precondition(done[place] == 1, "each place is done once") }
            helped += others
            // Long enough for the helper to fall asleep, now and then.
            if round % 500 == 0 { usleep(2000) }
          }
          return helped
        }
      }
      return callers.map { $0.wait() }.reduce(0, +)
    }
    // How often the helper had time is the machine's affair.
    #expect(helped >= 0)
  }

  @Test(
    "learners learn the same with one thread and with two",
    arguments: ["sac", "sac-v", "td3", "ddpg", "trpo", "ppo", "a3c"])
  func threads(algorithm: String) throws {
    let (settings, steps) =
      switch algorithm {
      case "a3c": ("workers=3,steps=6,units=16", 2000)
      case "trpo", "ppo": ("environments=2,steps=32,batch=64,epochs=1,units=64", 140)
      default: ("units=96,batch=32,start=20", 26)
      }
    let setup = try Setup("pendulum", "\(algorithm):\(settings)")
    let learnt = try (1...2).map { threads in
      var run = try HeadlessRun(setup, seed: 3)
      LearnerThreads.with(threads) { run.run(HeadlessRun.Budget(steps: steps)) }
      return run.parameters
    }
    #expect(learnt[0] == learnt[1])
  }
}

/// Candidates of a search over θ, side by side.
@Suite struct PopulationStressTests {
  @Test(
    "roll-outs on all processors and one after the other come to the same, to the bit",
    arguments: ["genetic:candidates=30,elite=5,episodes=3", "cem-policy:candidates=30,elite=6", "cma-es:episodes=2"])
  func rollouts(algorithm: String) throws {
    let setup = try Setup("aliased-corridor", algorithm)
    // A condition is asked after each episode, and so nothing is played ahead.
    let results = try [nil, try Condition("episode >= 1000000")].map { condition in
      var run = try HeadlessRun(setup, seed: 7)
      run.run(.init(episodes: 600, condition: condition))
      return run
    }
    #expect(results[0].parameters == results[1].parameters && results[0].progress == results[1].progress)
    #expect(results[0].learner.learner.shownPopulation == results[1].learner.learner.shownPopulation)
  }

  @Test("so do the runs of a comparison")
  func comparison() throws {
    let comparison = try Comparison(
      world: Spec("gridworld:size=4"), algorithms: [Spec("genetic"), Spec("td-actor-critic")], budget: .episodes(200),
      points: 4)
    let places = (0..<6).map { (algorithm: $0 % 2, seed: UInt64($0 / 2 + 1)) }
    func courses(jobs: Int) -> [RunCourse?] {
      inParallel(places.count, jobs: jobs) { index in
        try? comparison.course(of: places[index].algorithm, seed: places[index].seed)
      }
    }
    let (serial, parallel) = (courses(jobs: 1), courses(jobs: 3))
    for (one, other) in zip(serial, parallel) {
      let (one, other) = (try #require(one), try #require(other))
      #expect(one.scores == other.scores && one.steps == other.steps && one.episodes == other.episodes)
    }
  }
}

/// Workers on more threads than there are processors, as hard as they can.
@Suite struct WorkerStressTests {
  typealias R = SoftmaxRepresentation<SharedWorld<Int>>

  private static func learner(_ order: WriteOrder, workers: Int, seed: UInt64) -> A3C<R> {
    var settings = A3C<R>.Settings()
    (settings.order, settings.workers, settings.steps, settings.form.units) = (order, workers, 5, 8)
    settings.form.scalesObservations = true
    return A3C<R>(SharedWorld(CartPole(.init())), representation: .init(), settings: settings, seed: seed)
  }

  @Test("in a drawn order three threads and one come to the same, to the bit", arguments: [2, 3, 7])
  func drawn(workers: Int) {
    for seed in 1...3 as ClosedRange<UInt64> {
      let start = Self.learner(.drawn, workers: workers, seed: seed)
      let results = [1, 3].map { threads in
        var learner = start
        for _ in 0..<5 {
          let crew = learner.crew(60)
          _ = inParallel(threads, jobs: threads) { _ in crew.work() }
          _ = learner.absorb(crew)
        }
        return learner
      }
      #expect(results[0].parameters == results[1].parameters)
      #expect(results[0].timeLine == results[1].timeLine && results[0].timeLine.version == 300)
      #expect(results[0].environment.returns == results[1].environment.returns)
      // What was copied has stayed as it was.
      #expect(
        start.timeLine.version == 0 && start.parameters == Self.learner(.drawn, workers: workers, seed: seed).parameters
      )
    }
  }

  @Test("where threads race no write is lost, and each is as stale as the writes since its read", arguments: [2, 5])
  func racing(workers: Int) throws {
    var learner = Self.learner(.racing, workers: workers, seed: 4)
    var steps = 0
    for round in 1...4 {
      let crew = learner.crew(50)
      _ = inParallel(3, jobs: 3) { _ in crew.work() }
      let passage = learner.absorb(crew)
      steps += passage.steps
      #expect(learner.updates == 50 * round && learner.timeLine.version == 50 * round)
      #expect(learner.environment.steps == steps && passage.iterations == 49)
    }
    let writes = learner.timeLine.writes
    #expect(writes.map(\.version) == Array(1...200))
    var last = Array(repeating: 0, count: workers)
    for write in writes {
      #expect(write.read == last[write.worker])
      #expect(write.staleness == writes.count { $0.version > write.read && $0.version < write.version })
      last[write.worker] = write.version
    }
    #expect(last == learner.timeLine.reads && learner.workers.map(\.readVersion) == last)
    #expect(writes.reduce(0) { $0 + $1.steps } == steps)
    // All of them have worked.
    #expect(!last.contains(0))
    #expect(learner.divergence == nil)
  }
}

/// A thread whose result can be waited for.
private final class Worker: @unchecked Sendable {
  // Written by the thread before it ends, read after it was joined.
  private var result = 0
  private var thread = pthread_t()

  init(_ body: @escaping @Sendable () -> Int) {
    final class Job {
      let body: () -> Void
      init(_ body: @escaping () -> Void) { self.body = body }
    }
    let job = Job { [unowned self] in result = body() }
    pthread_create(
      &thread, nil,
      { raw in
        Unmanaged<Job>.fromOpaque(raw!).takeRetainedValue().body()
        return nil
      }, Unmanaged.passRetained(job).toOpaque())
  }

  func wait() -> Int {
    pthread_join(thread, nil)
    return result
  }
}
