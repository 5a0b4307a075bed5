import Worlds

/// The steps of one episode, kept as they were lived so that they can be shown.
struct Recording: Sendable {
  struct Step: Sendable {
    var observation: ObservationView
    var action: ActionView
    var reward: Double
  }

  /// The episode's number, from 1.
  let episode: Int
  /// Steps of the episode before the first one kept.
  private(set) var firstStep: Int
  private(set) var steps: [Step] = []
  /// The index of the state in which each step began, where the world has such indices.
  private(set) var states: [Int] = []
  /// Where the last step ended, or the episode began.
  private var observation: ObservationView
  /// The index of that state.
  private(set) var state: Int?
  private(set) var ending = Ending.none

  /// The most steps kept; beyond them the earlier half is dropped, so that an endless episode costs no more than this.
  static let capacity = 4096

  init(episode: Int, after firstStep: Int, at observation: ObservationView, _ state: Int?) {
    self.episode = episode
    self.firstStep = firstStep
    self.observation = observation
    self.state = state
  }

  /// Steps of the episode so far.
  var length: Int { firstStep + steps.count }

  /// An episode of which nothing is known yet but where it begins may begin anew.
  mutating func begin(at observation: ObservationView, _ state: Int?) {
    (self.observation, self.state) = (observation, state)
  }

  mutating func append(_ action: ActionView, _ outcome: Outcome, to next: ObservationView, _ nextState: Int?) {
    if steps.count == Self.capacity {
      steps.removeFirst(Self.capacity / 2)
      states.removeFirst(min(states.count, Self.capacity / 2))
      firstStep += Self.capacity / 2
    }
    steps.append(Step(observation: observation, action: action, reward: outcome.reward))
    if let state { states.append(state) }
    (observation, state, ending) = (next, nextState, outcome.ending)
  }
}
