import Learn

/// The short histories of the values that lines showed, read off the film: going back shows them as they were.
enum ReadingHistories {
  /// Values per history: more than a pane is wide.
  static let length = 64
  /// In the listing's order, then the entropy of the policy at what the agent observes and how far updates move it.
  static func read(_ past: ArraySlice<Frame>) -> [ReadingSeries] {
    guard let last = past.last else { return [] }
    let run = past[start(of: past)...]
    var histories: [String: [Double]] = [:]
    var previous: Frame?
    for frame in run {
      for (line, values) in frame.values.enumerated() where isNew(line, in: frame, after: previous) {
        for value in values where !value.isCounter {
          histories[value.name, default: []].append(value.value)
        }
      }
      histories["H(π)", default: []].append(frame.distribution.entropy)
      if let change = frame.change, change.update != previous?.change?.update {
        histories["KL update", default: []].append(change.mean)
        histories["KL largest", default: []].append(change.greatest)
      }
      previous = frame
    }
    var names: [String] = []
    var freshness: [String: Freshness] = [:]
    for (line, values) in last.values.enumerated() {
      for value in values where !value.isCounter {
        if !names.contains(value.name) { names.append(value.name) }
        // Of several lines that show it, the freshest.
        freshness[value.name] = min(last.freshness(of: line), freshness[value.name] ?? .past)
      }
    }
    names.append("H(π)")
    if last.change != nil { names += ["KL update", "KL largest"] }
    return names.map {
      ReadingSeries(name: $0, values: histories[$0]?.suffix(length) ?? [], freshness: freshness[$0] ?? .present)
    }
  }

  /// Values stay in a frame until their line is watched again; only then are they new.
  private static func isNew(_ line: Int, in frame: Frame, after previous: Frame?) -> Bool {
    guard let previous, previous.values.indices.contains(line) else { return true }
    return frame.line == line || frame.values[line] != previous.values[line]
  }

  /// Where the run began that the last frame belongs to: before it was another algorithm, world or seed.
  private static func start(of past: ArraySlice<Frame>) -> Int {
    guard let last = past.indices.last else { return past.startIndex }
    var index = last
    while index > past.startIndex, past[index].follows(past[index - 1]) { index -= 1 }
    return index
  }
}

extension Frame {
  /// Whether it belongs to the same run as an earlier frame.
  func follows(_ earlier: Frame) -> Bool {
    listing == earlier.listing && seed == earlier.seed && setup.worldSpec == earlier.setup.worldSpec
      && progress.steps >= earlier.progress.steps
  }
}
