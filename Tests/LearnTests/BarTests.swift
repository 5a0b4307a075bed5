import Foundation
import Testing
import Worlds

@testable import Learn

/// The table of bars and the book's figures, and what they are made with.
@Suite struct BarTests {
  @Test("pieces of work come back in order, on any number of threads", arguments: [1, 2, 7])
  func parallel(jobs: Int) {
    #expect(inParallel(100, jobs: jobs) { $0 * $0 } == (0..<100).map { $0 * $0 })
    #expect(inParallel(0, jobs: jobs) { $0 }.isEmpty)
  }

  @Test("a bar's runs are the same on one thread and on two, each with a seed of its own")
  func jobs() throws {
    let bar = LearningBar.objective("td-actor-critic", "gridworld", episodes: 50, -18.9)
    let values = try bar.result(jobs: 1).values
    #expect(values == (try bar.result(jobs: 2).values))
    #expect(Set(values).count == 10)
    #expect(values[2] == (try bar.trial(seed: 3)))
  }

  @Test("docs/learning.md has a row for every bar and none beside, and every bar is met")
  func page() throws {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let page = try String(contentsOfFile: "\(root)/docs/learning.md", encoding: .utf8)
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst(2).map { row in
      row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
    let bars = LearningBar.all.map { bar in
      let budget = bar.budget.episodes.map { "\($0) episodes" } ?? bar.budget.steps.map { "\($0) steps" } ?? ""
      return "\(bar.algorithm) on \(bar.world), \(budget)"
    }
    #expect(rows.map { "\($0[0]) on \($0[1]), \($0[2])" }.sorted() == bars.sorted(), "run `make learn`")
    #expect(rows.allSatisfy { !$0[8].contains("missed") })
  }

  @Test("a bar is met by nine of ten runs, or by the median")
  func rules() {
    var bar = LearningBar.objective("qac", "gridworld", episodes: 1, 5)
    #expect(LearningResult(bar: bar, values: [4] + Array(repeating: 5, count: 9), seconds: 0).isMet)
    #expect(!LearningResult(bar: bar, values: [4, 4] + Array(repeating: 6, count: 8), seconds: 0).isMet)
    bar.rule = .median
    #expect(LearningResult(bar: bar, values: [4, 4, 5, 6, 7], seconds: 0).isMet)
    #expect(!LearningResult(bar: bar, values: [4, 4, 4.9, 4.9, 7, 7], seconds: 0).isMet)
  }

  @Test("the first and the last returns are those of the run")
  func returns() throws {
    var bar = LearningBar.bookRuns("reinforce:alpha=0", .first(3), 0)
    bar.budget.episodes = 5
    var run = try HeadlessRun(try Setup("short-corridor", "reinforce:alpha=0"), seed: 4, theta: BookFigure.start)
    var returns: [Double] = []
    run.run(.init(episodes: 5), report: { episode, _ in returns.append(episode.return) })
    #expect(try bar.trial(seed: 4) == (returns[0] + returns[1] + returns[2]) / 3)
    bar.measure = .last(2)
    #expect(try bar.trial(seed: 4) == (returns[3] + returns[4]) / 2)
  }

  @Test(
    "an average reward is that of the policy at the end: uniform where nothing was learnt, refused where the task ends")
  func averageReward() throws {
    let river = "river-swim:horizon=none"
    let still = LearningBar.averageReward("td-actor-critic:alpha=0", river, steps: 10, 0)
    let uniform = PolicyTable(name: "π", actionCount: 2, probabilities: Array(repeating: 0.5, count: 12))
    let model = try #require(try Setup(river, "td-actor-critic").world.model)
    #expect(try still.trial(seed: 1) == AverageReward(uniform, on: model)?.gain)
    #expect(LearningResult(bar: still, values: [-1000], seconds: 0).stuck == nil)
    let ending = LearningBar.averageReward("td-actor-critic", "gridworld", steps: 10, 0)
    #expect(throws: ParameterError.self) { try ending.trial(seed: 1) }
  }

  @Test(
    "an evaluation is of the policy at the end, in its manner, on a world without a model",
    arguments: Evaluation.Manner.allCases)
  func evaluation(manner: Evaluation.Manner) throws {
    let bar = LearningBar.evaluation("reinforce", "point-mass", episodes: 5, 0, over: 3, manner)
    var run = try HeadlessRun(try Setup("point-mass", "reinforce"), seed: 2)
    run.run(.init(episodes: 5))
    #expect(try bar.trial(seed: 2) == run.evaluate(episodes: 3, manner).mean)
    #expect(LearningResult(bar: bar, values: [-1000], seconds: 0).stuck == nil)
  }

  @Test("the book begins where p(right) is 0.05, which is worth −82.1")
  func start() throws {
    let run = try HeadlessRun(try Setup("short-corridor", "reinforce"), seed: 1, theta: BookFigure.start)
    let p = 0.05
    #expect(abs(try #require(run.objectives()[0].value) - (2 * p - 4) / (p * (1 - p))) < 0.01)
  }

  @Test("every bar names a pair of the catalogue and a policy of its algorithm", arguments: LearningBar.all.indices)
  func rows(index: Int) throws {
    var bar = LearningBar.all[index]
    bar.budget = .init(steps: 10)
    _ = try bar.trial(seed: 1)
  }
}

extension LearningBar: CustomTestStringConvertible {
  public var testDescription: String { "\(algorithm) on \(world) to \(bar)" }
}
