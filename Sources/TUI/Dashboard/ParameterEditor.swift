import Learn
import Worlds

/// The parameters of the algorithm and of the world, each with a text that can be edited.
///
/// What was typed stays until it is applied or taken back: a text that does not fit is never lost.
struct ParameterEditor: Equatable, Sendable {
  enum Owner: Equatable, Sendable { case algorithm, world }

  struct Row: Equatable, Sendable {
    var owner: Owner
    var info: ParameterInfo
    var value: ParameterValue
    /// What was typed and not yet applied.
    var draft: String?
    /// Why the draft was refused.
    var error: String?
  }

  private(set) var rows: [Row]
  private(set) var selection = 0

  init(_ setup: Setup) { rows = Self.rows(of: setup) }

  var selected: Row? { rows.indices.contains(selection) ? rows[selection] : nil }

  private static func rows(of setup: Setup) -> [Row] {
    setup.parameters.map { Row(owner: .algorithm, info: $0.info, value: $0.value) }
      + setup.world.parameters.map { Row(owner: .world, info: $0.info, value: $0.value) }
  }

  /// Takes over the values of a set-up; drafts stay.
  mutating func refresh(_ setup: Setup) {
    rows = Self.rows(of: setup).map { row in
      var row = row
      if let old = rows.first(where: { $0.owner == row.owner && $0.info.name == row.info.name }) {
        row.draft = old.draft
        row.error = old.error
      }
      return row
    }
    selection = max(0, min(rows.count - 1, selection))
  }

  enum Outcome: Equatable, Sendable {
    case open, closed
    /// The selected row's draft fits its parameter and is to be tried.
    case apply(Row, text: String)
  }

  mutating func handle(_ key: Key) -> Outcome {
    guard rows.indices.contains(selection) else { return key == .escape ? .closed : .open }
    switch key {
    case .escape:
      guard rows[selection].draft != nil else { return .closed }
      drop(selection)
    case .enter: return enter()
    case .up, .backTab: selection = max(0, selection - 1)
    case .down, .tab: selection = min(rows.count - 1, selection + 1)
    case .home, .pageUp: selection = 0
    case .end, .pageDown: selection = rows.count - 1
    case .left: turn(by: -1)
    case .right: turn(by: 1)
    case .backspace, .delete: edit { if !$0.isEmpty { $0.removeLast() } }
    case .control("u"): edit { $0 = "" }
    case .character(let scalar):
      // As in a spreadsheet: typing begins a new value, Backspace and Enter go on with the present one.
      if rows[selection].draft == nil { rows[selection].draft = "" }
      edit { $0.unicodeScalars.append(scalar) }
    case .control, .function: break
    }
    return .open
  }

  /// Whether something was typed that is not applied.
  var hasDrafts: Bool { rows.contains { $0.draft != nil } }

  /// Whether `/` is no part of a value: none is being typed, and none could begin with it.
  var takesFilter: Bool { selected?.draft == nil && selected?.info.kind != .text }

  mutating func select(_ index: Int) {
    if rows.indices.contains(index) { selection = index }
  }

  private mutating func enter() -> Outcome {
    let row = rows[selection]
    guard let draft = row.draft else {
      rows[selection].draft = row.value.description
      return .open
    }
    let text = draft.trimmed
    do throws(ParameterError) {
      if try row.info.parse(text) == row.value {
        drop(selection)
        return .open
      }
      return .apply(row, text: text)
    } catch {
      rows[selection].error = error.description
      return .open
    }
  }

  private mutating func edit(_ change: (inout String) -> Void) {
    var text = rows[selection].draft ?? rows[selection].value.description
    change(&text)
    rows[selection].draft = text
    rows[selection].error = nil
  }

  /// Goes through the values of a parameter that has only a few.
  private mutating func turn(by distance: Int) {
    let row = rows[selection]
    let choices: [String]
    switch row.info.kind {
    case .flag: choices = ["false", "true"]
    case .choice(let names): choices = names
    case .real, .integer, .optionalInteger, .text: return
    }
    let index = choices.firstIndex(of: row.draft ?? row.value.description) ?? 0
    edit { $0 = choices[(index + distance + choices.count) % choices.count] }
  }

  /// The value was taken: it takes the draft's place.
  mutating func accept(_ row: Row, _ text: String) {
    guard let index = index(of: row) else { return }
    if let value = try? row.info.parse(text) { rows[index].value = value }
    drop(index)
  }

  mutating func refuse(_ row: Row, _ reason: String) {
    if let index = index(of: row) { rows[index].error = reason }
  }

  private func index(of row: Row) -> Int? {
    rows.firstIndex { $0.owner == row.owner && $0.info.name == row.info.name }
  }

  private mutating func drop(_ index: Int) {
    rows[index].draft = nil
    rows[index].error = nil
  }
}

extension String {
  /// Without blanks at both ends.
  var trimmed: String {
    let isBlank: (Character) -> Bool = { $0 == " " }
    return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
