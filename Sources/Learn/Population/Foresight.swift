import Worlds

/// Candidates that have been tried before their turn, side by side on all processors.
///
/// What came of them is taken up one by one, where nobody looks at their marks; where somebody does, they are played again
/// line by line, to the same end. How many are tried at once is a matter of time alone and changes no number.
struct Foresight<R: Representation>: Sendable {
  /// What came of one candidate.
  struct Trial: Sendable {
    /// The mean discounted return.
    var score = 0.0
    var passage = Passage()
    /// The world as the roll-outs left it.
    var environment: Environment<R.W>
    /// Nothing where the learner keeps none.
    var steps: [Step<R.W>] = []
  }

  /// The steps of the candidate that was tried last, where the learner keeps them.
  var steps: [Step<R.W>] = []
  private var trials: [UInt64: Trial] = [:]
  /// How many to try at once.
  private(set) var breadth = 2 * Threads.processors

  /// Seconds that one look ahead may take, so that a command waits no longer.
  private static var patience: Double { 0.02 }
  /// Beyond so many steps a candidate is left to be played at its turn, where every step can be stopped at.
  private static var longest: Int { 50_000 }

  func knows(_ candidate: Population.Candidate) -> Bool { trials[candidate.luck] != nil }

  /// What came of a candidate, once.
  mutating func take(_ candidate: Population.Candidate) -> Trial? { trials.removeValue(forKey: candidate.luck) }

  /// Tries candidates; what was known of others is forgotten.
  /// - Parameters:
  ///   - candidates: each with the policy at its θ.
  ///   - episodes: K.
  ///   - environment: that a copy of is played on for each.
  ///   - keepsSteps: whether the steps are wanted too.
  ///   - jobs: the most threads; nil for one on each processor.
  mutating func play(
    _ candidates: [(actor: R.Actor, candidate: Population.Candidate)], episodes: Int, on environment: Environment<R.W>,
    keepsSteps: Bool, jobs: Int? = nil
  ) {
    let begin = Metronome.now
    let play: @Sendable (Int) -> Trial? = { index in
      let (actor, candidate) = candidates[index]
      return Self.trial(of: actor, candidate, episodes: episodes, on: environment, keepsSteps: keepsSteps)
    }
    // One alone needs no thread.
    let results = candidates.count == 1 ? [play(0)] : inParallel(candidates.count, jobs: jobs, play)
    trials.removeAll(keepingCapacity: true)
    for (pair, result) in zip(candidates, results) { trials[pair.candidate.luck] = result }
    let seconds = Metronome.now - begin
    if seconds > Self.patience, breadth > Threads.processors {
      breadth /= 2
    } else if seconds < Self.patience / 3, candidates.count == breadth {
      breadth *= 2
    }
  }

  /// The same roll-outs as those of `PopulationLearner.score`, without marks.
  /// - Returns: nil where they are too long for that.
  static func trial(
    of actor: R.Actor, _ candidate: Population.Candidate, episodes: Int, on environment: Environment<R.W>,
    keepsSteps: Bool
  ) -> Trial? {
    var trial = Trial(environment: environment)
    var choice = RandomStream(seed: candidate.luck, name: "policy")
    var sum = 0.0
    for episode in 0..<episodes {
      trial.environment.begin(episode, of: candidate)
      var γᵗ = 1.0
      while trial.environment.ending == .none {
        guard trial.passage.steps < longest else { return nil }
        let state = trial.environment.observation
        let action = actor.sample(at: state, using: &choice)
        let reward = trial.environment.step(action).reward
        if keepsSteps { trial.steps.append(Step(state, action, reward)) }
        sum += γᵗ * reward
        γᵗ *= trial.environment.γ
        trial.passage.steps += 1
      }
      let last = trial.environment.lastEpisode
      trial.passage.episodes.append(.init(return: last.return, length: last.length, end: trial.passage.steps))
    }
    trial.score = sum / Double(episodes)
    // One mark where an episode begins, and three a step.
    trial.passage.marks = episodes + 3 * trial.passage.steps
    return trial
  }
}
