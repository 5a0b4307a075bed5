import Testing

@testable import Worlds

@Suite struct PointMassTests {
  private func world(_ state: [Double], _ change: (inout PointMass.Settings) -> Void = { _ in }) throws -> PointMass {
    var settings = PointMass.Settings()
    change(&settings)
    var world = PointMass(settings)
    try world.reset(to: state)
    return world
  }

  private func run(_ world: inout PointMass, _ force: [Double], steps: Int) {
    var random = RandomStream(seed: 1, name: "world")
    for _ in 0..<steps { _ = world.step(Vector(array: force), using: &random) }
  }

  @Test("without force and drag velocity and energy stay, to the bit")
  func inertia() throws {
    var world = try world([-0.9, 0.9, 0.3, -0.7]) { $0.damping = 0 }
    run(&world, [0, 0], steps: 40)
    #expect(world.state[2] == 0.3 && world.state[3] == -0.7)
    #expect(abs(world.state[0] - (-0.9 + 0.3 * 2)) < 1e-12)
    #expect(abs(world.state[1] - (0.9 - 0.7 * 2)) < 1e-12)
  }

  @Test("drag alone lets the speed die away exponentially, and the energy twice as fast")
  func drag() throws {
    var world = try world([-0.5, 0, 0.8, 0.2]) {
      $0.damping = 1.5
      $0.mass = 2
    }
    run(&world, [0, 0], steps: 20)
    // k t = 0.75 · 1.
    #expect(abs(world.state[2] - 0.8 * exp(-0.75)) < 1e-12)
    #expect(abs(world.state[0] - (-0.5 + 0.8 * (1 - exp(-0.75)) / 0.75)) < 1e-12)
    let energy = world.state[2] * world.state[2] + world.state[3] * world.state[3]
    #expect(abs(energy - (0.64 + 0.04) * exp(-1.5)) < 1e-12)
  }

  @Test("work is motion and heat: half the mass times v² grows by F Δx less the drag's share")
  func work() throws {
    // Without drag the balance is exact: ½ m (v² − v₀²) = F Δx.
    var world = try world([-0.6, 0, 0.1, 0]) {
      $0.damping = 0
      $0.mass = 1.7
    }
    run(&world, [0.9, 0], steps: 15)
    let gain = 1.7 / 2 * (world.state[2] * world.state[2] - 0.01)
    #expect(abs(gain - 0.9 * (world.state[0] + 0.6)) < 1e-12)
  }

  @Test(
    "a step is what a thousand small ones come to, whatever the drag",
    arguments: [0.0, 1e-7, 0.0199, 0.0201, 0.5, 3, 5])
  func integrator(damping: Double) throws {
    for force in [[1.0, -0.4], [0, 0.7], [-0.2, -1]] {
      var world = try world([0.1, -0.2, 0.5, -0.6]) { $0.damping = damping }
      run(&world, force, steps: 1)
      for axis in 0..<2 {
        var (x, v) = ([0.1, -0.2][axis], [0.5, -0.6][axis])
        let h = PointMass.timeStep / 1000
        // Heun's method; its error here is below 10⁻⁹.
        for _ in 0..<1000 {
          let first = force[axis] - damping * v
          let second = force[axis] - damping * (v + h * first)
          let next = v + h * (first + second) / 2
          x += h * (v + next) / 2
          v = next
        }
        #expect(abs(world.state[axis] - x) < 1e-8 && abs(world.state[2 + axis] - v) < 1e-8)
      }
    }
  }

  @Test("series and closed form meet where one takes over from the other", arguments: [0.01, 0.0199, 0.02, 0.021])
  func flow(k: Double) {
    let flow = PointMass.flow(rate: k, time: 0.05)
    let exponential: Double = exp(-k * 0.05)
    #expect(abs(flow.decay - exponential) < 1e-15)
    #expect(abs(flow.φ₁ - 0.05 * Self.series(-k * 0.05, from: 1)) < 1e-14)
    #expect(abs(flow.φ₂ - 0.0025 * Self.series(-k * 0.05, from: 2)) < 1e-13)
  }

