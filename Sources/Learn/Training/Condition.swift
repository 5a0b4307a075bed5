import Worlds

/// A condition to run until, such as `return > 5 and episode >= 100`; `and` binds tighter than `or`.
///
/// It is looked at whenever an episode has ended, since only then do the return and the number of episodes change.
public struct Condition: Sendable, Equatable, CustomStringConvertible {
  /// What can be asked about.
  public enum Quantity: String, Sendable, CaseIterable {
    /// The mean of the last hundred returns; before there are as many it satisfies nothing.
    case `return`
    /// Episodes that ended, as the chart counts them.
    case episode
    /// The policy's entropy in nats, the mean over observations where these are finitely many.
    case entropy
  }

  public enum Relation: String, Sendable, CaseIterable {
    // Two characters first: they are tried in this order.
    case atLeast = ">="
    case atMost = "<="
    case more = ">"
    case less = "<"
  }

  struct Comparison: Sendable, Equatable {
    var quantity: Quantity
    var relation: Relation
    var bound: Double
  }

  /// The present values.
  public struct Measures: Sendable {
    public var `return`: Double?
    public var episode: Int
    public var entropy: Double?

    public init(return: Double?, episode: Int, entropy: Double?) {
      self.return = `return`
      self.episode = episode
      self.entropy = entropy
    }
  }

  public let description: String
  /// One of these must hold in full.
  private let alternatives: [[Comparison]]

  /// - Throws: a `ParameterError` that says which part is not understood, and what would be.
  public init(_ text: String) throws(ParameterError) {
    description = text
    var alternatives: [[Comparison]] = [[]]
    var words: [Substring] = []
    let all: [Substring] = text.split(separator: " ") + ["or"]
    for word in all {
      guard word == "and" || word == "or" else {
        words.append(word)
        continue
      }
      alternatives[alternatives.count - 1].append(try Self.comparison(words.joined()))
      words = []
      if word == "or" { alternatives.append([]) }
    }
    self.alternatives = alternatives.dropLast()
  }

  /// That so many episodes have ended.
  public static func episodes(_ count: Int) -> Condition {
    let comparison = Comparison(quantity: .episode, relation: .atLeast, bound: Double(count))
    return Condition(description: "episode >= \(count)", alternatives: [[comparison]])
  }

  private init(description: String, alternatives: [[Comparison]]) {
    self.description = description
    self.alternatives = alternatives
  }

  private static func comparison(_ text: String) throws(ParameterError) -> Comparison {
    for relation in Relation.allCases {
      guard let place = text.firstRange(of: relation.rawValue) else { continue }
      let (left, right) = (String(text[..<place.lowerBound]), String(text[place.upperBound...]))
      guard let quantity = Quantity(rawValue: left) else {
        let names = Quantity.allCases.map(\.rawValue)
        throw ParameterError(
          "a condition knows no `\(left)`; " + Spelling.advice(for: left, among: names))
      }
      guard let bound = Double(right), bound.isFinite else {
        throw ParameterError("`\(text)` compares with no number; write a condition like `return > 5`")
      }
      return Comparison(quantity: quantity, relation: relation, bound: bound)
    }
    throw ParameterError("`\(text)` is no condition; write one like `return > 5 and episode >= 100`")
  }

  /// Whether anything is asked about this quantity.
  func asks(about quantity: Quantity) -> Bool { alternatives.joined().contains { $0.quantity == quantity } }

  /// The first episode at whose end it can hold, where that is asked of all alternatives; nil where it is not.
  var firstEpisode: Int? {
    let firsts = alternatives.map { alternative in
      alternative.compactMap { comparison -> Double? in
        guard comparison.quantity == .episode else { return nil }
        switch comparison.relation {
        case .atLeast: return comparison.bound.rounded(.up)
        case .more: return comparison.bound.rounded(.down) + 1
        case .atMost, .less: return nil
        }
      }.max()
    }
    let first = firsts.contains(nil) ? nil : firsts.compactMap { $0 }.min()
    return first.flatMap { (1...1e15).contains($0) ? Int($0) : nil }
  }

  /// A quantity that is not there yet satisfies nothing.
  public func holds(_ measures: Measures) -> Bool {
    alternatives.contains { $0.allSatisfy { Self.holds($0, measures) } }
  }

  private static func holds(_ comparison: Comparison, _ measures: Measures) -> Bool {
    let value: Double? =
      switch comparison.quantity {
      case .return: measures.return
      case .episode: Double(measures.episode)
      case .entropy: measures.entropy
      }
    guard let value else { return false }
    return switch comparison.relation {
    case .atLeast: value >= comparison.bound
    case .atMost: value <= comparison.bound
    case .more: value > comparison.bound
    case .less: value < comparison.bound
    }
  }
}

extension Learner {
  func satisfies(_ condition: Condition) -> Bool {
    let returns = environment.returns
    let isFull = returns.recentCount == ReturnHistory.recentCapacity
    return condition.holds(
      Condition.Measures(
        return: isFull && !returns.isOfRewards ? returns.recentMean : nil, episode: returns.episodes,
        // Every row of a table is summed over: only where somebody asks.
        entropy: condition.asks(about: .entropy) ? entropy : nil))
  }

  /// The mean of the last hundred returns, or of fewer at the beginning; nil before the first.
  var meanReturn: Double? { environment.returns.isOfRewards ? nil : environment.returns.recentMean }

  /// The mean reward of the last thousand steps of a task without end, or of fewer at the beginning; nil before ten, and
  /// where episodes end.
  var meanReward: Double? { environment.returns.isOfRewards ? environment.returns.recentMean : nil }

  /// In nats: the mean over the observations where these are finitely many, else at the present one.
  private var entropy: Double {
    guard let table = policies.first else { return distribution(at: environment.observation).entropy }
    let entropies = (0..<table.observationCount).map { ActionDistribution.discrete(Array(table.row($0))).entropy }
    return entropies.reduce(0, +) / Double(entropies.count)
  }
}
