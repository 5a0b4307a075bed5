import Worlds

/// What learns from fresh steps by networks: a policy and a critic with their optimisers, further copies of the world beside
/// the one that is shown, and the steps that all of them have just lived.
public struct ActorCriticNetworks<R: NetworkRepresentation>: Sendable {
  public var policy: R.NetworkActor
  /// v, of the same inputs as the policy.
  public internal(set) var critic: Network
  var steps: FreshSteps<R.W.Action>
  var random: RandomStream
  private var others: [Environment<R.W>]
  var actorPass: NetworkPass
  var criticPass: NetworkPass
  var actorGradient: NetworkGradient
  var criticGradient: NetworkGradient
  private var actorAdam: Adam
  var criticAdam: Adam

  /// - Parameters:
  ///   - environment: the one that is shown.
  ///   - form: of the policy; the critic has as many units.
  ///   - copies: of the world, with that one.
  ///   - length: steps of each copy between two updates.
  ///   - batch: the most steps that are learnt from at once.
  ///   - seed: of the run.
  init(
    _ environment: Environment<R.W>, form: NetworkForm, copies: Int, length: Int, batch: Int, seed: UInt64
  ) {
    let world = environment.world
    var initial = RandomStream(seed: seed, name: "initialisation")
    policy = R.NetworkActor(components: world.components.count, actions: world.actionSpace, form: form, using: &initial)
    let components = policy.network.sizes[0]
    critic = R.critic(beside: policy, units: form.units, using: &initial)
    random = RandomStream(seed: seed, name: "policy")
    others = (1..<copies).map { Environment(world, seed: seed, number: $0 + 1) }
    let action = R.Head(OutputRow(count: policy.network.sizes.last!)).sample(using: &initial)
    steps = FreshSteps(copies: copies, steps: length, components: components, action: action)
    actorPass = NetworkPass(policy.network, rows: max(batch, copies))
    criticPass = NetworkPass(critic, rows: max(batch, copies))
    (actorGradient, criticGradient) = (NetworkGradient(policy.network), NetworkGradient(critic))
    (actorAdam, criticAdam) = (Adam(policy.network, ε: 1e-5), Adam(critic, ε: 1e-5))
  }

  // MARK: Acting

  /// Begins an episode wherever one has ended.
  mutating func restart(_ environment: inout Environment<R.W>) {
    if environment.ending != .none { environment.reset() }
    for index in others.indices where others[index].ending != .none { others[index].reset() }
  }

  /// Draws an action for every copy, in one pass of the network.
  /// - Parameter time: the number of the step since the last update.
  mutating func choose(_ environment: Environment<R.W>, at time: Int) {
    let copies = steps.copies
    actorPass.rows = copies
    let inputs = actorPass.inputs
    for copy in 0..<copies {
      let observation = copy == 0 ? environment.observation : others[copy - 1].observation
      policy.scale?.add(observation)
      policy.write(observation, to: copy, of: inputs)
      steps.keep(copy, of: inputs, at: time * copies + copy)
    }
    policy.network.forward(&actorPass)
    let outputs = actorPass.outputs
    for copy in 0..<copies {
      let head = R.Head(outputs.outputs(of: copy))
      let action = head.sample(using: &random)
      steps.actions[time * copies + copy] = action
      steps.logProbabilities[time * copies + copy] = head.logProbability(of: action)
    }
  }

  /// One copy takes its action.
  /// - Returns: the reward.
  mutating func act(_ copy: Int, at time: Int, _ environment: inout Environment<R.W>) -> Double {
    let place = time * steps.copies + copy
    let outcome: Outcome
    if copy == 0 {
      outcome = environment.step(steps.actions[place])
    } else {
      outcome = others[copy - 1].step(steps.actions[place])
      environment.count(stepOf: others[copy - 1])
    }
    steps.rewards[place] = outcome.reward
    steps.isLast[place] = outcome.ending != .none
    // What is cut still has a value, of the state that it was cut in.
    steps.following[place] = outcome.ending == .truncated ? valueNow(copy, environment) : 0
    return outcome.reward
  }

