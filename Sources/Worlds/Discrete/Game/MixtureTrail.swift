/// Where two players' mixtures have been: a trail of late, and the time averages since the beginning.
///
/// A point is added to the trail where either player has moved by a fiftieth since the last one, so that it is as dense where
/// they creep as where they run. All of it is kept for every observation.
struct MixtureTrail: Sendable {
  /// Both players' mixtures, observation by observation.
  struct Point: Sendable, Equatable {
    var agent: [Double]
    var opponent: [Double]
  }

  static let capacity = 240
  static let spacing = 0.02

  private var points: [Point] = []
  private var sums = Point(agent: [], opponent: [])
  private var count = 0.0

  /// Adds what was played over one iteration.
  mutating func append(agent: [Double], opponent: [Double]) {
    count += 1
    if sums.agent.isEmpty {
      sums = Point(agent: agent, opponent: opponent)
    } else {
      for index in sums.agent.indices { sums.agent[index] += agent[index] }
      for index in sums.opponent.indices { sums.opponent[index] += opponent[index] }
    }
    guard points.last.map({ Self.differ($0.agent, agent) || Self.differ($0.opponent, opponent) }) ?? true else {
      return
    }
    if points.count == Self.capacity { points.removeFirst() }
    points.append(Point(agent: agent, opponent: opponent))
  }

  private static func differ(_ a: [Double], _ b: [Double]) -> Bool {
    zip(a, b).contains { abs($0 - $1) >= spacing }
  }

  /// The trail at one observation, oldest first.
  func rows(of player: KeyPath<Point, [Double]>, at observation: Int) -> [[Double]] {
    points.map { Array($0[keyPath: player][observation * 3..<observation * 3 + 3]) }
  }

  /// The mean over all iterations at one observation; nil before the first.
  func mean(of player: KeyPath<Point, [Double]>, at observation: Int) -> [Double]? {
    count == 0 ? nil : sums[keyPath: player][observation * 3..<observation * 3 + 3].map { $0 / count }
  }
}
