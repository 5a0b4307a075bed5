import Worlds

/// Keeps episodes, at the marks and not in the environment, so that a run which nobody watches pays nothing for it: one
/// branch a step had cost td-actor-critic on the 10×10 gridworld 4 to 7 %, counting the visits of every step as much.
///
/// While a run is slow every episode is kept; at full speed one a picture, from its start on: the first to begin after the
/// picture was asked for. Which one that is depends on nothing that happens in it, so that the visits counted in the kept
/// ones are a fair sample.
struct EpisodeRecorder: Sendable {
  /// The last episode kept: the one in progress, the one just ended or an earlier one.
  private(set) var recording: Recording?
  /// How often the learner has acted in each state in the episodes kept, as long as the largest index so far needs.
  private(set) var visits: [Int] = []
  /// The marks for which to go on.
  private var left = 0
  private var isRecording = false
  /// Steps of the environment that is shown when it was last looked at.
  private var seen = 0

  /// Marks that one picture may cost at full speed, some tenths of a millisecond.
  private static let budget = 20_000

  /// Whether the next mark is to be looked at too.
  var isBusy: Bool { left > 0 }

  /// Goes on with the episode that is being kept, or keeps the next.
  mutating func go() { left = Self.budget }

  /// Takes in what has happened since the last mark.
  /// - Parameter isSlow: whether the run is looked at at every mark anyway.
  mutating func look<L: Learner>(at learner: L, isSlow: Bool) {
    guard left > 0 else { return }
    left -= 1
    let steps = learner.environment.ownSteps
    if isRecording {
      if steps == seen &+ 1 { append(learner) }
      // An episode that was abandoned, or steps that went by unseen.
      if recording?.length != learner.environment.episodeSteps { isRecording = false }
      if recording?.steps.isEmpty == true, isRecording {
        recording?.begin(at: L.R.view(learner.environment.observation), learner.environment.world.stateIndex)
      }
    }
    seen = steps
    if learner.environment.ending != .none {
      // At full speed one is enough.
      if isRecording, !isSlow { left = 0 }
      isRecording = false
    } else if !isRecording, learner.environment.episodeSteps == 0 || left < Self.budget / 2 {
      // Where none begins for long, the one in progress is better than nothing.
      isRecording = true
      recording = Recording(
        episode: learner.environment.ownEpisodes + 1, after: learner.environment.episodeSteps,
        at: L.R.view(learner.environment.observation), learner.environment.world.stateIndex)
    }
  }

  private mutating func append<L: Learner>(_ learner: L) {
    guard let action = learner.environment.lastAction else { return }
    if let state = recording?.state {
      if state >= visits.count { visits += repeatElement(0, count: state + 1 - visits.count) }
      visits[state] += 1
    }
    recording?.append(
      L.R.view(action), Outcome(reward: learner.environment.lastReward, ending: learner.environment.ending),
      to: L.R.view(learner.environment.observation), learner.environment.world.stateIndex)
  }
}
