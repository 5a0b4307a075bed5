import Testing
import Worlds

@testable import Learn

/// Interquartile means, bootstrap intervals and comparisons in pairs.
@Suite struct ComparisonTests {
  // Recorded from another program, in Python: 400,000 resamples with its own generator, quantiles by linear interpolation.
  private static let pendulum = [
    -152.1, -148.7, -161.3, -139.9, -420.5, -155.0, -149.2, -171.8, -144.4, -158.6,
  ]
  private static let corridor = [12.0, 15.5, 9.1, 30.2, 14.8]

  @Test("the mean of the middle half leaves out ⌊n/4⌋ at either end")
  func interquartile() {
    #expect(Estimate.interquartileMean([3]) == 3)
    #expect(Estimate.interquartileMean([1, 2, 3]) == 2)
    #expect(Estimate.interquartileMean([-100, 2, 4, 1000]) == 3)
    #expect(Estimate.interquartileMean([9, 1, 2, 3, 4, 5, 6, 1000]) == 4.5)
    #expect(abs(Estimate.interquartileMean(Self.pendulum) + 154.15) < 1e-12)
  }

  @Test("the interval is that of another program's bootstrap, and drawn task by task")
  func bootstrap() {
    var random = RandomStream(seed: 1, name: "test")
    let one = Bootstrap(tasks: [10], resamples: 50_000, using: &random)
      .estimate(Self.pendulum, Estimate.interquartileMean)
    #expect(abs(one.value + 154.15) < 1e-9 && abs(one.low + 203.667) < 1.5 && abs(one.high + 147.817) < 0.15)
    let both = Bootstrap(tasks: [10, 5], resamples: 50_000, using: &random)
      .estimate(Self.pendulum + Self.corridor, Estimate.interquartileMean)
    // Without strata it would reach from −156 to −42.
    #expect(abs(both.value + 114.0889) < 1e-3 && abs(both.low + 120.7) < 0.3 && abs(both.high + 109.933) < 0.3)
  }

  @Test("two runs give the exact interval: a quarter of the resamples has each run twice")
  func twoRuns() {
    var random = RandomStream(seed: 2, name: "test")
    let estimate = Bootstrap(tasks: [2], using: &random).estimate([0, 1]) { $0.reduce(0, +) / 2 }
    #expect(estimate == Estimate(value: 0.5, low: 0, high: 1))
    #expect(Bootstrap.quantile(0.5, of: [1, 2, 4, 8]) == 3 && Bootstrap.quantile(0.025, of: [5]) == 5)
  }

  private func comparison(_ budget: Comparison.Budget, points: Int = 4) throws -> Comparison {
    try Comparison(
      world: Spec("gridworld:size=4"), algorithms: [Spec("reinforce"), Spec("td-actor-critic")], budget: budget,
      points: points)
  }

  @Test("a score is the mean return of the episodes that ended in its part", arguments: [false, true])
  func scores(byEpisodes: Bool) throws {
    let comparison = try comparison(byEpisodes ? .episodes(40) : .steps(2000))
    let course = try #require(try comparison.course(of: 1, seed: 3))
    var run = try HeadlessRun(try Setup("gridworld:size=4", "td-actor-critic"), seed: 3)
    var reports: [HeadlessProbe.EpisodeReport] = []
    run.run(byEpisodes ? .init(episodes: 40) : .init(steps: 2000), report: { episode, _ in reports.append(episode) })
    #expect(comparison.ends == (byEpisodes ? [10, 20, 30, 40] : [500, 1000, 1500, 2000]))
    for (part, end) in comparison.ends.enumerated() {
      let begin = part == 0 ? 0 : comparison.ends[part - 1]
      let returns = reports.filter { episode in
        (begin + 1...end).contains(byEpisodes ? episode.episode : episode.steps)
      }.map(\.return)
      #expect(!returns.isEmpty)
      let score = try #require(course.scores[part])
      #expect(abs(score - returns.reduce(0, +) / Double(returns.count)) < 1e-9)
    }
    #expect(course.steps == run.progress.steps && course.episodes == run.progress.episodes)
  }

  @Test("a part in which no episode ended has the score of the one before, and the first may have none")
  func longEpisodes() throws {
    let comparison = try Comparison(
      world: Spec("pendulum"), algorithms: [Spec("reinforce")], budget: .steps(450), points: 9)
    let scores = try #require(try comparison.course(of: 0, seed: 1)).scores
    // Episodes end at 200 and 400 steps; parts at 50, 100, …
    #expect(scores[0..<3].allSatisfy { $0 == nil } && scores[3] != nil)
    #expect(scores[3] == scores[6] && scores[7] != scores[6] && scores[8] == scores[7])
    let course = RunCourse(scores: scores, hasDiverged: false, steps: 450, episodes: 2, seconds: 1)
    let summary = ComparisonSummary(comparison, [[course, nil]])
    #expect(summary.curves[0].points.map(\.end) == [200, 250, 300, 350, 400, 450] && summary.curves[0].runs == 1)
  }

