/// The footer: the keys of whatever takes them now, the most important first where not all fit.
extension Dashboard {
  struct Hint: Equatable, Sendable {
    var keys: String
    var text: String
    var rank: Int
  }

  func drawFooter(in rect: Rect, on canvas: inout Canvas) {
    var x = rect.x + 1
    for hint in footerHints(width: rect.width) {
      x = canvas.write(hint.keys, x: x, y: rect.y, theme.key)
      x = canvas.write(" " + hint.text, x: x, y: rect.y, theme.muted) + 2
    }
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
    func hints(_ pairs: (keys: String, text: String)...) -> [Hint] {
      pairs.enumerated().map { Hint(keys: $1.keys, text: $1.text, rank: $0) }
    }
    let arrows = "\(Key.up.name(isASCII: isASCII)) \(Key.down.name(isASCII: isASCII))"
    return switch overlay {
    case .picker(let picker) where picker.selected == nil: hints(("Esc", "cancel"), ("Backspace", "filter less"))
    case .picker: hints(("Enter", "choose"), ("Esc", "cancel"), (arrows, "select"), ("letters", "filter"))
    case .parameters(let editor):
      editor.selected?.draft == nil
        ? hints(("Enter", "edit"), ("Esc", "close"), (arrows, "select"), ("typing", "replaces the value"))
        : hints(("Enter", "apply"), ("Esc", "take back"), (arrows, "another, keeping what was typed"))
    case .help: hints(("Esc", "close"), (arrows, "scroll"))
    case nil:
      KeyTable.rows.compactMap { row in
        guard let rank = row.rank, row.isEnabled(self), let label = row.shortLabel(keys, isASCII: isASCII) else {
          return nil
        }
        return Hint(keys: label, text: row.short(self), rank: rank)
      }
    }
  }
}
