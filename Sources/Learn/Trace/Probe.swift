/// Values that a line of pseudocode shows: the names are those of the listing.
public typealias Values = KeyValuePairs<String, Double>

/// Watches an algorithm pass the lines of its pseudocode.
///
/// An algorithm calls `passed` after each line. A probe may look at the learner, change its hyper-parameters, wait, or
/// throw to stop the run; parameters are valid at every mark, and an interrupted iteration is abandoned. The values are
/// not computed unless the probe asks for them.
public protocol Probe {
  /// What stops a run; `Never` for a probe that never does, so that the marks vanish from the compiled loop.
  associatedtype Interrupt: Error

  mutating func passed<L: Learner>(
    _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
  ) throws(Interrupt)

  /// Whether nobody looks at the marks that come next, so that it may pay to play what lies behind them ahead of time.
  var isUnwatched: Bool { get }
  /// Whether there is time to look ahead some hundredths of a second more, while nobody looks.
  var isPatient: Bool { get }
  /// Whether all the marks of a passage may be passed at once, since none of them is to be looked at or stopped at.
  func canLeap<L: Learner>(over passage: Passage, _ learner: L) -> Bool
  /// Passes them; the learner has taken over what the passage leads to.
  mutating func leapt<L: Learner>(over passage: Passage, _ learner: inout L) throws(Interrupt)
}

/// Episodes, or parts of them, that were played ahead of time, on copies of the world.
public struct Passage: Sendable, Equatable {
  public struct Episode: Sendable, Equatable {
    public var `return`: Double
    public var length: Int
    /// Steps of the passage when it ended.
    public var end: Int
    /// What lines had shown by then since the passage began, where a table of metrics may ask for it.
    public var shown: [NamedValue] = []
  }

  public internal(set) var episodes: [Episode] = []
  /// Marks that the same episodes pass when they are played line by line.
  public internal(set) var marks = 0
  /// The steps that are passed.
  public internal(set) var steps = 0
  /// Iterations that end within it, each of which is a place where a run can be cut.
  public internal(set) var iterations = 0
  /// What lines have shown by its end.
  public internal(set) var shown: [NamedValue] = []

  /// What is left of roll-outs, each a mark at its beginning and three a step.
  /// - Parameters:
  ///   - episode: the one that goes on, from 0.
  ///   - taken: the steps that have been taken, in it and before it.
  func rest(from episode: Int, _ taken: Int) -> Passage {
    var rest = self
    rest.episodes.removeFirst(episode)
    rest.steps -= taken
    rest.marks -= episode + 1 + 3 * taken
    for index in rest.episodes.indices { rest.episodes[index].end -= taken }
    return rest
  }
}

extension Probe {
  public var isUnwatched: Bool { false }
  public var isPatient: Bool { isUnwatched }
  public func canLeap<L: Learner>(over passage: Passage, _ learner: L) -> Bool { false }
  public mutating func leapt<L: Learner>(over passage: Passage, _ learner: inout L) throws(Interrupt) {}

  @inline(__always)
  public mutating func passed<L: Learner>(_ line: some Listing, _ learner: inout L) throws(Interrupt) {
    try passed(line, &learner, [:])
  }
}

/// Watches nothing: the loop runs as if there were no marks.
public struct NoProbe: Probe {
  public init() {}

  @inline(__always)
  public mutating func passed<L: Learner>(
    _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
  ) {}

  public var isUnwatched: Bool { true }
  public func canLeap<L: Learner>(over passage: Passage, _ learner: L) -> Bool { true }
}
