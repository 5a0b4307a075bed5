import ArgumentParser
import Glibc
import Learn
import TUI
import Worlds

struct RolloutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollout",
    abstract: "Plays a world by hand, by chance or by a policy, and prints it.",
    discussion: """
      Without actions from a file, each is drawn uniformly, for one episode. A
      file has one action a line: an index or a name, or the components of a
      vector separated by blanks. Where an episode ends before the file does, the
      next action begins another. An action out of bounds is clipped where the
      world clips it, and printed as it was given.

      --policy with the folder of a run, as train --out makes it, lets its policy
      act, on the world that it was learnt on unless -w names one like it.

      Example: ascent rollout -w gridworld:size=5 --episodes 2 -s 3
               echo 1.5 | ascent rollout -w pendulum --state '[3.14,0]' \\
                 --actions - --json
               ascent rollout --policy runs/cliff --greedy
      """)

  private static let uniform = "uniform"

  @Option(name: .shortAndLong, help: "The world, such as gridworld:size=5.", completion: .worlds)
  var world: String?

  @Option(
    parsing: .unconditional, help: "Where every episode begins, such as '[3.14,0]'; an index where states are indices.")
  var state: String?

  @Option(parsing: .unconditional, help: "Take the actions of this file; - is standard input.", completion: .file())
  var actions: String?

  @Option(
    help: "Who acts where no file says: uniform draws every action alike, the folder of a run has a policy.",
    completion: .directory)
  var policy: String?

  @OptionGroup var manner: MannerFlag

  @Option(help: "Stop after so many episodes. (default: 1, or as far as the actions go)")
  var episodes: Int?

  @OptionGroup var seed: SeedOption
  @OptionGroup var json: JSONFlag

  func run() throws {
    try requirePositive(episodes, "episodes")
    if actions != nil, policy != nil {
      throw ParameterError("`--actions` and `--policy` both say who acts; give one of them")
    }
    let saved = try savedPolicy
    if saved == nil, manner.manner == .greedy {
      throw ParameterError("`--greedy` is about a policy; give the folder of a run as `--policy`")
    }
    let world = try saved?.setup.world ?? namedWorld
    let start = try state.map { text throws(ParameterError) in
      try Vectors.parse(text, option: "state", example: "[3.14,0]")
    }
    var rollout = try world.rollout(seed: seed.seed, from: start)
    let printer = TransitionPrinter(world, isJSON: json.json)
    guard let actions else {
      play(&rollout, episodes: episodes ?? 1, by: saved.map { FrozenPolicy($0.setup) }, printer)
      return
    }
    let file = try ActionFile(actions, for: world)
    var ended = 0
    while ended < episodes ?? .max, let action = try file.next() {
      let transition = rollout.step(action)
      printer.show(transition)
      // Whoever answers over a pipe must see it first.
      fflush(nil)
      if transition.ending != .none { ended += 1 }
    }
  }

  private var savedPolicy: SavedPolicy? {
    get throws(ParameterError) {
      guard let policy, policy != Self.uniform else { return nil }
      if !Spelling.nearest(to: policy, among: [Self.uniform]).isEmpty, !WholeFile.exists(policy) {
        throw ParameterError("there is no policy `\(policy)`; " + Spelling.advice(for: policy, among: [Self.uniform]))
      }
      return try SavedPolicy(policy, on: world)
    }
  }

  private var namedWorld: PreparedWorld {
    get throws(ParameterError) {
      guard let world else {
        throw ParameterError("`--world` is missing; give `-w`, or the folder of a run as `--policy`")
      }
      let spec = try Spec(world)
      return try Catalogue.world(spec.id).prepared(spec.assignments)
    }
  }

  private func play(
    _ rollout: inout Rollout, episodes: Int, by policy: FrozenPolicy?, _ printer: TransitionPrinter
  ) {
    var ended = 0
    while ended < episodes {
      let transition = policy.map { rollout.step(by: $0, manner.manner) } ?? rollout.step()
      printer.show(transition)
      if transition.ending != .none { ended += 1 }
    }
  }
}

/// Prints transitions, as JSON or for people.
private struct TransitionPrinter {
  private let world: PreparedWorld
  private let isJSON: Bool

  init(_ world: PreparedWorld, isJSON: Bool) {
    self.world = world
    self.isJSON = isJSON
  }

  func show(_ transition: Rollout.Transition) {
    if isJSON { print(json(transition)) } else { printText(transition) }
  }

  private func json(_ transition: Rollout.Transition) -> JSON {
    .object([
      ("episode", .integer(transition.episode)), ("t", .integer(transition.t)),
      ("state", .numbers(transition.state, areIndices: world.model != nil)),
      ("observation", .numbers(transition.observation, areIndices: isObservationIndex)),
      ("action", .numbers(transition.action, areIndices: world.actionSpace.count != nil)),
      ("reward", .real(transition.reward)),
      ("next", .numbers(transition.next, areIndices: isObservationIndex)),
      ("ending", .string(transition.ending.rawValue)),
    ])
  }

  private var isObservationIndex: Bool {
    if case .indices = world.observationSpace { true } else { false }
  }

  private func printText(_ transition: Rollout.Transition) {
    if transition.t == 0 { print("episode \(transition.episode)") }
    // A world without anything to observe has no numbers to show.
    let words = [
      "t \(transition.t)", transition.state.isEmpty ? nil : "state \(Self.text(transition.state))",
      "action \(action(transition.action))", "reward \(Self.text(transition.reward))",
      transition.next.isEmpty ? nil : "sees \(observation(transition.next))",
    ].compactMap { $0 }
    print("  " + words.joined(separator: "  ") + (transition.ending == .none ? "" : "  \(transition.ending)"))
  }

  private func action(_ action: [Double]) -> String {
    if case .choices(let choices) = world.actionSpace { choices[Int(action[0])].name } else { Self.text(action) }
  }

  private func observation(_ observation: [Double]) -> String {
    if case .indices(let labels) = world.observationSpace {
      labels[Int(observation[0])]
    } else {
      Self.text(observation)
    }
  }

  private static func text(_ numbers: [Double]) -> String {
    numbers.map(text).joined(separator: " ")
  }

  private static func text(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? Numbers.compact(number)
  }
}
