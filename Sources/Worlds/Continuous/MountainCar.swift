/// Drive a car out of a valley by an engine too weak to climb straight up: Gymnasium's `MountainCar-v0`.
///
/// State (x, v): the place along the valley, −1.2…0.6, and its change in a step, ±0.07. The engine pushes left, not at all or right:
/// v ← clip(v + 0.001 (A − 1) − 0.0025 cos 3x), then x ← clip(x + v); the wall at −1.2 stops the car. Every step costs 1, and
/// x ≥ 0.5 with v ≥ 0 terminates; 200 steps truncate (Sutton & Barto 2018, example 10.1, has no such limit).
public struct MountainCar: SwitchedWorld, DefinedWorld {
  public struct Settings: ParameterSet {
    public var force = 0.001
    public var γ = 1.0
    public var horizon: Int? = 200

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .real(
        "force", \.force, 0...1, "what a push adds to the speed in a step; gravity takes 0.0025 where it is steepest"),
      .real("gamma", \.γ, 0...1, "discount of the return"),
      .optionalInteger("horizon", \.horizon, 1...1_000_000, unit: "steps", "length at which episodes are cut"),
    ]
  }

  public static let info = WorldInfo(
    id: "mountain-car", title: "Mountain car",
    summary: "every step costs the same until the top: nothing to climb by before it was found by chance",
    lesson: """
      Two hundred steps at random never reach the top, so that all returns are alike and a policy gradient is nothing but \
      noise: most algorithms stay at −200 here. A natural gradient makes even of noise a step of some size, and finds the way \
      sooner or later. Look at the phase portrait for the spiral outwards; `horizon=10000` gives chance the time it needs.
      """,
    source: "Gymnasium, MountainCar-v0; Sutton & Barto 2018, example 10.1")

  static let goal = 0.5

  public let settings: Settings
  /// (x, v).
  public var state = Vector<2>([-0.5, 0])
  /// The push of the last step, −1, 0 or 1; 0 at an episode's start.
  public private(set) var push = 0.0
  /// x of late.
  private var trail = Trail<Double, 64>(blank: 0)
  private var clock: Clock

  public init(_ settings: Settings) {
    self.settings = settings
    clock = Clock(horizon: settings.horizon)
  }

  public var γ: Double { settings.γ }
  public var horizon: Int? { settings.horizon }

  public mutating func reset(using random: inout RandomStream) {
    state = Vector([random.uniform(-0.6, -0.4), 0])
    begin()
  }

  /// - Parameter state: x within −1.2…0.6, v within ±0.07.
  public mutating func reset(to state: [Double]) throws(ParameterError) {
    guard let state = Hill.state(state) else { throw Self.noState(state, form: Hill.form) }
    self.state = state
    begin()
  }

  private mutating func begin() {
    push = 0
    trail.removeAll()
    trail.append(state[0])
    clock.restart()
  }

  public mutating func step(_ action: Int, using random: inout RandomStream) -> Outcome {
    push = Double(action - 1)
    state = Hill.moved(state, push: settings.force * push)
    trail.append(state[0])
    let hasArrived = state[0] >= Self.goal && state[1] >= 0
    return Outcome(reward: -1, ending: clock.tick(terminated: hasArrived))
  }

  public var observation: Vector<2> { state }
  public var stateVector: [Double] { state.array }
  public var observationSpace: ObservationSpace { .vector(Hill.components) }

  public var actionSpace: ActionSpace {
    .choices([.init("left", "←", ascii: "<"), .init("coast", "·", ascii: "."), .init("right", "→", ascii: ">")])
  }

  public var phasePlane: PhasePlane? { PhasePlane(x: Hill.components[0], y: Hill.components[1]) }

  public var scene: Scene {
    .plane(
      PlaneScene(
        x: Hill.x, y: Hill.y,
        elements: Hill.elements(at: state[0], after: trail.elements, goal: Self.goal, push: push),
        readings: [.init("x", state[0], ""), .init("100 v", state[1] * 100, ""), .init("push", push, "")]))
  }
}
