import Worlds

/// The dashboard's probe: it takes the front end's commands at the marks, holds the run where it must wait, and builds a
/// frame when one is wanted.
///
/// At full speed a mark costs one counter and one atomic load. Everything else happens in `attend`, out of line.
public struct LiveProbe: Probe {
  /// A command that the running iteration cannot carry out: it unwinds to the training loop.
  public enum Stop: Error, Sendable {
    case freeze(Bool)
    case switchTo(Setup)
    case reset(seed: UInt64)
    case begin(Setup, seed: UInt64)
    case restore(Checkpoint)
    case quit
  }

  let gate: Gate
  var setup: Setup
  var seed: UInt64
  var isFrozen = false
  var mode: Mode
  /// Marks passed since the session began.
  private(set) var mark = 0
  /// What can be undone, and done again.
  var changes = ChangeHistory()
  var notice: Notice?

  /// The journal of an earlier session that is followed, and how far.
  let script: [JournalEntry]
  var scripted = 0
  /// The mark at which parameters are looked at next, so that a divergence does not wait for a frame.
  var checkup = 1
  /// The last update after which they were looked at, where that is done after each.
  private var checkedUpdates = 0
  /// The next mark at which the script acts or a check-up is due.
  var appointment: Int
  /// The next mark to attend to: the appointment or, while a goal is watched, the very next.
  var alarm: Int
  /// What the run goes on until, and the number of episodes at which that was last looked at.
  var goal: Condition? {
    didSet { goalEpisode = goal?.firstEpisode }
  }
  var goalEpisodes = 0
  /// The first at whose end the goal can be reached, where it is about episodes.
  private(set) var goalEpisode: Int?

  /// Where the grain began that is being advanced by, or that sets the pace.
  var origin = Progress()
  var originMark = 0
  /// What to advance by when the present grain is complete.
  var queued: [Grain] = []
  var metronome = Metronome(perSecond: 1)
  /// What the run was doing when learning diverged and paused it.
  var modeBeforeDivergence: Mode?
  /// While a frame is being gathered: the line at which that began, and the marks that are left.
  var round: (first: Int, left: Int)?
  var values: [[NamedValue]] = []
  /// How old they are.
  var log = LineLog()
  /// Whether the next frame at full speed is to show an episode step by step.
  var wantsTrajectory = false
  /// The episodes that are kept to be shown.
  var recorder = EpisodeRecorder()
  /// What is known of the updates.
  var updateWatch = UpdateWatch()

  init(gate: Gate, setup: Setup, seed: UInt64, mode: Mode, following script: [JournalEntry] = []) {
    self.gate = gate
    self.setup = setup
    self.seed = seed
    self.mode = mode
    if case .running(.limited(let rate, _)) = mode { metronome = Metronome(perSecond: rate) }
    self.script = script
    appointment = 1
    alarm = appointment
  }

  @inline(__always)
  public mutating func passed<L: Learner>(
    _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
  ) throws(Stop) {
    mark &+= 1
    if L.checksEveryUpdate, learner.updates != checkedUpdates { checkUpdate(learner) }
    if gate.needsAttention || mark == alarm {
      try attend(line, &learner, values)
    }
  }

  public var isUnwatched: Bool { !gate.needsAttention && !recorder.isBusy && goal == nil }

  public func canLeap<L: Learner>(over passage: Passage, _ learner: L) -> Bool {
    isUnwatched && (scripted == script.count || mark &+ passage.marks < script[scripted].mark)
  }

  public mutating func leapt<L: Learner>(over passage: Passage, _ learner: inout L) {
    mark &+= passage.marks
    // A check-up that was due in between comes at the next mark.
    guard mark >= alarm else { return }
    checkup = mark &+ 1
    makeAppointment()
    setAlarm()
  }

  /// A return that is no number tells of parameters that are none: they are looked at when the next iteration begins.
  @inline(__always)
  mutating func endIteration<L: Learner>(_ learner: L) {
    guard !learner.environment.lastEpisode.return.isFinite, modeBeforeDivergence == nil else { return }
    checkup = mark &+ 1
    makeAppointment()
    setAlarm()
  }

