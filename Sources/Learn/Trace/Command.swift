/// What a front end asks of the training loop; each acts at the next mark.
public enum Command: Sendable {
  case run(Pace)
  /// Runs at this pace until the condition first holds, and pauses there: at the first mark after the end of an episode
  /// at which it does, whatever was drawn meanwhile. Where it holds already it pauses at once. Any other `run`, `pause`
  /// or `advance` calls it off; a switch or a reset does not.
  case runUntil(Condition, Pace)
  case pause
  /// Runs to the next mark that completes a grain, then pauses.
  case advance(Grain)
  /// Changes a hyper-parameter of the running algorithm, from its text.
  case set(name: String, text: String)
  /// Learning off (the policy plays on), or on again.
  case freeze(Bool)
  /// Another world, algorithm or set of parameters; the policy is kept where it fits.
  case switchTo(Setup)
  /// Begins anew with this seed.
  case reset(seed: UInt64)
  /// Another set-up, begun with this seed: one change, though a switch and a reset would come to the same.
  case begin(Setup, seed: UInt64)
  /// Takes back the last change (of world, algorithm, parameter or seed, a freeze or a reset), with the learner as it was
  /// before it.
  case undo
  /// Does again what was undone last, with the learner as it was then.
  case redo
  case quit
}

/// A command that changed what is learnt, and the mark at which it acted: the same seed and the same journal give the same
/// session, to the bit.
public struct JournalEntry: Sendable {
  public let mark: Int
  public let command: Command
}
