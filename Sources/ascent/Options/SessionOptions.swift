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

  static let firstSeed: UInt64 = 1

  /// - Parameter preferences: what stands where an argument is left out.
  /// - Throws: a `ParameterError` that names what is nearest.
  func setup(_ preferences: Preferences = Preferences()) throws(ParameterError) -> Setup {
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
