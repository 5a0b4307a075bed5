/// When lines were last watched: by it is told whether the values that they showed still hold.
///
/// A run at full speed is looked at for a round of its innermost loop, some thirty times a second. Lines outside of it may go by
/// a thousand times before one of them is seen again, and a run that is paused stands where it is.
struct LineLog: Sendable {
  private struct Entry {
    var mark = 0
    var updates = 0
    var frame = 0
  }

  private var entries: [Entry]
  /// The last mark that was watched, and the last that was not.
  private var lastSeen = 0
  private var lastMissed = 0
  private var frames = 0
  /// Values stay for so many pictures, about a second at full speed: a line that is seen in every other one would flicker, and
  /// whoever pauses sees what was there a moment ago.
  private static let patience = 30

  init(lines: Int = 0) { entries = Array(repeating: Entry(), count: lines) }

  /// A line shows its values at this mark.
  mutating func note(_ line: Int, at mark: Int, updates: Int) {
    if mark > lastSeen + 1 { lastMissed = mark - 1 }
    lastSeen = mark
    hold(line, at: mark, updates: updates)
  }

  /// A line's values are known to hold at this mark, though it is another's.
  mutating func hold(_ line: Int, at mark: Int, updates: Int) {
    entries[line] = Entry(mark: mark, updates: updates, frame: frames)
  }

  /// The run goes far without a picture: what is not seen anew is of long ago then.
  mutating func goFar() { frames += Self.patience }

  /// How old the values of each line are in the next frame.
  mutating func freshness(updates: Int) -> [Freshness] {
    frames += 1
    return entries.map { entry in
      guard entry.mark <= lastMissed, updates != entry.updates else { return .present }
      let isRecent = entry.mark > 0 && frames - entry.frame <= Self.patience
      return isRecent || updates - entry.updates <= 1 ? .earlier : .past
    }
  }
}
