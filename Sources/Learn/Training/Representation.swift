import Worlds

/// How policy and value are represented on a kind of world: what lets one algorithm run on tables, features and reals.
///
/// A representation is also the set of its own parameters, such as a temperature.
public protocol Representation<W>: ParameterSet {
  associatedtype W: World
  associatedtype Actor: DifferentiablePolicy where Actor.Observation == W.Observation, Actor.Action == W.Action
  associatedtype Critic: ValueFunction where Critic.Observation == W.Observation
  /// The same two with eligibility traces.
  associatedtype TracedActor: TracedPolicy where TracedActor.Base == Actor
  associatedtype TracedCritic: TracedValue where TracedCritic.Base == Critic
  associatedtype ActionValues: ActionValueFunction
  where ActionValues.Observation == W.Observation, ActionValues.Action == W.Action

  func actor(for world: W) -> Actor
  func critic(for world: W) -> Critic
  /// The same for a run with this seed, where something is drawn at the start.
  func actor(for world: W, seed: UInt64) -> Actor
  func critic(for world: W, seed: UInt64) -> Critic
  func actionValues(for world: W) -> ActionValues
  /// What a front end shows of an observation and of an action.
  static func view(_ observation: W.Observation) -> ObservationView
  static func view(_ action: W.Action) -> ActionView
}

extension Representation {
  public func actor(for world: W, seed: UInt64) -> Actor { actor(for: world) }
  public func critic(for world: W, seed: UInt64) -> Critic { critic(for: world) }
}

/// A representation on a tabular world, where actions can be counted.
public protocol DiscreteRepresentation: Representation
where W: TabularWorld, Actor: DiscretePolicy, ActionValues: DiscreteActionValueFunction {}

extension DiscreteRepresentation {
  public static func view(_ observation: Int) -> ObservationView { .index(observation) }
  public static func view(_ action: Int) -> ActionView { .index(action) }
}

/// Tables: one parameter for each observation and action.
public struct TabularRepresentation<W: TabularWorld>: DiscreteRepresentation {
  public typealias TracedActor = TracedSoftmax
  public typealias TracedCritic = TracedTable

  public var temperature = 1.0

  public init() {}

  public static var parameters: [Parameter<Self>] {
    [.real("temperature", \.temperature, 0.001...1000, "τ of the soft-max: a large one evens out")]
  }

  public func actor(for world: W) -> TabularSoftmax {
    TabularSoftmax(
      observationCount: world.observationCount, actionCount: world.actionSpace.count!,
      temperature: temperature)
  }

  public func critic(for world: W) -> TabularValue {
    TabularValue(observationCount: world.observationCount)
  }

  public func actionValues(for world: W) -> TabularActionValues {
    TabularActionValues(observationCount: world.observationCount, actionCount: world.actionSpace.count!)
  }
}

/// The world's features for policy and action values; a table over observations for V.
public struct LinearRepresentation<W: FeaturedWorld>: DiscreteRepresentation {
  public typealias TracedActor = DenselyTracedPolicy<LinearSoftmax>
  public typealias TracedCritic = TracedTable

  public var temperature = 1.0

  public init() {}

  public static var parameters: [Parameter<Self>] {
    [.real("temperature", \.temperature, 0.001...1000, "τ of the soft-max: a large one evens out")]
  }

  public func actor(for world: W) -> LinearSoftmax {
    LinearSoftmax(features: world.features, temperature: temperature)
  }

  public func critic(for world: W) -> TabularValue {
    TabularValue(observationCount: world.observationCount)
  }

  public func actionValues(for world: W) -> LinearActionValues {
    LinearActionValues(features: world.features)
  }
}

/// A Gaussian linear in the observation, V linear in its products, and Q linear in these and in products with the action.
public struct GaussianRepresentation<W: ContinuousWorld>: Representation {
  public typealias TracedActor = DenselyTracedPolicy<LinearGaussian<W.Observation, W.Action>>
  public typealias TracedCritic = DenselyTracedValue<LinearValue<W.Observation>>

  public var deviation = 1.0
  public var learnsDeviation = false

  public init() {}

  public static var parameters: [Parameter<Self>] {
    [
      .real("sigma", \.deviation, 0.001...1000, "deviation of the Gaussian at the start"),
      .flag("learn-sigma", \.learnsDeviation, "whether the deviation is learnt"),
    ]
  }

  public func actor(for world: W) -> LinearGaussian<W.Observation, W.Action> {
    LinearGaussian(
      features: PolynomialFeatures(degree: 1, components: world.components), actionCount: world.actionComponents.count,
      deviation: deviation, learnsDeviation: learnsDeviation)
  }

  public func critic(for world: W) -> LinearValue<W.Observation> {
    LinearValue(features: PolynomialFeatures(degree: 2, components: world.components))
  }

  public func actionValues(for world: W) -> QuadraticActionValues<W.Observation, W.Action> {
    QuadraticActionValues(
      observation: world.components, action: world.actionComponents, isClipped: world.clipsActions)
  }

  public static func view(_ observation: W.Observation) -> ObservationView { .vector(observation.array) }
  public static func view(_ action: W.Action) -> ActionView { .vector(action.array) }
}

/// A soft-max whose preferences are linear in the observation, V linear in its products, and Q likewise for each action.
public struct SoftmaxRepresentation<W: SwitchedWorld>: Representation {
  public typealias TracedActor = DenselyTracedPolicy<RealSoftmax<W.Observation>>
  public typealias TracedCritic = DenselyTracedValue<LinearValue<W.Observation>>

  public var temperature = 1.0
  public var degree = 1

  public init() {}

  public static var parameters: [Parameter<Self>] {
    [
      .real("temperature", \.temperature, 0.001...1000, "τ of the soft-max: a large one evens out"),
      .integer("degree", \.degree, 1...2, "of the policy's features: 1 for the observation, 2 for its products too"),
    ]
  }

  public func actor(for world: W) -> RealSoftmax<W.Observation> {
    RealSoftmax(
      features: PolynomialFeatures(degree: degree, components: world.components),
      actionCount: world.actionSpace.count!, temperature: temperature)
  }

  public func critic(for world: W) -> LinearValue<W.Observation> {
    LinearValue(features: PolynomialFeatures(degree: 2, components: world.components))
  }

  public func actionValues(for world: W) -> RealActionValues<W.Observation> {
    RealActionValues(
      features: PolynomialFeatures(degree: 2, components: world.components), actionCount: world.actionSpace.count!)
  }

  public static func view(_ observation: W.Observation) -> ObservationView { .vector(observation.array) }
  public static func view(_ action: Int) -> ActionView { .index(action) }
}

extension TabularWorld {
  var observationCount: Int {
    guard case .indices(let labels) = observationSpace else {
      fatalError("a tabular world's observations are indices, not \(observationSpace)")
    }
    return labels.count
  }
}

extension RealWorld {
  var components: [ObservationSpace.Component] {
    guard case .vector(let components) = observationSpace else {
      fatalError("a real world's observations are vectors, not \(observationSpace)")
    }
    return components
  }
}

extension ContinuousWorld {
  var actionComponents: [ObservationSpace.Component] {
    guard case .box(let components) = actionSpace else {
      fatalError("a continuous world's actions are vectors, not \(actionSpace)")
    }
    return components
  }
}
