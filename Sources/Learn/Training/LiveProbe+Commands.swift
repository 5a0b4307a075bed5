import Worlds

/// What commands do at a mark, whoever gives them: the front end or the journal of an earlier session.
extension LiveProbe {
  @_semantics("optimize.sil.specialize.generic.never")
  mutating func followScript<L: Learner>(_ learner: inout L) throws(Stop) {
    while scripted < script.count, script[scripted].mark == mark {
      let command = script[scripted].command
      scripted += 1
      makeAppointment()
      try act(on: command, &learner)
    }
  }

  mutating func makeAppointment() {
    appointment = min(scripted < script.count ? script[scripted].mark : .max, checkup)
  }

  // MARK: Running until a condition holds

  /// Whether this mark is attended to for the goal alone, and no episode has ended since it was last looked at, or for an
  /// episode that is kept.
  func isOnlyWatching<L: Learner>(_ learner: L) -> Bool {
    (goal == nil || learner.environment.episodes == goalEpisodes) && mark < appointment && !gate.needsAttention
      && !isAtGoal(learner)
  }

  /// Whether the goal is an episode's number and this is that episode or the one before: who stops there sees what their lines
  /// showed.
  private func isAtGoal<L: Learner>(_ learner: L) -> Bool {
    guard let first = goalEpisode else { return false }
    return (first - 2..<first).contains(learner.environment.returns.episodes)
  }

  @_semantics("optimize.sil.specialize.generic.never")
  mutating func watchGoal<L: Learner>(_ learner: L) {
    guard let goal, mode != .paused, learner.environment.episodes != goalEpisodes else { return }
    goalEpisodes = learner.environment.episodes
    guard learner.satisfies(goal) else { return }
    say("until \(goal): reached at episode \(learner.environment.returns.episodes)")
    self.goal = nil
    mode = .paused
  }

  @_semantics("optimize.sil.specialize.generic.never")
  private mutating func run<L: Learner>(until condition: Condition, _ pace: Pace, _ learner: L) {
    guard !learner.satisfies(condition) else {
      say("until \(condition): it holds already, at episode \(learner.environment.returns.episodes)")
      mode = .paused
      return chooseMode()
    }
    run(at: pace, learner)
    log.goFar()
    goal = condition
    goalEpisodes = learner.environment.episodes
  }

  @_semantics("optimize.sil.specialize.generic.never")
  private mutating func run<L: Learner>(at pace: Pace, _ learner: L) {
    mode = .running(pace)
    chooseMode()
    if case .limited(let rate, _) = pace { metronome = Metronome(perSecond: rate) }
    begin(at: learner.progress)
  }

  // MARK: Divergence

  @_semantics("optimize.sil.specialize.generic.never")
  mutating func checkUp<L: Learner>(_ learner: L) {
    checkup = mark + L.marksBetweenCheckups
    makeAppointment()
    _ = noticeDivergence(of: learner)
  }

  /// Reports a divergence once, and pauses the run; a replay follows its journal instead, in which nobody was asked.
  @_semantics("optimize.sil.specialize.generic.never")
  mutating func noticeDivergence<L: Learner>(of learner: L) -> String? {
    guard let report = learner.divergenceReport else { return nil }
    if modeBeforeDivergence == nil {
      say("\(report); \(changes.canUndo ? "undo or " : "")reset, a smaller step size may hold")
      modeBeforeDivergence = mode
      if script.isEmpty { mode = .paused }
    }
    return report
  }

  @_semantics("optimize.sil.specialize.generic.never")
  mutating func carryOut<L: Learner>(_ commands: [Command], _ learner: inout L) throws(Stop) {
    for (index, command) in commands.enumerated() {
      do throws(Stop) {
        try act(on: command, &learner)
      } catch {
        // What came after a stop is for whatever runs next.
        gate.putBack(commands[(index + 1)...])
        throw error
      }
    }
  }

  @_semantics("optimize.sil.specialize.generic.never")
  private mutating func act<L: Learner>(on command: Command, _ learner: inout L) throws(Stop) {
    switch command {
    case .run(let pace): run(at: pace, learner)
    case .runUntil(let condition, let pace): run(until: condition, pace, learner)
    case .pause:
      mode = .paused
      chooseMode()
    case .advance(.update) where isFrozen:
      say("frozen: nothing is updated; freeze again to let it learn")
      mode = .paused
      goal = nil
    case .advance(let grain):
      if case .advancing = mode {
        queued.append(grain)
      } else {
        mode = .advancing(grain)
        chooseMode()
        begin(at: learner.progress)
      }
    case .set(let name, let text):
      change(name, to: text, &learner)
    case .freeze(let wanted):
      guard wanted != isFrozen else { return }
      changes.record(wanted ? "frozen" : "learning", before: checkpoint(learner))
      try stop(.freeze(wanted), command)
    case .switchTo(let next):
      changes.record(next.difference(from: setup), before: checkpoint(learner))
      try stop(.switchTo(next), command)
    case .reset(let seed):
      changes.record(seed == self.seed ? "reset" : "seed \(seed)", before: checkpoint(learner))
      try stop(.reset(seed: seed), command)
    case .begin(let next, let seed):
      changes.record("\(next.difference(from: setup)), seed \(seed)", before: checkpoint(learner))
      try stop(.begin(next, seed: seed), command)
    case .undo:
      guard let (change, before) = changes.undo(from: checkpoint(learner)) else { return say("nothing to undo") }
      say("undone: \(change); back at episode \(before.episode) with what was learnt by then")
      try stop(.restore(before), command)
    case .redo:
      guard let (change, after) = changes.redo(from: checkpoint(learner)) else { return say("nothing to redo") }
      say("done again: \(change); episode \(after.episode)")
      try stop(.restore(after), command)
    case .quit:
      try stop(.quit, command)
    }
  }

  /// A mode that the user has chosen since a divergence is not undone by a reset.
  private mutating func chooseMode() {
    queued = []
    goal = nil
    if modeBeforeDivergence != nil { modeBeforeDivergence = mode }
  }

  private mutating func stop(_ stop: Stop, _ command: Command) throws(Stop) {
    queued = []
    gate.record(JournalEntry(mark: mark, command: command))
    throw stop
  }

  @_semantics("optimize.sil.specialize.generic.never")
  private mutating func change<L: Learner>(_ name: String, to text: String, _ learner: inout L) {
    let before = checkpoint(learner)
    do throws(ParameterError) {
      // The set-up first: it knows what goes together.
      try setup.set(name, to: text)
      try learner.settings.set(name, to: text)
    } catch {
      say(error.description)
      return
    }
    changes.record("\(name) = \(text)", before: before)
    gate.record(JournalEntry(mark: mark, command: .set(name: name, text: text)))
    learner.environment.returns.note("\(name) = \(text)")
  }

  @_semantics("optimize.sil.specialize.generic.never")
  private func checkpoint<L: Learner>(_ learner: L) -> Checkpoint {
    Checkpoint(
      setup: setup, seed: seed, isFrozen: isFrozen, learner: learner, episode: learner.environment.returns.count)
  }
}
