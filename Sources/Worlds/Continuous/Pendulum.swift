/// Swing a pendulum up and hold it there, by a torque too weak to do it at once: Gymnasium's `Pendulum-v1`.
///
/// State (θ, θ̇): θ in radians, 0 upright, anticlockwise positive. A torque u, clipped to ±2, acts for 0.05 s:
/// θ̇ ← clip(θ̇ + (3g/2l · sin θ + 3/ml² · u) dt, ±8), then θ ← θ + θ̇ dt. The reward, from the state before the step, is
/// −(θ² + 0.1 θ̇² + 0.001 u²) with θ wrapped into [−π, π). Nothing terminates; 200 steps truncate.
public struct Pendulum: ContinuousWorld, DefinedWorld {
  public struct Settings: ParameterSet {
    public var gravity = 10.0
    public var γ = 0.99
    public var horizon = 200

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .real("gravity", \.gravity, 0...100, unit: "m/s²", "acceleration of gravity"),
      .real("gamma", \.γ, 0...1, "discount of the return"),
      .integer("horizon", \.horizon, 1...1_000_000, unit: "steps", "length at which episodes are cut"),
    ]
  }

  public static let info = WorldInfo(
    id: "pendulum", title: "Pendulum",
    summary: "real observations and a real action: a torque that must plan ahead",
    lesson: """
      The torque is too weak to lift the pendulum at once: it has to swing away first, so what pays now and what \
      pays later disagree. Only the policy's form is new, a Gaussian over torques; the policy gradient stays as \
      it was. A policy linear in the observation learns to swing but cannot hold the pendulum up.
      """,
    source: "Gymnasium, Pendulum-v1")

  static let mass = 1.0
  static let length = 1.0
  static let timeStep = 0.05
  static let largestTorque = 2.0
  static let largestSpeed = 8.0

  public let settings: Settings
  /// (θ, θ̇) in radians and radians per second; θ is not wrapped.
  public var state = Vector<2>([.pi, 0])
  /// The torque of the last step, clipped; 0 at an episode's start.
  public private(set) var torque = 0.0
  // θ alone, which costs the loop a store: where the tip was is worked out when it is drawn.
  private var trail = Trail<Double, 32>(blank: 0)
  private var clock: Clock

  public init(_ settings: Settings) {
    self.settings = settings
    clock = Clock(horizon: settings.horizon)
  }

  public var γ: Double { settings.γ }
  public var horizon: Int? { settings.horizon }

  public mutating func reset(using random: inout RandomStream) {
    state = Vector([random.uniform(-.pi, .pi), random.uniform(-1, 1)])
    begin()
  }

  /// - Parameter state: θ in radians, any; θ̇ in radians per second, within ±8.
  public mutating func reset(to state: [Double]) throws(ParameterError) {
    guard state.count == 2, state[0].isFinite, abs(state[1]) <= Self.largestSpeed else {
      throw Self.noState(state, form: "[θ, θ̇], the angle in radians and the speed within -8…8")
    }
    self.state = Vector([state[0], state[1]])
    begin()
  }

  private mutating func begin() {
    torque = 0
    trail.removeAll()
    trail.append(state[0])
    clock.restart()
  }

  public mutating func step(_ action: Vector<1>, using random: inout RandomStream) -> Outcome {
    let θ = state[0]
    let speed = state[1]
    torque = min(max(action[0], -Self.largestTorque), Self.largestTorque)
    let wrapped = Self.wrap(θ)
    let cost = wrapped * wrapped + 0.1 * speed * speed + 0.001 * torque * torque
    let gravitation = 3 * settings.gravity / (2 * Self.length) * sin(θ)
    let push = 3 / (Self.mass * Self.length * Self.length) * torque
    let faster = speed + (gravitation + push) * Self.timeStep
    let next = min(max(faster, -Self.largestSpeed), Self.largestSpeed)
    state = Vector([θ + next * Self.timeStep, next])
    trail.append(state[0])
    return Outcome(reward: -cost, ending: clock.tick(terminated: false))
  }

  /// The same angle in [−π, π).
  static func wrap(_ angle: Double) -> Double {
    let turn = 2 * Double.pi
    return angle + .pi - turn * ((angle + .pi) / turn).rounded(.down) - .pi
  }

  /// (cos θ, sin θ, θ̇).
  public var observation: Vector<3> { Vector([cos(state[0]), sin(state[0]), state[1]]) }

  public static var beyondBounds: BeyondBounds { .clipped }
  public var stateVector: [Double] { state.array }

  public var observationSpace: ObservationSpace {
    .vector([
      .init("cos θ", -1...1), .init("sin θ", -1...1), .init("ω", -Self.largestSpeed...Self.largestSpeed),
    ])
  }

  public var actionSpace: ActionSpace {
    .box([.init("torque", -Self.largestTorque...Self.largestTorque)])
  }

  public var phasePlane: PhasePlane? {
    PhasePlane(
      x: .init("θ", -.pi ... .pi), y: .init("ω", -Self.largestSpeed...Self.largestSpeed), isAngle: true)
  }

  /// Where the rod ends: upright is up, and anticlockwise is positive.
  private static func tip(_ θ: Double) -> PlaneScene.Point { .init(-sin(θ) * length, cos(θ) * length) }

  public var scene: Scene {
    let tip = Self.tip(state[0])
    var elements: [PlaneScene.Element] = [
      .init(.line([.init(0, 0), tip], width: 0.12), .body),
      .init(.disc(tip, radius: 0.13), .body),
      .init(.disc(.init(0, 0), radius: 0.06), .joint),
      .init(.circle(.init(0, 1), radius: 0.06), .target),
      .init(.line(trail.elements.map(Self.tip), width: 0), .trail),
    ]
    if abs(torque) > 0.02 {
      let sweep = torque / Self.largestTorque * 0.8 * Double.pi
      elements.append(
        .init(.arc(.init(0, 0), radius: 0.4, from: .pi / 2, to: .pi / 2 + sweep), .force))
    }
    return .plane(
      PlaneScene(
        x: -1.25...1.25, y: -1.25...1.25, elements: elements,
        readings: [
          .init("θ", Self.wrap(state[0]) * 180 / .pi, "°"), .init("ω", state[1], "rad/s"),
          .init("torque", torque, "N·m"),
        ]))
  }
}
