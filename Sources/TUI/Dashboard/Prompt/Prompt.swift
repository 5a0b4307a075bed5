/// The line at the foot of the screen into which a command is typed.
///
/// What was typed stays until it is carried out or given up: an error stands beside it and is gone with the next key.
struct Prompt: Equatable, Sendable {
  private(set) var line: LineEditor
  var error: String?
  /// The candidates on show, and which of them stands in the line.
  private(set) var menu: Menu?
  /// How far back in the history; 0 is what is being typed.
  private var age = 0
  private var draft = ""

  struct Menu: Equatable, Sendable {
    var completion: Completion
    var selection: Int?
  }

  init(_ text: String = "") { line = LineEditor(text) }

  var text: String { line.string }

  enum Outcome: Equatable, Sendable {
    case open, cancelled
    case entered(String)
  }

  /// - Parameters:
  ///   - history: what was entered before, oldest first.
  ///   - complete: the candidates for what stands before the cursor.
  mutating func handle(_ key: Key, history: [String], complete: (String) -> Completion) -> Outcome {
    error = nil
    switch key {
    case .escape:
      // As a menu it is left first, with what it has put into the line.
      if menu == nil { return .cancelled }
      menu = nil
    case .enter: return .entered(text)
    case .tab: step(by: 1, complete)
    case .backTab: step(by: -1, complete)
    case .up, .control("p"): recall(by: 1, history)
    case .down, .control("n"): recall(by: -1, history)
    case .backspace where text.isEmpty: return .cancelled
    default: if line.handle(key) { menu = nil }
    }
    return .open
  }

  // MARK: Completion

  private mutating func step(by distance: Int, _ complete: (String) -> Completion) {
    if let menu {
      let count = menu.completion.candidates.count
      select(menu.selection.map { ($0 + distance + count) % count } ?? (distance > 0 ? 0 : count - 1))
      return
    }
    let completion = complete(line.head)
    let word = line.head.unicodeScalars.count - completion.start
    switch completion.candidates.count {
    case 0: error = "nothing completes this"
    case 1:
      let only = completion.candidates[0]
      line.replace(from: completion.start, by: only.text + only.suffix)
    default:
      let prefix = completion.commonPrefix
      menu = Menu(completion: completion)
      if prefix.unicodeScalars.count > word {
        line.replace(from: completion.start, by: prefix)
      } else {
        step(by: distance, complete)
      }
    }
  }

  /// Puts one of the candidates on show into the line.
  mutating func select(_ index: Int) {
    guard let menu, menu.completion.candidates.indices.contains(index) else { return }
    self.menu?.selection = index
    line.replace(from: menu.completion.start, by: menu.completion.candidates[index].text)
  }

  // MARK: History

  private mutating func recall(by distance: Int, _ history: [String]) {
    let next = min(max(age + distance, 0), history.count)
    guard next != age else { return }
    if age == 0 { draft = text }
    age = next
    menu = nil
    line = LineEditor(next == 0 ? draft : history[history.count - next])
  }
}
