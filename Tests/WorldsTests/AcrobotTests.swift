import Recorded
import Testing

@testable import Worlds

@Suite struct AcrobotTests {
  @Test("each transition is Gymnasium's", arguments: gymnasiumAcrobot)
  func transitions(row: [Double]) throws {
    var world = Acrobot(.init())
    var random = RandomStream(seed: 1, name: "world")
    try world.reset(to: Array(row[0...3]))
    let outcome = world.step(Int(row[4]), using: &random)
    for index in 0..<4 { #expect(abs(world.state[index] - row[5 + index]) < 1e-9) }
    for index in 0..<6 { #expect(abs(world.observation[index] - row[9 + index]) < 1e-5) }
    #expect(outcome == Outcome(reward: row[15], ending: row[16] == 1 ? .terminated : .none))
  }

  /// Kinetic and potential energy of two rods by Lagrange, from the same masses, lengths and moments.
  private static func energy(_ s: Vector<4>) -> Double {
    let (ω₁, ω₂) = (s[2], s[3])
    // Centres at ½ of links of length 1.
    let first = 0.5 * 0.25 * ω₁ * ω₁ + 0.5 * ω₁ * ω₁
    let turn = ω₁ + ω₂
    let second = 0.5 * (ω₁ * ω₁ + 0.25 * turn * turn + ω₁ * turn * cos(s[1])) + 0.5 * turn * turn
    return first + second - 9.8 * (1.5 * cos(s[0]) + 0.5 * cos(s[0] + s[1]))
  }

  @Test("without a torque the energy is kept to the integrator's order; a torque along the bend's speed adds to it")
  func energy() {
    let start = Vector<4>([0.9, -0.5, 0.3, -0.2])
    var state = start
    for _ in 0..<5 { state = Acrobot.integrated(state, torque: 0) }
    #expect(abs(Self.energy(state) - Self.energy(start)) < 0.02 && state != start)
    state = Vector([0.3, 0.2, 0, 0])
    let before = Self.energy(state)
    for _ in 0..<20 { state = Acrobot.integrated(state, torque: state[3] >= 0 ? 1 : -1) }
    #expect(Self.energy(state) > before + 1)
  }

  @Test(
    "an episode hangs at its start, and swinging with the bend terminates above the line, doing nothing is cut at 500")
  func episode() {
    var world = Acrobot(.init())
    var random = RandomStream(seed: 3, name: "world")
    for isPumped in [true, false] {
      world.reset(using: &random)
      #expect(world.state.array.allSatisfy { abs($0) <= 0.1 })
      var (steps, last) = (0, Outcome(reward: 0, ending: .none))
      while last.ending == .none {
        last = world.step(isPumped ? world.state[2] > 0 ? 0 : 2 : 1, using: &random)
        steps += 1
      }
      #expect(isPumped ? steps < 200 && last == Outcome(reward: 0, ending: .terminated) : steps == 500)
      #expect(isPumped || last == Outcome(reward: -1, ending: .truncated))
    }
  }

  @Test("the end is where the angles say")
  func scene() throws {
    var world = Acrobot(.init())
    try world.reset(to: [.pi / 2, .pi / 2, 0, 0])
    guard case .plane(let scene) = world.scene else {
      Issue.record("an acrobot is drawn in the plane")
      return
    }
    let links = scene.elements.compactMap { element -> [PlaneScene.Point]? in
      if case .line(let points, _) = element.shape, element.role == .body { points } else { nil }
    }
    // The upper link to the right, the lower one up from there.
    #expect(links.count == 2 && abs(links[0][1].x - 1) < 1e-12 && abs(links[0][1].y) < 1e-12)
    #expect(abs(links[1][1].x - 1) < 1e-12 && abs(links[1][1].y - 1) < 1e-12)
  }
}
