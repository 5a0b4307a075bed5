/// How long a session has learnt, from when its frames were read.
struct Effort: Sendable {
  private(set) var seconds = 0.0
  private var last: Double?

  /// Who has watched an agent learn for a minute would not lose it by one key.
  static let worthAQuestion = 60.0
  /// Frames that are further apart say nothing about the time between them.
  private static let longest = 2.0

  mutating func observe(isLearning: Bool, time: Double) {
    if let last, isLearning { seconds += min(max(time - last, 0), Self.longest) }
    last = time
  }
}
