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
  @OptionGroup var seed: SeedOption
  @Option(help: "A file with a map for gridworld.", completion: .file())
  var map: String?

  /// - Throws: a `ParameterError` that names what is nearest.
  func setup() throws(ParameterError) -> Setup {
    var worldSpec = try Spec(world ?? (map == nil ? Catalogue.firstWorld : "gridworld"))
    if let map { worldSpec = worldSpec.setting("map", to: map) }
    let row = try Catalogue.world(worldSpec.id)
    let standard = row.algorithms.first { $0.info.id == Catalogue.firstAlgorithm } ?? row.algorithms[0]
    return try Setup(world: worldSpec, algorithm: try Spec(algorithm ?? standard.info.id))
  }
}

/// How a dashboard looks.
struct LookOptions: ParsableArguments {
  enum ThemeName: String, ExpressibleByArgument, CaseIterable {
    case dark, light
    case highContrast = "high-contrast"

    var theme: Theme { Theme.named(rawValue) ?? .dark }
  }

  @Option(help: "The colours.")
  var theme = ThemeName.dark
  @Flag(help: "Draw in ASCII.")
  var ascii = false
}
