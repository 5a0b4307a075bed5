import Learn

/// The ways out of a session, and what is taken along.
extension Dashboard {
  /// What is asked before a session ends that has learnt for long.
  var question: String {
    let minutes = Int(effort.seconds / 60)
    let quit = keys[.quit].first.map { $0.name(isASCII: isASCII) + " " } ?? ""
    return
      "leave? \(minutes == 1 ? "a minute" : "\(minutes) minutes") of learning will be lost · \(quit)y Enter leave · n Esc stay"
  }

  /// Answers the question; a key that is no answer stays.
  mutating func leave(_ key: Key) -> [Effect] {
    overlay = nil
    return key == "y" || key == .enter || keys.action(of: key) == .quit ? [.quit] : []
  }

  mutating func tellSetup(_ isCopied: Bool) {
    let line = setup.commandLine(seed: seed)
    note = Note(text: isCopied ? "\(line)  · sent to the clipboard" : line)
  }
}
