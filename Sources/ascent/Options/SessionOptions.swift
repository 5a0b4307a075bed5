import ArgumentParser
import Learn
import TUI
import Worlds

/// What a dashboard begins with.
struct SessionOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "The world, with its parameters: ID[:NAME=VALUE,…].", completion: .worlds)
  var world: String?
  @Option(name: .shortAndLong, help: "The algorithm, with its parameters.", completion: .algorithms)
  var algorithm: String?
  @Option(name: .shortAndLong, help: "Every random draw comes from it. (default: 1)")
  var seed: UInt64?
  @Option(help: "A file with a map for gridworld.", completion: .file())
  var map: String?

  @Option(
    parsing: .unconditional, help: "A set-up by its name (see list scenes), or in a line, as Y copies it.",
    completion: .scenes)
  var scene: String?

  static let firstSeed: UInt64 = 1

  /// What to begin with, and the scene that it belongs to.
  /// - Parameter preferences: what stands where an argument is left out.
  /// - Throws: a `ParameterError` that names what is nearest.
  func beginning(
    _ preferences: Preferences = Preferences()
  ) throws(ParameterError) -> (setup: Setup, seed: UInt64, scene: LectureScene?) {
    let usual = seed ?? preferences.seed ?? Self.firstSeed
    guard let text = scene else { return (try setup(preferences), usual, nil) }
    for (name, value) in [("world", world), ("algorithm", algorithm), ("map", map)] {
      guard let value else { continue }
      throw ParameterError("`--scene \(text)` sets what `--\(name) \(value)` would; leave out one")
    }
    if text.hasPrefix("-") || text.hasPrefix("ascent ") {
      let line = try SetupLine(text)
      var options = self
      (options.world, options.algorithm) = (line.world?.description, line.algorithm?.description)
      return (try options.setup(preferences), seed ?? line.seed ?? usual, nil)
    }
    let found = try LectureScene.named(text)
    return (try found.setup(), seed ?? found.seed, found)
  }

  private func setup(_ preferences: Preferences) throws(ParameterError) -> Setup {
    var worldSpec = try Spec(world ?? (map == nil ? preferences.world ?? Catalogue.firstWorld : "gridworld"))
    if let map { worldSpec = worldSpec.setting("map", to: map) }
    let row = try Catalogue.world(worldSpec.id)
    let standard = row.algorithms.first { $0.info.id == Catalogue.firstAlgorithm } ?? row.algorithms[0]
    let preferred = try preferences.algorithm.map { text throws(ParameterError) in try Spec(text) }
    let works = preferred.map { spec in row.algorithms.contains { $0.info.id == spec.id } } ?? false
    let fallback = works ? preferred : nil
    return try Setup(
      world: worldSpec, algorithm: try algorithm.map(Spec.init) ?? fallback ?? Spec(id: standard.info.id))
  }
}

/// How a dashboard looks.
struct LookOptions: ParsableArguments {
  enum ThemeName: String, ExpressibleByArgument, CaseIterable {
    case dark, light
    case highContrast = "high-contrast"

    var theme: Theme { Theme.named(rawValue) ?? .dark }
  }

  @Option(help: "The colours. (default: dark)")
  var theme: ThemeName?
  @Flag(help: "Draw in ASCII.")
  var ascii = false
}
