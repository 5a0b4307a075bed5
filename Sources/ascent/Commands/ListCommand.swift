import ArgumentParser
import Learn
import Worlds

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "The worlds and algorithms there are, with their parameters.",
    discussion: """
      Example: ascent list algorithms
               ascent list --json
      """)

  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case worlds, algorithms
  }

  @Argument(help: "Only these: worlds or algorithms.")
  var kind: Kind?

  @Flag(help: "One JSON object a line.")
  var json = false

  func run() {
    if kind != .algorithms {
      if !json { print("WORLDS") }
      for row in Catalogue.worlds { print(json ? Self.json(row).description : Self.text(row)) }
    }
    if kind != .worlds {
      if !json { print("ALGORITHMS") }
      for row in Catalogue.algorithms { print(json ? Self.json(row).description : Self.text(row)) }
    }
  }

  /// The worlds on which an algorithm works.
  private static func worlds(for row: AlgorithmRow) -> [String] {
    Catalogue.worlds.filter { $0.algorithms.contains { $0.info.id == row.info.id } }.map(\.info.id)
  }

  // MARK: Text

  private static func text(_ row: WorldRow) -> String {
    text(row.info.id, row.info.title, row.info.summary, row.parameters, row.algorithms.map(\.info.id), row.info.source)
  }

  private static func text(_ row: AlgorithmRow) -> String {
    text(row.info.id, row.info.title, row.info.summary, row.parameters, worlds(for: row), row.info.source)
  }

  private static func text(
    _ id: String, _ title: String, _ summary: String, _ parameters: [ParameterState], _ partners: [String],
    _ source: String
  ) -> String {
    var lines = ["  \(id): \(title)", "    \(summary) (\(source))"]
    for parameter in parameters {
      let unit = parameter.info.unit.isEmpty ? "" : " \(parameter.info.unit)"
      lines.append(
        "    \(parameter.info.name)=\(parameter.value)\(unit): \(parameter.info.summary); \(parameter.info.range)")
    }
    lines.append("    works with \(partners.joined(separator: ", "))")
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: JSON

  private static func json(_ row: WorldRow) -> JSON {
    let world = row.standard
    return .object([
      ("kind", .string("world")), ("id", .string(row.info.id)), ("title", .string(row.info.title)),
      ("summary", .string(row.info.summary)), ("section", .null), ("source", .string(row.info.source)),
      ("parameters", json(row.parameters)), ("worksWith", .strings(row.algorithms.map(\.info.id))),
      ("tabular", .bool(world.model != nil)), ("observation", json(world.observationSpace)),
      ("actions", json(world.actionSpace)), ("gamma", .real(world.γ)),
      ("horizon", .integer(orNull: world.horizon)),
    ])
  }

  private static func json(_ row: AlgorithmRow) -> JSON {
    .object([
      ("kind", .string("algorithm")), ("id", .string(row.info.id)), ("title", .string(row.info.title)),
      ("summary", .string(row.info.summary)), ("section", .string(row.info.section)),
      ("source", .string(row.info.source)), ("parameters", json(row.parameters)),
      ("worksWith", .strings(worlds(for: row))),
    ])
  }

  private static func json(_ parameters: [ParameterState]) -> JSON {
    .array(
      parameters.map {
        .object([
          ("name", .string($0.info.name)), ("default", json($0.value)), ("unit", .string($0.info.unit)),
          ("range", .string($0.info.range)), ("summary", .string($0.info.summary)), ("live", .bool($0.info.isLive)),
        ])
      })
  }

  private static func json(_ value: ParameterValue) -> JSON {
    switch value {
    case .real(let value): .real(value)
    case .integer(let value): .integer(value)
    case .flag(let value): .bool(value)
    case .text(let value): .string(value)
    case .none: .null
    }
  }

  private static func json(_ space: ObservationSpace) -> JSON {
    switch space {
    case .indices(let labels): .object([("kind", .string("index")), ("count", .integer(labels.count))])
    case .vector(let components): .object([("kind", .string("vector")), ("components", json(components))])
    }
  }

  private static func json(_ space: ActionSpace) -> JSON {
    switch space {
    case .choices(let choices): .object([("kind", .string("choice")), ("names", .strings(choices.map(\.name)))])
    case .box(let components): .object([("kind", .string("box")), ("components", json(components))])
    }
  }

  private static func json(_ components: [ObservationSpace.Component]) -> JSON {
    .array(
      components.map {
        .object([
          ("name", .string($0.name)), ("low", .real($0.range.lowerBound)), ("high", .real($0.range.upperBound)),
        ])
      })
  }
}
