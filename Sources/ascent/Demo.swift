import CNcurses
import Glibc
import TUI

/// A frame, the size and the last event: enough to try a terminal. `q` quits.
func runDemo() {
  do {
    let terminal = try Terminal(
      Terminal.Options(
        color: !CommandLine.arguments.contains("--no-color"),
        ascii: CommandLine.arguments.contains("--ascii")))
    var last = "none"
    while true {
      terminal.paint(demoCanvas(terminal, last: last))
      for event in terminal.events(timeoutMilliseconds: nil) {
        switch event {
        case .key(.character("q")):
          terminal.close()
          return
        case .key(.character("X")):
          fatalError("the demo crashed as it was told to")
        case .key(.character("E")):
          printError("a line on standard error")
        case .key(.control("l")): terminal.forgetScreen()
        case .quit(let signal): terminal.end(bySignal: signal)
        default: last = "\(event)"
        }
      }
    }
  } catch {
    printError("\(error)")
    exit(1)
  }
}

private func demoCanvas(_ terminal: Terminal, last: String) -> Canvas {
  let (columns, rows) = terminal.size
  var canvas = Canvas(columns: columns, rows: rows)
  let glyphs: [Unicode.Scalar] =
    terminal.isASCII ? ["-", "|", "+", "+", "+", "+"] : ["─", "│", "┌", "┐", "└", "┘"]
  let frame = Style(.rgb(86, 180, 233))
  for x in 0..<columns {
    canvas[x, 0] = Cell(glyphs[0], frame)
    canvas[x, rows - 1] = Cell(glyphs[0], frame)
  }
  for y in 0..<rows {
    canvas[0, y] = Cell(glyphs[1], frame)
    canvas[columns - 1, y] = Cell(glyphs[1], frame)
  }
  canvas[0, 0] = Cell(glyphs[2], frame)
  canvas[columns - 1, 0] = Cell(glyphs[3], frame)
  canvas[0, rows - 1] = Cell(glyphs[4], frame)
  canvas[columns - 1, rows - 1] = Cell(glyphs[5], frame)
  func write(_ text: String, _ x: Int, _ y: Int, _ style: Style) {
    for (offset, scalar) in text.unicodeScalars.enumerated() {
      canvas[x + offset, y] = Cell(scalar, style)
    }
  }
  write("Ascent \(columns)×\(rows) \(terminal.tier)", 2, 1, Style(.standard, .bold))
  write("last: \(last)", 2, 2, .plain)
  let hues: [Color] = [
    .rgb(0, 0, 0), .rgb(230, 159, 0), .rgb(86, 180, 233), .rgb(0, 158, 115), .rgb(240, 228, 66),
    .rgb(0, 114, 178), .rgb(213, 94, 0), .rgb(204, 121, 167),
  ]
  for (i, hue) in hues.enumerated() {
    write(" text ", 2 + 7 * i, 4, Style(hue))
    write("      ", 2 + 7 * i, 5, Style(.standard, on: hue))
  }
  for x in 0..<max(0, columns - 4) {
    let value = UInt8(255 * x / max(1, columns - 4))
    canvas[2 + x, 7] = Cell(" ", Style(.standard, on: .rgb(value, 255 - value, 128)))
    canvas[2 + x, 8] = Cell(terminal.isASCII ? "#" : "█", Style(.rgb(value, value, value)))
  }
  return canvas
}
