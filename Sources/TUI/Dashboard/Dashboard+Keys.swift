import Learn
import Worlds

/// From keys to actions, and what each action does.
extension Dashboard {
  mutating func take(_ key: Key) -> [Effect] {
    let action = keys.action(of: key)
    // These work everywhere, as they do in every program; while something is typed a letter is a letter.
    if let action, action.worksEverywhere, !takesText || !key.isText { return perform(action) }
    note = nil
    announcement = announcement?.afterKey
    if let overlay { return take(key, in: overlay) }
    if isInspecting, moveInspection(key) { return [] }
    guard let action, let row = KeyTable.row(of: action) else { return [] }
    if row.isEnabled(self) { return perform(action) }
    if !row.otherwise.isEmpty { note = Note(text: "\(key.name(isASCII: isASCII)): \(row.otherwise)") }
    return []
  }

  /// Whether letters go into a text.
  private var takesText: Bool {
    switch overlay {
    case .picker, .parameters, .prompt, .filter: true
    case .help, .leaving, nil: false
    }
  }

  mutating func perform(_ action: Action) -> [Effect] {
    switch action {
    case .runOrPause:
      if isRunning { return command(.pause) }
      if !film.isAtNewest, let newest = film.newest {
        note = Note(text: "on from the present: episode \(Numbers.grouped(newest.progress.episodes))")
      }
      return run()
    case .forward: return forward()
    case .back: return back()
    case .advance(let grain):
      self.grain = grain
      return forward()
    case .faster: return change(speed.faster, limit: "this is full speed")
    case .slower: return change(speed.slower, limit: "this is as slow as it goes")
    case .pickAlgorithm: overlay = .picker(.algorithms(for: setup))
    case .compare: return compare()
    case .pickWorld: overlay = .picker(.worlds(for: setup))
    case .pickScene: overlay = .picker(.scenes(present: scene))
    case .editParameters: overlay = .parameters(ParameterEditor(setup))
    case .freeze:
      isFrozen.toggle()
      return command(.freeze(isFrozen))
    case .reset: return command(.reset(seed: seed))
    case .newSeed:
      seed &+= 1
      return command(.reset(seed: seed))
    case .undo:
      if !looks.isEmpty { looks[looks.count - 1].isAwaited = true }
      return command(.undo)
    case .redo: return command(.redo)
    case .nextHeatMap: showNextHeatMap()
    case .pickHeatMap: overlay = .picker(.heatMaps(availableHeatMaps, present: heatMap))
    case .inspect: toggleInspection()
    case .focusNext: moveFocus(by: 1)
    case .focusPrevious: moveFocus(by: -1)
    case .showPane(let pane): showPane(pane)
    case .showPreset(let preset): showPreset(preset)
    case .scroll(let scrolling): scroll(scrolling)
    case .hide: hide()
    case .zoom: isZoomed = true
    case .leave:
      if isInspecting {
        endInspection()
      } else if !scrolls.isEmpty {
        endScrolling()
      } else if isZoomed {
        isZoomed = false
      } else if !film.isAtNewest {
        showNewest()
      } else {
        announcement = nil
      }
    case .resetLayout: resetLayout()
    case .toggleLog:
      isLog.toggle()
      note = Note(text: isLog ? "returns: log scale on both sides of 0" : "returns: linear scale")
    case .filter: return filter()
    case .copySetup: return [.copy(setup.commandLine(seed: seed))]
    case .command: overlay = .prompt(Prompt())
    case .help: (overlay, helpFilter) = (.help(scroll: 0), "")
    case .savePicture: return savePicture()
    case .repaint: return [.redraw]
    case .suspend: return [.suspend]
    case .quit:
      guard hasMuchToLose else { return [.quit] }
      overlay = .leaving
    }
    return []
  }

  /// The key of an action in brackets, for a sentence that advises it; its name as a command where it has none.
  func label(_ action: Action) -> String {
    " (\(keys[action].first?.name(isASCII: isASCII) ?? ":" + action.name))"
  }

  // MARK: Running

  /// Sends a command and asks to see what came of it. Whatever acts on the run shows its newest frame again.
  mutating func command(_ command: Command) -> [Effect] {
    showNewest()
    switch command {
    case .run(let pace), .runUntil(_, let pace): mode = .running(pace)
    case .pause: mode = .paused
    case .advance(let grain): mode = .advancing(grain)
    case .set, .freeze, .switchTo, .reset, .begin, .undo, .redo, .quit: break
    }
    return [.send(command), .requestFrame]
  }

  mutating func run() -> [Effect] {
    meter.reset()
    return command(.run(speed.pace(by: grain)))
  }

  mutating func change(_ next: Speed?, limit: String) -> [Effect] {
    guard let next else {
      note = Note(text: limit)
      return []
    }
    speed = next
    note = Note(text: "speed: \(next.text(by: grain))" + (isRunning ? "" : ", from the next run on"))
    guard case .running = mode else { return [] }
    return run()
  }

  private mutating func forward() -> [Effect] {
    guard film.goForward(by: grain) else { return command(.advance(grain)) }
    observe()
    return []
  }

  private mutating func back() -> [Effect] {
    // A run that went on would push the past off the film.
    let effects = isRunning ? command(.pause) : []
    if film.goBack(by: grain) {
      observe()
    } else {
      note = Note(text: "the beginning of what is held; reset\(label(.reset)) begins anew")
    }
    return effects
  }

  private mutating func showNewest() {
    guard !film.isAtNewest else { return film.showNewest() }
    film.showNewest()
    observe()
  }
}
