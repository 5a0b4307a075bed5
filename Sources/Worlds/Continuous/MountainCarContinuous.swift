/// Drive a car out of a valley by an engine too weak to climb straight up: Gymnasium's `MountainCarContinuous-v0`.
///
/// State (x, v): the place along the valley, −1.2…0.6, and its change in a step, ±0.07. An action is a force, clipped to ±1:
/// v ← clip(v + 0.0015 F − 0.0025 cos 3x), then x ← clip(x + v); the wall at −1.2 stops the car. A step costs 0.1 a² of the
/// action a *as it was given*, not as it was clipped, and pays 100 where x ≥ 0.45 with v ≥ 0, which terminates; 999 steps
/// truncate. (Gymnasium keeps the state in single precision; here it is double.)
public struct MountainCarContinuous: ContinuousWorld, DefinedWorld {
  public struct Settings: ParameterSet {
    public var power = 0.0015
    public var γ = 0.99
    public var horizon: Int? = 999

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .real(
        "power", \.power, 0...1,
        "what the largest force adds to the speed in a step; gravity takes 0.0025 where it is steepest"),
      .real("gamma", \.γ, 0...1, "discount of the return"),
      .optionalInteger("horizon", \.horizon, 1...1_000_000, unit: "steps", "length at which episodes are cut"),
    ]
  }

  public static let info = WorldInfo(
    id: "mountain-car-continuous", title: "Mountain car, continuous",
    summary: "a far reward and a price on the way: whoever finds nothing learns to stand still",
    lesson: """
      The engine is too weak for the hill: the car must first go away from the goal, up the other side. Every force costs a \
      little and only the top pays, so that a policy which has not been there yet is right, by all it knows, to do nothing. \
      Look for whether the noise ever reaches the top before the mean has gone to zero.
      """,
    source: "Gymnasium, MountainCarContinuous-v0; Moore 1990")

  static let goal = 0.45

  public let settings: Settings
  /// (x, v).
  public var state = Vector<2>([-0.5, 0])
  /// The force of the last step, clipped; 0 at an episode's start.
  public private(set) var force = 0.0
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
    force = 0
    trail.removeAll()
    trail.append(state[0])
    clock.restart()
  }

  public mutating func step(_ action: Vector<1>, using random: inout RandomStream) -> Outcome {
    force = min(max(action[0], -1), 1)
    state = Hill.moved(state, push: settings.power * force)
    trail.append(state[0])
    let hasArrived = state[0] >= Self.goal && state[1] >= 0
    let reward = (hasArrived ? 100 : 0) - 0.1 * action[0] * action[0]
    return Outcome(reward: reward, ending: clock.tick(terminated: hasArrived))
  }

  public var observation: Vector<2> { state }
  public static var beyondBounds: BeyondBounds { .clipped }
  public var stateVector: [Double] { state.array }
  public var observationSpace: ObservationSpace { .vector(Hill.components) }
  public var actionSpace: ActionSpace { .box([.init("force", -1...1)]) }

  public var phasePlane: PhasePlane? { PhasePlane(x: Hill.components[0], y: Hill.components[1]) }

  public var scene: Scene {
    .plane(
      PlaneScene(
        x: Hill.x, y: Hill.y,
        elements: Hill.elements(at: state[0], after: trail.elements, goal: Self.goal, push: force),
        readings: [.init("x", state[0], ""), .init("100 v", state[1] * 100, ""), .init("force", force, "")]))
  }
}
