/// The footer: the keys of whatever takes them now, the most important first where not all fit.
extension Dashboard {
  struct Hint: Equatable, Sendable {
    var keys: String
    var text: String
    var rank: Int
    /// What its keys are, one for each word of `keys`.
    var presses: [Key] = []
  }

  func drawFooter(in rect: Rect, on canvas: inout Canvas) {
    for (hint, x) in placedHints(in: rect) {
      let end = canvas.write(hint.keys, x: x, y: rect.y, theme.key)
      canvas.write(" " + hint.text, x: end, y: rect.y, theme.muted)
    }
  }

  /// The hints with the columns that they begin at.
  private func placedHints(in rect: Rect) -> [(hint: Hint, x: Int)] {
    var x = rect.x + 1
    return footerHints(width: rect.width).map { hint in
      defer { x += width(of: hint) + 2 }
      return (hint, x)
    }
  }

  private func width(of hint: Hint) -> Int { Text.width(hint.keys + " " + hint.text, isASCII: isASCII) }

  /// The key that a click on the footer presses: that of the hint there, and of its keys the one meant.
  func footerKey(atX x: Int) -> Key? {
    guard let (hint, start) = placedHints(in: layout.footer).last(where: { $0.x <= x }),
      x < start + width(of: hint)
    else { return nil }
    let before = String(Text.glyphs(hint.keys, isASCII: isASCII).prefix(max(x - start, 0)).map(Character.init))
    let word = before.split(separator: " ", omittingEmptySubsequences: false).count - 1
    return hint.presses.indices.contains(word) && x - start < Text.width(hint.keys, isASCII: isASCII)
      ? hint.presses[word] : hint.presses.first
  }

  /// The hints that fit, in the order of the key table.
  func footerHints(width: Int) -> [Hint] {
    var left = width - 1
    let all = hints
    let chosen = all.indices.sorted { (all[$0].rank, $0) < (all[$1].rank, $1) }.prefix { index in
      left -= Text.width(all[index].keys + all[index].text, isASCII: isASCII) + 3
      // The last one needs no blanks after it.
      return left + 2 >= 0
    }
    return chosen.sorted().map { all[$0] }
  }

  private var hints: [Hint] {
    func hints(_ list: (keys: [Key], text: String)...) -> [Hint] {
      list.enumerated().map { rank, hint in
        Hint(
          keys: hint.keys.map { $0.name(isASCII: isASCII) }.joined(separator: " "), text: hint.text, rank: rank,
          presses: hint.keys)
      }
    }
    let arrows: [Key] = [.up, .down]
    return switch overlay {
    case .picker(let picker) where picker.selected == nil:
      hints(([.escape], "cancel"), ([.backspace], "filter less"))
    case .picker:
      hints(([.enter], "choose"), ([.escape], "cancel"), (arrows, "select"))
        + [Hint(keys: "letters", text: "filter", rank: 3)]
    case .parameters(let editor):
      editor.selected?.draft == nil
        ? hints(([.enter], "edit"), ([.escape], "close"), (arrows, "select"))
          + [Hint(keys: "typing", text: "replaces the value", rank: 3)]
        : hints(([.enter], "apply"), ([.escape], "take back"), (arrows, "another, keeping what was typed"))
    case .help: hints(([.escape], "close"), (arrows, "scroll"))
    case .prompt, .filter: []
    case .leaving: hints((["y"], "leave"), ([.escape], "stay"))
    case nil:
      (isInspecting ? [Hint(keys: "arrows", text: "another cell", rank: 0), hints(([.escape], "leave"))[0]] : [])
        + KeyTable.rows.compactMap { row in
          guard let rank = row.rank, row.isEnabled(self), let label = row.shortLabel(keys, isASCII: isASCII) else {
            return nil
          }
          return Hint(keys: label, text: row.short(self), rank: rank, presses: row.keys(keys))
        }
    }
  }
}
