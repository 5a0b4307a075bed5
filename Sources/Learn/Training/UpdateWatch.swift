import Worlds

/// Watches updates from before to after, to tell how far each moves the policy: every one while the run goes slowly, one a
/// frame at full speed.
///
/// A table of the policy is written out before and after. It is that of the policy which gathers experience, so that a
/// learner of values is watched ε-greedy: between greedy policies the divergence is 0 or infinite.
struct UpdateWatch: Sendable {
  /// The last update watched.
  private(set) var last: PolicyChange?
  private var before: (policy: PolicyTable, updates: Int)?

  /// Larger tables are looked at only where a frame is wanted, so that a step stays a step.
  private static let largestTable = 4096

  /// Looks at the policy before whatever comes next.
  mutating func begin<L: Learner>(_ learner: L, _ model: TabularModel?) {
    before = model == nil ? nil : learner.policies.last.map { ($0, learner.updates) }
  }

  /// Compares, where this mark has brought an update.
  /// - Parameters:
  ///   - visits: by state, in the episodes watched.
  ///   - isClose: whether to go on watching after it.
  mutating func look<L: Learner>(at learner: L, _ model: TabularModel?, visits: [Int], isClose: Bool) {
    guard let model, let before, learner.updates != before.updates else { return }
    let now = learner.policies.last
    if let now, learner.updates == before.updates + 1, now.probabilities.count == before.policy.probabilities.count {
      last = PolicyChange(
        from: before.policy, to: now, visits: model.byObservation(visits),
        update: learner.updates)
    }
    let goesOn = isClose && before.policy.probabilities.count <= Self.largestTable
    self.before = goesOn ? now.map { ($0, learner.updates) } : nil
  }
}
