import Worlds

/// A worker: its copy of the parameters, the segment that it lives with them, and the gradients that come of it.
///
/// What it does depends on nothing but the version that it read, its environment and its own stream: any thread may play it.
struct AsynchronousWorker<R: NetworkRepresentation>: Sendable {
  /// From 0.
  let index: Int
  /// θ′.
  private(set) var policy: R.NetworkActor
  /// w′, or θ⁻ where Q is learnt.
  private(set) var critic: Network
  /// The version of the shared parameters that these are.
  private(set) var readVersion = 0
  private var readRefreshes = 0
  var random: RandomStream
  /// Steps of the segment so far.
  private(set) var count = 0
  private(set) var ending = Ending.none
  /// As they were lived, with v(S) once they are judged, and Â.
  private(set) var steps: FreshSteps<R.W.Action>
  /// The observations of the segment as they were, where there is a scale that will count them.
  private(set) var observations: [R.W.Observation] = []
  /// The action that SARSA has drawn for the state in which the segment before ended.
  private(set) var drawnAction: R.W.Action?
  private var policyPass: NetworkPass
  private var criticPass: NetworkPass
  private(set) var policyGradient: NetworkGradient
  private(set) var criticGradient: NetworkGradient
  /// G of the step that was last gone back to, and at first the value of the state in which the segment ended.
  private(set) var G = 0.0
  /// Sums over the segment: of Â ln π, of H, and of (G − v)².
  private var sums = (gain: 0.0, entropy: 0.0, error: 0.0)

  /// - Parameters:
  ///   - index: from 0.
  ///   - shared: what it reads.
  ///   - limit: t_max.
  ///   - action: any.
  ///   - seed: of the run.
  init(_ index: Int, _ shared: SharedNetworks<R>, limit: Int, action: R.W.Action, seed: UInt64) {
    self.index = index
    (policy, critic) = (shared.policy, shared.critic)
    random = RandomStream(seed: seed, name: index == 0 ? "policy" : "policy \(index + 1)")
    steps = FreshSteps(copies: 1, steps: limit, components: policy.network.sizes[0], action: action)
    policyPass = NetworkPass(policy.network, rows: limit)
    criticPass = NetworkPass(critic, rows: limit + 1)
    (policyGradient, criticGradient) = (NetworkGradient(policy.network), NetworkGradient(critic))
  }

  /// θ′, w′ ← θ, w.
  mutating func read(_ shared: SharedNetworks<R>) {
    policy.network.take(shared.policy.network)
    policy.scale = shared.policy.scale
    // The target network is seldom another.
    if shared.refreshes != readRefreshes || shared.refreshes == 0 { critic.take(shared.critic) }
    (readVersion, readRefreshes) = (shared.version, shared.refreshes)
  }

  // MARK: Acting

  /// Begins a segment, and an episode where one has ended.
  mutating func begin(_ environment: inout Environment<R.W>) {
    if environment.ending != .none { environment.reset() }
    if environment.episodeSteps == 0 { drawnAction = nil }
    (count, ending, sums) = (0, .none, (0, 0, 0))
    observations.removeAll(keepingCapacity: true)
  }

  func isOver(_ rules: SegmentRules) -> Bool { ending != .none || count == rules.limit }

  mutating func choose(_ environment: Environment<R.W>, _ rules: SegmentRules) {
    if policy.scale != nil { observations.append(environment.observation) }
    let inputs = see(environment.observation)
    steps.keep(0, of: inputs, at: count)
    steps.actions[count] = drawnAction ?? draw(rules)
    drawnAction = nil
  }

  /// Writes an observation into the first row of the policy's inputs.
  private mutating func see(_ observation: R.W.Observation) -> MatrixView {
    policyPass.rows = 1
    let inputs = policyPass.inputs
    policy.write(observation, to: 0, of: inputs)
    return inputs
  }

  /// An action of the worker's own policy at what it sees.
  private mutating func draw(_ rules: SegmentRules) -> R.W.Action {
    policy.network.forward(&policyPass)
    let outputs = policyPass.outputs.outputs(of: 0)
    guard rules.method.isOfValues else { return R.Head(outputs).sample(using: &random) }
    return R.W.Action(components: [Double(GreedyRow(outputs).sample(ε: rules.εs[index], using: &random))])
  }

  /// - Returns: the reward.
  mutating func act(_ environment: inout Environment<R.W>) -> Double {
    let outcome = environment.step(steps.actions[count])
    steps.rewards[count] = outcome.reward
    ending = outcome.ending
    count += 1
    return outcome.reward
  }

  // MARK: Looking back

