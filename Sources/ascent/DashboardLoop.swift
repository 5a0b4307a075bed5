import Glibc
import Learn
import TUI
import Worlds

/// Turns the terminal's events and the training thread's frames into messages, carries out the effects, and paints.
///
/// While nothing runs and nothing is to be computed it waits without a deadline and uses no processor time.
struct DashboardLoop {
  enum Ending: Equatable {
    case quit
    case signal(Int32)
  }

  let terminal: Terminal
  let gate: Gate
  var dashboard: Dashboard
  private let historyFile: HistoryFile?

  private var isDirty = true
  /// A key's effect is painted at once; frames wait for the screen's pace.
  private var isUrgent = true
  private var painted = -Double.infinity
  private var ticked = -Double.infinity
  private var ending: Ending?

  /// Seconds between pictures while nobody presses a key.
  private let interval: Double

  /// - Parameter reducesMotion: four pictures a second instead of thirty, so that nothing flickers.
  init(
    terminal: Terminal, gate: Gate, dashboard: Dashboard, historyFile: HistoryFile?, reducesMotion: Bool
  ) {
    self.terminal = terminal
    self.gate = gate
    self.dashboard = dashboard
    self.historyFile = historyFile
    interval = reducesMotion ? 1.0 / 4 : 1.0 / 30
  }

  mutating func run() -> Ending {
    while true {
      tick()
      paint()
      let events = terminal.events(timeoutMilliseconds: timeout)
      // Frames first: a key acts on what has already happened.
      receiveFrames()
      if dashboard.wantsLeisure {
        update(.leisure)
        isDirty = isDirty || !dashboard.wantsLeisure
      }
      for event in events { handle(event) }
      if let ending { return ending }
    }
  }

  /// How long nothing is to do but wait for events; nil for as long as it takes.
  private var timeout: Int? {
    if dashboard.wantsLeisure { return 0 }
    var due = Double.infinity
    if isDirty { due = painted + interval }
    if dashboard.wantsTicks { due = min(due, ticked + interval) }
    // Rounded up: too early would mean to go round for nothing.
    return due == .infinity ? nil : max(0, Int(((due - now) * 1000).rounded(.up)))
  }

  private mutating func tick() {
    guard dashboard.wantsTicks, now >= ticked + interval else { return }
    ticked = now
    update(.tick)
  }

  private mutating func paint() {
    guard isDirty, isUrgent || now >= painted + interval else { return }
    var canvas = Canvas(columns: dashboard.columns, rows: dashboard.rows, isASCII: dashboard.isASCII)
    dashboard.draw(into: &canvas)
    terminal.paint(canvas)
    painted = now
    (isDirty, isUrgent) = (false, false)
  }

  private mutating func receiveFrames() {
    let next = dashboard.nextFrame
    let (frames, missed) = gate.frames(from: next)
    guard !frames.isEmpty else { return }
    update(.frames(frames, firstNumber: next + missed, time: now))
    isDirty = true
  }

  private mutating func handle(_ event: Terminal.Event) {
    switch event {
    case .key(let key):
      update(.key(key))
      (isDirty, isUrgent) = (true, true)
    case .mouse(let mouse):
      update(.mouse(mouse))
      (isDirty, isUrgent) = (true, true)
    case .resize(let columns, let rows):
      update(.resize(columns: columns, rows: rows))
      (isDirty, isUrgent) = (true, true)
    case .resumed: (isDirty, isUrgent) = (true, true)
    case .wake: break
    case .quit(let signal): ending = .signal(signal)
    }
  }

  private mutating func update(_ message: Message) {
    for effect in dashboard.update(message) { carryOut(effect) }
  }

  private mutating func carryOut(_ effect: Effect) {
    switch effect {
    case .send(let command): gate.send(command)
    case .requestFrame: gate.requestFrame(withTrajectory: dashboard.wantsTrajectory)
    case .build(let world, let algorithm):
      update(.built(Self.build(world, algorithm)))
    case .save(let picture, let name): update(.saved(PictureFiles.save(picture, name: name)))
    case .redraw: terminal.forgetScreen()
    case .copy(let text): update(.copied(terminal.copy(text)))
    case .remember(let line): historyFile?.append(line)
    case .suspend: kill(getpid(), SIGTSTP)
    case .quit: ending = .quit
    }
  }

  private static func build(_ world: Spec, _ algorithm: Spec) -> Result<Setup, ParameterError> {
    do throws(ParameterError) {
      return .success(try Setup(world: world, algorithm: algorithm))
    } catch {
      return .failure(error)
    }
  }

  /// Seconds on the monotonic clock.
  private var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
