@testable import Learn

extension CMAES {
  /// A whole generation, in the steps that a search takes with marks between them.
  /// - Parameter points: λ of them, the best first.
  mutating func adapt(to points: [[Double]]) {
    let (step, steps) = recombine(points)
    adaptStepSize(by: step)
    adaptCovariance(by: step, steps)
  }
}
