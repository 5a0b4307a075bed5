import Worlds

/// An episode on a tabular world, as gradient estimators look at it, and what they make of it.
struct EpisodeRecord {
  /// S_t as an index into the model.
  private(set) var states: [Int] = []
  /// (O_t, A_t), observation-major.
  private(set) var pairs: [Int] = []
  /// (S_t, A_t), state-major.
  private(set) var statePairs: [Int] = []
  private(set) var rewards: [Double] = []
  private(set) var last = 0
  private(set) var ending = Ending.none
  private let model: TabularModel
  private var values: [Double] = []
  private var advantages: [Double] = []

  init(_ model: TabularModel) { self.model = model }

  /// Plays an episode to its end.
  mutating func play<P: DiscretePolicy>(
    _ policy: P, in walk: inout TableWalk, world: inout RandomStream, choice: inout RandomStream
  ) {
    states.removeAll(keepingCapacity: true)
    pairs.removeAll(keepingCapacity: true)
    statePairs.removeAll(keepingCapacity: true)
    rewards.removeAll(keepingCapacity: true)
    walk.reset(using: &world)
    ending = .none
    while ending == .none {
      let (state, observation) = (walk.state, model.observations[walk.state])
      let action = policy.sample(at: observation, using: &choice)
      let outcome = walk.step(action, using: &world)
      states.append(state)
      pairs.append(observation * model.actionCount + action)
      statePairs.append(state * model.actionCount + action)
      rewards.append(outcome.reward)
      ending = outcome.ending
    }
    last = walk.state
  }

  /// Ψ_t of an estimator for every step, into the first places of a buffer.
  /// - Parameters:
  ///   - estimator: which one.
  ///   - critic: what it asks.
  ///   - advantage: wᵀ∇ln π(a∣o) by pair.
  ///   - Ψ: grows where it is too short.
  mutating func weigh(
    _ estimator: GradientEstimator, _ critic: CriticTables, advantage: [Double], into Ψ: inout [Double]
  ) {
    let (count, γ) = (rewards.count, model.γ)
    if Ψ.count < count { Ψ.append(contentsOf: repeatElement(0, count: count - Ψ.count)) }
    switch estimator.kind {
    case .vanilla:
      let R = rewards.reversed().reduce(0) { $1 + γ * $0 }
      for t in 0..<count { Ψ[t] = R }
      return
    case .reinforce, .baseline:
      var G = 0.0
      for t in stride(from: count - 1, through: 0, by: -1) {
        G = rewards[t] + γ * G
        Ψ[t] = estimator.kind == .reinforce ? G : G - value(t, critic)
      }
    case .qac:
      for t in 0..<count { Ψ[t] = critic.actionValue(statePairs[t], toGo: toGo(t)) }
    case .compatible:
      for t in 0..<count { Ψ[t] = advantage[pairs[t]] }
    case .td: combine(λ: 0, critic, into: &Ψ)
    case .gae: combine(λ: estimator.settings.λ, critic, into: &Ψ)
    case .nStep:
      for t in 0..<count {
        let end = min(t + estimator.settings.n, count)
        var G = value(end, critic)
        for k in stride(from: end - 1, through: t, by: -1) { G = rewards[k] + γ * G }
        Ψ[t] = G - value(t, critic)
      }
    }
    guard γ < 1 else { return }
    var γᵗ = 1.0
    for t in 0..<count {
      Ψ[t] *= γᵗ
      γᵗ *= γ
    }
  }

  private mutating func combine(λ: Double, _ critic: CriticTables, into Ψ: inout [Double]) {
    values.removeAll(keepingCapacity: true)
    for t in rewards.indices { values.append(value(t, critic)) }
    generalizedAdvantages(
      rewards: rewards, values: values, following: value(rewards.count, critic), γ: model.γ, λ: λ, into: &Ψ)
  }

  /// V(S_t) by the critic; of the state behind the last step 0 where the episode terminated, else the critic's with no
  /// steps to go: 0 by the exact one.
  private func value(_ t: Int, _ critic: CriticTables) -> Double {
    if t < states.count { return critic.value(states[t], toGo: toGo(t)) }
    return ending == .terminated ? 0 : critic.value(last, toGo: 0)
  }

  private func toGo(_ t: Int) -> Int { model.horizon.map { $0 - t } ?? .max }
}

extension CriticTables {
  /// Step size of the critic that TD teaches.
  static let step = 0.1

  /// V by TD(0) and Q by SARSA over observations, swept through after each of so many episodes, both bootstrapped where the
  /// horizon cuts; w by least squares of G_t − V(O_t) on the scores of the same episodes, which the gradient's own are not
  /// among.
  static func learned<P: DifferentiablePolicy & DiscretePolicy>(
    episodes: Int, _ policy: P, on model: TabularModel, _ start: TableWalk, seed: UInt64
  ) -> CriticTables {
    var walk = start
    var world = RandomStream(seed: seed, name: "critic's world")
    var choice = RandomStream(seed: seed, name: "critic's policy")
    var record = EpisodeRecord(model)
    var fit = CompatibleFit(for: policy, at: 0)
    var V = [Double](repeating: 0, count: model.observationCount)
    var Q = [Double](repeating: 0, count: V.count * model.actionCount)
    for _ in 0..<episodes {
      record.play(policy, in: &walk, world: &world, choice: &choice)
      let count = record.rewards.count
      var returns = [Double](repeating: 0, count: count)
      var G = 0.0
      for t in stride(from: count - 1, through: 0, by: -1) {
        G = record.rewards[t] + model.γ * G
        returns[t] = G
      }
      let lastAction = policy.sample(at: model.observations[record.last], using: &choice)
      var γᵗ = 1.0
      for t in 0..<count {
        let pair = record.pairs[t]
        let (observation, action) = (pair / model.actionCount, pair % model.actionCount)
        fit.add(returns[t] - V[observation], weight: γᵗ, of: action, at: observation, by: policy)
        γᵗ *= model.γ
      }
      for t in 0..<count {
        let pair = record.pairs[t]
        let observation = pair / model.actionCount
        var (v, q) = (0.0, 0.0)
        if t + 1 < count {
          (v, q) = (V[record.pairs[t + 1] / model.actionCount], Q[record.pairs[t + 1]])
        } else if record.ending == .truncated {
          let next = model.observations[record.last]
          (v, q) = (V[next], Q[next * model.actionCount + lastAction])
        }
        V[observation] += step * (record.rewards[t] + model.γ * v - V[observation])
        Q[pair] += step * (record.rewards[t] + model.γ * q - Q[pair])
      }
    }
    return CriticTables(
      values: [model.observations.map { V[$0] }],
      actionValues: [
        model.observations.flatMap { o in (0..<model.actionCount).map { Q[o * model.actionCount + $0] } }
      ], w: fit.weights(ridge: 0))
  }
}