  /// A mark before the first line: a frame is shown, and commands act.
  @_semantics("optimize.sil.specialize.generic.never")
  mutating func open<L: Learner>(_ learner: inout L) throws(Stop) {
    mark &+= 1
    values = Array(repeating: [], count: listing.count)
    log = LineLog(lines: listing.count)
    round = nil
    if let before = modeBeforeDivergence, learner.divergence == nil {
      // A new learner goes on as the old one did before it diverged.
      modeBeforeDivergence = nil
      mode = before
    }
    begin(at: learner.progress)
    checkup = min(checkup, mark + L.marksBetweenCheckups)
    makeAppointment()
    (updateWatch, recorder) = (UpdateWatch(), EpisodeRecorder())
    recorder.go()
    recorder.look(at: learner, isSlow: true)
    post(nil, listing, &learner)
    try hold(nil, listing, &learner)
    setAlarm()
  }

  /// What is running.
  private var listing: [String] { isFrozen ? PlayLine.lines : setup.listing }

  /// Says something in the next frames.
  mutating func say(_ text: String) {
    notice = Notice(number: (notice?.number ?? 0) + 1, text: text)
  }

  // MARK: At a mark that must be attended to

  @_semantics("optimize.sil.specialize.generic.never")
  @inline(never)
  private mutating func attend<Line: Listing, L: Learner>(
    _ line: Line, _ learner: inout L, _ values: () -> Values
  ) throws(Stop) {
    recorder.look(at: learner, isSlow: mode != .running(.full))
    if isOnlyWatching(learner) { return setAlarm() }
    self.values[line.rawValue] = values().map { NamedValue($0.key, $0.value) }
    log.note(line.rawValue, at: mark, updates: learner.updates)
    updateWatch.look(at: learner, setup.world.model, visits: recorder.visits, isClose: isSlow)
    // Whoever pauses in the middle of an episode sees all of it.
    if mode != .running(.full) { recorder.go() }
    try hold(line.rawValue, listing, &learner)
    setAlarm()
  }

  /// Has a mark attended to at which an update has broken the parameters.
  @inline(never)
  private mutating func checkUpdate<L: Learner>(_ learner: L) {
    checkedUpdates = learner.updates
    guard modeBeforeDivergence == nil, learner.divergence != nil else { return }
    (checkup, appointment, alarm) = (mark, mark, mark)
  }

  private mutating func setAlarm() { alarm = goal == nil && !recorder.isBusy ? appointment : mark &+ 1 }

  /// Takes commands and waits until the run may go on.
  @_semantics("optimize.sil.specialize.generic.never")
  private mutating func hold<L: Learner>(_ line: Int?, _ listing: [String], _ learner: inout L) throws(Stop) {
    try followScript(&learner)
    if mark >= checkup { checkUp(learner) }
    watchGoal(learner)
    /// Whether a frame shows this mark as it is; before the first line `open` has shown it.
    var isShown = line == nil
    while true {
      let (commands, wantsFrame, wantsTrajectory) = gate.take()
      self.wantsTrajectory = wantsTrajectory
      try carryOut(commands, &learner)
      if !commands.isEmpty { isShown = false }

      switch mode {
      case .running(.full):
        if wantsFrame, round == nil {
          round = (line ?? -1, Self.longestRound)
          updateWatch.begin(learner, setup.world.model)
          recorder.go()
        }
        if finishesRound(at: line) {
          post(line, listing, &learner)
          if mode == .paused { continue }
        }
        if round == nil { gate.rest() }
        return

      case .running(.limited(let rate, let grain)):
        guard completes(grain, learner.progress) else {
          if wantsFrame { post(line, listing, &learner) }
          return
        }
        if wantsFrame || (!isShown && rate <= Self.visibleRate) {
          post(line, listing, &learner)
          isShown = true
        }
        guard let deadline = metronome.deadline else {
          metronome.beat()
          begin(at: learner.progress)
          return
        }
        gate.wait(until: deadline)

      case .advancing(let grain):
        guard completes(grain, learner.progress) else {
          if wantsFrame { post(line, listing, &learner) }
          return
        }
        if queued.isEmpty {
          mode = .paused
          isShown = false
        } else {
          // Keys that came faster than the marks: each gets its grain, and its frame.
          mode = .advancing(queued.removeFirst())
          post(line, listing, &learner)
          begin(at: learner.progress)
          return
        }

      case .paused:
        if wantsFrame || !isShown {
          post(line, listing, &learner)
          isShown = true
        }
        gate.wait(until: nil)
      }
    }
  }

