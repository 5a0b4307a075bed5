import Learn
import Worlds

/// The dashboard's model: everything that the screen depends on, and nothing else.
///
/// `update` is the only way in and `draw` the only way out; both are pure. What is to happen outside comes back from
/// `update` as effects, and what came of it goes in again as messages.
public struct Dashboard: Sendable {
  public internal(set) var theme: Theme
  /// What the terminal can show of a theme.
  let tier: ColorTier
  public let isASCII: Bool
  public let keys: KeyMap
  public internal(set) var columns: Int
  public internal(set) var rows: Int

  /// What runs, as the newest frame or the last command has it.
  var setup: Setup
  var seed: UInt64
  var mode: Mode
  var isFrozen = false
  /// The parameters last used of each world, and of each algorithm on each world.
  var remembered: [String: Spec] = [:]

  var film = Film()
  var grain: Grain
  var speed: Speed
  var meter = SpeedMeter()
  private(set) var effort = Effort()
  var exact = ExactObserver()

  var heatMap = HeatMap.learnt
  /// Returns on a log scale.
  var isLog = false
  /// Which two parameters span the plane that candidates are shown in.
  var axes = PlaneAxes.first
  /// Into `Panes.all`.
  var focus = Layout.world
  var isZoomed = false
  var preset = Layout.Preset.all
  var hidden: Set<Int> = []
  /// By the name of a pane: the line that it was scrolled to.
  var scrolls: [String: Int] = [:]
  /// The place of a world made of cells that is looked at.
  var inspection: Int?
  var overlay: Overlay?
  /// What the names of the readings, and the lines of help, must have in them to be shown.
  var readingsFilter = ""
  var helpFilter = ""
  /// What was entered after `:`.
  var history: History
  var note: Note?
  /// The number of the training loop's last notice that was shown.
  private var lastNotice = 0
  /// The scene that was chosen last, and what it asks to look for.
  var scene: String?
  var announcement: Announcement?
  /// How things were looked at before each scene that was chosen.
  var looks: [Look] = []
  /// What goes after the training loop's next notice.
  var preface: String?
  /// The algorithm that the foil was last compared with.
  var compared: String?
  /// What a set-up under construction is for.
  var pending: Pending?

  /// What lies over the panes and takes the keys.
  enum Overlay: Equatable, Sendable {
    case picker(Picker)
    case parameters(ParameterEditor)
    /// The help page, scrolled down by so many lines.
    case help(scroll: Int)
    case prompt(Prompt)
    case filter(Filter)
    /// The question whether to leave what was learnt.
    case leaving
  }

  /// A sentence to the user.
  struct Note: Equatable, Sendable {
    var text: String
    var isError = false
  }

  enum Pending: Sendable {
    case scene(LectureScene)
    /// Something was picked; what is to be said about it.
    case pick(note: String?)
    case parameter(ParameterEditor.Row, text: String)
    /// A command was typed; what is to be said about it, and the seed to begin with.
    case command(preface: String?, seed: UInt64?)
  }

  /// - Parameters:
  ///   - setup: what the session starts with, as are the seed and the mode.
  public init(
    _ setup: Setup, seed: UInt64, mode: Mode, columns: Int, rows: Int, theme: Theme, tier: ColorTier = .direct,
    isASCII: Bool = false, speed: Speed = .first, grain: Grain = .step,
    keys: KeyMap = .standard, history: History = History()
  ) {
    self.setup = setup
    self.seed = seed
    self.mode = mode
    self.columns = columns
    self.rows = rows
    self.theme = theme.adapted(to: tier)
    self.tier = tier
    self.isASCII = isASCII
    self.keys = keys
    self.history = history
    self.speed = speed
    self.grain = grain
    if case .running(let pace) = mode { self.speed = Speed(pace) }
    remember(setup)
  }

  /// The pace that a new dashboard runs at.
  public static let firstPace = Speed.first.pace(by: .step)

  // MARK: What the loop around it asks

  /// The number of the first frame not yet received.
  public var nextFrame: Int { film.nextNumber }
  /// Whether the run goes on by itself, so that there will be more to see.
  public var isRunning: Bool { mode != .paused }
  /// Whether pictures must be asked for: a slow run posts each of its frames by itself.
  public var wantsTicks: Bool {
    switch mode {
    case .paused: false
    case .running(.limited(let rate, let grain)): rate > 30 || grain == .episode || grain == .update
    case .running(.full), .advancing: true
    }
  }
  /// Whether pictures are to show an episode step by step, the phase portrait or the trust region, also at full speed.
  public var wantsTrajectory: Bool {
    layout.panes.contains { [Layout.trajectory, Layout.phase, Layout.region].contains($0.pane) }
  }
  /// Whether `Message.leisure` would be put to use.
  public var wantsLeisure: Bool { exact.isBusy }

  // MARK: Update

