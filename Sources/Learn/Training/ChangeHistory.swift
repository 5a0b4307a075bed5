/// A moment of a session to which it can return: what runs, and the learner as it is.
public struct Checkpoint: Sendable {
  let setup: Setup
  let seed: UInt64
  let isFrozen: Bool
  /// A copy: arrays are shared until one of the two changes them.
  let learner: any Learner
  /// As the chart counts it.
  let episode: Int
}

/// The changes made to a session and the moments before them, newest last.
///
/// Undoing a change goes back to the moment before it, with the learner as it was then; what it goes away from is kept, so
/// that doing the change again loses nothing either. A new change forgets what was undone.
struct ChangeHistory: Sendable {
  /// As many changes can be undone; the oldest give way.
  static let capacity = 32

  private typealias Entry = (change: String, moment: Checkpoint)
  private var done: [Entry] = []
  private var undone: [Entry] = []

  var canUndo: Bool { !done.isEmpty }

  /// - Parameter change: in a few words, such as `alpha = 0.1`.
  mutating func record(_ change: String, before moment: Checkpoint) {
    undone = []
    done.append((change, moment))
    if done.count > Self.capacity { done.removeFirst() }
  }

  /// The last change and the moment before it; nil where there is none.
  mutating func undo(from now: Checkpoint) -> (change: String, before: Checkpoint)? {
    guard let (change, moment) = done.popLast() else { return nil }
    undone.append((change, now))
    return (change, moment)
  }

  /// The change that was undone last and the moment at which it was.
  mutating func redo(from now: Checkpoint) -> (change: String, after: Checkpoint)? {
    guard let (change, moment) = undone.popLast() else { return nil }
    done.append((change, now))
    return (change, moment)
  }
}
