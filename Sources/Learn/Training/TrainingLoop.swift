import Worlds

/// What the training thread runs: iteration after iteration, until a command unwinds one to switch, freeze, reset or quit.
struct TrainingLoop {
  private(set) var learner: AnyLearner
  private var probe: LiveProbe
  /// The returns on other worlds, by identity: coming back to a world brings its chart back.
  private var elsewhere: [String: ReturnHistory] = [:]
  /// Histories of returns begun so far.
  private var histories = 1

  init(
    _ setup: Setup, seed: UInt64, mode: Mode, gate: Gate, isFrozen: Bool = false, following script: [JournalEntry] = []
  ) {
    learner = setup.make(seed)
    probe = LiveProbe(gate: gate, setup: setup, seed: seed, mode: mode, following: script)
    probe.isFrozen = isFrozen
  }

  /// Marks passed so far.
  var mark: Int { probe.mark }

  /// Runs until it is told to quit.
  mutating func run() {
    while true {
      do throws(LiveProbe.Stop) {
        try learner.open(&probe)
        while true {
          if probe.isFrozen { try learner.play(&probe) } else { try learner.iterate(&probe) }
        }
      } catch {
        switch error {
        case .freeze(let isFrozen): freeze(isFrozen)
        case .switchTo(let setup): replace(by: setup)
        case .reset(let seed): reset(seed)
        case .begin(let setup, let seed):
          replace(by: setup)
          reset(seed)
        case .restore(let moment): restore(moment)
        case .quit:
          probe.gate.end(learner.learner.parameters)
          return
        }
      }
    }
  }

  private mutating func freeze(_ isFrozen: Bool) {
    probe.isFrozen = isFrozen
    note(isFrozen ? "frozen" : "learning")
    probe.say(isFrozen ? "frozen: the policy plays on, nothing is learnt" : "learning again")
  }

  private mutating func reset(_ seed: UInt64) {
    let wasFrozen = probe.isFrozen
    probe.seed = seed
    probe.isFrozen = false
    learner = probe.setup.make(seed)
    beginHistory()
    probe.say(
      "began anew with seed \(seed)" + (wasFrozen ? ", and learns again" : "") + "; undo brings the old learner back")
  }

  /// Back to the very learner of an earlier moment.
  private mutating func restore(_ moment: Checkpoint) {
    probe.setup = moment.setup
    probe.seed = moment.seed
    probe.isFrozen = moment.isFrozen
    learner = moment.setup.make(moment.seed)
    learner.restore(moment.learner)
  }

  /// The learner's returns are the first of a new history.
  private mutating func beginHistory() {
    var returns = learner.learner.returns
    returns.run = histories
    learner.resume(returns)
    histories += 1
  }

  private mutating func replace(by setup: Setup) {
    let old = learner.learner
    let oldSetup = probe.setup
    let next = setup.make(probe.seed)
    let hasDiverged = old.divergence != nil
    let isKept = !hasDiverged && oldSetup.world.isLike(setup.world) && old.policyParameters.map(next.adopt) ?? false
    elsewhere[oldSetup.world.identity] = old.returns
    learner = next
    if let returns = elsewhere[setup.world.identity] { learner.resume(returns) } else { beginHistory() }
    probe.setup = setup
    probe.isFrozen = false
    note(setup.difference(from: oldSetup))
    // The verdict first: a narrow screen cuts the end.
    let verdict =
      isKept ? "the policy is kept" : "a new policy, the old one \(hasDiverged ? "has diverged" : "does not fit")"
    probe.say("\(verdict): \(setup.algorithm.id) on \(setup.world.info.id)")
  }

  private func note(_ text: String) {
    var returns = learner.learner.returns
    returns.note(text, isNewRun: true)
    learner.resume(returns)
  }
}

extension Learner {
  fileprivate var returns: ReturnHistory { environment.returns }
}
