extension Key {
  /// The key of this name, as footers, help and files write it (in either spelling, Unicode or ASCII): `space`, `Enter`,
  /// `^X`, `F5`, `→`, `x`.
  public init?(name: some StringProtocol) {
    let scalars = Array(name.unicodeScalars)
    if let key = Self.named.first(where: { $0.names.contains(name.lowercased()) })?.key {
      self = key
    } else if scalars.count == 1, scalars[0].value > 0x20 {
      self = .character(scalars[0])
    } else if scalars.count == 2, scalars[0] == "^", let letter = String(scalars[1]).lowercased().unicodeScalars.first {
      self = .control(letter)
    } else if scalars.first == "F" || scalars.first == "f", let number = Int(name.dropFirst()),
      (1...63).contains(number)
    {
      self = .function(number)
    } else {
      return nil
    }
  }

  /// The names that are words, for advice on a mistyped one.
  public static let words = named.map { $0.key.name(isASCII: true) }

  private static let named: [(key: Key, names: [String])] = [
    Key.character(" "), .enter, .escape, .tab, .backTab, .backspace, .delete, .up, .down, .left, .right, .home, .end,
    .pageUp, .pageDown,
  ].map { ($0, [$0.name(isASCII: true).lowercased(), $0.name(isASCII: false).lowercased()]) }
}