  public mutating func update(_ message: Message) -> [Effect] {
    switch message {
    case .key(let key):
      defer { lookAnew() }
      return take(key)
    case .mouse(let mouse):
      defer { lookAnew() }
      return take(mouse)
    case .frames(let frames, let number, let time): receive(frames, firstNumber: number, time: time)
    case .resize(let columns, let rows): (self.columns, self.rows) = (columns, rows)
    case .tick: return wantsTicks ? [.requestFrame] : []
    case .leisure: exact.work()
    case .built(let result): return switchTo(result)
    case .copied(let isAsked): tellSetup(isAsked)
    case .saved(let outcome): tell(outcome)
    }
    return []
  }

  private mutating func receive(_ frames: [Frame], firstNumber: Int, time: Double) {
    let wasAtNewest = film.isAtNewest
    let listing = film.newest?.listing
    film.append(frames, firstNumber: firstNumber)
    guard let newest = film.newest else { return }
    if newest.listing != listing { scrolls = [:] }
    if let look = looks.last, look.isAwaited, look.isOf(newest) {
      look.restore(&self)
      looks.removeLast()
    } else if newest.listing != listing {
      leaveEmptyView(of: newest)
    }
    effort.observe(isLearning: isRunning && !isFrozen, time: time)
    (setup, seed, mode, isFrozen) = (newest.setup, newest.seed, newest.mode, newest.isFrozen)
    if isRunning { meter.observe(steps: newest.progress.steps, time: time) } else { meter.reset() }
    // A divergence has the line for as long as it lasts, with advice.
    if let notice = newest.notice, notice.number > lastNotice, notice.text.hasPrefix("diverged") {
      lastNotice = notice.number
      note = nil
    } else if let notice = newest.notice, notice.number > lastNotice {
      lastNotice = notice.number
      // Whether a policy was kept comes first: a narrow screen cuts the end.
      note = announcement?.isNew == true ? nil : Note(text: notice.text + (preface.map { "; " + $0 } ?? ""))
      preface = nil
    }
    announcement = announcement?.after(newest.setup)
    if case .parameters(var editor) = overlay {
      editor.refresh(setup)
      overlay = .parameters(editor)
    }
    // Of many frames at once only the last is worth evaluating.
    if wasAtNewest || film.isAtNewest { observe() }
  }

  /// Has the frame shown evaluated.
  mutating func observe() {
    guard let shown = film.shown else { return }
    exact.wantsVisits = wantsVisits
    exact.observe(shown, isNewest: film.isAtNewest, isMoving: isRunning)
  }

  /// Has computed what has come to be looked at.
  private mutating func lookAnew() {
    if exact.wantsVisits != wantsVisits { observe() }
  }

  /// Whether d^π is on the screen, or J_avV and J_avR, which are made from it.
  private var wantsVisits: Bool {
    heatMap == .visits || isInspecting
      || showsAverages && layout.panes.contains { [Layout.returns, Layout.readings].contains($0.pane) }
  }

  /// Whether the readings have J_avV and J_avR: where a task never ends, which they are for, and anywhere when the readings
  /// are in focus.
  private var showsAverages: Bool { focus == Layout.readings || film.shown?.setup.world.isContinuing ?? false }

  // MARK: What is known of the present moment

  /// Whether the world is made of cells, which can be coloured.
  var hasCells: Bool {
    if case .cells = film.shown?.scene { true } else { false }
  }

  /// Whether so much was learnt that leaving is worth a question.
  var hasMuchToLose: Bool { effort.seconds >= Effort.worthAQuestion }

  var canLeave: Bool { isInspecting || isZoomed || !scrolls.isEmpty || !film.isAtNewest || announcement != nil }

  var layout: Layout {
    var (size, coreRows) = ((columns: 0, rows: 0), 0)
    switch film.shown?.scene {
    case .cells(let scene): (size, coreRows) = ((scene.columns, scene.rows), scene.core.1.count)
    // With its floor, two columns to a cell; or two rows to a character.
    case .tetris(let scene): (size, coreRows) = ((2 * scene.columns, scene.rows + 1), (scene.rows + 1) / 2 + 1)
    default: break
    }
    return Layout(
      columns: columns, rows: rows, focus: focus, isZoomed: isZoomed, preset: preset, hidden: hidden, scene: size,
      coreRows: coreRows, isInspecting: isInspecting)
  }

  /// What the panes draw from; nil before the first frame.
  var view: ViewState? {
    guard let frame = film.shown else { return nil }
    return ViewState(
      frame: frame, theme: theme, isASCII: isASCII, heatMap: heatMap, exactValues: exact.values,
      objectives: film.isAtNewest ? exact.curves : exact.curves(at: frame),
      readings: ReadingHistories.read(film.past), scrolls: scrolls, isLog: isLog, filter: readingsFilter,
      exactActionValues: exact.actionValues, visits: exact.visits, inspected: inspectedPlace,
      greedyStep: exact.greedyStep, averages: showsAverages ? exact.averages : nil,
      axes: axes)
  }
}