  /// The most marks that one frame gathers values over.
  private static let longestRound = 64
  /// Up to so many grains a second each is shown; a screen shows no more.
  private static let visibleRate = 30.0

  /// A frame is gathered over one round of the listing, so that every line of a loop shows the values it had in it.
  private mutating func finishesRound(at line: Int?) -> Bool {
    guard let (first, left) = round else { return false }
    let isOver = left == 0 || (left < Self.longestRound && first == line)
    round = isOver ? nil : (first, left - 1)
    return isOver
  }

  mutating func begin(at progress: Progress) {
    origin = progress
    originMark = mark
  }

  /// Whether the grain that began at `origin` is complete.
  private func completes(_ grain: Grain, _ progress: Progress) -> Bool {
    switch grain {
    case .line: mark > originMark
    case .step: progress.steps > origin.steps
    case .episode: progress.episodes > origin.episodes
    // Frozen, nothing is updated; a pace set by updates goes on by steps.
    case .update: isFrozen ? progress.steps > origin.steps : progress.updates > origin.updates
    }
  }

  /// Whether marks come so slowly that anything may be looked at.
  private var isSlow: Bool {
    switch mode {
    case .paused, .advancing: true
    case .running(.limited(let rate, _)): rate <= Self.visibleRate
    case .running(.full): false
    }
  }

  // MARK: Frames

  @_semantics("optimize.sil.specialize.generic.never")
  private mutating func post<L: Learner>(_ line: Int?, _ listing: [String], _ learner: inout L) {
    let divergence = noticeDivergence(of: learner)
    if !isFrozen {
      for (line, standing) in learner.standing {
        values[line.rawValue] = standing
        log.hold(line.rawValue, at: mark, updates: learner.updates)
      }
    }
    let freshness = log.freshness(updates: learner.updates)
    let environment = learner.environment
    let player = isFrozen ? nil : learner.playerOnTrial
    gate.post(
      Frame(
        setup: setup, seed: seed, mark: mark, line: line, listing: listing, values: values, freshness: freshness,
        progress: learner.progress, mode: mode, goal: goal, isFrozen: isFrozen, scene: environment.world.scene,
        observation: L.R.view(environment.observation),
        distribution: player?.distribution(at: environment.observation)
          ?? learner.distribution(at: environment.observation),
        lastAction: environment.lastAction.map(L.R.view),
        lastReward: environment.lastAction == nil ? nil : environment.lastReward,
        episode: EpisodeView(
          steps: environment.episodeSteps, return: environment.episodeReturn, ending: environment.ending),
        policies: learner.policies, learntValues: learner.learntValues,
        learntActionValues: learner.learntActionValues, eligibility: learner.eligibility,
        policyEligibility: learner.policyEligibility, returns: environment.returns,
        divergence: divergence, canUndo: changes.canUndo, notice: notice,
        trajectory: mode != .running(.full) || wantsTrajectory
          ? recorder.recording.map { learner.trajectory(of: $0, setup.world.model) } : nil,
        portrait: mode != .running(.full) || wantsTrajectory ? learner.portrait() : nil,
        actionCurve: learner.actionCurve(), change: updateWatch.last,
        visits: setup.world.model == nil ? nil : recorder.visits, population: learner.shownPopulation,
        region: mode != .running(.full) || wantsTrajectory ? learner.trustRegion() : nil,
        timeLine: learner.shownTimeLine,
        weights: (player as? PlacementSoftmax)?.parameters ?? learner.shownWeights))
    // Whatever is updated next can be compared with what was just shown.
    if mode != .running(.full) { updateWatch.begin(learner, setup.world.model) }
  }
}
