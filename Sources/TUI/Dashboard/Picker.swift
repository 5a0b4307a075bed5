import Learn
import Worlds

/// A list from which one is chosen; typing filters it.
struct Picker: Equatable, Sendable {
  enum Purpose: Equatable, Sendable { case world, algorithm, heatMap, scene }

  struct Item: Equatable, Sendable {
    var id: String
    var title: String
    var summary: String
    /// Other words for it, by which it is found too; they are not shown.
    var synonyms = ""
    /// What it teaches and what to look for.
    var lesson = ""
    /// Why it does not learn on the present world; empty where it does.
    var caveat = ""
    /// The lecture's section, such as `3 Temporal structure`.
    var section: String?
    /// The one that runs now.
    var isPresent = false
  }

  let purpose: Purpose
  let items: [Item]
  private(set) var filter = ""
  /// Into `matches`.
  private(set) var selection = 0
  /// The first line in sight when the mouse selected, which stays it until a key is pressed.
  private(set) var heldLine: Int?

  init(_ purpose: Purpose, _ items: [Item]) {
    self.purpose = purpose
    self.items = items
    selection = items.firstIndex(where: \.isPresent) ?? 0
  }

  /// The items in which every word of the filter occurs, those whose id begins with it first.
  var matches: [Item] {
    let words = filter.lowercased().split(separator: " ").map(String.init)
    let found = items.filter { item in
      let text = "\(item.id) \(item.title) \(item.summary) \(item.synonyms)".lowercased()
      return words.allSatisfy { text.contains($0) }
    }
    guard let word = words.first else { return found }
    return found.filter { $0.id.hasPrefix(word) } + found.filter { !$0.id.hasPrefix(word) }
  }

  /// Whether a set-up in a line stands where a scene's name would.
  var takesSetup: Bool { purpose == .scene && Arguments.isSetup(String(filter.prefix { $0 != " " })) }

  var selected: Item? { matches.indices.contains(selection) ? matches[selection] : nil }

  enum Outcome: Equatable, Sendable { case open, cancelled, chosen(Item) }

  mutating func handle(_ key: Key) -> Outcome {
    heldLine = nil
    switch key {
    case .escape: return .cancelled
    case .enter: return selected.map { .chosen($0) } ?? .open
    case .up, .backTab: move(by: -1)
    case .down, .tab: move(by: 1)
    case .pageUp: move(by: -10)
    case .pageDown: move(by: 10)
    case .home: selection = 0
    case .end: selection = max(0, matches.count - 1)
    case .backspace, .delete: change { if !$0.isEmpty { $0.removeLast() } }
    case .control("u"): change { $0 = "" }
    // A filter is what is typed here anyway.
    case "/" where filter.isEmpty: break
    case .character(let scalar): change { $0.unicodeScalars.append(scalar) }
    case .control, .left, .right, .function: break
    }
    return .open
  }

  /// Selects one of the matches, by the mouse.
  /// - Parameters:
  ///   - index: into `matches`.
  ///   - line: the first line in sight, which stays where it is.
  mutating func select(_ index: Int, holding line: Int) {
    guard matches.indices.contains(index) else { return }
    (selection, heldLine) = (index, line)
  }

  private mutating func move(by distance: Int) {
    selection = max(0, min(matches.count - 1, selection + distance))
  }

  private mutating func change(_ edit: (inout String) -> Void) {
    edit(&filter)
    selection = filter.isEmpty ? items.firstIndex(where: \.isPresent) ?? 0 : 0
  }
}

extension Picker {
  /// The algorithms that work on the world of a set-up.
  static func algorithms(for setup: Setup) -> Picker {
    Picker(
      .algorithm,
      // In the order of the lecture.
      Dictionary(grouping: setup.world.algorithms, by: \.info.section).sorted { $0.key < $1.key }.flatMap {
        $0.value.map {
          Item(
            id: $0.info.id, title: $0.info.title, summary: $0.info.summary, synonyms: $0.info.keywords,
            lesson: $0.info.lesson, caveat: $0.caveat.map { "On \(setup.world.info.id): \($0)" } ?? "",
            section: $0.info.section,
            isPresent: $0.info.id == setup.algorithm.id)
        }
      })
  }

  static func worlds(for setup: Setup) -> Picker {
    Picker(
      .world,
      Catalogue.worlds.map {
        Item(
          id: $0.info.id, title: $0.info.title, summary: $0.info.summary, lesson: $0.info.lesson,
          isPresent: $0.info.id == setup.world.info.id)
      })
  }
}
