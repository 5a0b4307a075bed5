/// Balance a pole on a cart by pushing the cart left or right: Gymnasium's `CartPole-v1`.
///
/// State (x, ẋ, θ, θ̇): the cart's place and speed in metres, the pole's angle in radians, 0 upright, clockwise positive. A push of
/// ±10 N acts for τ = 0.02 s on a cart of 1 kg with a pole of 0.1 kg whose centre is l = 0.5 m from the joint (Barto, Sutton &
/// Anderson 1983, without friction; Florian 2007 for the equations). With f = (F + m l θ̇² sin θ) / M, M both masses together,
///
///     θ̈ = (g sin θ − f cos θ) / (l (4/3 − m cos²θ / M)),     ẍ = f − m l θ̈ cos θ / M,
///
/// and one explicit Euler step, each of the four by the derivatives before it. A step pays 1, also the one in which the pole
/// leaves ±12° or the cart ±2.4 m, which terminates; 500 steps truncate.
public struct CartPole: SwitchedWorld, DefinedWorld {
  public struct Settings: ParameterSet {
    public var gravity = 9.8
    public var γ = 0.99
    public var horizon: Int? = 500

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .real("gravity", \.gravity, 0...100, unit: "m/s²", "acceleration of gravity"),
      .real("gamma", \.γ, 0...1, "discount of the return"),
      .optionalInteger("horizon", \.horizon, 1...1_000_000, unit: "steps", "length at which episodes are cut"),
    ]
  }

  public static let info = WorldInfo(
    id: "cart-pole", title: "Cart and pole",
    summary: "real observations and two actions: a reward for every step the pole is kept up",
    lesson: """
      Nothing says which push was right: every step pays the same until the pole has fallen, so that credit is all in how \
      long it went on after. A soft-max over two pushes that is linear in the observation can keep the pole up for ever. \
      Look for episodes that grow from twenty steps to five hundred, and for how a learner forgets it again.
      """,
    source: "Gymnasium, CartPole-v1; Barto, Sutton & Anderson 1983")

  static let cartMass = 1.0
  static let poleMass = 0.1
  /// Half of the pole, in metres.
  static let halfLength = 0.5
  static let force = 10.0
  static let timeStep = 0.02
  static let farthest = 2.4
  // Computed, so that it is a constant in the loop: a stored one would be made at first use, and looked for at every step.
  static var steepest: Double { 12 * 2 * .pi / 360 }

  public let settings: Settings
  /// (x, ẋ, θ, θ̇).
  public var state = Vector<4>([0, 0, 0, 0])
  /// The push of the last step in newtons; 0 at an episode's start.
  public private(set) var push = 0.0
  // x and θ of late, each by itself, which costs the loop two stores (a vector of both costs it a quarter more time): where the
  // tip was is worked out when it is drawn.
  private var places = Trail<Double, 64>(blank: 0)
  private var angles = Trail<Double, 64>(blank: 0)
  private var clock: Clock

  public init(_ settings: Settings) {
    self.settings = settings
    clock = Clock(horizon: settings.horizon)
  }

  public var γ: Double { settings.γ }
  public var horizon: Int? { settings.horizon }

  public mutating func reset(using random: inout RandomStream) {
    for index in 0..<4 { state[index] = random.uniform(-0.05, 0.05) }
    begin()
  }

  /// - Parameter state: x and ẋ in metres, θ and θ̇ in radians, any; a step from beyond the limits terminates if it ends there.
  public mutating func reset(to state: [Double]) throws(ParameterError) {
    guard state.count == 4, state.allSatisfy(\.isFinite) else {
      throw Self.noState(state, form: "[x, ẋ, θ, θ̇], in metres and radians")
    }
    self.state = Vector(array: state)
    begin()
  }

  private mutating func begin() {
    push = 0
    places.removeAll()
    angles.removeAll()
    places.append(state[0])
    angles.append(state[2])
    clock.restart()
  }

  public mutating func step(_ action: Int, using random: inout RandomStream) -> Outcome {
    let (x, speed, θ, turning) = (state[0], state[1], state[2], state[3])
    push = action == 1 ? Self.force : -Self.force
    let mass = Self.cartMass + Self.poleMass
    let lever = Self.poleMass * Self.halfLength
    // First what waits for no quotient: the next step's angle is known before this one is over, and the processor begins on it.
    // All four written as one vector wait for the last of them: half the speed.
    state[0] = x + Self.timeStep * speed
    state[2] = θ + Self.timeStep * turning
    let (cosine, sine) = (cos(θ), sin(θ))
    let f = (push + lever * turning * turning * sine) / mass
    let inertia = Self.halfLength * (4.0 / 3.0 - Self.poleMass * cosine * cosine / mass)
    let turn = (settings.gravity * sine - cosine * f) / inertia
    let acceleration = f - lever * turn * cosine / mass
    state[1] = speed + Self.timeStep * acceleration
    state[3] = turning + Self.timeStep * turn
    places.append(state[0])
    angles.append(state[2])
    let hasFallen = abs(state[0]) > Self.farthest || abs(state[2]) > Self.steepest
    return Outcome(reward: 1, ending: clock.tick(terminated: hasFallen))
  }

  public var observation: Vector<4> { state }
  public var stateVector: [Double] { state.array }

  /// Speeds have no bounds; these say where they are while anything can still be done, and scale features.
  public var observationSpace: ObservationSpace {
    .vector([
      .init("x", -2 * Self.farthest...2 * Self.farthest), .init("v", -3...3),
      .init("θ", -2 * Self.steepest...2 * Self.steepest), .init("ω", -3...3),
    ])
  }

  public var actionSpace: ActionSpace {
    .choices([.init("left", "←", ascii: "<"), .init("right", "→", ascii: ">")])
  }

  private func drawing(x: Double, θ: Double) -> PoleDrawing {
    PoleDrawing(x: x, θ: θ, length: 2 * Self.halfLength, farthest: Self.farthest, push: push / Self.force)
  }

  public var scene: Scene {
    let tips = zip(places.elements, angles.elements).map { drawing(x: $0, θ: $1).tip }
    return .plane(
      PlaneScene(
        x: -2.7...2.7, y: -0.35...1.25,
        elements: [.init(.line(tips, width: 0), .trail)] + drawing(x: state[0], θ: state[2]).elements,
        readings: [
          .init("x", state[0], "m"), .init("v", state[1], "m/s"), .init("θ", state[2] * 180 / .pi, "°"),
          .init("ω", state[3], "rad/s"), .init("force", push, "N"),
        ]))
  }
}
