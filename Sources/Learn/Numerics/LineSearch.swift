/// How far to go uphill along a direction: backtracking to Armijo's condition, and doubling where the first trial holds.
/// Nocedal & Wright 2006, section 3.1, algorithm 3.1, there for a minimum.
///
/// A step η is good where J(θ + η d) ≥ J(θ) + c η gᵀd and is a true rise. The search halves η until that holds. Where the
/// first trial is good already it doubles η as long as J goes on rising, which the book does not: a soft-max is flat far
/// from even odds, and there the first trial is short by orders of magnitude.
///
/// The search only judges: whoever runs it computes J, in slices if it likes.
///
///     var search = LineSearch(from: 0, slope: dot(g, d), first: 1, longest: 8)
///     repeat { search.judge(J(search.η)) } while !search.isDone
///     search.found
struct LineSearch: Sendable {
  /// What is to be tried next; at the end, what was tried last.
  private(set) var η: Double
  /// The best good step so far, with its J; nil after a search that failed.
  private(set) var found: (η: Double, J: Double)?
  private(set) var trials = 0
  private(set) var isDone = false
  private let start: Double
  private let slope: Double
  private let longest: Double
  private let limit: Int
  private var shrinks = false

  /// c, the share of the slope's promise that a step must keep.
  static let share = 1e-4
  /// Trials before the search gives up: by then η has shrunk by 2⁴⁰, and what J may still gain is below its rounding.
  static let mostTrials = 40
  /// The same where J is sampled: a step of a five-hundredth part moves too few draws to tell a rise from chance.
  static let mostSampledTrials = 10

  /// - Parameters:
  ///   - start: J(θ).
  ///   - slope: gᵀd; where it is not positive, no step is good.
  ///   - first: η of the first trial.
  ///   - longest: no step is longer, the first included.
  ///   - limit: trials before the search gives up.
  init(from start: Double, slope: Double, first: Double, longest: Double, limit: Int = Self.mostTrials) {
    (self.start, self.slope, self.longest, self.limit) = (start, slope, longest, limit)
    η = min(first, longest)
  }

  /// Judges the trial and chooses the next one.
  /// - Parameter J: at θ + η d; nil where it is not finite.
  mutating func judge(_ J: Double?) {
    trials += 1
    let needed = start + Self.share * η * slope
    if slope > 0, let J, J > found?.J ?? start, J >= needed {
      found = (η, J)
      isDone = shrinks || η >= longest || trials == limit
      if !isDone { η = min(2 * η, longest) }
    } else {
      shrinks = true
      isDone = found != nil || !(slope > 0) || trials == limit
      if !isDone { η /= 2 }
    }
  }
}
