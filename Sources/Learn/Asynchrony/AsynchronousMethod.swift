/// What the workers of an asynchronous learner learn: the algorithms of Mnih et al. 2016.
public enum AsynchronousMethod: String, CaseIterable, Sendable {
  /// Algorithm S3: policy and value.
  case actorCritic = "actor-critic"
  /// Algorithm S1 with the action that is taken next in place of the best one.
  case sarsa
  /// Algorithm S1.
  case qLearning = "q-learning"
  /// Algorithm S2.
  case nStepQ = "n-step-q"

  /// Whether Q is learnt, and actions are chosen by it.
  public var isOfValues: Bool { self != .actorCritic }
}

/// In which order workers write.
public enum WriteOrder: String, CaseIterable, Sendable {
  /// Drawn from the run's seed: the same policy to the bit, on any number of threads.
  case drawn
  /// As threads come to it, at full speed: no two runs are the same.
  case racing
}

/// How unlike each other the workers explore.
public enum WorkerExploration: String, CaseIterable, Sendable {
  case same
  case graded
}

/// What a worker must know to play a segment.
struct SegmentRules: Sendable {
  var method: AsynchronousMethod
  /// t_max, the most steps.
  var limit: Int
  var γ: Double
  /// c_v.
  var value: Double
  /// The longest gradient.
  var norm: Double
  /// c of each worker.
  var entropies: [Double]
  /// ε of each worker.
  var εs: [Double]
}