  /// Values the state in which the segment ended, and all before it; what terminated has no future, what was cut has.
  mutating func judge(_ environment: Environment<R.W>, _ rules: SegmentRules) {
    let isTerminal = ending == .terminated
    if rules.method == .sarsa, !isTerminal {
      _ = see(environment.observation)
      drawnAction = draw(rules)
    }
    // n-step Q-learning asks θ⁻ about the end alone.
    let first = rules.method == .nStepQ ? count : 0
    criticPass.rows = count - first + (isTerminal ? 0 : 1)
    let inputs = criticPass.inputs
    for step in first..<count { steps.write(step, to: step - first, of: inputs) }
    if !isTerminal { policy.write(environment.observation, to: count - first, of: inputs) }
    if criticPass.rows > 0 { critic.forward(&criticPass) }
    policyPass.rows = count
    let x = policyPass.inputs
    for row in 0..<count { steps.write(row, to: row, of: x) }
    policy.network.forward(&policyPass)
    let values = criticPass.outputs
    if !rules.method.isOfValues {
      for row in 0..<count { steps.values[row] = Double(values[row, 0]) }
      G = isTerminal ? 0 : Double(values[count, 0])
      return
    }
    let outputs = policyPass.outputs
    for row in 0..<count { steps.values[row] = Double(outputs[row, Self.place(steps.actions[row])]) }
    G = isTerminal ? 0 : future(count - first, values, rules)
  }

  /// The place of an action that can be counted.
  private static func place(_ action: R.W.Action) -> Int { action as? Int ?? Int(action.components[0]) }

  /// What the target network says that a state is worth.
  private func future(_ row: Int, _ values: MatrixView, _ rules: SegmentRules) -> Double {
    let q = values.outputs(of: row)
    if rules.method == .sarsa {
      // After the last step it is the action that was drawn to go on with.
      return q[Self.place(row < count ? steps.actions[row] : drawnAction ?? steps.actions[row - 1])]
    }
    return GreedyRow(q).greatest
  }

  /// G and Â of a step; the last comes first.
  mutating func goBack(to step: Int, _ rules: SegmentRules) {
    switch rules.method {
    case .actorCritic, .nStepQ: G = steps.rewards[step] + rules.γ * G
    case .sarsa, .qLearning:
      let isEnd = step == count - 1
      if !isEnd { G = future(step + 1, criticPass.outputs, rules) }
      G = steps.rewards[step] + rules.γ * G
    }
    steps.advantages[step] = G - steps.values[step]
  }

  /// Adds a step's share to the policy's gradient: of −Â ln π(A∣S) − c H by the outputs.
  mutating func addToPolicy(_ step: Int, _ rules: SegmentRules) {
    let head = R.Head(policyPass.outputs.outputs(of: step))
    let (Â, action) = (steps.advantages[step], steps.actions[step])
    sums.gain += Â * head.logProbability(of: action)
    sums.entropy += head.entropy
    policyPass.outputGradients.write(-1, head.gradient(Â, of: action, entropy: rules.entropies[index]), to: step)
  }

  /// Adds a step's share to the gradient of c_v (G − v(S))² or, where Q is learnt, of c_v (G − Q(S, A))².
  mutating func addToValues(_ step: Int, _ rules: SegmentRules) {
    let error = steps.advantages[step]
    sums.error += error * error
    let slope = Float(-2 * rules.value * error)
    guard rules.method.isOfValues else {
      criticPass.outputGradients[step, 0] = slope
      return
    }
    let gradient = policyPass.outputGradients
    for output in 0..<gradient.columns { gradient[step, output] = 0 }
    gradient[step, Self.place(steps.actions[step])] = slope
  }

  /// dθ and dw, sums over the segment, shortened to a norm together.
  /// - Returns: the norm that they had.
  mutating func finish(_ rules: SegmentRules) -> Double {
    policy.network.backward(&policyPass, into: &policyGradient)
    policyGradient.detach(policy.held)
    let a = Double(policyGradient.norm)
    var c = 0.0
    if !rules.method.isOfValues {
      // The state in which the segment ended is valued, not learnt.
      if criticPass.rows > count { criticPass.outputGradients[count, 0] = 0 }
      critic.backward(&criticPass, into: &criticGradient)
      c = Double(criticGradient.norm)
    }
    let norm = (a * a + c * c).squareRoot()
    if norm > rules.norm {
      policyGradient.scale(by: Float(rules.norm / norm))
      if !rules.method.isOfValues { criticGradient.scale(by: Float(rules.norm / norm)) }
    }
    return norm
  }

  /// What a step that was gone back to has come to.
  func gone(to step: Int) -> (G: Double, Â: Double, v: Double) { (G, steps.advantages[step], steps.values[step]) }

  /// Means over the segment: of Â ln π, of H, and of (G − v)².
  var means: (gain: Double, entropy: Double, error: Double) {
    let share = 1 / Double(count)
    return (sums.gain * share, sums.entropy * share, sums.error * share)
  }

  /// A whole segment, without marks.
  mutating func play(_ environment: inout Environment<R.W>, _ rules: SegmentRules) {
    begin(&environment)
    while !isOver(rules) {
      choose(environment, rules)
      _ = act(&environment)
    }
    judge(environment, rules)
    for step in stride(from: count - 1, through: 0, by: -1) {
      goBack(to: step, rules)
      if !rules.method.isOfValues { addToPolicy(step, rules) }
      addToValues(step, rules)
    }
    _ = finish(rules)
  }
}
