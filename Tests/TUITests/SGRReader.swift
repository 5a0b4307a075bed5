@testable import TUI

/// What a terminal would show of rows with SGR escape sequences: another reader than the writer's own means.
struct SGRReader {
  /// By row: what is seen of each cell, the colours as the codes name them.
  private(set) var rows: [[Shown]] = [[]]
  /// The state at the end of each row.
  private(set) var ends: [Shown] = []

  struct Shown: Equatable {
    var glyph: Unicode.Scalar = " "
    var attributes: Style.Attributes = []
    var foreground: [Int] = []
    var background: [Int] = []
  }

  init(_ text: String) {
    var state = Shown()
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\n":
        ends.append(state)
        rows.append([])
      case "\u{1B}":
        guard scalars.popFirst() == "[", let end = scalars.firstIndex(of: "m") else { return }
        var codes = String(String.UnicodeScalarView(scalars[..<end])).split(separator: ";").map { Int($0)! }[...]
        scalars = scalars[(end + 1)...]
        while let code = codes.popFirst() { Self.apply(code, &codes, &state) }
      default:
        state.glyph = scalar
        rows[rows.count - 1].append(state)
        state.glyph = " "
      }
    }
    rows.removeLast()
  }

  private static func apply(_ code: Int, _ rest: inout ArraySlice<Int>, _ state: inout Shown) {
    switch code {
    case 0: state = Shown()
    case 1: state.attributes.insert(.bold)
    case 2: state.attributes.insert(.dim)
    case 3: state.attributes.insert(.italic)
    case 4: state.attributes.insert(.underline)
    case 7: state.attributes.insert(.reverse)
    case 38, 48:
      let color = Array(rest.prefix(rest.first == 2 ? 4 : 2))
      rest = rest.dropFirst(color.count)
      if code == 38 { state.foreground = color } else { state.background = color }
    case 30...37: state.foreground = [code - 30]
    case 40...47: state.background = [code - 40]
    case 90...97: state.foreground = [code - 82]
    case 100...107: state.background = [code - 92]
    default: state.glyph = "?"
    }
  }
}
