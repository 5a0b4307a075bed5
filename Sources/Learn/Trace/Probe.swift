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
}

extension Probe {
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
}
