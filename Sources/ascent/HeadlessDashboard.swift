import Learn
import TUI
import Worlds

/// The dashboard without a terminal: a session that is led, command by command, to exact moments, so that the same
/// commands always show the same screen.
struct HeadlessDashboard {
  private let session: Session
  private(set) var dashboard: Dashboard

  init(
    _ setup: Setup, seed: UInt64, columns: Int, rows: Int, theme: Theme, tier: ColorTier, isASCII: Bool,
    scene: LectureScene? = nil
  ) {
    session = Session(setup, seed: seed, mode: .paused)
    dashboard = Dashboard(
      setup, seed: seed, mode: .paused, columns: columns, rows: rows, theme: theme, tier: tier,
      isASCII: isASCII)
    if let scene { dashboard.open(scene) }
    settle()
  }

  func end() { session.stop() }

  // MARK: Learning

  /// Moments on the way that the curves are drawn through, as many as the dashboard remembers.
  private static let stops = 240

  /// Learns until so many episodes have ended, or until learning diverges.
  /// - Returns: the moment at which it stands still.
  mutating func learn(episodes: Int, report: (Progress) -> Void) -> Frame? {
    var last: Frame?
    let stops = min(episodes, Self.stops)
    for stop in 0..<stops {
      // In one go to the episode before, then through the last one with every line watched, whose values are shown.
      send(.runUntil(.episodes(episodes * (stop + 1) / stops - 1), .full), isShown: false)
      last = send(.advance(.episode))
      if let last { report(last.progress) }
      if last?.divergence != nil { break }
    }
    return last
  }

  // MARK: Keys

  /// Presses a key and waits until the run stands still again.
  /// - Throws: a `ParameterError` for a key that would leave it running.
  mutating func press(_ key: Key) throws(ParameterError) {
    for effect in dashboard.update(.key(key)) { try carryOut(effect, of: key) }
    evaluate()
  }

  private mutating func carryOut(_ effect: Effect, of key: Key) throws(ParameterError) {
    switch effect {
    case .send(.run):
      throw ParameterError(
        "`\(key.name(isASCII: true))` in `--keys` sets it running; a picture is of a run that stands still")
    case .send(.runUntil(let condition, _)): send(.runUntil(condition, .full))
    case .send(let command): send(command)
    case .build(let world, let algorithm):
      let result = Result { () throws(ParameterError) in try Setup(world: world, algorithm: algorithm) }
      for effect in dashboard.update(.built(result)) { try carryOut(effect, of: key) }
    // Frames come by themselves wherever the run stands still; the rest is about a terminal.
    case .requestFrame, .save, .redraw, .remember, .copy, .suspend, .quit: break
    }
  }

  // MARK: Waiting

  /// - Parameter isShown: whether the dashboard sees the moment at which the run stands still.
  @discardableResult
  private mutating func send(_ command: Command, isShown: Bool = true) -> Frame? {
    session.gate.send(command)
    return settle(isShown: isShown)
  }

  /// Waits until the run stands still, and shows the dashboard that moment and no other: what there was on the way
  /// depends on chance.
  @discardableResult
  private mutating func settle(isShown: Bool = true) -> Frame? {
    session.gate.waitUntilAtRest()
    let next = dashboard.nextFrame
    let (frames, missed) = session.gate.frames(from: next)
    guard isShown, let last = frames.last else { return nil }
    _ = dashboard.update(.frames([last], firstNumber: next + missed + frames.count - 1, time: 0))
    evaluate()
    return last
  }

  private mutating func evaluate() { while dashboard.wantsLeisure { _ = dashboard.update(.leisure) } }
}
