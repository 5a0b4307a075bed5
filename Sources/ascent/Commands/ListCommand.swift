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

  /// A parameter with its default, and the worlds on which an algorithm has another.
  private struct Offer {
    var state: ParameterState
    var exceptions: [(world: String, value: ParameterValue)] = []
  }

  /// The worlds on which an algorithm works, with its row there.
  private static func rows(of id: String) -> [(world: String, row: AlgorithmRow)] {
    Catalogue.worlds.compactMap { world in
      world.algorithms.first { $0.info.id == id }.map { (world.info.id, $0) }
    }
  }

  /// Every parameter that an algorithm has on any world; the default is that of the first.
  private static func offers(_ id: String) -> [Offer] {
    var offers: [Offer] = []
    for (world, row) in rows(of: id) {
      for state in row.parameters {
        if let index = offers.firstIndex(where: { $0.state.info.name == state.info.name }) {
          if offers[index].state.value != state.value { offers[index].exceptions.append((world, state.value)) }
        } else {
          offers.append(Offer(state: state))
        }
      }
    }
    return offers
  }

  // MARK: Text

  private static func text(_ row: WorldRow) -> String {
    text(
      row.info.id, row.info.title, row.info.summary, row.parameters.map { Offer(state: $0) },
      row.algorithms.map(\.info.id), row.info.source)
  }

  private static func text(_ row: AlgorithmRow) -> String {
    text(
      row.info.id, row.info.title, row.info.summary, offers(row.info.id), rows(of: row.info.id).map(\.world),
      row.info.source)
  }

  private static func text(
    _ id: String, _ title: String, _ summary: String, _ offers: [Offer], _ partners: [String], _ source: String
  ) -> String {
    var lines = ["  \(id): \(title)", "    \(summary) (\(source))"]
    for offer in offers {
      let (info, value) = (offer.state.info, offer.state.value)
      let unit = info.unit.isEmpty ? "" : " \(info.unit)"
      let others = offer.exceptions.map { "\($0.value) on \($0.world)" }.joined(separator: ", ")
      lines.append(
        "    \(info.name)=\(value)\(unit): \(info.summary); \(info.range)" + (others.isEmpty ? "" : " (\(others))"))
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
      ("parameters", json(row.parameters.map { Offer(state: $0) })),
      ("worksWith", .strings(row.algorithms.map(\.info.id))),
      ("tabular", .bool(world.model != nil)), ("observation", json(world.observationSpace)),
      ("actions", json(world.actionSpace)), ("gamma", .real(world.γ)),
      ("horizon", .integer(orNull: world.horizon)), ("lesson", .string(row.info.lesson)),
    ])
  }

  private static func json(_ row: AlgorithmRow) -> JSON {
    .object([
      ("kind", .string("algorithm")), ("id", .string(row.info.id)), ("title", .string(row.info.title)),
      ("summary", .string(row.info.summary)), ("section", .string(row.info.section)),
      ("source", .string(row.info.source)), ("parameters", json(offers(row.info.id))),
      ("worksWith", .strings(rows(of: row.info.id).map(\.world))), ("lesson", .string(row.info.lesson)),
    ])
  }

  private static func json(_ offers: [Offer]) -> JSON {
    .array(
      offers.map { offer in
        let info = offer.state.info
        return .object([
          ("name", .string(info.name)), ("default", json(offer.state.value)), ("unit", .string(info.unit)),
          ("range", .string(info.range)), ("summary", .string(info.summary)), ("live", .bool(info.isLive)),
          ("defaultOn", .object(offer.exceptions.map { ($0.world, json($0.value)) })),
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
