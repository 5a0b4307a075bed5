import ArgumentParser
import Learn

// What the shells' Tab offers: asked of the program itself, so that it knows the catalogue of this very build. The
// closures run only then, never on the program's way up.

extension CompletionKind {
  /// Worlds; behind a colon, the parameters of the one that stands before it.
  static let worlds = CompletionKind.custom { _, _, prefix in
    specs(prefix, ids: Catalogue.worlds.map(\.info.id)) { id in
      Catalogue.worlds.first { $0.info.id == id }?.parameters.map(\.info.name)
    }
  }

  /// The algorithms that work on the world of the same command line, or all.
  static let algorithms = CompletionKind.custom { words, _, prefix in
    let rows = world(in: words)?.algorithms ?? Catalogue.algorithms
    return specs(prefix, ids: rows.map(\.info.id)) { id in
      rows.first { $0.info.id == id }?.parameters.map(\.info.name)
    }
  }

  static let scenes = CompletionKind.custom { _, _, _ in Catalogue.scenes.map(\.id) }

  static let bars = CompletionKind.custom { _, _, _ in LearnCommand.known }

  static let figures = CompletionKind.custom { _, _, _ in BookFigure.all.map(\.id) }

  /// Estimators of the gradient; behind a colon, the parameters of the one that stands before it.
  static let estimators = CompletionKind.custom { _, _, prefix in
    specs(prefix, ids: GradientEstimator.Kind.allCases.map(\.rawValue)) { id in
      GradientEstimator.Kind(rawValue: id).map { GradientEstimator($0).parameters.map(\.info.name) }
    }
  }

  static let benchJobs = CompletionKind.custom { _, _, _ in BenchJob.names }

  /// The world that the words before the cursor have chosen.
  private static func world(in words: [String]) -> WorldRow? {
    zip(words, words.dropFirst()).first { ["-w", "--world"].contains($0.0) }
      .flatMap { pair in Catalogue.worlds.first { $0.info.id == pair.1.prefix { $0 != ":" } } }
  }

  /// Ids, or one id with one more parameter to be given a value.
  private static func specs(_ prefix: String, ids: [String], parameters: (String) -> [String]?) -> [String] {
    guard let colon = prefix.firstIndex(of: ":") else { return ids }
    guard let names = parameters(String(prefix[..<colon])) else { return [] }
    let written = prefix[...(prefix.lastIndex(of: ",") ?? colon)]
    return names.map { written + $0 + "=" }
  }
}
