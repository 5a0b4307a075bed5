import Worlds

@testable import Learn

/// Two steps and out: state 0, then 1, then the end, whatever the action; rewards 1 and 2; γ = ½. Simple enough that
/// every update can be worked by hand.
struct Stairs: TabularWorld, DefinedWorld {
  struct Settings: ParameterSet {
    var horizon: Int?
    static let parameters: [Parameter<Settings>] = [
      .optionalInteger("horizon", \.horizon, 1...10, "length at which episodes are cut")
    ]
  }

  static let info = WorldInfo(id: "stairs", title: "Stairs", summary: "two steps", lesson: "none", source: "a test")

  let settings: Settings
  private(set) var state = 0
  private var clock: Clock

  init(_ settings: Settings) {
    self.settings = settings
    clock = Clock(horizon: settings.horizon)
  }

  var γ: Double { 0.5 }
  var horizon: Int? { settings.horizon }
  var observation: Int { min(state, 1) }
  var observationSpace: ObservationSpace { .indices(labels: ["first", "second"]) }
  var actionSpace: ActionSpace { .choices([.init("a", "a", ascii: "a"), .init("b", "b", ascii: "b")]) }

  mutating func reset(using random: inout RandomStream) {
    state = 0
    clock.restart()
  }

  mutating func reset(to state: [Double]) throws(ParameterError) {
    self.state = try Self.index(in: state, below: 2)
    clock.restart()
  }

  mutating func step(_ action: Int, using random: inout RandomStream) -> Outcome {
    state += 1
    return Outcome(reward: Double(state), ending: clock.tick(terminated: state == 2))
  }

  var model: TabularModel {
    TabularModel(
      γ: γ, horizon: horizon, actions: ["a", "b"], observations: [0, 1], start: [1, 0],
      transitions: [
        Array(repeating: [.init(probability: 1, next: 1, reward: 1, terminates: false)], count: 2),
        Array(repeating: [.init(probability: 1, next: -1, reward: 2, terminates: true)], count: 2),
      ])
  }

  var scene: Scene { .cells(CellScene(columns: 1, rows: 1, places: [.init(.floor)], agent: 0)) }
}

/// A learner on the stairs, with tables.
func onStairs<L: Learner>(_ settings: L.Settings, horizon: Int? = nil) -> L where L.R == TabularRepresentation<Stairs> {
  L(Stairs(.init(horizon: horizon)), representation: .init(), settings: settings, seed: 3)
}

/// θ with `value` for the action taken and −`value` for the other one: from the uniform policy the score is ±½.
func signed(_ values: [Double], _ actions: [Int]) -> [Double] {
  zip(values, actions).flatMap { $1 == 0 ? [$0, -$0] : [-$0, $0] }
}
