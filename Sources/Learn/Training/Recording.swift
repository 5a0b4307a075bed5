import Worlds

/// The steps of one episode, kept as they were lived so that they can be shown.
///
/// An environment keeps an episode only if that was asked for before the episode began: at full speed one for each
/// picture, otherwise every one. Which ones are kept depends on nothing that happens in them.
public struct Recording<W: World>: Sendable {
  /// The episode's number, from 1.
  public let episode: Int
  /// Steps of the episode before the first one kept.
  public private(set) var firstStep = 0
  public private(set) var steps: [Step<W>] = []
  /// The index of the state in which each step began, where the world has such indices.
  public private(set) var states: [Int] = []
  /// That of the state in which the last step ended.
  public private(set) var lastState: Int?
  public private(set) var ending = Ending.none

  /// The most steps kept; beyond them the earlier half is dropped, so that an endless episode costs no more than this.
  static var capacity: Int { 4096 }

  init(episode: Int) { self.episode = episode }

  mutating func append(_ step: Step<W>, from state: Int?, to next: Int?, _ ending: Ending) {
    if steps.count == Self.capacity {
      steps.removeFirst(Self.capacity / 2)
      states.removeFirst(min(states.count, Self.capacity / 2))
      firstStep += Self.capacity / 2
    }
    steps.append(step)
    if let state { states.append(state) }
    lastState = next
    self.ending = ending
  }
}
