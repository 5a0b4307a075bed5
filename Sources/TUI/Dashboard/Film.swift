import Learn

/// The last frames received, and which of them is shown: the newest, unless the user went back.
///
/// A film holds so many frames as to go back over a lesson's last minute; the oldest give way.
struct Film: Sendable {
  static let capacity = 256

  /// Oldest first; a mark that was shown twice is held once.
  private(set) var frames: [Frame] = []
  /// The number after the last frame received: the next to ask for.
  private(set) var nextNumber = 0
  /// The index of the frame shown; nil for the newest, whichever that is.
  private var position: Int?

  var newest: Frame? { frames.last }
  var shown: Frame? { frames.isEmpty ? nil : frames[shownIndex] }
  /// How many held frames are newer than the one shown.
  var framesBack: Int { frames.isEmpty ? 0 : frames.count - 1 - shownIndex }
  var isAtNewest: Bool { framesBack == 0 }
  /// The frames up to the one shown, oldest first.
  var past: ArraySlice<Frame> { frames.isEmpty ? [] : frames[...shownIndex] }

  private var shownIndex: Int { position ?? frames.count - 1 }

  mutating func append(_ new: [Frame], firstNumber: Int) {
    for frame in new {
      if frames.last?.mark == frame.mark { frames.removeLast() }
      frames.append(frame)
    }
    nextNumber = firstNumber + new.count
    let excess = max(0, frames.count - Self.capacity)
    frames.removeFirst(excess)
    // A frame that fell off the film takes the user along to the oldest that is left.
    position = position.map { min(max(0, $0 - excess), frames.count - 1) }
  }

  mutating func showNewest() { position = nil }

  /// Goes to the last frame before which this grain is different; false where none is held.
  mutating func goBack(by grain: Grain) -> Bool {
    guard let shown,
      let index = frames[..<shownIndex].lastIndex(where: { $0.count(grain) != shown.count(grain) })
    else { return false }
    position = index
    return true
  }

  /// Goes to the first later frame in which this grain is different, or else to the newest; false where that is shown.
  mutating func goForward(by grain: Grain) -> Bool {
    guard let shown, !isAtNewest else { return false }
    let index = frames[(shownIndex + 1)...].firstIndex { $0.count(grain) != shown.count(grain) }
    position = index.flatMap { $0 == frames.count - 1 ? nil : $0 }
    return true
  }
}

extension Frame {
  /// What a grain counts.
  func count(_ grain: Grain) -> Int {
    switch grain {
    case .line: mark
    case .step: progress.steps
    case .episode: progress.episodes
    case .update: progress.updates
    }
  }
}
