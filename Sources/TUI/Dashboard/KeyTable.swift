import Learn

/// One row of the key table: it drives dispatch, footer and help alike.
struct KeyRow: Sendable {
  enum Section: String, CaseIterable, Sendable {
    case run = "Run and step"
    case change = "Change what runs"
    case look = "Look"
    case program = "Program"
  }

  let section: Section
  let bindings: [(key: Key, action: Action)]
  /// The keys in words, where that is shorter than naming them all.
  private let name: String?
  /// One word or two, for the footer: what the key does now.
  let short: @Sendable (Dashboard) -> String
  let description: String
  /// The row's turn when the footer fills up, from 1; nil for one that only help names.
  let rank: Int?
  /// Whether it can do anything now; a disabled key does nothing.
  let isEnabled: @Sendable (Dashboard) -> Bool
  /// Why it does nothing where it is disabled; empty where that needs no words.
  let otherwise: String

  init(
    _ section: Section, _ bindings: [(key: Key, action: Action)], name: String? = nil, _ short: String,
    now: (@Sendable (Dashboard) -> String)? = nil, rank: Int? = nil, _ description: String,
    when isEnabled: @escaping @Sendable (Dashboard) -> Bool = { _ in true },
    otherwise: String = ""
  ) {
    self.section = section
    self.bindings = bindings
    self.name = name
    self.short = now ?? { _ in short }
    self.description = description
    self.rank = rank
    self.isEnabled = isEnabled
    self.otherwise = otherwise
  }

  /// What the row's keys do, each once.
  var actions: [Action] {
    bindings.indices.filter { index in !bindings[..<index].contains { $0.action == bindings[index].action } }
      .map { bindings[$0].action }
  }

  /// Every key, such as `. →`; what is typed instead where the actions have none.
  func label(_ map: KeyMap, isASCII: Bool) -> String {
    if let name, isStandard(map) { return name }
    let keys = actions.flatMap { map[$0] }
    return keys.isEmpty ? ":" + actions[0].name : keys.map { $0.name(isASCII: isASCII) }.joined(separator: " ")
  }

  /// The first key alone; nil where there is none.
  func shortLabel(_ map: KeyMap, isASCII: Bool) -> String? {
    if let name, isStandard(map) { return name }
    return actions.lazy.compactMap { map[$0].first }.first?.name(isASCII: isASCII)
  }

  /// Its keys, in the order in which labels name them.
  func keys(_ map: KeyMap) -> [Key] {
    isStandard(map) ? bindings.map(\.key) : actions.flatMap { map[$0] }
  }

  private func isStandard(_ map: KeyMap) -> Bool { actions.allSatisfy(map.isStandard) }
}

