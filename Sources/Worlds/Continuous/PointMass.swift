/// Push a mass across a plane to a target: two motors at once.
///
/// State (x, y, ẋ, ẏ) in metres and metres per second, in a box of ±1 m with walls. The action is a force (F_x, F_y), each
/// component clipped to ±1 N: one motor for each direction. It acts for dt = 0.05 s on a mass of 1 kg, against a drag of
/// 0.5 N·s/m: m v̇ = F − c v. As the force is constant within a step, the step is the exact solution, with k = c/m:
///
///     v ← e^(−k dt) v + φ₁ F/m,     φ₁ = (1 − e^(−k dt)) / k       (dt where c = 0)
///     x ← x + φ₁ v + φ₂ F/m,        φ₂ = (dt − φ₁) / k             (dt²/2 where c = 0)
///
/// A wall stops: the position is clipped to the box and the speed against the wall becomes 0. So does, for the bounds' sake,
/// a clip of each speed at ±2 √(F/m), what the whole force gives the mass across the whole box: from rest it never acts.
///
/// A step pays −(0.1 + d² + 0.01 ∣F∣²), d the distance to the target after it. The square lets a policy that is linear in
/// the observation do nearly as well as any, a spring with a damper; the constant makes arriving better than waiting; the
/// force's share is small, so that it decides between equals only. Within 0.1 m of the target the episode ends, and has
/// terminated: what is paid for is the way there. At 2 m/s, the most that the default mass comes to, a step is 0.1 m long: the target
/// cannot be jumped over, as a much lighter mass might.
/// Episodes begin at rest, anywhere in the box outside the target; 200 steps, ten seconds, truncate.
public struct PointMass: ContinuousWorld, DefinedWorld {
  public struct Settings: ParameterSet {
    public var mass = 1.0
    public var damping = 0.5
    public var targetX = 0.5
    public var targetY = 0.5
    public var γ = 0.99
    public var horizon: Int? = 200

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .real("mass", \.mass, 0.1...100, unit: "kg", "what has to be moved"),
      .real("damping", \.damping, 0...100, unit: "N·s/m", "drag for each metre per second"),
      .real("target-x", \.targetX, -1...1, unit: "m", "where to go"),
      .real("target-y", \.targetY, -1...1, unit: "m", "where to go"),
      .real("gamma", \.γ, 0...1, "discount of the return"),
      .optionalInteger("horizon", \.horizon, 1...1_000_000, unit: "steps", "length at which episodes are cut"),
    ]
  }

  public static let info = WorldInfo(
    id: "point-mass", title: "Point mass",
    summary: "an action that is a vector: two motors at once push a mass to a target",
    lesson: """
      An action is a force with two components, and the policy a Gaussian for each: the score just adds up, and nothing \
      else changes. The mass has inertia, so the force must turn round before the target or the way leads past it. Look \
      for the straightening trail, and for the two means pointing at the target from wherever the mass is.
      """,
    source: "our own")

  static let timeStep = 0.05
  static let largestForce = 1.0
  static let wall = 1.0
  static let radius = 0.1

  public let settings: Settings
  /// (x, y, ẋ, ẏ).
  public var state = Vector<4>([0, 0, 0, 0])
  /// The force of the last step, clipped; 0 at an episode's start.
  public private(set) var force = Vector<2>([0, 0])
  private var trail = Trail<PlaneScene.Point, 64>(blank: .init(0, 0))
  private var clock: Clock
  /// e^(−k dt), φ₁ and φ₂.
  private let decay: Double
  private let φ₁: Double
  private let φ₂: Double
  private let largestSpeed: Double

  public init(_ settings: Settings) {
    self.settings = settings
    clock = Clock(horizon: settings.horizon)
    (decay, φ₁, φ₂) = Self.flow(rate: settings.damping / settings.mass, time: Self.timeStep)
    largestSpeed = 2 * (Self.largestForce / settings.mass).squareRoot()
  }

  /// e^(−kt), (1 − e^(−kt))/k and (t − φ₁)/k; by their series where k t is so small that differences would lose digits.
  static func flow(rate k: Double, time t: Double) -> (decay: Double, φ₁: Double, φ₂: Double) {
    let x = k * t
    if x < 1e-3 {
      let φ₁ = t * (1 - x / 2 * (1 - x / 3 * (1 - x / 4)))
      let φ₂ = t * t / 2 * (1 - x / 3 * (1 - x / 4 * (1 - x / 5)))
      return (1 - k * φ₁, φ₁, φ₂)
    }
    let decay = exp(-x)
    let φ₁ = (1 - decay) / k
    return (decay, φ₁, (t - φ₁) / k)
  }

  public var γ: Double { settings.γ }
  public var horizon: Int? { settings.horizon }

  /// The distance to the target, in metres.
  public var distance: Double {
    let (dx, dy) = (state[0] - settings.targetX, state[1] - settings.targetY)
    return (dx * dx + dy * dy).squareRoot()
  }

  public mutating func reset(using random: inout RandomStream) {
    repeat {
      state = Vector([random.uniform(-Self.wall, Self.wall), random.uniform(-Self.wall, Self.wall), 0, 0])
    } while distance <= Self.radius
    begin()
  }

  /// - Parameter state: x and y in metres, within the walls; ẋ and ẏ in metres per second, within ±2 √(F/m).
  public mutating func reset(to state: [Double]) throws(ParameterError) {
    guard state.count == 4, state[0...1].allSatisfy({ abs($0) <= Self.wall }),
      state[2...3].allSatisfy({ abs($0) <= largestSpeed })
    else {
      let limit = ParameterValue.real(largestSpeed)
      throw Self.noState(state, form: "[x, y, ẋ, ẏ], the place within -1…1 and the speeds within ±\(limit)")
    }
    self.state = Vector(array: state)
    begin()
  }

  private mutating func begin() {
    force = Vector([0, 0])
    trail.removeAll()
    trail.append(.init(state[0], state[1]))
    clock.restart()
  }

  public mutating func step(_ action: Vector<2>, using random: inout RandomStream) -> Outcome {
    for axis in 0..<2 {
      force[axis] = min(max(action[axis], -Self.largestForce), Self.largestForce)
      let (x, v, push) = (state[axis], state[2 + axis], force[axis] / settings.mass)
      let free = x + φ₁ * v + φ₂ * push
      let speed = min(max(decay * v + φ₁ * push, -largestSpeed), largestSpeed)
      state[axis] = min(max(free, -Self.wall), Self.wall)
      state[2 + axis] = abs(free) > Self.wall && free * speed > 0 ? 0 : speed
    }
    trail.append(.init(state[0], state[1]))
    let distance = distance
    let cost = 0.1 + distance * distance + 0.01 * (force[0] * force[0] + force[1] * force[1])
    return Outcome(reward: -cost, ending: clock.tick(terminated: distance <= Self.radius))
  }

  public var observation: Vector<4> { state }
  public static var beyondBounds: BeyondBounds { .clipped }
  public var stateVector: [Double] { state.array }

  public var observationSpace: ObservationSpace {
    .vector([
      .init("x", -Self.wall...Self.wall), .init("y", -Self.wall...Self.wall),
      .init("ẋ", -largestSpeed...largestSpeed), .init("ẏ", -largestSpeed...largestSpeed),
    ])
  }

  public var actionSpace: ActionSpace {
    .box(["force x", "force y"].map { .init($0, -Self.largestForce...Self.largestForce) })
  }

  public var scene: Scene {
    let (wall, here) = (Self.wall, PlaneScene.Point(state[0], state[1]))
    let corners = [(-wall, -wall), (wall, -wall), (wall, wall), (-wall, wall), (-wall, -wall)]
    let target = PlaneScene.Point(settings.targetX, settings.targetY)
    var elements: [PlaneScene.Element] = [
      .init(.line(corners.map { .init($0.0, $0.1) }, width: 0), .ground),
      .init(.line(trail.elements, width: 0), .trail),
      .init(.circle(target, radius: Self.radius), .target),
      .init(.disc(here, radius: 0.05), .agent),
    ]
    // A full force is as long as half of a wall.
    let tip = PlaneScene.Point(here.x + 0.5 * force[0], here.y + 0.5 * force[1])
    if abs(force[0]) + abs(force[1]) > 0.02 { elements.append(.init(.arrow(from: here, to: tip), .force)) }
    let speed = (state[2] * state[2] + state[3] * state[3]).squareRoot()
    return .plane(
      PlaneScene(
        x: -1.05 * wall...1.05 * wall, y: -1.05 * wall...1.05 * wall, elements: elements,
        readings: [
          .init("distance", distance, "m"), .init("speed", speed, "m/s"), .init("F_x", force[0], "N"),
          .init("F_y", force[1], "N"),
        ]))
  }
}
