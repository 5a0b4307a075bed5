import Worlds

/// Segments on two threads, where nobody looks at their marks.
extension A3C {
  /// Seconds that one look ahead may take, so that a command waits no longer.
  private static var patience: Double { 0.02 }

  /// Plays writes ahead on several threads, where nobody looks at their marks.
  /// - Returns: whether it has.
  mutating func leap<P: Probe>(_ probe: inout P) throws(P.Interrupt) -> Bool {
    guard Threads.ofLearner > 1, settings.workers > 1, probe.isUnwatched, !environment.world.isEndless else {
      return false
    }
    // What is begun is never given up; where not all of it can be, less is.
    var writes = breadth
    while !probe.canLeap(over: most(of: writes), self) {
      guard writes > 2 * settings.workers else { return false }
      writes /= 2
    }
    let begin = Metronome.now
    let passage = playAhead(writes)
    let seconds = Metronome.now - begin
    if seconds > Self.patience, breadth > 8 {
      breadth /= 2
    } else if seconds < Self.patience / 3, writes == breadth {
      breadth *= 2
    }
    try probe.leapt(over: passage, &self)
    return true
  }

  /// What so many writes may come to at most.
  private func most(of writes: Int) -> Passage {
    var most = Passage()
    (most.steps, most.iterations) = (writes * settings.steps, writes)
    most.marks = writes * Self.marks(ofSteps: settings.steps, settings.method)
    most.episodes = Array(repeating: .init(return: 0, length: 0, end: 0), count: writes)
    return most
  }

  /// Plays so many writes on two threads, or on one where the other is busy.
  mutating func playAhead(_ writes: Int) -> Passage {
    let crew = crew(writes)
    crew.run()
    return absorb(crew)
  }

  /// Copies of all, ready for so many writes.
  mutating func crew(_ writes: Int) -> WorkerCrew<R> {
    let order = settings.order == .drawn ? (0..<writes).map { _ in schedule.next() } : nil
    let worlds = [environment.withoutReturns] + others
    let desks = zip(workers, worlds).map { WorkerCrew<R>.Desk(worker: $0, environment: $1) }
    timeLine.present = nil
    return WorkerCrew<R>(desks, shared, timeLine, rules, rates, order: order, writes: writes)
  }

  /// Takes over what a crew has done.
  mutating func absorb(_ crew: WorkerCrew<R>) -> Passage {
    let desks = crew.allDesks
    (workers, others) = (desks.map(\.worker), desks.dropFirst().map(\.environment))
    (shared, timeLine) = (crew.shared, crew.timeLine)
    var passage = crew.passage
    environment.absorb(
      desks[0].environment, passage,
      others: (passage.steps - crew.own.steps, passage.episodes.count - crew.own.episodes))
    // The last of them ends as every iteration does.
    passage.iterations -= 1
    return passage
  }
}