  /// Σ xⁿ / (n + m)!, to the last digit.
  private static func series(_ x: Double, from m: Int) -> Double {
    var term = 1.0
    for n in 1...m { term /= Double(n) }
    var sum = 0.0
    for n in 0..<12 {
      sum += term
      term *= x / Double(m + n + 1)
    }
    return sum
  }

  @Test("a force is clipped in each component by itself, and paid for as clipped")
  func clipping() throws {
    var random = RandomStream(seed: 1, name: "world")
    var (wild, tame) = (try world([0, 0, 0, 0]), try world([0, 0, 0, 0]))
    let (a, b) = (wild.step(Vector([5, -0.3]), using: &random), tame.step(Vector([1, -0.3]), using: &random))
    #expect(a == b && wild.state == tame.state && wild.force == Vector([1, -0.3]))
    let (dx, dy) = (tame.state[0] - 0.5, tame.state[1] - 0.5)
    #expect(abs(a.reward + 0.1 + dx * dx + dy * dy + 0.01 * 1.09) < 1e-12)
  }

  @Test("a wall stops what runs into it and lets what leaves it go")
  func walls() throws {
    var world = try world([0.99, -0.5, 1.5, 0.4]) { $0.damping = 0 }
    run(&world, [0, 0], steps: 1)
    #expect(world.state[0] == 1 && world.state[2] == 0)
    #expect(world.state[3] == 0.4)
    run(&world, [-1, 0], steps: 1)
    #expect(world.state[0] < 1 && abs(world.state[2] + 0.05) < 1e-12)
  }

  @Test("no force gets the mass from rest beyond the speed that is clipped")
  func speeds() throws {
    var world = try world([-1, -1, 0, 0]) {
      $0.damping = 0
      $0.targetY = 1
    }
    // From rest v² = 2 (F/m) Δx, which is 4 across the whole box.
    var fastest = 0.0
    while world.state[0] < 0.99 {
      run(&world, [1, 0], steps: 1)
      fastest = max(fastest, world.state[2])
      #expect(abs(fastest * fastest - 2 * (world.state[0] + 1)) < 1e-9)
    }
    #expect(fastest > 1.9)
    var reckless = try self.world([-1, -1, 2, 0]) { $0.damping = 0 }
    run(&reckless, [1, 0], steps: 1)
    #expect(reckless.state[2] == 2)
    #expect(throws: ParameterError.self) { try self.world([-1, -1, 2.1, 0]) }
  }

  @Test("an episode begins at rest outside the target, ends in it as terminated, and is truncated after 200 steps")
  func endings() throws {
    var random = RandomStream(seed: 3, name: "world")
    var start = PointMass(.init())
    for _ in 0..<500 {
      start.reset(using: &random)
      #expect(start.distance > 0.1 && start.state[2] == 0 && start.state[3] == 0)
      #expect(abs(start.state[0]) <= 1 && abs(start.state[1]) <= 1)
    }
    var near = try world([0.37, 0.5, 1, 0])
    #expect(near.step(Vector([0, 0]), using: &random).ending == .terminated)
    var far = try world([-1, -1, 0, 0])
    var endings: [Ending] = []
    repeat { endings.append(far.step(Vector([0, 0]), using: &random).ending) } while endings.last == Ending.none
    #expect(endings.count == 200 && endings.last == .truncated)
  }

  @Test("the drawing has the mass where it is, its way behind it and the force before it")
  func scene() throws {
    var world = try world([0, 0, 0.4, 0])
    run(&world, [0, 1], steps: 3)
    guard case .plane(let scene) = world.scene else {
      Issue.record("a point mass moves in the plane")
      return
    }
    let shapes = Dictionary(grouping: scene.elements, by: \.role).mapValues { $0.map(\.shape) }
    let here = PlaneScene.Point(world.state[0], world.state[1])
    #expect(shapes[.agent] == [.disc(here, radius: 0.05)])
    #expect(shapes[.force] == [.arrow(from: here, to: .init(here.x, here.y + 0.5))])
    guard case .line(let points, _)? = shapes[.trail]?.first else {
      Issue.record("there is a trail")
      return
    }
    #expect(points.count == 4 && points.first == .init(0, 0) && points.last == here)
  }
}
