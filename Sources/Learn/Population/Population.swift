/// The candidates of one generation, and the distribution that they were drawn from: what a search over θ shows of itself.
public struct Population: Sendable, Equatable {
  /// A θ that is tried, and what came of it.
  public struct Candidate: Sendable, Equatable {
    /// The parameters that are searched, in the policy's order.
    public internal(set) var θ: [Double]
    /// The seed of all that its roll-outs draw.
    var luck: UInt64
    /// Ĵ, the mean discounted return of all its roll-outs; nil before them.
    public private(set) var score: Double?
    /// How often it has been tried, by K roll-outs each.
    public private(set) var trials = 0
    /// Whether it has been tried in this generation.
    public private(set) var isTried = false
    /// Whether it is one of those that the next generation goes by.
    public internal(set) var isElite = false

    init(_ θ: [Double], luck: UInt64) { (self.θ, self.luck) = (θ, luck) }

    /// Takes in what a trial returned: the score is the mean over all.
    mutating func count(_ result: Double) {
      trials += 1
      score = (score ?? 0) + (result - (score ?? 0)) / Double(trials)
      isTried = true
    }

    /// To be tried again by new luck; what it returned before still counts.
    mutating func tryAgain(luck: UInt64) { (self.luck, isTried, isElite) = (luck, false, false) }
  }

  /// How the candidates spread about the mean.
  public enum Spread: Sendable, Equatable {
    /// The same deviation in every direction.
    case radius(Double)
    /// A variance for each parameter.
    case variances([Double])
    case covariance([[Double]])
  }

  /// Of the parameters that are searched, in the policy's order.
  public let names: [String]
  /// From 1; 0 before the first.
  public internal(set) var generation = 0
  public internal(set) var candidates: [Candidate] = []
  /// How many of them will be the elite.
  public private(set) var eliteCount = 0
  /// Of the distribution that the candidates were drawn from, or the point that they surround; nil where there is none.
  public internal(set) var mean: [Double]?
  public internal(set) var spread: Spread?
  /// The best so far, with the score that it is known by.
  public internal(set) var best: Candidate?

  init(names: [String]) { self.names = names }

  /// Over what a policy learns.
  init(of policy: some DifferentiablePolicy) { names = Array(policy.parameterNames[policy.learntIndices]) }

  /// The place of the one that is tried now or next; nil when all have been.
  public var onTrial: Int? { candidates.firstIndex { !$0.isTried } }

  /// The places of the candidates, the best first; of equals those that come earlier, and those without a score last.
  var ranking: [Int] {
    candidates.indices.sorted { a, b in
      let (x, y) = (candidates[a].score ?? -.infinity, candidates[b].score ?? -.infinity)
      return x != y ? x > y : a < b
    }
  }

  /// Marks the M best as the elite.
  /// - Returns: their places, the best first.
  @discardableResult
  mutating func selectElite(_ count: Int) -> [Int] {
    let elite = Array(ranking.prefix(count))
    for index in candidates.indices { candidates[index].isElite = false }
    for index in elite { candidates[index].isElite = true }
    return elite
  }

  /// Begins the next generation, about a mean.
  /// - Parameter elite: how many will be chosen.
  mutating func begin(from mean: [Double]? = nil, _ spread: Spread? = nil, elite: Int = 0) {
    generation += 1
    candidates.removeAll(keepingCapacity: true)
    (self.mean, self.spread, eliteCount) = (mean, spread, elite)
  }

  /// The places of the elite or, before it is chosen, of those that would be in it by what is known so far.
  public var elite: Set<Int> {
    let chosen = candidates.indices.filter { candidates[$0].isElite }
    if !chosen.isEmpty { return Set(chosen) }
    return Set(ranking.prefix(eliteCount).filter { candidates[$0].score != nil })
  }

  /// Keeps the best so far.
  mutating func remember(_ candidate: Candidate) {
    guard let score = candidate.score, score > best?.score ?? -.infinity else { return }
    best = candidate
  }

  /// The mean of all scores, of those that there are.
  var meanScore: Double {
    let scores = candidates.compactMap(\.score)
    return scores.reduce(0, +) / Double(max(scores.count, 1))
  }

  /// The covariance of two parameters under the spread, as the three numbers of a symmetric matrix.
  public func covariance(_ i: Int, _ j: Int) -> (ii: Double, ij: Double, jj: Double)? {
    switch spread {
    case .radius(let r): (r * r, i == j ? r * r : 0, r * r)
    case .variances(let v): (v[i], i == j ? v[i] : 0, v[j])
    case .covariance(let c): (c[i][i], c[i][j], c[j][j])
    case nil: nil
    }
  }
}
