import Worlds

/// What those need who go by the model while they are watched.
extension TabularModel {
  /// Sweeps over the states between two marks: some milliseconds of work, however large the world.
  var sweepsOfASlice: Int { max(1, 50_000 / max(1, stateCount * actionCount)) }

  /// States of a world without a horizon whose J is still computed between two marks, in some 50 ms: a dense system is
  /// solved at once.
  static var largestSlice: Int { 400 }
}

extension TabularWorld {
  /// Refuses the world where the objective cannot be climbed by its model: J, or the average reward where a task never
  /// ends.
  /// - Parameter policy: one that does everything with some probability.
  /// - Throws: a `ParameterError` that says why.
  func requireExactAscent<P: DiscretePolicy>(of policy: P) throws(ParameterError) {
    if isEndless { try requireAverageReward(of: policy) } else { try requireObjective(of: policy) }
  }

  /// Refuses the world where J cannot be climbed by its model.
  /// - Parameter policy: one that does everything with some probability: where its episodes end, all soft-max policies' do.
  /// - Throws: a `ParameterError` where episodes or J are not finite, or J takes too long between two marks.
  func requireObjective<P: DiscretePolicy>(of policy: P) throws(ParameterError) {
    guard horizon == nil else { return }
    if isEndless { throw ParameterError("an episode of `\(id)` never ends, and J with it: give it a `horizon`") }
    let model = model
    guard model.stateCount <= TabularModel.largestSlice else {
      throw ParameterError(
        "`\(id)` has \(model.stateCount) states and no horizon: exact J needs a `horizon`, or at most "
          + "\(TabularModel.largestSlice) states")
    }
    if PolicyEvaluation.objective(of: policy.table(named: "π"), on: model) == nil {
      throw ParameterError("an episode of `\(id)` may never end, so that J is not finite: give it a `horizon`")
    }
  }

  /// Refuses the task without end whose average reward cannot be climbed by its model.
  /// - Parameter policy: one that does everything with some probability.
  /// - Throws: a `ParameterError` where ρ depends on the start, or takes too long between two marks.
  func requireAverageReward<P: DiscretePolicy>(of policy: P) throws(ParameterError) {
    let model = model
    guard model.stateCount <= TabularModel.largestSlice else {
      throw ParameterError(
        "`\(id)` has \(model.stateCount) states and no horizon: the exact average reward needs a `horizon`, or at most "
          + "\(TabularModel.largestSlice) states")
    }
    if AverageReward(policy.table(named: "π"), on: model) == nil {
      throw ParameterError("the average reward on `\(id)` depends on where it starts: give it a `horizon`")
    }
  }

  /// Refuses a world whose model changes: what remembers earlier gradients of J takes them for those of one function.
  /// - Throws: a `ParameterError` where another player learns meanwhile.
  func requireStationary() throws(ParameterError) {
    guard !isStationary else { return }
    throw ParameterError(
      "on the other side of `\(id)` somebody learns, and J moves while it is climbed; `exact-gradient` keeps up with it"
    )
  }
}

extension World {
  /// Refuses the value `exact` of a setting where what it needs cannot be had from a model.
  /// - Parameters:
  ///   - setting: its name.
  ///   - policy: one that does everything with some probability.
  /// - Throws: a `ParameterError` where the world has no model, or `requireExactAscent` refuses it.
  func requireExactness<P: Policy>(_ setting: String, of policy: P) throws(ParameterError) {
    guard let world = self as? any TabularWorld, let policy = policy as? any DiscretePolicy else {
      throw ParameterError("`\(setting)` is `exact`, but `\(id)` has no finite model; it must be sampled")
    }
    try world.requireExactAscent(of: policy)
  }
}
