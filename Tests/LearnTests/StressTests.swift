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
    let before = Threads.ofLearner
    Threads.ofLearner = 2
    defer { Threads.ofLearner = before }
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
    // How often the helper had time is the machine's affair.
    #expect(callers.map { $0.wait() }.reduce(0, +) >= 0)
  }

  @Test(
    "learners learn the same with one thread and with two", arguments: ["sac", "sac-v", "td3", "ddpg", "trpo", "ppo"])
  func threads(algorithm: String) throws {
    let before = Threads.ofLearner
    defer { Threads.ofLearner = before }
    let isOnPolicy = ["trpo", "ppo"].contains(algorithm)
    let settings = isOnPolicy ? "environments=2,steps=32,batch=64,epochs=1,units=64" : "units=96,batch=32,start=20"
    let setup = try Setup("pendulum", "\(algorithm):\(settings)")
    let learnt = try (1...2).map { threads in
      Threads.ofLearner = threads
      var run = try HeadlessRun(setup, seed: 3)
      run.run(HeadlessRun.Budget(steps: isOnPolicy ? 140 : 26))
      return run.parameters
    }
    #expect(learnt[0] == learnt[1])
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
