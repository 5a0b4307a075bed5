/// Swim along x with a body of three rods and two motors, in water so thick that nothing glides for long: Coulom 2002.
///
/// `SwimmerBody` states the mechanics. An action is the two joints' torques, each clipped to ±5 N·m and held for 0.05 s, which are
/// five steps of Runge and Kutta's fourth order. A step pays the mean speed of the centre of mass along x during it, in metres
/// per second. Nothing terminates; 500 steps, 25 seconds, truncate. An episode begins at rest and all but straight: each angle is
/// drawn within ±0.1 about 0. (Coulom has drag k = 10 and torques of ±5 too; his reward is the speed at the moment.)
public struct Swimmer: ContinuousWorld, DefinedWorld {
  public struct Settings: ParameterSet {
    public var viscosity = 10.0
    public var along = 0.0
    public var γ = 0.99
    public var horizon: Int? = 500

    public init() {}

    public static let parameters: [Parameter<Settings>] = [
      .real(
        "viscosity", \.viscosity, 0...100, unit: "N·s/m²",
        "drag across a rod, for each metre of it and metre per second"),
      .real("along", \.along, 0...1, "drag along a rod as a share of that; with 1 nobody gets anywhere"),
      .real("gamma", \.γ, 0...1, "discount of the return"),
      .optionalInteger("horizon", \.horizon, 1...1_000_000, unit: "steps", "length at which episodes are cut"),
    ]
  }

  public static let info = WorldInfo(
    id: "swimmer", title: "Swimmer",
    summary: "three rods and two motors in thick water: a stroke that is the same backwards goes nowhere",
    lesson: """
      Only a stroke that differs from itself run backwards moves a body through thick water: the joints must bend one after the \
      other, as a wave from head to tail. No reward says so; the speed alone does. Look for the wave, and for the trail of \
      the centre of mass; `along=1` takes away what the wave pushes against.
      """,
    source: "Coulom 2002")

  static let largestTorque = 5.0
  static let timeStep = 0.05
  static let substeps = 5

  public let settings: Settings
  /// (x, y, θ₁, θ₂, θ₃) and their speeds; angles are not wrapped.
  var state = SwimmerBody.State(repeating: 0)
  /// The torques of the last step, clipped; 0 at an episode's start.
  public private(set) var torque = Vector<2>([0, 0])
  private var trail = Trail<PlaneScene.Point, 96>(blank: .init(0, 0))
  private var clock: Clock

  public init(_ settings: Settings) {
    self.settings = settings
    clock = Clock(horizon: settings.horizon)
  }

  public var γ: Double { settings.γ }
  public var horizon: Int? { settings.horizon }

  public mutating func reset(using random: inout RandomStream) {
    state = SwimmerBody.State(repeating: 0)
    for joint in 0..<3 { state[2 + joint] = random.uniform(-0.1, 0.1) }
    begin()
  }

  /// - Parameter state: x and y in metres, the rods' angles in radians, and the speeds of these five.
  public mutating func reset(to state: [Double]) throws(ParameterError) {
    guard state.count == 10, state.allSatisfy({ abs($0) <= 1e6 }), state[5...].allSatisfy({ abs($0) <= 100 }) else {
      throw Self.noState(
        state, form: "[x, y, θ₁, θ₂, θ₃, ẋ, ẏ, θ̇₁, θ̇₂, θ̇₃], in metres and radians, the speeds within ±100")
    }
    self.state = Vector(array: state)
    begin()
  }

  private mutating func begin() {
    torque = Vector([0, 0])
    trail.removeAll()
    trail.append(.init(state[0], state[1]))
    clock.restart()
  }

  public mutating func step(_ action: Vector<2>, using random: inout RandomStream) -> Outcome {
    for joint in 0..<2 { torque[joint] = min(max(action[joint], -Self.largestTorque), Self.largestTorque) }
    let body = SwimmerBody(viscosity: settings.viscosity, along: settings.along)
    let before = state[0]
    for _ in 0..<Self.substeps { state = body.moved(state, torque, time: Self.timeStep / Double(Self.substeps)) }
    trail.append(.init(state[0], state[1]))
    return Outcome(reward: (state[0] - before) / Self.timeStep, ending: clock.tick(terminated: false))
  }

  /// (θ₂, θ₂ − θ₁, θ₃ − θ₂) within ±π, the speed of the centre of mass, and the speeds of the first three.
  public var observation: Vector<8> {
    Vector([
      Pendulum.wrap(state[3]), Pendulum.wrap(state[3] - state[2]), Pendulum.wrap(state[4] - state[3]), state[5],
      state[6],
      state[8], state[8] - state[7], state[9] - state[8],
    ])
  }

  public static var beyondBounds: BeyondBounds { .clipped }
  public var stateVector: [Double] { state.array }

  /// Speeds have no bounds; these say where they mostly are, and scale features.
  public var observationSpace: ObservationSpace {
    .vector([
      .init("θ", -.pi ... .pi), .init("φ₁", -.pi ... .pi), .init("φ₂", -.pi ... .pi), .init("v_x", -2...2),
      .init("v_y", -2...2), .init("ω", -10...10), .init("φ₁′", -10...10), .init("φ₂′", -10...10),
    ])
  }

  public var actionSpace: ActionSpace {
    let range = -Self.largestTorque...Self.largestTorque
    return .box([.init("torque 1", range), .init("torque 2", range)])
  }

  public var scene: Scene {
    let joints = SwimmerBody.joints(state)
    let (x, y) = (state[0] - 2.6...state[0] + 2.6, state[1] - 1.7...state[1] + 1.7)
    var elements: [PlaneScene.Element] = []
    // Marks that stand still in the water, one a metre.
    for column in Int(x.lowerBound.rounded(.up))...Int(x.upperBound.rounded(.down)) {
      for row in Int(y.lowerBound.rounded(.up))...Int(y.upperBound.rounded(.down)) {
        let mark = PlaneScene.Point(Double(column), Double(row))
        elements.append(.init(.line([mark, .init(mark.x + 0.05, mark.y)], width: 0), .ground))
      }
    }
    elements.append(.init(.line(trail.elements, width: 0), .trail))
    for (start, end) in zip(joints, joints.dropFirst()) {
      elements.append(.init(.line([start, end], width: 0.13), .body))
    }
    elements.append(.init(.disc(joints[3], radius: 0.13), .body))
    for joint in 0..<2 {
      elements.append(.init(.disc(joints[1 + joint], radius: 0.09), .joint))
      // From the direction of the next rod on, as far as the torque is strong.
      let sweep = torque[joint] / Self.largestTorque * 0.7 * .pi
      if abs(sweep) > 0.02 {
        let from = state[3 + joint]
        elements.append(.init(.arc(joints[1 + joint], radius: 0.4, from: from, to: from + sweep), .force))
      }
    }
    return .plane(
      PlaneScene(
        x: x, y: y, elements: elements,
        readings: [
          .init("x", state[0], "m"), .init("v_x", state[5], "m/s"), .init("φ₁", observation[1] * 180 / .pi, "°"),
          .init("φ₂", observation[2] * 180 / .pi, "°"), .init("torque 1", torque[0], "N·m"),
          .init("torque 2", torque[1], "N·m"),
        ]))
  }
}
