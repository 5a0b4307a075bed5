/// The frame of whatever lies over the panes.
enum OverlayBox {
  /// Clears a box in the middle of a canvas and draws its border; where a screen is too small for one, all of it.
  /// - Returns: the inside.
  static func draw(_ title: String, columns: Int, rows: Int, _ theme: Theme, on canvas: inout Canvas) -> Rect {
    // The footer stays in sight: it says which keys work now.
    let room = Rect(x: 0, y: 0, width: canvas.columns, height: canvas.rows - (canvas.rows >= 6 ? 1 : 0))
    let width = min(columns + 4, room.width)
    let height = min(rows + 2, room.height)
    let rect = Rect(x: (room.width - width) / 2, y: (room.height - height) / 2, width: width, height: height)
    canvas.fill(rect)
    guard rect.width >= 12, rect.height >= 4 else { return rect }
    canvas.box(rect, theme.focusedBorder, isRounded: true)
    canvas.title(title, of: rect, theme.title)
    return rect.inset(horizontally: 2, vertically: 1)
  }

  /// The first of `count` lines to show in `rows`, so that `selection` is in sight.
  static func firstVisible(_ selection: Int, count: Int, rows: Int) -> Int {
    max(0, min(selection - rows / 2, count - rows))
  }
}
