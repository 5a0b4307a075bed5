import Learn
import Worlds

/// What keys do while an overlay is open, and what becomes of its choice.
extension Dashboard {
  mutating func take(_ key: Key, in overlay: Overlay) -> [Effect] {
    switch overlay {
    case .picker(let picker) where key == .enter && picker.takesSetup: return enter(picker.filter)
    case .picker(var picker):
      switch picker.handle(key) {
      case .open: self.overlay = .picker(picker)
      case .cancelled: self.overlay = nil
      case .chosen(let item):
        self.overlay = nil
        // A scene that was left on its way can begin again.
        return item.isPresent && picker.purpose != .scene ? [] : choose(item, picker.purpose)
      }
    case .parameters(let editor) where keys.action(of: key) == .filter && editor.takesFilter: return filter()
    case .parameters(var editor):
      let outcome = editor.handle(key)
      self.overlay = outcome == .closed ? nil : .parameters(editor)
      if case .apply(let row, let text) = outcome { return apply(row, text, otherwise: .parameter(row, text: text)) }
    case .help where keys.action(of: key) == .filter: return filter()
    case .help(let scroll):
      self.overlay = HelpPage.scroll(scroll, by: key, self).map { .help(scroll: $0) }
    case .prompt(let prompt): return take(key, in: prompt)
    case .filter(let filter): return take(key, in: filter)
    case .leaving: return leave(key)
    }
    return []
  }

  // MARK: Switching

  private mutating func choose(_ item: Picker.Item, _ purpose: Picker.Purpose) -> [Effect] {
    switch purpose {
    case .heatMap:
      if let map = HeatMap(rawValue: item.id) { show(map) }
      return []
    case .scene: return Catalogue.scenes.first { $0.id == item.id }.map { change(to: $0) } ?? []
    case .algorithm:
      pending = .pick(note: nil)
      return [.build(world: setup.worldSpec, algorithm: algorithmSpec(item.id, on: setup.world.info.id))]
    case .world:
      guard let world = Catalogue.worlds.first(where: { $0.info.id == item.id }) else { return [] }
      let (algorithm, note) = companion(on: world)
      pending = .pick(note: note)
      return [.build(world: remembered[item.id] ?? Spec(id: item.id), algorithm: algorithm)]
    }
  }

  /// What runs now where it works on a world, else something that does, and then a sentence about that.
  func companion(on world: WorldRow) -> (algorithm: Spec, note: String?) {
    let (id, fitting) = (world.info.id, Self.fitting(setup.algorithm.id, on: world))
    return (
      algorithmSpec(fitting.id, on: id),
      fitting.id == setup.algorithm.id
        ? nil : "\(setup.algorithm.title) does not work on \(id): \(fitting.title) takes its place"
    )
  }

  /// The same algorithm where it works on a world, or else the one that the program opens with, or else the first.
  private static func fitting(_ algorithm: String, on world: WorldRow) -> AlgorithmInfo {
    let infos = world.algorithms.map(\.info)
    return infos.first { $0.id == algorithm } ?? infos.first { $0.id == Catalogue.firstAlgorithm } ?? infos[0]
  }

  func algorithmSpec(_ id: String, on world: String) -> Spec {
    remembered["\(world)/\(id)"] ?? Spec(id: id)
  }

  /// Keeps a set-up's parameters for when its world or its algorithm comes back.
  mutating func remember(_ setup: Setup) {
    remembered[setup.world.info.id] = setup.worldSpec
    remembered["\(setup.world.info.id)/\(setup.algorithm.id)"] = setup.algorithmSpec
  }

  // MARK: Parameters

  /// Changes a parameter, at once where it is live.
  /// - Parameter rebuild: where it is not: what becomes of the new set-up.
  mutating func apply(_ row: ParameterEditor.Row, _ text: String, otherwise rebuild: Pending) -> [Effect] {
    if row.owner == .algorithm, row.info.isLive {
      accept(row, text)
      note = Note(text: "\(row.info.name) = \(text), from the next line on")
      return command(.set(name: row.info.name, text: text))
    }
    pending = rebuild
    let isWorlds = row.owner == .world
    return [
      .build(
        world: isWorlds ? setup.worldSpec.setting(row.info.name, to: text) : setup.worldSpec,
        algorithm: isWorlds ? setup.algorithmSpec : setup.algorithmSpec.setting(row.info.name, to: text))
    ]
  }

  private mutating func accept(_ row: ParameterEditor.Row, _ text: String) {
    guard case .parameters(var editor) = overlay else { return }
    editor.accept(row, text)
    overlay = .parameters(editor)
  }

  private mutating func refuse(_ row: ParameterEditor.Row, _ reason: String) {
    guard case .parameters(var editor) = overlay else { return }
    editor.refuse(row, reason)
    overlay = .parameters(editor)
  }

  /// A set-up is ready, or is refused in one sentence; then all is as before.
  mutating func switchTo(_ result: Result<Setup, ParameterError>) -> [Effect] {
    defer { pending = nil }
    switch (result, pending) {
    case (.failure(let error), .parameter(let row, _)):
      refuse(row, error.description)
      return []
    case (.failure(let error), .command):
      var prompt = Prompt(history.lines.last ?? "")
      prompt.error = error.description
      overlay = .prompt(prompt)
      return []
    case (.failure(let error), _):
      note = Note(text: error.description, isError: true)
      return []
    case (.success(let next), let pending):
      scene = nil
      // Live changes are part of what is left behind.
      remember(setup)
      remember(next)
      switch pending {
      case .pick(let note?): preface = note
      case .parameter(let row, let text):
        preface = rebuildNote(row, text)
        accept(row, text)
      case .command(let note, let seed):
        preface = note
        if let seed {
          // A whole set-up begins as the command line would begin it.
          let isNew = next.worldSpec != setup.worldSpec || next.algorithmSpec != setup.algorithmSpec
          setup = next
          return command(isNew ? .begin(next, seed: seed) : .reset(seed: seed))
        }
      case .scene(let scene):
        looks.append(Look(self))
        setup = next
        open(scene)
        let effects = command(.begin(next, seed: scene.seed))
        return isRunning ? effects + run() : effects
      case .pick(nil), nil: break
      }
      setup = next
      return command(.switchTo(next))
    }
  }

  func rebuildNote(_ row: ParameterEditor.Row, _ text: String) -> String {
    "\(row.info.name) = \(text) needs a new \(row.owner == .world ? "world" : "learner")"
  }
}
