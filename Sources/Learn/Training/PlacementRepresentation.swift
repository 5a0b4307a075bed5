import Worlds

/// A soft-max over the placements of a piece, V linear in the shape of the well, and Q in what the policy looks at.
public protocol PlacementRepresentation: Representation
where
  W == Tetris, Actor == PlacementSoftmax, Critic == WellValue, ActionValues == PlacementValues,
  TracedActor == DenselyTracedPolicy<PlacementSoftmax>, TracedCritic == DenselyTracedValue<WellValue>
{
  var temperature: Double { get }
}

extension PlacementRepresentation {
  public func actor(for world: Tetris) -> PlacementSoftmax {
    PlacementSoftmax(features: world.features, width: world.settings.width, temperature: temperature)
  }

  public func critic(for world: Tetris) -> WellValue { WellValue(width: world.settings.width) }

  public func actionValues(for world: Tetris) -> PlacementValues {
    PlacementValues(features: world.features, width: world.settings.width)
  }

  public static func view(_ observation: TetrisPosition) -> ObservationView { .vector(observation.components) }
  public static func view(_ action: Int) -> ActionView { .index(action) }
}

/// What climbs a gradient wants chance: with τ = 0 there is no slope.
public struct SampledPlacements: PlacementRepresentation {
  public var temperature = 1.0

  public init() {}

  public static var parameters: [Parameter<Self>] {
    [.real("temperature", \.temperature, 0.001...1000, "τ of the soft-max: a large one evens out")]
  }
}

/// What searches over θ plays by the best placement, as Szita & Lőrincz 2006 and Thiery & Scherrer 2009 do: chance in the player
/// would only add noise to the scores, and the length of θ would matter.
public struct GreedyPlacements: PlacementRepresentation {
  public var temperature = 0.0

  public init() {}

  public static var parameters: [Parameter<Self>] {
    [.real("temperature", \.temperature, 0...1000, "τ of the soft-max; at 0 the best placement is taken")]
  }
}
