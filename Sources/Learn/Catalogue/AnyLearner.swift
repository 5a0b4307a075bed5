import Worlds

/// A learner whose type is erased. It is used by one thread.
///
/// The loops are closures made where the type is still known, so that they run specialised; a call through the protocol
/// would run the unspecialised code, many times slower.
struct AnyLearner {
  let iterate: (inout LiveProbe) throws(LiveProbe.Stop) -> Void
  let play: (inout LiveProbe) throws(LiveProbe.Stop) -> Void
  let open: (inout LiveProbe) throws(LiveProbe.Stop) -> Void
  let iterateHeadless: (inout HeadlessProbe) throws(HeadlessProbe.Reached) -> Void
  let evaluate: (_ episodes: Int, Evaluation.Manner) -> Evaluation
  /// π(·∣o), of an observation in numbers.
  let distribution: ([Double]) -> ActionDistribution
  private let read: () -> any Learner
  /// Takes over another learner's policy, if it fits; says whether it did.
  let adopt: (_ policyParameters: [Double]) -> Bool
  /// Puts a kept policy in place, whose tensors fit.
  let restorePolicy: ([Tensor]) -> Void
  /// Goes on with the returns of an earlier learner on the same world.
  let resume: (ReturnHistory) -> Void
  /// Becomes a learner of the same kind.
  let restore: (any Learner) -> Void

  init<L: Learner>(_ learner: L) {
    let cell = Cell(learner)
    open = { probe throws(LiveProbe.Stop) in try probe.open(&cell.learner) }
    if learner.environment.world.meetsPolicies {
      iterate = { probe throws(LiveProbe.Stop) in
        let policy = cell.learner.playedPolicy
        try cell.learner.iterate(&probe)
        probe.endIteration(cell.learner)
        cell.learner.environment.meet(policy)
      }
      play = { probe throws(LiveProbe.Stop) in
        try cell.learner.play(&probe)
        cell.learner.environment.meet(cell.learner.playedPolicy)
      }
      iterateHeadless = { probe throws(HeadlessProbe.Reached) in
        let policy = cell.learner.playedPolicy
        try cell.learner.iterate(&probe)
        cell.learner.environment.meet(policy)
      }
    } else {
      iterate = { probe throws(LiveProbe.Stop) in
        try cell.learner.iterate(&probe)
        probe.endIteration(cell.learner)
      }
      play = { probe throws(LiveProbe.Stop) in try cell.learner.play(&probe) }
      iterateHeadless = { probe throws(HeadlessProbe.Reached) in try cell.learner.iterate(&probe) }
    }
    evaluate = { episodes, manner in cell.learner.evaluation(episodes: episodes, manner) }
    distribution = { cell.learner.distribution(at: L.R.W.Observation(components: $0)) }
    read = { cell.learner }
    adopt = { parameters in
      guard cell.learner.policyParameters?.count == parameters.count else { return false }
      cell.learner.policyParameters = parameters
      return true
    }
    restorePolicy = { cell.learner.restorePolicy($0) }
    resume = { cell.learner.environment.returns = $0 }
    restore = { other in
      guard let other = other as? L else { fatalError("\(type(of: other)) cannot take the place of \(L.self)") }
      cell.learner = other
    }
  }

  /// A copy of the learner: a checkpoint.
  var learner: any Learner { read() }
}

/// Where a learner lives while its loop runs.
private final class Cell<L: Learner> {
  var learner: L
  init(_ learner: L) { self.learner = learner }
}

extension Learner {
  /// The policy that gathers experience, observation by observation; empty where these are not finitely many.
  fileprivate var playedPolicy: [Double] {
    guard case .indices(let labels) = environment.world.observationSpace else { return [] }
    return labels.indices.flatMap { index -> [Double] in
      guard let observation = index as? R.W.Observation, case .discrete(let π) = distribution(at: observation) else {
        return []
      }
      return π
    }
  }
}
