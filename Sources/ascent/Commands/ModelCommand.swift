import ArgumentParser
import Learn
import Worlds

struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: "The full model of a tabular world.",
    discussion: """
      Transitions are [probability, next state, reward, "none" or "terminated"]; a next state of -1 ends the episode
      in a state without an index.

      Example: ascent model -w aliased-corridor --json
               ascent model -w gridworld:size=5,slip=0.1
      """)

  @OptionGroup var world: WorldOption
  @OptionGroup var json: JSONFlag

  func run() throws {
    let (spec, prepared) = try world.prepared()
    guard let model = prepared.model else {
      let tabular = Catalogue.worlds.filter { $0.standard.model != nil }.map(\.info.id)
      throw ParameterError(
        "`\(spec.id)` \(prepared.lackOfModel ?? ""); what has one: \(tabular.joined(separator: ", "))")
    }
    if json.json { print(Self.json(spec, prepared, model)) } else { Self.printTable(prepared, model) }
  }

  private static func json(_ spec: Spec, _ world: PreparedWorld, _ model: TabularModel) -> JSON {
    let features: JSON =
      world.features.map { table in
        .array(
          model.observations.map { observation in
            .array((0..<model.actionCount).map { .reals(Array(table.row(observation, $0))) })
          })
      } ?? .null
    let transitions = model.transitions.map { actions in
      JSON.array(
        actions.map { outcomes in
          .array(
            outcomes.map {
              .array([
                .real($0.probability), .integer($0.next), .real($0.reward),
                .string($0.terminates ? "terminated" : "none"),
              ])
            })
        })
    }
    return .object([
      ("world", .string(spec.description)), ("gamma", .real(model.γ)), ("horizon", .integer(orNull: model.horizon)),
      ("actions", .strings(model.actions)), ("observations", .array(model.observations.map(JSON.integer))),
      ("features", features), ("parameters", .strings(world.parameterNames)), ("start", .reals(model.start)),
      ("transitions", .array(transitions)),
    ])
  }

  private static func printTable(_ world: PreparedWorld, _ model: TabularModel) {
    print("\(world.info.title): \(model.stateCount) states, \(model.actionCount) actions, γ = \(model.γ)")
    print(model.horizon.map { "episodes are cut after \($0) steps" } ?? "episodes have no limit")
    for state in 0..<model.stateCount {
      let start = model.start[state] > 0 ? ", starts here with probability \(model.start[state])" : ""
      print("state \(state) (observation \(model.observations[state]))\(start)")
      for (action, outcomes) in model.transitions[state].enumerated() {
        let words = outcomes.map {
          "\($0.probability) to \($0.next) for \($0.reward)\($0.terminates ? ", terminated" : "")"
        }
        print("  \(model.actions[action]): \(words.joined(separator: "; "))")
      }
    }
  }
}
