/// Two links that hang like a gymnast from a bar: swing their end above a line by a motor between them: Gymnasium's `Acrobot-v1`.
///
/// State (θ₁, θ₂, θ̇₁, θ̇₂) in radians and radians per second: θ₁ of the upper link from hanging down, θ₂ of the lower link from the
/// upper one's direction, both anticlockwise. A torque of −1, 0 or 1 N·m acts between the links for 0.2 s. The equations are those
/// of Sutton & Barto (first edition, 1998, section 11.3) with masses and lengths 1, centres at ½, moments of inertia 1 and
/// g = 9.8; a step is one of Runge and Kutta's fourth order with the torque held. Then the angles are wrapped into [−π, π]
/// and the speeds clipped to ±4π and ±9π. A step costs 1, but nothing when the end comes to be above the line one link's length
/// over the bar, −cos θ₁ − cos(θ₁ + θ₂) > 1, which terminates; 500 steps truncate.
public struct Acrobot: SwitchedWorld, DefinedWorld {
  public struct Settings: ParameterSet {
    public var torque = 1.0
    public var γ = 1.0
    public var horizon: Int? = 500

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .real("torque", \.torque, 0...1000, unit: "N·m", "of the motor between the links"),
      .real("gamma", \.γ, 0...1, "discount of the return"),
      .optionalInteger("horizon", \.horizon, 1...1_000_000, unit: "steps", "length at which episodes are cut"),
    ]
  }

  public static let info = WorldInfo(
    id: "acrobot", title: "Acrobot",
    summary: "two links and one motor between them: swing the end above the line",
    lesson: """
      The motor bends the body but cannot lift it: energy has to be pumped in, swing by swing, by bending at the right moment. \
      Chance gets there now and then within five hundred steps, which is all a policy gradient needs to begin with. Look for \
      the torque that follows the swing, and for returns that climb from −500 to about −100.
      """,
    source: "Gymnasium, Acrobot-v1; Sutton 1996")

  static let gravity = 9.8
  static let timeStep = 0.2
  static var fastest: (Double, Double) { (4 * .pi, 9 * .pi) }

  public let settings: Settings
  /// (θ₁, θ₂, θ̇₁, θ̇₂).
  public var state = Vector<4>([0, 0, 0, 0])
  /// The torque of the last step in newton metres; 0 at an episode's start.
  public private(set) var torque = 0.0
  private var trail = Trail<PlaneScene.Point, 24>(blank: .init(0, 0))
  private var clock: Clock

  public init(_ settings: Settings) {
    self.settings = settings
    clock = Clock(horizon: settings.horizon)
  }

  public var γ: Double { settings.γ }
  public var horizon: Int? { settings.horizon }

  public mutating func reset(using random: inout RandomStream) {
    for index in 0..<4 { state[index] = random.uniform(-0.1, 0.1) }
    begin()
  }

  /// - Parameter state: θ₁ and θ₂ in radians, θ̇₁ and θ̇₂ in radians per second, any.
  public mutating func reset(to state: [Double]) throws(ParameterError) {
    guard state.count == 4, state.allSatisfy(\.isFinite) else {
      throw Self.noState(state, form: "[θ₁, θ₂, θ̇₁, θ̇₂], in radians and radians per second")
    }
    self.state = Vector(array: state)
    begin()
  }

  private mutating func begin() {
    torque = 0
    trail.removeAll()
    clock.restart()
  }

  public mutating func step(_ action: Int, using random: inout RandomStream) -> Outcome {
    torque = settings.torque * Double(action - 1)
    state = Self.integrated(state, torque: torque)
    state[0] = Self.wrap(state[0])
    state[1] = Self.wrap(state[1])
    state[2] = min(max(state[2], -Self.fastest.0), Self.fastest.0)
    state[3] = min(max(state[3], -Self.fastest.1), Self.fastest.1)
    let height = -cos(state[0]) - cos(state[0] + state[1])
    trail.append(.init(sin(state[0]) + sin(state[0] + state[1]), height))
    let hasArrived = height > 1
    return Outcome(reward: hasArrived ? 0 : -1, ending: clock.tick(terminated: hasArrived))
  }

  /// The same angle in [−π, π], by whole turns; one that is there already stays as it is.
  static func wrap(_ angle: Double) -> Double {
    abs(angle) <= .pi ? angle : angle - 2 * .pi * (angle / (2 * .pi)).rounded()
  }

  /// One step of the classical Runge–Kutta method.
  static func integrated(_ s: Vector<4>, torque: Double) -> Vector<4> {
    func moved(_ k: Vector<4>, by time: Double) -> Vector<4> {
      Vector([s[0] + time * k[0], s[1] + time * k[1], s[2] + time * k[2], s[3] + time * k[3]])
    }
    let k1 = derivative(s, torque)
    let k2 = derivative(moved(k1, by: timeStep / 2), torque)
    let k3 = derivative(moved(k2, by: timeStep / 2), torque)
    let k4 = derivative(moved(k3, by: timeStep), torque)
    var next = s
    for index in 0..<4 {
      next[index] += timeStep / 6 * (k1[index] + 2 * k2[index] + 2 * k3[index] + k4[index])
    }
    return next
  }

  /// (θ̇₁, θ̇₂, θ̈₁, θ̈₂).
  private static func derivative(_ s: Vector<4>, _ torque: Double) -> Vector<4> {
    let (θ₁, θ₂, ω₁, ω₂) = (s[0], s[1], s[2], s[3])
    let (cosine, sine) = (cos(θ₂), sin(θ₂))
    let d₁ = 0.25 + (1.25 + cosine) + 2
    let d₂ = 0.25 + 0.5 * cosine + 1
    // cos(θ − π/2) is sin θ.
    let φ₂ = 0.5 * gravity * sin(θ₁ + θ₂)
    let φ₁ = -0.5 * ω₂ * ω₂ * sine - ω₂ * ω₁ * sine + 1.5 * gravity * sin(θ₁) + φ₂
    let α₂ = (torque + d₂ / d₁ * φ₁ - 0.5 * ω₁ * ω₁ * sine - φ₂) / (1.25 - d₂ * d₂ / d₁)
    return Vector([ω₁, ω₂, -(d₂ * α₂ + φ₁) / d₁, α₂])
  }

  /// (cos θ₁, sin θ₁, cos θ₂, sin θ₂, θ̇₁, θ̇₂).
  public var observation: Vector<6> {
    Vector([cos(state[0]), sin(state[0]), cos(state[1]), sin(state[1]), state[2], state[3]])
  }

  public var stateVector: [Double] { state.array }

  public var observationSpace: ObservationSpace {
    .vector([
      .init("cos θ₁", -1...1), .init("sin θ₁", -1...1), .init("cos θ₂", -1...1), .init("sin θ₂", -1...1),
      .init("ω₁", -Self.fastest.0...Self.fastest.0), .init("ω₂", -Self.fastest.1...Self.fastest.1),
    ])
  }

  public var actionSpace: ActionSpace {
    .choices([.init("cw", "↻", ascii: ")"), .init("none", "·", ascii: "."), .init("ccw", "↺", ascii: "(")])
  }

  public var scene: Scene {
    let elbow = PlaneScene.Point(sin(state[0]), -cos(state[0]))
    let end = PlaneScene.Point(elbow.x + sin(state[0] + state[1]), elbow.y - cos(state[0] + state[1]))
    var elements: [PlaneScene.Element] = [
      .init(.line([.init(-2.2, 1), .init(2.2, 1)], width: 0), .target),
      .init(.line(trail.elements, width: 0), .trail),
      .init(.line([.init(0, 0), elbow], width: 0.12), .body),
      .init(.line([elbow, end], width: 0.12), .body),
      .init(.disc(.init(0, 0), radius: 0.1), .joint),
      .init(.disc(elbow, radius: 0.1), .joint),
      .init(.disc(end, radius: 0.09), .body),
    ]
    if torque != 0 {
      // About the elbow, from the lower link's direction on.
      let from = state[0] + state[1] - .pi / 2
      let sweep = torque > 0 ? 0.7 * Double.pi : -0.7 * Double.pi
      elements.append(.init(.arc(elbow, radius: 0.45, from: from, to: from + sweep), .force))
    }
    return .plane(
      PlaneScene(
        x: -2.25...2.25, y: -2.25...2.25, elements: elements,
        readings: [
          .init("θ₁", state[0] * 180 / .pi, "°"), .init("θ₂", state[1] * 180 / .pi, "°"),
          .init("ω₁", state[2], "rad/s"), .init("ω₂", state[3], "rad/s"), .init("height", end.y, "m"),
          .init("torque", torque, "N·m"),
        ]))
  }
}
