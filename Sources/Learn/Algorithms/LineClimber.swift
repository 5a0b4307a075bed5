import Worlds

/// Where J comes from when one θ is compared with another.
public enum ObjectiveSource: String, CaseIterable, Sendable {
  /// From the world's model.
  case exact
  /// From a batch of episodes, which have the same luck for every θ that is compared.
  case sampled
}

/// A learner that looks how far to go along a line: it compares J at one θ with J at another, and both are measured in the
/// same way.
///
/// Exactly, J and ∇J are swept from the model (`PolicyEvaluation`, `ExactGradient`), in slices with a mark after each; in
/// a task without end J is ρ (`AverageReward`).
/// Sampled, they are what N episodes show (`BatchObjective`). Episode k of each θ draws from world and policy streams that
/// begin alike, as in `FiniteDifference` (common random numbers; Ng & Jordan 2000 search policies in this way), so that
/// within one search J_N is a function of θ and its differences are less noisy than itself. The luck is renewed for every
/// search: kept for ever, θ would be fitted to N fates.
protocol LineClimber: PolicyLearner {
  /// Nil where the world has none.
  var model: TabularModel? { get }
  var batch: EpisodeBatch<R.W> { get set }
  /// The lines that measuring passes.
  static var measuring: (sweep: Line, start: Line, until: Line, choose: Line, act: Line) { get }
}

/// The luck that all measurements of one search have, and how many episodes a measurement takes.
struct SharedLuck: Sendable {
  let seed: UInt64
  let episodes: Int
}

extension LineClimber {
  /// J, nil where it is not finite, and ∇J at one θ.
  /// - Parameters:
  ///   - actor: the policy at θ.
  ///   - luck: of the episodes; nil for the exact J.
  ///   - wantsGradient: whether ∇J is asked for; else it is 0.
  ///   - probe: is shown every sweep or step.
  mutating func measure<P: Probe>(
    _ actor: R.Actor, _ luck: SharedLuck?, wantsGradient: Bool, _ probe: inout P
  ) throws(P.Interrupt) -> (J: Double?, g: [Double]) {
    var exact =
      luck == nil ? ExactMeasure(of: actor, on: model, isEndless: environment.world.isEndless, wantsGradient) : nil
    repeat {
      exact?.advance()
      try probe.passed(Self.measuring.sweep, &self)
    } while exact?.isDone == false
    guard let luck else { return (exact?.objective, exact?.gradient ?? actor.parameters.map { _ in 0 }) }
    batch.clear()
    while batch.episodes.count < luck.episodes {
      let seed = luck.seed &+ UInt64(batch.episodes.count)
      environment.reset(luck: RandomStream(seed: seed, name: "world"))
      _ = try play(actor, by: RandomStream(seed: seed, name: "policy"), &probe)
      batch.endEpisode(in: environment.observation, environment.ending)
    }
    let sampled = BatchObjective(batch, of: actor, γ: environment.γ, wantsGradient: wantsGradient)
    return (sampled.J, sampled.g)
  }

  /// Plays the episode that has just begun to its end, or some steps of a task without end, and adds them to the batch.
  /// - Returns: the stream of choices as it is then.
  mutating func play<P: Probe>(
    _ actor: R.Actor, by stream: RandomStream, _ probe: inout P
  ) throws(P.Interrupt) -> RandomStream {
    var (choice, γᵗ) = (stream, 1.0)
    let number = Double(batch.episodes.count + 1)
    try probe.passed(Self.measuring.start, &self, ["episode": number])
    let end = environment.world.isEndless ? environment.steps + ReturnHistory.block : .max
    while environment.ending == .none, environment.steps < end {
      try probe.passed(Self.measuring.until, &self)
      let state = environment.observation
      let action = actor.sample(at: state, using: &choice)
      try probe.passed(Self.measuring.choose, &self)
      let reward = environment.step(action).reward
      batch.append(Step(state, action, reward), weight: γᵗ)
      γᵗ *= environment.γ
      try probe.passed(Self.measuring.act, &self, ["R": reward])
    }
    return choice
  }

  /// Where J is exact, an episode that teaches nothing: it is there to be seen, and its return to be charted. A task without end goes
  /// on by a few steps.
  mutating func playToBeSeen<P: Probe>(_ probe: inout P) throws(P.Interrupt) {
    batch.clear()
    if !environment.world.isEndless { environment.reset() }
    random = try play(policy, by: random, &probe)
  }

  /// Refuses the world where J cannot be measured in this way.
  static func check(_ source: ObjectiveSource, on world: R.W) throws(ParameterError) {
    // Where another player learns, the same θ and the same luck have not the same J twice.
    if let world = world as? any TabularWorld { try world.requireStationary() }
    if source == .exact {
      try world.requireExactness("objective", of: R().actor(for: world))
    } else if world.isEndless {
      throw ParameterError("an episode of `\(world.id)` never ends, and J with it: give it a `horizon`")
    }
  }
}

/// J of one policy by the model, and its gradient where that is asked for: as `advance` is called, slice by slice.
private struct ExactMeasure {
  private var evaluation: PolicyEvaluation?
  private var both: ExactGradient?
  private var endless: (ρ: Double?, g: [Double]?)
  private let slice: Int

  /// - Returns: nil where there is no model, or no finite table of probabilities.
  init?<P: Policy>(of policy: P, on model: TabularModel?, isEndless: Bool, _ wantsGradient: Bool) {
    guard let model, let policy = policy as? any DifferentiablePolicy & DiscretePolicy else { return nil }
    slice = model.sweepsOfASlice
    if isEndless {
      let average = AverageReward(policy.table(named: "π"), on: model)
      endless = (average?.gain, wantsGradient ? average?.gradient(of: policy) : nil)
    } else if wantsGradient {
      both = ExactGradient(of: policy, on: model)
    } else {
      evaluation = PolicyEvaluation(policy.table(named: "π"), on: model)
    }
  }

  mutating func advance() {
    both?.advance(sweeps: slice)
    evaluation?.advance(sweeps: slice)
  }

  var isDone: Bool { both?.isDone ?? true && evaluation?.isDone ?? true }
  var objective: Double? { endless.ρ ?? both.map(\.objective) ?? evaluation?.objective }
  var gradient: [Double]? { endless.g ?? both?.gradient }
}
