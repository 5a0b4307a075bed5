import Glibc

@testable import Learn

/// Leads a session the way a front end does: hands over commands and waits for what they bring about.
final class Reader {
  let session: Session
  private(set) var next = 0
  private(set) var seen: [Frame] = []

  init(_ world: String, _ algorithm: String, seed: UInt64 = 1, mode: Mode = .paused) throws {
    session = Session(try Setup(world, algorithm), seed: seed, mode: mode)
  }

  var gate: Gate { session.gate }

  /// Takes whatever frames there are.
  func poll() {
    let (frames, missed) = gate.frames(from: next)
    next += frames.count + missed
    seen += frames
  }

  /// Waits for the next frame that satisfies the condition; nil after ten seconds without one.
  func frame(where condition: (Frame) -> Bool = { _ in true }) -> Frame? {
    let from = seen.count
    for _ in 0..<10_000 {
      poll()
      if let frame = seen[from...].first(where: condition) { return frame }
      usleep(1000)
    }
    return nil
  }

  /// Hands over a command and waits for the frame in which the run is paused.
  func paused(after command: Command) -> Frame? {
    gate.send(command)
    return frame { $0.mode == .paused }
  }
}
