/// What runs while learning is off: the policy plays on, and nothing changes but the world.
public enum PlayLine: Int, Listing {
  case episode, start, until, choose, act

  public var text: String {
    switch self {
    case .episode: "for each episode   (frozen: nothing is learnt)"
    case .start: "  S ← a start state"
    case .until: "  until the episode ends"
    case .choose: "    A ∼ the frozen policy at S"
    case .act: "    take A; observe R and the next S"
    }
  }
}

extension Learner {
  /// Plays the episode in progress to its end, or a new one where none is.
  public mutating func play<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    if environment.ending != .none || environment.episodeSteps == 0 {
      try probe.passed(PlayLine.episode, &self)
      environment.reset()
      try probe.passed(PlayLine.start, &self)
    }
    while environment.ending == .none {
      try probe.passed(PlayLine.until, &self)
      let state = environment.observation
      let action = act(at: state)
      try probe.passed(PlayLine.choose, &self)
      let reward = environment.step(action).reward
      try probe.passed(PlayLine.act, &self, ["R": reward])
    }
  }
}
