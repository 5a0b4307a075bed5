import Testing
import Worlds

@testable import Learn

/// The tabular cross-entropy method: its refit by hand, its elite by definition, its candidates as they are meant.
@Suite struct CrossEntropyTests {
  typealias Tables = TabularRepresentation<Stairs>

  static func settings<R>(
    candidates: Int, elite: Int, λ: Double, average: Int = 1
  ) -> CEMTabular<R>.Settings {
    var settings = CEMTabular<R>.Settings()
    (settings.candidates, settings.elite, settings.smoothing, settings.average) = (candidates, elite, λ, average)
    return settings
  }

  @Test("the refit: π(a∣s) = (n(s,a) + λ) / (n(s) + λ∣A∣), of equal returns the first")
  func refit() {
    var learner = CEMTabular<Tables>(
      Stairs(.init(horizon: nil)), representation: Tables(), settings: Self.settings(candidates: 3, elite: 2, λ: 0.5),
      seed: 1)
    var recorder = Recorder()
    learner.iterate(&recorder)
    // All return 1 + ½·2.
    #expect(recorder.shown("R_i") == [2, 2, 2])
    #expect(recorder.shown("best") == [2] && recorder.shown("M-th") == [2] && recorder.shown("mean") == [2])
    #expect(recorder.shown("n(s)") == [2, 2])
    let actions = recorder.actions
    let expected = [0, 1].flatMap { state in
      [0, 1].map { action -> Double in
        let taken = [actions[state], actions[2 + state]].count { $0 == action }
        return (Double(taken) + 0.5) / 3
      }
    }
    #expect(close(learner.parameters[0].values, expected))
    #expect(learner.progress == Progress(steps: 6, episodes: 3, updates: 1))
  }

  @Test("the elite are the M best; without smoothing a state they never came to keeps its row")
  func elite() throws {
    typealias R = TabularRepresentation<Gridworld>
    var world = Gridworld.Settings()
    (world.size, world.horizon) = (4, 30)
    var learner = CEMTabular<R>(
      try Gridworld(world), representation: R(), settings: Self.settings(candidates: 40, elite: 7, λ: 0), seed: 5)
    let uniform = [0.25, 0.25, 0.25, 0.25]
    for _ in 0..<3 {
      var recorder = Recorder()
      let before = learner.policies[0]
      learner.iterate(&recorder)
      let scores = recorder.shown("R_i").sorted(by: >)
      #expect(scores.count == 40)
      #expect(recorder.shown("best")[0] == scores[0] && recorder.shown("M-th")[0] == scores[6])
      #expect(abs(recorder.shown("mean")[0] - scores.reduce(0, +) / 40) < 1e-12)
      // With γ = 1 and −1 a step the elite's steps are their returns.
      #expect(recorder.shown("n(s)").reduce(0, +) == -scores.prefix(7).reduce(0, +))
      for (state, count) in recorder.shown("n(s)").enumerated() where count == 0 {
        #expect(learner.policies[0].row(state) == before.row(state))
      }
    }
    // Of the goal nothing is ever learnt.
    #expect(Array(learner.policies[0].row(15)) == uniform)
  }

  @Test(
    "averaging: a candidate does the same wherever it sees the same, its score is a mean, and it counts once a state")
  func averaging() throws {
    typealias R = LinearRepresentation<AliasedCorridor>
    var learner = CEMTabular<R>(
      AliasedCorridor(.init()), representation: R(),
      settings: Self.settings(candidates: 30, elite: 1, λ: 0, average: 8), seed: 5)
    var watcher = Watcher()
    learner.iterate(&watcher)
    #expect(watcher.candidates.count == 30)
    for (choices, returns, score) in watcher.candidates {
      #expect(choices.allSatisfy { $0.value.count == 1 } && returns.count == 8)
      #expect(abs(returns.reduce(0, +) / 8 - score) < 1e-12)
    }
    // Refitted to one candidate without smoothing, the policy is that candidate wherever it came to.
    let best = try #require(watcher.candidates.max { $0.score < $1.score })
    for (observation, actions) in best.choices {
      #expect(learner.policies[0][observation, actions.first!] == 1)
    }
    #expect(watcher.counts.allSatisfy { $0 <= 1 })
  }

  /// Remembers of each candidate the actions by observation, the returns and the score.
  private struct Watcher: Probe {
    var candidates: [(choices: [Int: Set<Int>], returns: [Double], score: Double)] = []
    var counts: [Double] = []
    private var choices: [Int: Set<Int>] = [:]
    private var returns: [Double] = []
    private var observation = 0

    mutating func passed<L: Learner>(
      _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
    ) throws(Never) {
      guard let line = line as? CEMTabular<LinearRepresentation<AliasedCorridor>>.Line else { return }
      switch line {
      case .candidate: (choices, returns) = ([:], [])
      case .until: observation = learner.environment.observation as! Int
      case .act:
        choices[observation, default: []].insert(learner.environment.lastAction as! Int)
        if learner.environment.ending != .none { returns.append(learner.environment.episodeReturn) }
      case .score: candidates.append((choices, returns, values()[0].value))
      case .count: counts.append(values()[0].value)
      case .generation, .start, .choose, .elite, .state, .policy: break
      }
    }
  }

  @Test("the first policy is uniform, or random by seed: rows that sum to 1")
  func initial() {
    var settings: CEMTabular<Tables>.Settings = Self.settings(candidates: 3, elite: 2, λ: 1)
    func first(_ seed: UInt64) -> [Double] {
      CEMTabular<Tables>(Stairs(.init(horizon: nil)), representation: Tables(), settings: settings, seed: seed)
        .parameters[0].values
    }
    #expect(first(1) == [0.5, 0.5, 0.5, 0.5])
    settings.initial = .random
    #expect(first(1) == first(1) && first(1) != first(2))
    #expect(abs(first(1)[0] + first(1)[1] - 1) < 1e-12 && first(1).allSatisfy { $0 > 0 && $0 < 1 })
  }
}
