/// Which keys do what: as the key table has it, or as a keys file has changed it.
public struct KeyMap: Sendable, Equatable {
  private var keys: [Action: [Key]] = [:]
  private var actions: [Key: Action] = [:]

  /// The key table's own keys.
  public static let standard: KeyMap = {
    var map = KeyMap()
    for (key, action) in KeyTable.rows.flatMap(\.bindings) {
      map.keys[action, default: []].append(key)
      map.actions[key] = action
    }
    return map
  }()

  /// The keys of an action, the one to be named first; none where it has none.
  subscript(action: Action) -> [Key] { keys[action] ?? [] }

  /// What a key does; nil for nothing.
  func action(of key: Key) -> Action? { actions[key] }

  /// Gives an action these keys instead of those that it had.
  mutating func bind(_ action: Action, to new: [Key]) {
    for key in self[action] { actions[key] = nil }
    keys[action] = new
    for key in new { actions[key] = action }
  }

  func isStandard(_ action: Action) -> Bool { self[action] == Self.standard[action] }
}
