import Worlds

/// An episode as a trajectory τ = (s₀, a₀, r₁, s₁, …) and the parts of its probability.
///
/// P(τ) = μ(s₀) ∏ π(a_t∣s_t) P(s_{t+1}∣s_t, a_t). All logarithms of π are of the policy as it is now, which is what
/// ∇ln P(τ) is taken at; a learner that learns within the episode chose its earlier actions by earlier ones.
public struct Trajectory: Sendable, Equatable {
  public struct Step: Sendable, Equatable {
    public var observation: ObservationView
    public var action: ActionView
    /// ln π(A_t∣S_t); of a Gaussian, the density's.
    public var logProbability: Double
    /// R_{t+1}.
    public var reward: Double
    /// The episode's return up to this reward, discounted as the world reports it.
    public var returnSoFar: Double
    /// G_t by the world's γ, as far as the episode has gone.
    public var returnToGo: Double
    /// ln P(S_{t+1}∣S_t, A_t) from the model; nil where there is none.
    public var logTransition: Double?
  }

  /// From 1.
  public var episode: Int
  /// Whether it is the episode in progress, or the one just ended.
  public var isPresent: Bool
  public var ending: Ending
  /// Steps of the episode that are not kept: the sums begin after them.
  public var missing: Int
  /// The last steps, at most `shownSteps`, oldest first.
  public var steps: [Step]
  /// t of the first of them.
  public var firstStep: Int
  /// ln μ(s₀) from the model; nil where there is none, or the first step is not kept.
  public var logStart: Double?
  /// Σ ln π(a_t∣s_t).
  public var logPolicy: Double
  /// Σ ln P(s_{t+1}∣s_t, a_t) from the model; nil where there is none.
  public var logDynamics: Double?
  /// ∥∇_θ ln P(τ)∥ = ∥Σ ∇_θ ln π(a_t∣s_t)∥; nil where the policy is not differentiable.
  public var scoreNorm: Double?

  /// The most steps that are carried along one by one.
  public static let shownSteps = 512

  /// ln P(τ); nil where the model is not known.
  public var logProbability: Double? {
    guard let logStart, let logDynamics else { return nil }
    return logStart + logPolicy + logDynamics
  }

  /// t after the last step.
  public var endStep: Int { firstStep + steps.count }
}

extension Learner {
  /// An episode that was kept, with the logarithms of the policy as it is now.
  /// - Parameters:
  ///   - recording: the episode, of this learner.
  ///   - model: of the world, where it is tabular.
  func trajectory(of recording: Recording, _ model: TabularModel?) -> Trajectory {
    let states = recording.states
    let steps = recording.steps.map {
      Step<R.W>(
        R.W.Observation(components: $0.observation.components), R.W.Action(components: $0.action.components), $0.reward)
    }
    var trajectory = Trajectory(
      episode: recording.episode,
      isPresent: recording.episode == environment.ownEpisodes + (environment.ending == .none ? 1 : 0),
      ending: recording.ending, missing: recording.firstStep, steps: [], firstStep: recording.firstStep, logPolicy: 0)
    var toGo: [Double] = []
    discountedReturns(of: steps, γ: environment.γ, into: &toGo)
    let isKnown = model != nil && states.count == steps.count
    if isKnown { trajectory.logDynamics = 0 }
    if isKnown, recording.firstStep == 0, let model {
      // Before the first step the agent stands where the episode began.
      trajectory.logStart = (states.first ?? recording.state).map { log(model.start[$0]) }
    }
    let shown = max(0, steps.count - Trajectory.shownSteps)
    var (sum, discount) = (0.0, pow(environment.world.reportedDiscount, Double(recording.firstStep)))
    for (index, step) in steps.enumerated() {
      let logπ = distribution(at: step.observation).logProbability(of: step.action.components)
      var logP: Double?
      if isKnown, let model {
        let isLast = index == steps.count - 1
        let next = isLast ? recording.state ?? -1 : states[index + 1]
        let p = model.probability(
          of: next, from: states[index], Int(step.action.components[0]),
          terminates: isLast && recording.ending == .terminated)
        logP = log(p)
        trajectory.logDynamics! += log(p)
      }
      trajectory.logPolicy += logπ
      sum += discount * step.reward
      discount *= environment.world.reportedDiscount
      guard index >= shown else { continue }
      trajectory.steps.append(
        Trajectory.Step(
          observation: R.view(step.observation), action: R.view(step.action), logProbability: logπ,
          reward: step.reward, returnSoFar: sum, returnToGo: toGo[index], logTransition: logP))
    }
    trajectory.firstStep += shown
    trajectory.scoreNorm = score(of: steps).map(length)
    return trajectory
  }
}

extension ObservationView {
  /// In numbers; an index is one number.
  var components: [Double] {
    switch self {
    case .index(let index): [Double(index)]
    case .vector(let values): values
    }
  }
}

extension ActionView {
  /// In numbers; an index is one number.
  var components: [Double] {
    switch self {
    case .index(let index): [Double(index)]
    case .vector(let values): values
    }
  }
}
