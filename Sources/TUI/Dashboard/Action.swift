import Learn

/// What a key can do. Each has a name of its own, so that keys can be bound to it.
enum Action: Hashable, Sendable {
  case runOrPause, forward, back
  case advance(Grain)
  case faster, slower
  case pickAlgorithm, compare, pickWorld, editParameters
  case freeze, reset, newSeed
  case undo, redo
  case nextHeatMap, pickHeatMap, inspect
  case focusNext, focusPrevious
  case showPane(Int)
  case showPreset(Layout.Preset)
  case scroll(Scrolling)
  case zoom, hide, leave, resetLayout
  case toggleLog
  case pickScene
  case command, filter, copySetup, help, savePicture, quit, repaint, suspend
}

/// How far a pane is scrolled.
enum Scrolling: String, Sendable {
  case up, down
  case pageUp = "page-up"
  case pageDown = "page-down"
  case start, end
}

extension Action {
  /// Whether it does the same thing whatever lies over the panes.
  var worksEverywhere: Bool { self == .savePicture || self == .repaint || self == .suspend }

  /// What the action is called where it is typed: after `:`, and in a keys file. Names stay, whatever becomes of keys.
  var name: String {
    switch self {
    case .runOrPause: "run-pause"
    case .forward: "forward"
    case .back: "back"
    case .advance(let grain): grain.rawValue
    case .faster: "faster"
    case .slower: "slower"
    case .pickAlgorithm: "algorithm"
    case .compare: "compare"
    case .pickWorld: "world"
    case .editParameters: "parameters"
    case .freeze: "freeze"
    case .reset: "reset"
    case .newSeed: "new-seed"
    case .undo: "undo"
    case .redo: "redo"
    case .nextHeatMap: "values"
    case .pickHeatMap: "choose-values"
    case .inspect: "inspect"
    case .focusNext: "focus-next"
    case .focusPrevious: "focus-previous"
    case .showPane(let pane): "pane-\(pane + 1)"
    case .showPreset(let preset): "view-\(preset)"
    case .scroll(let scrolling): "scroll-\(scrolling.rawValue)"
    case .zoom: "zoom"
    case .hide: "hide"
    case .leave: "leave"
    case .resetLayout: "layout"
    case .toggleLog: "log-scale"
    case .pickScene: "scene"
    case .command: "command"
    case .filter: "filter"
    case .copySetup: "copy-setup"
    case .help: "help"
    case .savePicture: "picture"
    case .quit: "quit"
    case .repaint: "repaint"
    case .suspend: "suspend"
    }
  }
}
