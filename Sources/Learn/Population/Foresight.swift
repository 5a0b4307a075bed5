import Worlds

/// Candidates that are tried before their turn, side by side on all processors.
///
/// What came of them is taken up one by one, where nobody looks at their marks; where somebody does, they are played again
/// line by line, to the same end. How many are tried at once, and how far each has come at a moment, is a matter of time alone and
/// changes no number.
struct Foresight<R: Representation>: Sendable {
  /// The steps of the candidate that was tried last, where the learner keeps them.
  var steps: [Step<R.W>] = []
  private var trials: [UInt64: Trial<R>] = [:]
  /// How many to try at once.
  private(set) var breadth = 2 * Threads.processors

  /// Seconds that one look ahead may take, so that a command waits no longer.
  private static var patience: Double { 0.02 }

  /// Whether a candidate's roll-outs have come to their end.
  func knows(_ candidate: Population.Candidate) -> Bool { trials[candidate.luck]?.isOver ?? false }

  /// How far a candidate has come.
  func trial(of candidate: Population.Candidate) -> Trial<R>? { trials[candidate.luck] }

  /// What came of a candidate, once.
  mutating func take(_ candidate: Population.Candidate) -> Trial<R>? { trials.removeValue(forKey: candidate.luck) }

  /// Everything that was tried ahead and not taken.
  mutating func forget() { trials.removeAll(keepingCapacity: true) }

  /// Tries candidates for a moment; those that are not through go on from there the next time.
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
    let deadline = begin + Self.patience
    let begun = candidates.map {
      trials[$0.candidate.luck]
        ?? Trial(of: $0.actor, $0.candidate, episodes: episodes, on: environment, keepsSteps: keepsSteps)
    }
    let play: @Sendable (Int) -> Trial<R> = { index in
      var trial = begun[index]
      trial.play(until: deadline)
      return trial
    }
    // One alone needs no thread.
    let results = candidates.count == 1 ? [play(0)] : inParallel(candidates.count, jobs: jobs, play)
    for trial in results { trials[trial.candidate.luck] = trial }
    adapt(to: Metronome.now - begin, isThrough: results.allSatisfy(\.isOver), full: candidates.count == breadth)
  }

  private mutating func adapt(to seconds: Double, isThrough: Bool, full: Bool) {
    if !isThrough, breadth > Threads.processors {
      breadth /= 2
    } else if isThrough, full, seconds < Self.patience / 3 {
      breadth *= 2
    }
  }
}

/// The same roll-outs of a candidate as those of `PopulationLearner.score`, without marks: as far as they have come.
struct Trial<R: Representation>: Sendable {
  let candidate: Population.Candidate
  /// The mean discounted return, when they are over.
  private(set) var score = 0.0
  /// What has been played so far.
  private(set) var passage = Passage()
  /// The world as the roll-outs have left it.
  private(set) var environment: Environment<R.W>
  /// Nothing where the learner keeps none.
  private(set) var steps: [Step<R.W>] = []
  private(set) var isOver = false
  private let actor: R.Actor
  private let episodes: Int
  private let keepsSteps: Bool
  private var choice: RandomStream
  private var hasBegun = false
  private var sum = 0.0
  private var γᵗ = 1.0

  /// - Parameters:
  ///   - actor: the policy at the candidate's θ.
  ///   - candidate: who is tried.
  ///   - episodes: K.
  ///   - environment: the world, of which this is a copy.
  ///   - keepsSteps: whether the steps are wanted too.
  init(
    of actor: R.Actor, _ candidate: Population.Candidate, episodes: Int, on environment: Environment<R.W>,
    keepsSteps: Bool
  ) {
    (self.actor, self.candidate, self.episodes, self.environment) = (actor, candidate, episodes, environment)
    self.keepsSteps = keepsSteps
    choice = RandomStream(seed: candidate.luck, name: "policy")
  }

  /// Whether it is left to be played at its turn, where every step can be stopped at: one whose steps would fill the memory.
  var isTooLong: Bool { keepsSteps && passage.steps >= 50_000 }

  /// Plays on, to the end or for some microseconds longer than this.
  /// - Parameter deadline: by the clock of `Metronome`.
  mutating func play(until deadline: Double) {
    while !isOver, !isTooLong, Metronome.now < deadline { playSome(256) }
  }

  /// Plays so many steps more, or to the end.
  private mutating func playSome(_ count: Int) {
    for _ in 0..<count {
      if !hasBegun || environment.ending != .none {
        if passage.episodes.count == episodes { return finish() }
        environment.begin(passage.episodes.count, of: candidate)
        (hasBegun, γᵗ) = (true, 1)
        // A mark where an episode begins, and three a step.
        passage.marks += 1
      }
      let state = environment.observation
      let action = actor.sample(at: state, using: &choice)
      let reward = environment.step(action).reward
      if keepsSteps { steps.append(Step(state, action, reward)) }
      sum += γᵗ * reward
      γᵗ *= environment.γ
      passage.steps += 1
      passage.marks += 3
      guard environment.ending != .none else { continue }
      let last = environment.lastEpisode
      passage.episodes.append(.init(return: last.return, length: last.length, end: passage.steps))
    }
  }

  private mutating func finish() {
    score = sum / Double(episodes)
    isOver = true
  }
}
