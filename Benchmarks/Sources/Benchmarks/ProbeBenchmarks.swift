import Glibc
import Learn
import TUI
import Worlds

/// What watching costs: marks that nobody reads, the dashboard's probe, and the screen.
enum ProbeBenchmarks {
  typealias R = TabularRepresentation<Gridworld>

  /// The loop with marks and the probe that does nothing, against the loop without marks.
  static func noProbe() throws {
    let world = try Gridworld(.init())
    Comparison(
      "no-op probe",
      ours: { TabularBenchmarks.speed(TDActorCritic<R>(world, representation: R(), settings: .init(), seed: 1)) },
      theirs: {
        var learner = UnmarkedActorCritic<R>(world, representation: R(), settings: .init(), seed: 1)
        let time = seconds { while learner.environment.steps < TabularBenchmarks.steps { learner.iterate() } }
        return Double(learner.environment.steps) / time
      }
    ).report("steps/s without marks")
  }

  /// The dashboard at thirty frames a second, drawn to a canvas, against the same session undrawn: as it opens, with the
  /// trajectory's view, and with the visits as the colours of the cells.
  static func drawing() throws {
    try drawing("drawing", after: [])
    try drawing("drawing a trajectory", after: [.character("t")])
    try drawing("drawing visits", after: "Vvisits".unicodeScalars.map { .character($0) } + [.enter])
  }

  private static func drawing(_ name: String, after keys: [Key]) throws {
    let setup = try Setup("gridworld", "td-actor-critic")
    let session = Session(setup, seed: 1, mode: .running(.full))
    defer { session.stop() }
    let dashboard = Dashboard(setup, seed: 1, mode: .running(.full), columns: 120, rows: 36, theme: .dark)
    let watcher = Watcher(session.gate, dashboard)
    watcher.press(keys)
    _ = watcher.speed(over: 1, isDrawing: true)
    Comparison(
      name, rounds: 7, ours: { watcher.speed(over: 2, isDrawing: true) },
      theirs: { watcher.speed(over: 2, isDrawing: false) }
    ).report("steps/s undrawn")
  }

  /// The time from a command to quit until the training thread has gone, over every pair of world and algorithm.
  static func stopping() throws {
    var longest = (0.0, "")
    for world in Catalogue.worlds {
      for algorithm in world.algorithms {
        let setup = try Setup(world.info.id, algorithm.info.id)
        for round in 0..<20 {
          let session = Session(setup, seed: UInt64(round), mode: .running(.full))
          usleep(5000 + UInt32(round) * 500)
          let time = seconds { session.stop() }
          if time > longest.0 { longest = (time, "\(algorithm.info.id) on \(world.info.id)") }
        }
      }
    }
    print("longest stop: \(hundredths(longest.0 * 1000)) ms, \(longest.1)")
  }
}

/// Reads a session's frames as the program does, and draws them or not.
private final class Watcher {
  private let gate: Gate
  private var dashboard: Dashboard
  private var next = 0
  private var newest: Frame?

  init(_ gate: Gate, _ dashboard: Dashboard) {
    self.gate = gate
    self.dashboard = dashboard
  }

  /// The session's steps a second.
  func speed(over duration: Double, isDrawing: Bool) -> Double {
    let clock = ContinuousClock()
    let first = frame().progress.steps
    let begin = clock.now
    let end = begin + .seconds(duration)
    while clock.now < end {
      if isDrawing {
        gate.requestFrame(withTrajectory: dashboard.wantsTrajectory)
        poll()
        var canvas = Canvas(columns: 120, rows: 36)
        dashboard.draw(into: &canvas)
      }
      usleep(33_000)
    }
    let last = frame().progress.steps
    let passed = clock.now - begin
    return Double(last - first)
      / (Double(passed.components.seconds) + Double(passed.components.attoseconds) * 1e-18)
  }

  /// Presses keys once there is a frame that they can be about.
  func press(_ keys: [Key]) {
    _ = frame()
    for key in keys { _ = dashboard.update(.key(key)) }
  }

  private func poll() {
    let (frames, missed) = gate.frames(from: next)
    let first = next + missed
    next = first + frames.count
    guard let last = frames.last else { return }
    newest = last
    _ = dashboard.update(.frames(frames, firstNumber: first, time: Double(first) / 30))
    while dashboard.wantsLeisure { _ = dashboard.update(.leisure) }
  }

  /// A frame of this moment.
  private func frame() -> Frame {
    poll()
    newest = nil
    gate.requestFrame()
    while true {
      poll()
      if let newest { return newest }
      usleep(100)
    }
  }
}
