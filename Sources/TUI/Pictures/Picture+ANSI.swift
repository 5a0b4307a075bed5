extension Picture {
  /// The rows with SGR escape sequences. Every row begins plain and ends so, and no blanks stand at its end that nobody
  /// would see.
  var ansi: String {
    let codes = SGR(tier)
    var result = ""
    for y in 0..<canvas.rows {
      let cells = (0..<canvas.columns).map { canvas[$0, y] }
      let end = cells.lastIndex { !Self.isInvisible($0) }.map { $0 + 1 } ?? 0
      var present = codes.sequence(for: .plain)
      for cell in cells[..<end] {
        let next = codes.sequence(for: cell.style)
        if next != present { result += next }
        present = next
        result.unicodeScalars.append(cell.glyph)
      }
      result += present == codes.sequence(for: .plain) ? "\n" : "\u{1B}[0m\n"
    }
    return result
  }

  private static func isInvisible(_ cell: Cell) -> Bool {
    cell.glyph == " " && cell.style.background == .standard
      && cell.style.attributes.isDisjoint(with: [.reverse, .underline])
  }
}

/// How a tier's colours are spelt for a terminal (ECMA-48, Select Graphic Rendition).
private struct SGR {
  let quantise: Quantiser

  init(_ tier: ColorTier) { quantise = Quantiser(tier) }

  /// From whatever was before: a reset comes first.
  func sequence(for style: Style) -> String {
    let attributes: [(Style.Attributes, String)] = [
      (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7"),
    ]
    let parts =
      ["0"] + attributes.filter { style.attributes.contains($0.0) }.map(\.1)
      + [code(style.foreground, normal: 30, bright: 90), code(style.background, normal: 40, bright: 100)]
      .compactMap { $0 }
    return "\u{1B}[\(parts.joined(separator: ";"))m"
  }

  private func code(_ color: Color, normal: Int, bright: Int) -> String? {
    guard case .rgb(let red, let green, let blue) = color else { return nil }
    let index = quantise(color)
    return switch quantise.tier {
    case .monochrome: nil
    case .sixteen: "\(index < 8 ? normal + index : bright + index - 8)"
    case .indexed256: "\(normal + 8);5;\(index)"
    case .direct: "\(normal + 8);2;\(red);\(green);\(blue)"
    }
  }
}
