/// Swing a hanging pole up by pushing its cart to and fro, and balance it there.
///
/// Cart, pole and equations are those of `CartPole` (Barto, Sutton & Anderson 1983; Florian 2007, without friction), θ from
/// upright and clockwise positive. The task is that of the control suite's `cartpole swingup` (Tassa et al. 2018) in its own form:
/// the pole begins hanging, θ = π ± 0.1, the cart in the middle and all but at rest (each of x, ẋ and θ̇ within ±0.05); an action is
/// a force, clipped to ±10 N, held for 0.02 s, which is one step of Runge and Kutta's fourth order. A step pays
///
///     ½ (1 + cos θ) (1 − (x / 2.4)²),
///
/// by the state after it: 1 upright in the middle, 0 hanging or at the track's end. Beyond ±2.4 m the cart has left the track: the
/// step pays 0 and terminates, which is worth avoiding since nothing pays less than 0. Angular speeds are clipped to ±20 rad/s,
/// more than free swinging ever reaches. 500 steps, ten seconds, truncate.
public struct CartPoleSwingUp: ContinuousWorld, DefinedWorld {
  public struct Settings: ParameterSet {
    public var gravity = 9.8
    public var force = 10.0
    public var γ = 0.99
    public var horizon: Int? = 500

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .real("gravity", \.gravity, 0...100, unit: "m/s²", "acceleration of gravity"),
      .real("force", \.force, 0.1...1000, unit: "N", "the largest force"),
      .real("gamma", \.γ, 0...1, "discount of the return"),
      .optionalInteger("horizon", \.horizon, 1...1_000_000, unit: "steps", "length at which episodes are cut"),
    ]
  }

  public static let info = WorldInfo(
    id: "cart-pole-swing-up", title: "Cart and pole, swinging up",
    summary: "swing the pole up by the cart's force and hold it there: two tasks that want different policies",
    lesson: """
      Far from upright the force must feed the swing, near it the force must take the swing out, so that one linear rule cannot \
      do both. Look at the tip's trail: arcs that widen, then a circle where the pole passes the top, and a bundle above the \
      cart where it is held.
      """,
    source: "our own, after Tassa et al. 2018 and Barto, Sutton & Anderson 1983")

  static let largestTurning = 20.0

  public let settings: Settings
  /// (x, ẋ, θ, θ̇); θ is not wrapped.
  public var state = Vector<4>([0, 0, .pi, 0])
  /// The force of the last step in newtons, clipped; 0 at an episode's start.
  public private(set) var push = 0.0
  private var trail = Trail<PlaneScene.Point, 48>(blank: .init(0, 0))
  private var clock: Clock

  public init(_ settings: Settings) {
    self.settings = settings
    clock = Clock(horizon: settings.horizon)
  }

  public var γ: Double { settings.γ }
  public var horizon: Int? { settings.horizon }

  public mutating func reset(using random: inout RandomStream) {
    state = Vector([
      random.uniform(-0.05, 0.05), random.uniform(-0.05, 0.05), .pi + random.uniform(-0.1, 0.1),
      random.uniform(-0.05, 0.05),
    ])
    begin()
  }

  /// - Parameter state: x within ±2.4 m, ẋ in metres per second, θ in radians, θ̇ within ±20 rad/s.
  public mutating func reset(to state: [Double]) throws(ParameterError) {
    guard state.count == 4, state.allSatisfy(\.isFinite), abs(state[0]) <= CartPole.farthest,
      abs(state[3]) <= Self.largestTurning
    else {
      throw Self.noState(
        state, form: "[x, ẋ, θ, θ̇], in metres and radians, the place within ±2.4 and the angular speed within ±20")
    }
    self.state = Vector(array: state)
    begin()
  }

  private mutating func begin() {
    push = 0
    trail.removeAll()
    clock.restart()
  }

  public mutating func step(_ action: Vector<1>, using random: inout RandomStream) -> Outcome {
    push = min(max(action[0], -settings.force), settings.force)
    state = Self.integrated(state, push: push, gravity: settings.gravity, time: CartPole.timeStep)
    state[3] = min(max(state[3], -Self.largestTurning), Self.largestTurning)
    trail.append(drawing.tip)
    let share = state[0] / CartPole.farthest
    guard abs(share) <= 1 else { return Outcome(reward: 0, ending: clock.tick(terminated: true)) }
    let reward = 0.5 * (1 + cos(state[2])) * (1 - share * share)
    return Outcome(reward: reward, ending: clock.tick(terminated: false))
  }

  /// One step of the classical Runge–Kutta method.
  static func integrated(_ s: Vector<4>, push: Double, gravity: Double, time: Double) -> Vector<4> {
    func moved(_ k: Vector<4>, by time: Double) -> Vector<4> {
      Vector([s[0] + time * k[0], s[1] + time * k[1], s[2] + time * k[2], s[3] + time * k[3]])
    }
    let k1 = derivative(s, push, gravity)
    let k2 = derivative(moved(k1, by: time / 2), push, gravity)
    let k3 = derivative(moved(k2, by: time / 2), push, gravity)
    let k4 = derivative(moved(k3, by: time), push, gravity)
    var next = s
    for index in 0..<4 { next[index] += time / 6 * (k1[index] + 2 * k2[index] + 2 * k3[index] + k4[index]) }
    return next
  }

  /// (ẋ, ẍ, θ̇, θ̈).
  private static func derivative(_ s: Vector<4>, _ push: Double, _ gravity: Double) -> Vector<4> {
    let mass = CartPole.cartMass + CartPole.poleMass
    let lever = CartPole.poleMass * CartPole.halfLength
    let (cosine, sine) = (cos(s[2]), sin(s[2]))
    let f = (push + lever * s[3] * s[3] * sine) / mass
    let inertia = CartPole.halfLength * (4.0 / 3.0 - CartPole.poleMass * cosine * cosine / mass)
    let turn = (gravity * sine - cosine * f) / inertia
    return Vector([s[1], f - lever * turn * cosine / mass, s[3], turn])
  }

  /// (x, ẋ, cos θ, sin θ, θ̇).
  public var observation: Vector<5> { Vector([state[0], state[1], cos(state[2]), sin(state[2]), state[3]]) }

  public static var beyondBounds: BeyondBounds { .clipped }
  public var stateVector: [Double] { state.array }

  /// The cart's speed has no bounds; these say where it mostly is, and scale features.
  public var observationSpace: ObservationSpace {
    .vector([
      .init("x", -CartPole.farthest...CartPole.farthest), .init("v", -5...5), .init("cos θ", -1...1),
      .init("sin θ", -1...1), .init("ω", -Self.largestTurning...Self.largestTurning),
    ])
  }

  public var actionSpace: ActionSpace { .box([.init("force", -settings.force...settings.force)]) }

  private var drawing: PoleDrawing {
    PoleDrawing(
      x: state[0], θ: state[2], length: 2 * CartPole.halfLength, farthest: CartPole.farthest,
      push: push / settings.force)
  }

  public var scene: Scene {
    .plane(
      PlaneScene(
        x: -2.7...2.7, y: -1.15...1.25,
        elements: [.init(.line(trail.elements, width: 0), .trail)] + drawing.elements,
        readings: [
          .init("x", state[0], "m"), .init("v", state[1], "m/s"), .init("θ", Pendulum.wrap(state[2]) * 180 / .pi, "°"),
          .init("ω", state[3], "rad/s"), .init("force", push, "N"),
        ]))
  }
}
