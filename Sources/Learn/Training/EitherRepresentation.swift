import Worlds

/// A representation on a world observed in reals whose policy and values are linear or, with `hidden` units, networks.
///
/// A type of its own, so that the algorithms that do without networks keep loops compiled for linear ones.
public struct EitherRepresentation<Base: DeepRepresentation>: Representation {
  public typealias W = Base.W
  public typealias Actor = EitherPolicy<Base.Actor, DeepPolicy<W.Observation, Base.Head>>
  public typealias Critic = EitherValue<Base.Critic, DeepValue<W.Observation>>
  public typealias TracedActor = DenselyTracedPolicy<Actor>
  public typealias TracedCritic = DenselyTracedValue<Critic>
  public typealias ActionValues = Base.ActionValues

  public var base = Base()
  /// Of each of the two layers; 0 for linear.
  public var units = 0

  public init() {}

  public static var parameters: [Parameter<Self>] {
    Base.parameters.map { $0.of(\Self.base) } + [
      .hidden(
        \.units, least: 0,
        "units of each of two hidden layers, of policy and values, which want smaller steps; 0 for linear ones")
    ]
  }

  public func actor(for world: W, seed: UInt64) -> Actor {
    guard units > 0 else { return Actor(base.actor(for: world, seed: seed)) }
    var random = RandomStream(seed: seed, name: "initialisation")
    return Actor(base.network(for: world, units: units, using: &random))
  }

  public func critic(for world: W, seed: UInt64) -> Critic {
    guard units > 0 else { return Critic(base.critic(for: world, seed: seed)) }
    var random = RandomStream(seed: seed, name: "initialisation of values")
    return Critic(DeepValue(components: world.components, units: units, using: &random))
  }

  public func actor(for world: W) -> Actor { actor(for: world, seed: 0) }
  public func critic(for world: W) -> Critic { critic(for: world, seed: 0) }
  public func actionValues(for world: W) -> ActionValues { base.actionValues(for: world) }
  public static func view(_ observation: W.Observation) -> ObservationView { Base.view(observation) }
  public static func view(_ action: W.Action) -> ActionView { Base.view(action) }
}

/// A representation that has a network beside its linear policy, with the same parameters.
public protocol DeepRepresentation: NetworkRepresentation {
  func network(for world: W, units: Int, using random: inout RandomStream) -> DeepPolicy<W.Observation, Head>
}

extension GaussianRepresentation: DeepRepresentation {
  public func network(
    for world: W, units: Int, using random: inout RandomStream
  ) -> DeepPolicy<W.Observation, GaussianHead<W.Action>> {
    DeepPolicy(
      components: world.components, actions: world.actionSpace, units: units, deviation: deviation,
      learnsDeviation: learnsDeviation, using: &random)
  }
}

extension SoftmaxRepresentation: DeepRepresentation {
  public func network(
    for world: W, units: Int, using random: inout RandomStream
  ) -> DeepPolicy<W.Observation, SoftmaxHead> {
    DeepPolicy(
      components: world.components, actions: world.actionSpace, units: units, temperature: temperature, using: &random)
  }
}
