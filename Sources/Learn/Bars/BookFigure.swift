import Worlds

/// A figure of Sutton & Barto 2018, drawn again from runs of our own: returns by episode, averaged over many runs.
public struct BookFigure: Sendable {
  public struct Curve: Sendable {
    public let label: String
    public let algorithm: String
  }

  public let id: String
  public let title: String
  public let world: String
  public let curves: [Curve]
  public let runs = 100
  public let episodes = 1000

  /// θ for [right, left] where p(right) = 0.05, as the book begins: far from the best, 0.59.
  static let start = [-1.4722194895832204, 1.4722194895832204]

  public static let all = [
    BookFigure(
      id: "13.1", title: "REINFORCE on the short corridor, three step sizes", world: "short-corridor",
      curves: [
        Curve(label: "α = 2⁻¹²", algorithm: "reinforce:alpha=0.000244140625"),
        Curve(label: "α = 2⁻¹³", algorithm: "reinforce:alpha=0.0001220703125"),
        Curve(label: "α = 2⁻¹⁴", algorithm: "reinforce:alpha=0.00006103515625"),
      ]),
    BookFigure(
      id: "13.2", title: "A baseline makes REINFORCE faster", world: "short-corridor",
      curves: [
        Curve(label: "with baseline α = 2⁻⁹, β = 2⁻⁶", algorithm: "reinforce-baseline:alpha=0.001953125,beta=0.015625"),
        Curve(label: "without, α = 2⁻¹³", algorithm: "reinforce:alpha=0.0001220703125"),
      ]),
  ]

  /// - Throws: a `ParameterError` that names the figures there are.
  public static func named(_ id: String) throws(ParameterError) -> BookFigure {
    if let figure = all.first(where: { $0.id == id }) { return figure }
    throw ParameterError("there is no figure `\(id)`; there is \(all.map(\.id).joined(separator: " and "))")
  }

  /// J of the best policy on the figure's world: the line that the curves climb to.
  public var optimum: Double? { (try? Setup(world, curves[0].algorithm))?.optimum }

  /// What came of a curve's runs.
  public struct Outcome: Sendable {
    /// The mean return of each episode, over all runs.
    public var means: [Double]
    /// Runs whose last hundred episodes are worth less than `stuckBelow` on average: the policy has lost the way to the
    /// goal, and what little noise there is does not bring it back.
    public var stuck = 0
  }

  /// Far below what any learner gets that still learns, far above −1,000, which a lost one gets.
  static let stuckBelow = -100.0

  /// Runs everything.
  /// - Parameter jobs: the most threads; nil for one on each processor.
  /// - Returns: curve by curve.
  public func outcomes(jobs: Int? = nil) throws(ParameterError) -> [Outcome] {
    let trials = inParallel(curves.count * runs, jobs: jobs) { index in
      Result { () throws(ParameterError) in
        try returns(of: curves[index / runs].algorithm, seed: UInt64(index % runs + 1))
      }
    }
    var outcomes = curves.map { _ in Outcome(means: [Double](repeating: 0, count: episodes)) }
    for (index, trial) in trials.enumerated() {
      let returns = try trial.get()
      for (episode, value) in returns.enumerated() { outcomes[index / runs].means[episode] += value / Double(runs) }
      if returns.suffix(100).reduce(0, +) / 100 < Self.stuckBelow { outcomes[index / runs].stuck += 1 }
    }
    return outcomes
  }

  private func returns(of algorithm: String, seed: UInt64) throws(ParameterError) -> [Double] {
    var run = try HeadlessRun(try Setup(world, algorithm), seed: seed, theta: Self.start)
    var returns: [Double] = []
    run.run(.init(episodes: episodes), report: { episode, _ in returns.append(episode.return) })
    return returns
  }
}