  private mutating func valueNow(_ copy: Int, _ environment: Environment<R.W>) -> Double {
    criticPass.rows = 1
    policy.write(copy == 0 ? environment.observation : others[copy - 1].observation, to: 0, of: criticPass.inputs)
    critic.forward(&criticPass)
    return Double(criticPass.outputs[0, 0])
  }

  /// v of every step, and Â.
  mutating func judge(_ environment: Environment<R.W>, γ: Double, λ: Double) {
    for begin in stride(from: 0, to: steps.count, by: criticPass.capacity) {
      criticPass.rows = min(criticPass.capacity, steps.count - begin)
      let inputs = criticPass.inputs
      for row in 0..<criticPass.rows { steps.write(begin + row, to: row, of: inputs) }
      critic.forward(&criticPass)
      let outputs = criticPass.outputs
      for row in 0..<criticPass.rows { steps.values[begin + row] = Double(outputs[row, 0]) }
    }
    for copy in 0..<steps.copies {
      let place = steps.count - steps.copies + copy
      if !steps.isLast[place] { steps.following[place] = valueNow(copy, environment) }
    }
    steps.computeAdvantages(γ: γ, λ: λ)
  }

  // MARK: Learning

  /// What actor and critic make of some of the steps.
  /// - Parameter places: of the steps, at most a batch of them.
  mutating func forward(_ places: ArraySlice<Int>) {
    (actorPass.rows, criticPass.rows) = (places.count, places.count)
    let (x, y) = (actorPass.inputs, criticPass.inputs)
    for (row, place) in places.enumerated() {
      steps.write(place, to: row, of: x)
      steps.write(place, to: row, of: y)
    }
    policy.network.forward(&actorPass)
    critic.forward(&criticPass)
  }

  /// The actor's outputs of `forward` and the places of the gradients by them, until the next mark.
  var actor: (outputs: MatrixView, gradients: MatrixView) {
    mutating get { (actorPass.outputs, actorPass.outputGradients) }
  }

  /// Writes the gradient of the mean of c_v (G − v)² by the critic's outputs, with G = Â + v as the steps were judged.
  /// - Parameters:
  ///   - places: the steps that went `forward`.
  ///   - share: c_v.
  /// - Returns: the mean of (G − v)².
  mutating func descendError(_ places: ArraySlice<Int>, share: Double) -> Double {
    let (values, gradient) = (criticPass.outputs, criticPass.outputGradients)
    let one = 1 / Double(places.count)
    var sum = 0.0
    for (row, place) in places.enumerated() {
      let error = steps.advantages[place] + steps.values[place] - Double(values[row, 0])
      sum += error * error
      gradient[row, 0] = Float(-2 * share * one * error)
    }
    return sum * one
  }

  /// From the gradients by the outputs to those by θ and w together, shortened to a norm.
  /// - Returns: the norm that they had.
  mutating func backward(norm limit: Double) -> Double {
    policy.network.backward(&actorPass, into: &actorGradient)
    critic.backward(&criticPass, into: &criticGradient)
    actorGradient.detach(policy.held)
    let (a, c) = (Double(actorGradient.norm), Double(criticGradient.norm))
    let norm = (a * a + c * c).squareRoot()
    if norm > limit {
      actorGradient.scale(by: Float(limit / norm))
      criticGradient.scale(by: Float(limit / norm))
    }
    return norm
  }

  /// α as it is after so many steps of the environments, where it falls in a line to 0 at `end`.
  func rate(_ α: Double, falling end: Int?, after steps: Int) -> Double {
    annealed(α, over: end, after: steps)
  }

  /// A step of Adam for both.
  mutating func descend(rate: Double) {
    actorAdam.descend(&policy.network, actorGradient, rate: Float(rate))
    criticAdam.descend(&critic, criticGradient, rate: Float(rate))
  }

  // MARK: Looking

  /// π(·∣o) and v of many observations.
  func opinions(at observations: [R.W.Observation]) -> [(distribution: ActionDistribution, value: Double?)] {
    R.opinions(policy, critic, at: observations)
  }

  /// v of an observation.
  func value(at observation: R.W.Observation) -> Double { opinions(at: [observation])[0].value ?? .nan }
}
