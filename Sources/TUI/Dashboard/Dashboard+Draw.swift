import Learn

/// From the model to a canvas.
extension Dashboard {
  /// Draws the whole screen on a canvas of the dashboard's size.
  public func draw(into canvas: inout Canvas) {
    let layout = layout
    let view = view
    for placement in layout.panes { draw(placement, view, on: &canvas) }
    drawTabs(in: layout.tabs, on: &canvas)
    drawFooter(in: layout.footer, on: &canvas)
    drawMessage(in: layout.message, sharesFooter: layout.message == layout.footer, on: &canvas)
    drawTitle(in: layout.title, on: &canvas)
    switch overlay {
    case .picker(let picker): picker.draw(theme, on: &canvas)
    case .parameters(let editor): editor.draw(setup, theme, on: &canvas)
    case .help(let scroll): HelpPage.draw(self, scroll: scroll, on: &canvas)
    case .prompt(let prompt): prompt.draw(theme, on: &canvas)
    case .filter(let filter):
      switch filter.target {
      case .readings: break
      case .help: HelpPage.draw(self, scroll: 0, on: &canvas)
      case .parameters(let editor): editor.draw(setup, theme, on: &canvas)
      }
      filter.draw(theme, on: &canvas)
    case .leaving: break
    case nil: break
    }
  }

  private func draw(_ placement: Layout.Placement, _ view: ViewState?, on canvas: inout Canvas) {
    let pane = Panes.all[placement.pane]
    if placement.hasBorder { drawBorder(placement, pane, view, on: &canvas) }
    if let view { pane.draw(view, in: placement.inside, on: &canvas) }
  }

  private func drawBorder(
    _ placement: Layout.Placement, _ pane: any Pane, _ view: ViewState?, on canvas: inout Canvas
  ) {
    let rect = placement.rect
    let isFocused = placement.pane == focus
    canvas.box(rect, isFocused ? theme.focusedBorder : theme.border, isRounded: true)
    var titled = rect
    let others = sharedTabs(of: placement)
    for tab in others { canvas.write(tab.text, x: tab.x, y: rect.y, theme.muted) }
    if let first = others.first { titled.width = first.x + 2 - rect.x }
    var style = theme.title
    if isFocused { style = theme.focusedTitle }
    // The key that focuses it.
    canvas.write(
      Panes.key(of: placement.pane), x: rect.x + 1, y: rect.y, isFocused ? theme.focusedBorder : theme.muted)
    // The longest form that fits whole.
    let titles = view.map { pane.titles($0) } ?? [pane.name]
    let title = titles.first { Text.width($0, isASCII: isASCII) <= titled.width - 6 } ?? titles.last ?? pane.name
    canvas.title(title, of: titled, style)
    if let view { drawScrollMarks(placement, pane, view, on: &canvas) }
  }

  /// Says at the border that there is more above or below.
  private func drawScrollMarks(
    _ placement: Layout.Placement, _ pane: any Pane, _ view: ViewState, on canvas: inout Canvas
  ) {
    let (inside, right) = (placement.inside, placement.rect.x + placement.rect.width - 1)
    guard let range = pane.scrollRange(view, columns: inside.width, rows: inside.height) else { return }
    let style = placement.pane == focus ? theme.key : theme.muted
    if range.first > 0 { canvas.put("▲", ascii: "^", x: right, y: inside.y, style) }
    if range.first < range.last { canvas.put("▼", ascii: "v", x: right, y: inside.y + inside.height - 1, style) }
  }

  private func drawTabs(in rect: Rect, on canvas: inout Canvas) {
    guard !rect.isEmpty else { return }
    for tab in tabs {
      let isOpen = tab.pane == focus
      let style = isOpen ? Style(theme.title.foreground, on: .standard, [.bold, .reverse]) : theme.muted
      canvas.write(tab.text, x: tab.x, y: rect.y, style)
    }
  }

  private func drawMessage(in rect: Rect, sharesFooter: Bool, on canvas: inout Canvas) {
    guard let line = messageLine, !rect.isEmpty else { return }
    if sharesFooter { canvas.fill(rect) }
    canvas.write(
      " " + line.text, x: rect.x, y: rect.y, line.isError ? theme.bad : theme.text, width: rect.width)
  }

  /// What is said now: where in the past the user is, and the last sentence; else what the agent just did.
  var messageLine: Note? {
    if overlay == .leaving { return Note(text: question) }
    let back = film.framesBack
    guard back > 0 else {
      if let note { return note }
      if let shown = film.shown, let divergence = shown.divergence {
        let undo = shown.canUndo ? "undo\(label(.undo)), " : ""
        return Note(
          text:
            "✗ \(divergence) · \(undo)begin anew\(label(.reset)) or lower the step size\(label(.editParameters))",
          isError: true)
      }
      if let line = inspectionLine { return Note(text: line) }
      let sharesFooter = layout.message == layout.footer
      guard let announcement, announcement.isNew || !sharesFooter else {
        return sharesFooter ? nil : deed.map { Note(text: $0) }
      }
      // What was just done follows where there is room.
      let both = [announcement.text, deed].compactMap { $0 }.joined(separator: " · ")
      return Note(text: Text.width(both, isASCII: isASCII) < layout.message.width ? both : announcement.text)
    }
    var place = "◀ \(back) frame\(back == 1 ? "" : "s") back"
    if let newest = film.newest, let shown = film.shown {
      // At speed there is much between two frames.
      let count = newest.count(grain) - shown.count(grain)
      if count > back { place += " (\(Numbers.grouped(count)) \(grain)s)" }
    }
    let said = note?.text ?? inspectionLine
    return Note(text: said.map { "\(place) · \($0)" } ?? place, isError: note?.isError ?? false)
  }

  /// The last step in words, while it goes slowly enough to be read.
  private var deed: String? {
    guard let frame = film.shown, case .index(let action) = frame.lastAction, let reward = frame.lastReward,
      case .choices(let choices) = frame.setup.world.actionSpace, choices.indices.contains(action)
    else { return nil }
    // Lines that sweep over an episode that has ended are not about its last step.
    let before = film.past.dropLast().last
    if frame.episode.ending != .none, before?.progress.steps == frame.progress.steps,
      before?.progress.episodes == frame.progress.episodes
    {
      return nil
    }
    if case .running(let pace) = mode, pace == .full || (speed.rate ?? .infinity) > 10 { return nil }
    let ending =
      switch frame.episode.ending {
      case .none: "so far"
      case .terminated: "at the end of the episode"
      case .truncated: "when the horizon cut the episode"
      }
    return "step \(frame.episode.steps): took \(choices[action].name), reward \(Numbers.compact(reward)); "
      + "return \(Numbers.compact(frame.episode.return)) \(ending)"
  }
}
