import Learn

/// What a set-up asks to look for: it has the message line whenever nothing newer has.
struct Announcement: Equatable, Sendable {
  let text: String
  /// Whether it stays beyond the next key: until it is dismissed or something else runs.
  let lasts: Bool
  /// Until the next key the training loop's notices about the switch do not cover it.
  private(set) var isNew = true
  private let world: String
  private var algorithms: [String]
  /// Whether a frame of the set-up has come; before it those of the last one still do.
  private var isReached = false

  init(_ text: String, lasts: Bool, _ setup: Setup) {
    (self.text, self.lasts) = (text, lasts)
    (world, algorithms) = (setup.world.info.id, [setup.algorithm.id])
  }

  /// What is left of it when a key has been pressed.
  var afterKey: Announcement? {
    guard lasts else { return nil }
    var next = self
    next.isNew = false
    return next
  }

  /// Lets it stay while what it is compared with runs too.
  mutating func hold(for algorithm: String) { algorithms.append(algorithm) }

  /// What is left of it when a frame of this set-up has come.
  func after(_ setup: Setup) -> Announcement? {
    let isOurs = setup.world.info.id == world && algorithms.contains(setup.algorithm.id)
    if isReached, !isOurs { return nil }
    var next = self
    next.isReached = isReached || isOurs
    return next
  }
}
