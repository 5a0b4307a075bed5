import ArgumentParser
import Learn
import Worlds

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "The worlds, algorithms, estimators and scenes there are, with their parameters.",
    discussion: """
      Example: ascent list algorithms
               ascent list estimators
               ascent list scenes
               ascent list --json
      """)

  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case worlds, algorithms, estimators, scenes
  }

  @Argument(help: "Only these: worlds, algorithms, estimators or scenes. (default: all but scenes)")
  var kind: Kind?

  @OptionGroup var json: JSONFlag

  func run() {
    if kind ?? .worlds == .worlds { show(Entry.worlds, under: "WORLDS") }
    if kind ?? .algorithms == .algorithms { show(Entry.algorithms, under: "ALGORITHMS") }
    if kind ?? .estimators == .estimators { show(Entry.estimators, under: "ESTIMATORS") }
    if kind == .scenes { showScenes() }
  }

  private func show(_ entries: [Entry], under title: String) {
    if !json.json { print(title) }
    for entry in entries { print(json.json ? Self.json(entry).description : Self.text(entry)) }
  }

  private func showScenes() {
    if !json.json { print("SCENES") }
    for scene in Catalogue.scenes {
      guard json.json else {
        print("  \(scene.id): \(scene.title) (\(scene.section))\n    \(scene.watch)\n    \(scene.commandLine)\n")
        continue
      }
      print(
        JSON.object([
          ("kind", .string("scene")), ("id", .string(scene.id)), ("title", .string(scene.title)),
          ("summary", .string(scene.watch)), ("section", .string(scene.section)), ("world", .string(scene.world)),
          ("algorithm", .string(scene.algorithm)), ("seed", .integer(Int(scene.seed))), ("view", .string(scene.view)),
          ("values", scene.values.map(JSON.string) ?? .null),
        ]).description)
    }
  }

  // MARK: Text

  private static func text(_ entry: Entry) -> String {
    let source = entry.source.isEmpty ? "" : " (\(entry.source))"
    var lines = ["  \(entry.id): \(entry.title)", "    \(entry.summary)\(source)"]
    lines += Paragraph.lines(entry.lesson, columns: 76).map { "    " + $0 }
    for offer in entry.offers {
      let (info, value) = (offer.state.info, offer.state.value)
      let unit = info.unit.isEmpty ? "" : " \(info.unit)"
      let others = offer.others.joined(separator: "; ")
      lines.append(
        "    \(info.name)=\(value)\(unit): \(info.summary); \(info.range)" + (others.isEmpty ? "" : " (\(others))"))
    }
    lines.append("    works with \(entry.partners.joined(separator: ", "))")
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: JSON

  private static func json(_ entry: Entry) -> JSON {
    var members: [(String, JSON)] = [
      ("kind", .string(entry.kind.rawValue)), ("id", .string(entry.id)), ("title", .string(entry.title)),
      ("summary", .string(entry.summary)), ("section", entry.section.map(JSON.string) ?? .null),
      ("source", .string(entry.source)), ("parameters", json(entry.offers)), ("worksWith", .strings(entry.partners)),
    ]
    if let world = entry.world {
      members += [
        ("tabular", .bool(world.model != nil)), ("observation", json(world.observationSpace)),
        ("actions", json(world.actionSpace)), ("gamma", .real(world.γ)), ("horizon", .integer(orNull: world.horizon)),
      ]
    }
    return .object(members + [("lesson", .string(entry.lesson))])
  }

  private static func json(_ offers: [Entry.Offer]) -> JSON {
    .array(
      offers.map { offer in
        let info = offer.state.info
        return .object([
          ("name", .string(info.name)), ("default", .value(offer.state.value)), ("unit", .string(info.unit)),
          ("range", .string(info.range)), ("summary", .string(info.summary)), ("live", .bool(info.isLive)),
          ("defaultOn", .object(offer.exceptions(\.value).map { ($0.world, JSON.value($0.value)) })),
          ("rangeOn", .object(offer.exceptions(\.info.range).map { ($0.world, JSON.string($0.value)) })),
          ("summaryOn", .object(offer.exceptions(\.info.summary).map { ($0.world, JSON.string($0.value)) })),
        ])
      })
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
