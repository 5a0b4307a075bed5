/// What the mouse does: it presses what the keys do, where one points.
extension Dashboard {
  mutating func take(_ mouse: Mouse) -> [Effect] {
    switch mouse.kind {
    case .press: return press(x: mouse.x, y: mouse.y)
    case .wheelUp: return turnWheel(.up, x: mouse.x, y: mouse.y)
    case .wheelDown: return turnWheel(.down, x: mouse.x, y: mouse.y)
    }
  }

  private var screen: Rect { Rect(x: 0, y: 0, width: columns, height: rows) }

  // MARK: Clicks

  private mutating func press(x: Int, y: Int) -> [Effect] {
    if layout.footer.contains(x, y) {
      // A sentence that covers the keys goes away.
      if layout.message == layout.footer, messageLine != nil {
        note = nil
        return []
      }
      return footerKey(atX: x).map { take($0) } ?? []
    }
    note = nil
    if let overlay { return press(x: x, y: y, in: overlay) }
    if layout.tabs.contains(x, y) {
      if let pane = tabs.pane(atX: x, isASCII: isASCII) { focus = pane }
    } else if let placement = layout.panes.first(where: { $0.rect.contains(x, y) }) {
      press(x: x, y: y, on: placement)
    }
    return []
  }

  private mutating func press(x: Int, y: Int, on placement: Layout.Placement) {
    let isTitle = y == placement.rect.y
    if isTitle, let pane = sharedTabs(of: placement).pane(atX: x, isASCII: isASCII) {
      focus = pane
    } else if let cell = cell(atX: x, y: y, in: placement) {
      focus = placement.pane
      if inspectedPlace == cell { endInspection() } else { inspect(cell) }
    } else if focus != placement.pane {
      focus = placement.pane
    } else if isTitle {
      isZoomed.toggle()
    }
  }

  /// A click on a line selects it, another one takes it; a click beside the overlay closes it.
  private mutating func press(x: Int, y: Int, in overlay: Overlay) -> [Effect] {
    switch overlay {
    case .picker(var picker):
      let place = picker.place(on: screen, isASCII: isASCII)
      guard place.box.contains(x, y) else { return take(.escape, in: overlay) }
      guard let index = place.line(atX: x, y: y).flatMap(picker.index(onLine:)) else { return [] }
      if index == picker.selection { return take(.enter, in: overlay) }
      picker.select(index, holding: place.first)
      self.overlay = .picker(picker)
    case .parameters(var editor):
      let place = editor.place(on: screen)
      guard place.box.contains(x, y) else {
        guard editor.hasDrafts else { return take(.escape, in: overlay) }
        note = Note(text: "first Enter to apply what was typed, or Esc to take it back")
        return []
      }
      guard let index = place.line(atX: x, y: y).flatMap(editor.index(onLine:)) else { return [] }
      if index == editor.selection { return take(.enter, in: overlay) }
      editor.select(index)
      self.overlay = .parameters(editor)
    case .help:
      if !HelpPage.box(self).contains(x, y) { self.overlay = nil }
    case .prompt(var prompt):
      // What is typed is not lost by a click beside it.
      guard let place = prompt.place(on: screen, isASCII: isASCII), let line = place.line(atX: x, y: y) else {
        return []
      }
      prompt.select(line)
      self.overlay = .prompt(prompt)
    case .filter(let filter): return take(.enter, in: filter)
    case .leaving: self.overlay = nil
    }
    return []
  }

  // MARK: The wheel

  /// Lines that one notch of the wheel scrolls by.
  private static let notch = 3

  private mutating func turnWheel(_ key: Key, x: Int, y: Int) -> [Effect] {
    switch overlay {
    case .help:
      for _ in 0..<Self.notch { if let overlay { _ = take(key, in: overlay) } }
    case .prompt: break
    case let overlay?: return take(key, in: overlay)
    case nil:
      if let placement = layout.panes.first(where: { $0.rect.contains(x, y) }) {
        scroll(placement.pane, by: key == .up ? -Self.notch : Self.notch)
      }
    }
    return []
  }
}