  @Test("means and bands are of the runs that have a score, and say how many these are")
  func fewer() throws {
    func course(_ scores: [Double?], hasDiverged: Bool = false) -> RunCourse {
      RunCourse(scores: scores, hasDiverged: hasDiverged, steps: 1, episodes: 1, seconds: 0)
    }
    let none = course([nil, nil, nil, nil], hasDiverged: true)
    let runs = [none, course([nil, 2, 4, 6]), course([nil, nil, 2, 2], hasDiverged: true), nil]
    let summary = ComparisonSummary(try comparison(.steps(100)), [[none, none], runs])
    let (lost, curve) = (summary.curves[0], summary.curves[1])
    #expect(curve.points.map(\.end) == [50, 75, 100] && curve.points.map(\.runs) == [1, 2, 2])
    #expect(curve.points.map(\.score.value) == [2, 3, 4])
    #expect(curve.points[0].score == Estimate(value: 2, low: 2, high: 2) && curve.points[2].score.low == 2)
    #expect(curve.runs == 3 && curve.scored == 2 && curve.diverged == 2)
    #expect(curve.last?.value == 4 && curve.mean?.value == 3 && curve.difference == nil)
    #expect(lost.runs == 2 && lost.scored == 0 && lost.diverged == 2 && lost.points.isEmpty && lost.last == nil)
  }

  @Test("differences are taken seed by seed")
  func pairs() throws {
    func course(_ score: Double) -> RunCourse {
      RunCourse(scores: [0, 0, 0, score], hasDiverged: score < -50, steps: 1, episodes: 1, seconds: 0)
    }
    // The luck of a seed moves both by up to 100; the second is better by 1 in each pair but one.
    let ones = [-100.0, 0, 50, 100, 7].map(course)
    let others = [-99.0, 1, 51, 101, 5].map(course)
    let summary = ComparisonSummary(try comparison(.steps(100)), [ones + [nil], others + [course(3)]])
    let difference = try #require(summary.curves[1].difference)
    #expect(difference.pairs == 5 && difference.wins == 4 && difference.score.value == 1)
    #expect(difference.score.high == 1 && difference.score.low < 1)
    #expect(summary.curves[0].difference == nil && summary.curves.map(\.runs) == [5, 6])
    #expect(summary.curves.map(\.diverged) == [1, 1])
    #expect(summary.curves[0].last?.value == 19 && summary.curves[0].mean?.value == 19.0 / 4)
  }

  @Test("a metric is compared as returns are, over the episodes that have one")
  func metric() throws {
    let algorithm = "ddpg:start=60,units=8,batch=8"
    let comparison = try Comparison(
      world: Spec("pendulum:horizon=40"), algorithms: [Spec(algorithm)], budget: .steps(400), points: 2,
      metric: "charts/q_minus_return")
    let course = try #require(try comparison.course(of: 0, seed: 2))
    var run = try HeadlessRun(try Setup("pendulum:horizon=40", algorithm), seed: 2)
    let column = try #require(run.setup.metrics.firstIndex(of: "charts/q_minus_return"))
    var values: [(end: Int, value: Double)] = []
    run.run(
      .init(steps: 400), reportsMetrics: true,
      report: { episode, _ in
        if !episode.metrics[column].isNaN { values.append((episode.steps, episode.metrics[column])) }
      })
    for (part, range) in [1...200, 201...400].enumerated() {
      let own = values.filter { range.contains($0.end) }.map(\.value)
      #expect(!own.isEmpty && course.scores[part] == own.reduce(0, +) / Double(own.count))
    }
    do {
      _ = try Comparison(
        world: Spec("pendulum"), algorithms: [Spec("ddpg"), Spec("ppo")], budget: .steps(400), points: 2,
        metric: "charts/q_minus_return")
      Issue.record("PPO has no Q")
    } catch {
      #expect("\(error)".hasPrefix("`ppo` has no metric `charts/q_minus_return`; "))
    }
  }

  @Test("an interrupted run is none")
  func interruption() throws {
    #expect(try comparison(.steps(10_000_000)).course(of: 0, seed: 1) { true } == nil)
  }

  @Test("what cannot be compared is refused in one line")
  func refusals() {
    func message(_ world: String, _ algorithms: [String], _ budget: Comparison.Budget, points: Int = 2) -> String? {
      do {
        _ = try Comparison(
          world: Spec(world), algorithms: algorithms.map { try Spec($0) }, budget: budget, points: points)
        return nil
      } catch { return "\(error)" }
    }
    #expect(
      message("gridworld", ["reinforce", "reinforce"], .steps(10))
        == "`reinforce` is there twice; compare algorithms that differ")
    #expect(
      message("gridworld", ["reinforze"], .steps(10)) == "there is no algorithm `reinforze`; did you mean `reinforce`?")
    #expect(
      message("river-swim:horizon=none", ["td-lambda-actor-critic"], .steps(10))
        == "no episode of `river-swim:horizon=none` ends, and returns are compared; give the world a `horizon`")
    #expect(
      message("gridworld", ["reinforce"], .episodes(1))
        == "1 episodes cannot be divided into 2 points; give it more of them")
  }
}
