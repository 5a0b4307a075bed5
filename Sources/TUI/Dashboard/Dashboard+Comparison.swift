import Learn

/// One key between policy search and its value-based foil, so that a class can see them take turns.
extension Dashboard {
  /// Whether the foil works on this world, which then has finitely many observations and actions.
  var hasFoil: Bool { setup.world.algorithms.contains { $0.info.id == Catalogue.foil } }

  var showsFoil: Bool { setup.algorithm.id == Catalogue.foil }

  /// The foil in place of what runs, or in the foil's place what it was compared with.
  mutating func compare() -> [Effect] {
    if !showsFoil { compared = setup.algorithm.id }
    announcement?.hold(for: Catalogue.foil)
    let other = showsFoil ? compared ?? Catalogue.comparedWithFoil : Catalogue.foil
    pending = .pick(note: nil)
    return [.build(world: setup.worldSpec, algorithm: algorithmSpec(other, on: setup.world.info.id))]
  }
}
