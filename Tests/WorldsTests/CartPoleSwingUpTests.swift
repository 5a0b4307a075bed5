import Testing

@testable import Worlds

@Suite struct CartPoleSwingUpTests {
  /// Of a cart of 1 kg and a rod of 0.1 kg and 1 m on it.
  private static func energy(_ s: Vector<4>) -> Double {
    let (vx, vy) = (s[1] + 0.5 * s[3] * cos(s[2]), -0.5 * s[3] * sin(s[2]))
    let kinetic = 0.5 * s[1] * s[1] + 0.05 * (vx * vx + vy * vy) + 0.5 * (0.1 / 12) * s[3] * s[3]
    return kinetic + 0.1 * 9.8 * 0.5 * cos(s[2])
  }

  private static func moved(_ start: Vector<4>, steps: Int, time: Double, push: Double = 0) -> Vector<4> {
    var state = start
    for _ in 0..<steps {
      state = CartPoleSwingUp.integrated(state, push: push, gravity: 9.8, time: time)
    }
    return state
  }

  @Test("without a force energy and momentum are kept to the integrator's fourth order")
  func conservation() {
    let start = Vector<4>([0.2, 0.5, 1.2, -2])
    let errors = [(100, 0.02), (200, 0.01)].map { steps, time in
      abs(Self.energy(Self.moved(start, steps: steps, time: time)) - Self.energy(start))
    }
    #expect(errors[0] < 1e-5 && errors[1] < errors[0] / 12, "\(errors)")
    let end = Self.moved(start, steps: 100, time: 0.02)
    func momentum(_ s: Vector<4>) -> Double { 1.1 * s[1] + 0.05 * s[3] * cos(s[2]) }
    #expect(abs(momentum(end) - momentum(start)) < 1e-6 && abs(end[2] - start[2]) > 0.5)
    // A force gives just its impulse.
    let pushed = Self.moved(start, steps: 100, time: 0.02, push: 3)
    #expect(abs(momentum(pushed) - momentum(start) - 6) < 1e-6)
  }

  @Test("a step pays by height and place, the track's end terminates without pay, and 500 steps are cut")
  func rewards() throws {
    var world = CartPoleSwingUp(.init())
    var random = RandomStream(seed: 3, name: "world")
    try world.reset(to: [0, 0, 0, 0])
    #expect(world.step(Vector([0]), using: &random) == Outcome(reward: 1, ending: .none))
    try world.reset(to: [1.2, 0, 0, 0])
    #expect(abs(world.step(Vector([0]), using: &random).reward - 0.75) < 1e-12)
    try world.reset(to: [2.39, 2, 0, 0])
    #expect(world.step(Vector([0]), using: &random) == Outcome(reward: 0, ending: .terminated))
    world.reset(using: &random)
    #expect(abs(world.state[2] - .pi) <= 0.1 && abs(world.state[0]) <= 0.05)
    var (steps, last) = (0, Outcome(reward: 0, ending: .none))
    while last.ending == .none {
      last = world.step(Vector([0]), using: &random)
      #expect(last.reward < 0.01)
      steps += 1
    }
    #expect(steps == 500 && last.ending == .truncated)
    #expect(throws: ParameterError.self) { try world.reset(to: [2.5, 0, 0, 0]) }
  }

  @Test("the force is clipped, and feeding the swing brings the pole over the top")
  func swing() throws {
    var (world, other) = (CartPoleSwingUp(.init()), CartPoleSwingUp(.init()))
    var random = RandomStream(seed: 3, name: "world")
    try world.reset(to: [0, 0, 3, 0])
    try other.reset(to: [0, 0, 3, 0])
    _ = world.step(Vector([50]), using: &random)
    _ = other.step(Vector([10]), using: &random)
    #expect(world.state == other.state && world.push == 10)
    try world.reset(to: [0, 0, 3, 0])
    var highest = -1.0
    for _ in 0..<400 {
      let pump = world.state[3] * cos(world.state[2]) > 0 ? -4.0 : 4
      if world.step(Vector([pump - 3 * world.state[0] - world.state[1]]), using: &random).ending != .none { break }
      highest = max(highest, cos(world.state[2]))
    }
    #expect(highest > 0.9)
  }
}
