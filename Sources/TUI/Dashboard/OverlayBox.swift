/// The frame of whatever lies over the panes.
enum OverlayBox {
  /// The place of a box in the middle of a screen, so large that its inside has so many columns and rows; where a screen
  /// is too small for one, all of it.
  static func rect(columns: Int, rows: Int, on screen: Rect) -> Rect {
    // The footer stays in sight: it says which keys work now.
    let room = Rect(x: 0, y: 0, width: screen.width, height: screen.height - (screen.height >= 6 ? 1 : 0))
    let width = min(columns + 4, room.width)
    let height = min(rows + 2, room.height)
    return Rect(x: (room.width - width) / 2, y: (room.height - height) / 2, width: width, height: height)
  }

  /// What is left inside the border, where there is one.
  static func inside(_ rect: Rect) -> Rect {
    hasBorder(rect) ? rect.inset(horizontally: 2, vertically: 1) : rect
  }

  private static func hasBorder(_ rect: Rect) -> Bool { rect.width >= 12 && rect.height >= 4 }

  /// Clears a box and draws its border.
  static func draw(_ title: String, _ rect: Rect, _ theme: Theme, on canvas: inout Canvas) {
    canvas.fill(rect)
    guard hasBorder(rect) else { return }
    canvas.box(rect, theme.focusedBorder, isRounded: true)
    canvas.title(title, of: rect, theme.title)
  }
}

/// A list in an overlay: where it lies, and which of its lines is the first in sight.
struct OverlayList: Equatable {
  /// The whole overlay, with its border.
  var box: Rect
  /// The lines in sight.
  var lines: Rect
  var first: Int
  /// All lines, in sight or not.
  let count: Int

  /// - Parameters:
  ///   - selection: a line that must be in sight.
  ///   - held: the line that is to stay the first, so that nothing moves under the mouse; nil to put the selection in the middle.
  init(box: Rect, lines: Rect, selection: Int, count: Int, held: Int? = nil) {
    self.box = box
    self.lines = lines
    self.count = count
    let wanted = held ?? selection - lines.height / 2
    let visible = max(selection - lines.height + 1, min(wanted, selection))
    first = max(0, min(visible, count - lines.height))
  }

  /// Whether there is more above or below.
  var isCut: Bool { count > lines.height }

  /// Says at the right border where there is more.
  func drawScrollMarks(_ theme: Theme, on canvas: inout Canvas) {
    let x = min(lines.x + lines.width + 1, box.x + box.width - 1)
    if first > 0 { canvas.put("▲", ascii: "^", x: x, y: lines.y, theme.key) }
    if first + lines.height < count { canvas.put("▼", ascii: "v", x: x, y: lines.y + lines.height - 1, theme.key) }
  }

  /// The line under a cell of the screen.
  func line(atX x: Int, y: Int) -> Int? { lines.contains(x, y) ? first + y - lines.y : nil }
}
