import Learn

/// Which panes are in sight, which has the focus, and what part of it is shown.
extension Dashboard {
  /// The panes that the focus goes round: those of the view chosen, without the hidden ones.
  var panesInPlay: [Int] { preset.panes.filter { !hidden.contains($0) }.sorted() }

  mutating func moveFocus(by distance: Int) {
    let panes = panesInPlay
    guard let index = panes.firstIndex(of: focus) else { return }
    focus = panes[(index + distance + panes.count) % panes.count]
  }

  /// Focuses a pane, wherever it was; the one in focus gets the whole screen, and then its place back.
  mutating func showPane(_ pane: Int) {
    if focus == pane { isZoomed.toggle() }
    bringBack(pane)
    focus = pane
  }

  /// Takes a pane in among those in sight.
  mutating func bringBack(_ pane: Int) {
    hidden.remove(pane)
    if !preset.panes.contains(pane) { preset = .all }
  }

  mutating func hide() {
    let pane = focus
    moveFocus(by: 1)
    hidden.insert(pane)
    isZoomed = false
    note = Note(text: "\(Panes.all[pane].name) is hidden; \(Panes.key(of: pane)) shows it again, 0 shows all")
  }

  /// A view and its first pane, or again all of them.
  mutating func showPreset(_ next: Layout.Preset) {
    preset = preset == next ? .all : next
    hidden = []
    isZoomed = false
    if !preset.panes.contains(focus) || preset == next { focus = preset.panes[0] }
    let names = preset.panes.map { Panes.all[$0].name }
    let list = names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
    note = Note(text: preset == .all ? "all panes" : "\(list); 0 shows all")
  }

  /// All panes again where what runs now has nothing to show in the view that was chosen for what ran before.
  mutating func leaveEmptyView(of frame: Frame) {
    let hasMatter =
      switch preset {
      case .all, .lecture, .returns, .world, .code, .trajectory: true
      case .phase: frame.setup.world.phasePlane != nil
      case .population: frame.population != nil
      case .region: frame.setup.hasTrustRegion
      case .workers: frame.timeLine != nil
      }
    guard !hasMatter else { return }
    let pane = preset.panes[0]
    (preset, hidden) = (.all, [])
    if focus == pane { (focus, isZoomed) = (Layout.world, false) }
  }

  mutating func resetLayout() {
    (focus, isZoomed, preset, hidden, scrolls) = (Layout.world, false, .all, [], [:])
  }

  // MARK: Scrolling

  /// The panes that were scrolled show again what they show by themselves.
  mutating func endScrolling() { scrolls = [:] }

  func scrollRange(of pane: Int) -> ScrollRange? {
    guard let view, let place = layout.panes.first(where: { $0.pane == pane })?.inside else { return nil }
    return Panes.all[pane].scrollRange(view, columns: place.width, rows: place.height)
  }

  var canScroll: Bool { scrollRange(of: focus) != nil }

  mutating func scroll(_ scrolling: Scrolling) {
    let page = max((layout.panes.first { $0.pane == focus }?.inside.height ?? 1) - 1, 1)
    switch scrolling {
    case .up: scroll(focus, by: -1)
    case .down: scroll(focus, by: 1)
    case .pageUp: scroll(focus, by: -page)
    case .pageDown: scroll(focus, by: page)
    case .start: scroll(focus, by: -1_000_000)
    case .end: scroll(focus, by: 1_000_000)
    }
  }

  mutating func scroll(_ pane: Int, by lines: Int) {
    guard let range = scrollRange(of: pane) else { return }
    scrolls[Panes.all[pane].name] = max(0, min(range.last, range.first + lines))
  }
}