/// Every key of the dashboard.
enum KeyTable {
  static let rows: [KeyRow] = [
    KeyRow(
      .run, [(" ", .runOrPause)], "run", now: { $0.isRunning ? "pause" : "run" }, rank: 1, "run, or pause"),
    KeyRow(
      .run, [(".", .forward), (.right, .forward)], "forward", now: { $0.grain.rawValue }, rank: 4,
      "forward by one grain: over the frames still held, then live"),
    KeyRow(
      .run, [(",", .back), (.left, .back)], "back", rank: 8,
      "back by one grain over the frames still held", when: { !$0.film.frames.isEmpty },
      otherwise: "nothing has happened yet"),
    KeyRow(.run, [("l", .advance(.line))], "line", rank: 10, "forward by one line, which becomes the grain"),
    KeyRow(
      .run, [("s", .advance(.step))], "step", "forward by one step of the world, which becomes the grain"),
    KeyRow(
      .run, [("e", .advance(.episode))], "episode", rank: 11,
      "forward by one episode, which becomes the grain"),
    KeyRow(
      .run, [("u", .advance(.update))], "update", rank: 12, "forward by one update, which becomes the grain"),
    KeyRow(
      .run, [("+", .faster), ("-", .slower), ("=", .faster)], name: "+ -", "speed", rank: 9,
      "faster, slower: from one grain a second to full speed"),

    KeyRow(.change, [("a", .pickAlgorithm)], "algorithm", rank: 5, "choose another algorithm for this world"),
    KeyRow(
      .change, [("c", .compare)], "compare", now: { $0.showsFoil ? "back" : "compare" }, rank: 13,
      "compare: value-based Q-learning in its place, and back again", when: { $0.hasFoil },
      otherwise: "Q-learning needs finitely many observations and actions"),
    KeyRow(.change, [("w", .pickWorld)], "world", rank: 6, "choose another world"),
    KeyRow(.change, [("p", .editParameters)], "parameters", rank: 7, "change parameters, also while it runs"),
    KeyRow(.change, [("S", .pickScene)], "scene", rank: 21, "choose a scene: a set-up with something to look for"),
    KeyRow(
      .change, [("f", .freeze)], "freeze", rank: 14, "learning off, the policy plays on; again: learning on"),
    KeyRow(.change, [("r", .reset)], "reset", rank: 15, "begin anew with the same seed"),
    KeyRow(.change, [("R", .newSeed)], "new seed", "begin anew with the next seed"),
    KeyRow(
      .change, [("z", .undo), ("Z", .redo)], "undo", rank: 22,
      "undo a change of what runs, redo it: with what was learnt"),

    KeyRow(
      .look, [("i", .inspect)], "inspect", now: { $0.isInspecting ? "leave" : "inspect" }, rank: 15,
      "inspect a cell: arrows choose it, Esc leaves", when: { $0.hasCells },
      otherwise: "no cells in this world; the Policy pane shows what the agent does where it is"),
    KeyRow(
      .look, [("v", .nextHeatMap), ("V", .pickHeatMap)], "values", rank: 16,
      "values in the cells: V, Q, A, d^π, visits, traces; V: a list", when: { $0.hasCells },
      otherwise: "no cells in this world"),
    KeyRow(
      .look, [("y", .toggleLog)], "log", now: { $0.isLog ? "linear" : "log" }, rank: 23,
      "returns on a log scale on both sides of 0; again: linear"),
    KeyRow(
      .look, [(.tab, .focusNext), (.backTab, .focusPrevious)], name: "Tab", "focus", rank: 17,
      "focus the next pane; Shift-Tab the one before"),
    KeyRow(
      .look, [(.enter, .zoom)], "zoom", rank: 18, "give the pane in focus the whole screen",
      when: { !$0.isZoomed },
      otherwise: "this pane has the whole screen; Esc leaves it"),
    KeyRow(
      .look, [(.escape, .leave)], "leave", "back: from a cell, scrolling, zoom, the past, a scene's line",
      when: { $0.canLeave }
    ),
    KeyRow(
      .look, (1...Panes.numbered).map { (.character(Unicode.Scalar(UInt8(48 + $0))), .showPane($0 - 1)) },
      name: "1-\(Panes.numbered)", "panes", "focus a pane by its number; again: give it the whole screen"),
    KeyRow(
      .look,
      Layout.Preset.allCases.dropFirst().prefix(4).map {
        (.character(Unicode.Scalar(UInt8(48 + Panes.numbered + $0.rawValue))), .showPreset($0))
      }, name: "6-9", "views", "views: 6 lecture, 7 returns, 8 world, 9 code; again: all"),
    KeyRow(
      .look, [("t", .showPreset(.trajectory))], "trajectory", rank: 17,
      "the episode as a trajectory: ln π, rewards, ∇ln P(τ)"),
    KeyRow(
      .look, [("P", .showPreset(.phase))], "phase", rank: 26,
      "the phase portrait: value, policy and episode over all states",
      when: { $0.preset == .phase || $0.film.shown?.setup.world.phasePlane != nil },
      otherwise: "no phase portrait: a state of this world is not two numbers"),
    KeyRow(
      .look, [("g", .showPreset(.population))], "generation", rank: 26,
      "the generation: candidates over two of θ, see :axes",
      when: { $0.preset == .population || $0.film.shown?.population != nil },
      otherwise: "no generation: this algorithm tries no candidates; cem-parameters does"),
    KeyRow(
      .look, [("K", .showPreset(.region))], "trust region", rank: 26,
      "the trust region: KL, steps tried, ratios and PPO's edges",
      when: { $0.preset == .region || $0.setup.hasTrustRegion },
      otherwise: "no trust region: this algorithm's updates have none; trpo's and ppo's have"),
    KeyRow(
      .look, [("W", .showPreset(.workers))], "workers", rank: 26,
      "the workers' time line: who read what, who wrote over whom",
      when: { $0.preset == .workers || $0.film.shown?.timeLine != nil },
      otherwise: "no workers: this algorithm learns alone; a3c has some"),
    KeyRow(
      .look, [("h", .hide)], "hide", "hide the pane in focus; its number shows it again",
      when: { $0.panesInPlay.count > 1 }, otherwise: "the last pane stays"),
    KeyRow(.look, [("0", .resetLayout)], "layout", "all panes as they were at the start"),
    KeyRow(
      .look,
      [
        (.up, .scroll(.up)), (.down, .scroll(.down)), (.pageUp, .scroll(.pageUp)), (.pageDown, .scroll(.pageDown)),
        (.home, .scroll(.start)), (.end, .scroll(.end)),
      ], name: "↑ ↓", "scroll",
      "scroll the pane in focus, as do PgUp, PgDn, Home and End",
      when: { $0.canScroll }, otherwise: "all of this pane is in sight"),

    KeyRow(.program, [("?", .help)], "help", rank: 2, "this page"),
    KeyRow(
      .program, [(":", .command)], "command", rank: 19,
      "type a command, such as `until return > 5`; Tab completes"),
    KeyRow(
      .program, [("/", .filter)], "filter", rank: 25,
      "filter by name what is in sight: readings, keys, parameters"),
    KeyRow(
      .program, [("Y", .copySetup)], "set-up", rank: 24,
      "the set-up as one line for the shell and `:`; copies it"),
    KeyRow(
      .program, [("x", .savePicture), (.control("x"), .savePicture)], "picture", rank: 20,
      "save the screen as SVG and as text; ^X also while typing"),
    KeyRow(.program, [(.control("l"), .repaint)], "repaint", "paint the screen anew"),
    KeyRow(.program, [(.control("z"), .suspend)], "suspend", "back to the shell; `fg` returns"),
    KeyRow(.program, [("q", .quit)], "quit", rank: 3, "leave; asks first where a minute of learning would be lost"),
  ]

  static func row(of action: Action) -> KeyRow? { rows.first { $0.actions.contains(action) } }

  /// Everything that a key can be bound to.
  static let actions: [Action] = rows.flatMap(\.actions)
}

extension Key: ExpressibleByUnicodeScalarLiteral {
  public init(unicodeScalarLiteral scalar: Unicode.Scalar) { self = .character(scalar) }

  /// Whether the key writes something where text is typed.
  var isText: Bool { if case .character = self { true } else { false } }

  /// The key as footers and help write it.
  public func name(isASCII: Bool) -> String {
    switch self {
    case .character(" "): "space"
    case .character(let scalar): String(scalar)
    case .control(let letter): "^" + String(letter).uppercased()
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .backspace: "Backspace"
    case .delete: "Delete"
    case .up: isASCII ? "Up" : "↑"
    case .down: isASCII ? "Down" : "↓"
    case .left: isASCII ? "Left" : "←"
    case .right: isASCII ? "Right" : "→"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .function(let number): "F\(number)"
    }
  }
}
