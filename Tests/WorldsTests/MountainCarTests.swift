import Recorded
import Testing

@testable import Worlds

@Suite struct MountainCarTests {
  private static func random() -> RandomStream { RandomStream(seed: 3, name: "world") }

  // Gymnasium keeps this one's state in single precision.
  @Test("each transition of the continuous car is Gymnasium's to 1e-6", arguments: gymnasiumMountainCarContinuous)
  func continuousTransitions(row: [Double]) throws {
    var world = MountainCarContinuous(.init())
    var random = Self.random()
    try world.reset(to: Array(row[0...1]))
    let outcome = world.step(Vector([row[2]]), using: &random)
    #expect(abs(world.state[0] - row[3]) < 1e-6 && abs(world.state[1] - row[4]) < 1e-6)
    #expect(abs(outcome.reward - row[5]) < 1e-9 && outcome.ending == (row[6] == 1 ? .terminated : .none))
  }

  @Test("each transition of the car with three pushes is Gymnasium's", arguments: gymnasiumMountainCar)
  func transitions(row: [Double]) throws {
    var world = MountainCar(.init())
    var random = Self.random()
    try world.reset(to: Array(row[0...1]))
    let outcome = world.step(Int(row[2]), using: &random)
    #expect(abs(world.state[0] - row[3]) < 1e-9 && abs(world.state[1] - row[4]) < 1e-9)
    #expect(outcome == Outcome(reward: row[5], ending: row[6] == 1 ? .terminated : .none))
  }

  @Test("both start at rest in the valley; pushing with the speed arrives, resting is cut after 999 and 200 steps")
  func episodes() {
    var random = Self.random()
    var (continuous, switched) = (MountainCarContinuous(.init()), MountainCar(.init()))
    continuous.reset(using: &random)
    switched.reset(using: &random)
    for state in [continuous.state, switched.state] { #expect((-0.6...(-0.4)).contains(state[0]) && state[1] == 0) }

    func length(_ step: () -> Outcome) -> (steps: Int, last: Outcome) {
      var steps = 0
      while true {
        steps += 1
        let outcome = step()
        if outcome.ending != .none { return (steps, outcome) }
      }
    }
    let pumped = length { continuous.step(Vector([continuous.state[1] < 0 ? -1 : 1]), using: &random) }
    #expect(pumped.steps < 150 && pumped.last == Outcome(reward: 99.9, ending: .terminated))
    let swung = length { switched.step(switched.state[1] < 0 ? 0 : 2, using: &random) }
    #expect(swung.steps < 200 && swung.last == Outcome(reward: -1, ending: .terminated))
    continuous.reset(using: &random)
    switched.reset(using: &random)
    let resting = length { continuous.step(Vector([0]), using: &random) }
    #expect(resting.steps == 999 && resting.last.ending == .truncated)
    let coasting = length { switched.step(1, using: &random) }
    #expect(coasting.steps == 200 && coasting.last.ending == .truncated)
  }

  @Test("states are taken as Gymnasium prints them in single precision, and no others beyond the bounds")
  func states() throws {
    var world = MountainCar(.init())
    try world.reset(to: [-1.2000000476837158, 0.07000000029802322])
    #expect(world.state == Vector([-1.2, 0.07]))
    for state in [[-1.21, 0], [0, 0.071], [0.1], [.nan, 0], [0, 0, 0]] as [[Double]] {
      #expect(throws: ParameterError.self) { try world.reset(to: state) }
    }
  }

  @Test("the car stands on the hill, its wheels on the ground, and the force points along the slope")
  func scene() throws {
    var world = MountainCarContinuous(.init())
    var random = Self.random()
    try world.reset(to: [-1, 0])
    _ = world.step(Vector([-0.8]), using: &random)
    guard case .plane(let scene) = world.scene else {
      Issue.record("a car is drawn in the plane")
      return
    }
    let wheels = scene.elements.compactMap { element -> PlaneScene.Point? in
      if case .disc(let centre, _) = element.shape, element.role == .joint { centre } else { nil }
    }
    #expect(wheels.count == 2)
    for wheel in wheels { #expect(abs(wheel.y - 0.04 - (0.55 + 0.45 * sin(3 * wheel.x))) < 0.04) }
    let force = scene.elements.compactMap { element -> PlaneScene.Point? in
      if case .arrow(let a, let b) = element.shape { .init(b.x - a.x, b.y - a.y) } else { nil }
    }
    // At −1 the hill falls towards the right: a force to the left points up.
    #expect(force.count == 1 && force[0].x < 0 && force[0].y > 0)
    #expect(abs(force[0].y / force[0].x - 1.35 * cos(3 * world.state[0])) < 1e-9)
    // The trail goes from the start to the car's roof.
    let trail = scene.elements.flatMap { element -> [PlaneScene.Point] in
      if case .line(let points, _) = element.shape, element.role == .trail { points } else { [] }
    }
    #expect(trail.count == 2 && scene.elements.contains(.init(.disc(trail[1], radius: 0.04), .body)))
    #expect(trail[0].x < trail[1].x && trail[0].y > trail[1].y)
  }
}
