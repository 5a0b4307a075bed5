import Testing

@testable import Worlds

@Suite struct SwimmerTests {
  typealias State = SwimmerBody.State

  private static let bent = State([0.3, -0.2, 0.2, 0.9, -0.4, 0.1, -0.3, 1.5, -2, 0.7])

  /// The state after so long, with torques that may depend on the time.
  private static func moved(
    _ body: SwimmerBody, _ start: State, time: Double, step: Double,
    torque: (Double) -> Vector<2> = { _ in Vector([0, 0]) }
  ) -> State {
    var state = start
    let count = Int((time / step).rounded())
    for index in 0..<count { state = body.moved(state, torque((Double(index) + 0.5) * step), time: step) }
    return state
  }

  @Test(
    "without drag and torques energy and angular momentum are kept to the fourth order, momentum to the last digits")
  func conservation() {
    let body = SwimmerBody(viscosity: 0)
    let errors = [0.02, 0.01].map { step in
      abs(SwimmerBody.energy(Self.moved(body, Self.bent, time: 4, step: step)) - SwimmerBody.energy(Self.bent))
    }
    #expect(errors[0] < 1e-4 && errors[1] < errors[0] / 12, "\(errors)")
    let end = Self.moved(body, Self.bent, time: 4, step: 0.01)
    #expect(abs(end[5] - 0.1) < 1e-12 && abs(end[6] + 0.3) < 1e-12)
    #expect(abs(end[0] - 0.3 - 0.4) < 1e-9 && abs(end[1] + 0.2 + 1.2) < 1e-9)
    #expect(abs(SwimmerBody.angularMomentum(end) - SwimmerBody.angularMomentum(Self.bent)) < 1e-6)
  }

  @Test("torques between the rods change no momentum, and the energy by just their work")
  func torques() {
    let body = SwimmerBody(viscosity: 0)
    let torque = Vector<2>([0.7, -0.4])
    var (state, work, time) = (Self.bent, 0.0, 0.0)
    while time < 2 {
      let next = body.moved(state, torque, time: 0.001)
      // A torque works by how far its joint turns.
      work +=
        torque[0] * (next[3] - next[2] - state[3] + state[2]) + torque[1] * (next[4] - next[3] - state[4] + state[3])
      (state, time) = (next, time + 0.001)
    }
    #expect(abs(SwimmerBody.energy(state) - SwimmerBody.energy(Self.bent) - work) < 1e-7 && abs(work) > 0.1)
    #expect(abs(SwimmerBody.angularMomentum(state) - SwimmerBody.angularMomentum(Self.bent)) < 1e-7)
    #expect(abs(state[5] - 0.1) < 1e-12)
  }

  @Test("drag takes energy at every step and leads to rest; a straight body that glides along itself feels none")
  func drag() {
    let body = SwimmerBody(viscosity: 10)
    var state = Self.bent
    var energy = SwimmerBody.energy(state)
    for _ in 0..<200 {
      state = body.moved(state, Vector([0, 0]), time: 0.01)
      #expect(SwimmerBody.energy(state) < energy)
      energy = SwimmerBody.energy(state)
    }
    #expect(energy < 0.2 * SwimmerBody.energy(Self.bent))
    let gliding = State([0, 0, 0.5, 0.5, 0.5, cos(0.5), sin(0.5), 0, 0, 0])
    #expect(abs(SwimmerBody.energy(Self.moved(body, gliding, time: 2, step: 0.01)) - 1.5) < 1e-12)
    // Across itself each metre slows at the rate k/m.
    let drifting = State([0, 0, 0.5, 0.5, 0.5, -sin(0.5), cos(0.5), 0, 0, 0])
    let slowed = SwimmerBody.energy(Self.moved(body, drifting, time: 0.1, step: 0.001))
    #expect(abs(slowed - 1.5 * exp(-2)) < 1e-6)
  }

  @Test(
    "in thick water a stroke that is the same backwards goes nowhere, and a wave does; with equal drag both ways nothing swims"
  )
  func scallop() {
    let thick = SwimmerBody(viscosity: 3000)
    let start = State([0, 0, 0.3, -0.2, 0.4, 0, 0, 0, 0, 0])
    let size = 300.0
    // Torques forth, then the same torques back in the opposite order: inertia aside, the body runs its way back.
    let back = Self.moved(thick, start, time: 4, step: 0.0005) { t in
      let s = t < 2 ? t : 4 - t
      let sign: Double = t < 2 ? 1 : -1
      return Vector([sign * size * sin(s * 1.5), sign * size * cos(s * 2)])
    }
    let wave = Self.moved(thick, start, time: 4, step: 0.0005) { t in
      Vector([size * sin(t * .pi), size * sin(t * .pi - 1.5)])
    }
    func way(_ s: State) -> Double { (s[0] * s[0] + s[1] * s[1]).squareRoot() }
    let (returned, swum) = (way(back), way(wave))
    #expect(returned < 0.005 && swum > 100 * returned, "\(returned) and \(swum)")

    let even = SwimmerBody(viscosity: 10, along: 1)
    let stayed = Self.moved(even, start, time: 4, step: 0.01) { t in Vector([3 * sin(t * 3), 2 * cos(t * 2)]) }
    #expect(abs(stayed[0]) < 1e-12 && abs(stayed[1]) < 1e-12 && abs(stayed[2] - start[2]) > 0.1)
  }

  @Test("a world's step is five of the body's, pays the way along x, clips its torques, and is cut after 500")
  func steps() throws {
    var world = Swimmer(.init())
    var random = RandomStream(seed: 3, name: "world")
    try world.reset(to: Self.bent.array)
    let outcome = world.step(Vector([7, -0.5]), using: &random)
    let end = Self.moved(SwimmerBody(viscosity: 10), Self.bent, time: 0.05, step: 0.01) { _ in Vector([5, -0.5]) }
    #expect(zip(world.state.array, end.array).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(abs(outcome.reward - (end[0] - 0.3) / 0.05) < 1e-9 && outcome.ending == .none)
    world.reset(using: &random)
    #expect(world.state.array[2...4].allSatisfy { abs($0) <= 0.1 && $0 != 0 } && world.state[5] == 0)
    // A wave from head to tail moves it forwards, the reverse backwards.
    func way(_ lag: Double) -> Double {
      world.reset(using: &random)
      var (sum, steps) = (0.0, 0)
      while true {
        let t = Double(steps) * 0.05
        let o = world.observation
        // The joints are led along a wave.
        let torque = Vector<2>([
          20 * (0.7 * sin(3 * t) - o[1]) - o[6], 20 * (0.7 * sin(3 * t + lag) - o[2]) - o[7],
        ])
        let outcome = world.step(torque, using: &random)
        (sum, steps) = (sum + outcome.reward, steps + 1)
        if outcome.ending != .none { break }
      }
      #expect(steps == 500 && abs(sum * 0.05 - world.state[0]) < 1e-9)
      return world.state[0]
    }
    let (forwards, backwards) = (way(1.5), way(-1.5))
    #expect(forwards > 15 && backwards < -15, "\(forwards) and \(backwards)")
    #expect(throws: ParameterError.self) { try world.reset(to: [0, 0]) }
  }

  @Test("the rods are a metre long each, joined, and balanced about the centre of mass")
  func joints() {
    let joints = SwimmerBody.joints(Self.bent)
    for (a, b) in zip(joints, joints.dropFirst()) {
      #expect(abs((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y) - 1) < 1e-12)
    }
    let x = (0..<3).reduce(0) { $0 + (joints[$1].x + joints[$1 + 1].x) / 6 }
    #expect(abs(x - 0.3) < 1e-12)
  }
}
