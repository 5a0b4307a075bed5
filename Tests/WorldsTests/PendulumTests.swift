import Recorded
import Testing

@testable import Worlds

@Suite struct PendulumTests {
  @Test("each transition is Gymnasium's to 1e-6", arguments: gymnasiumPendulum)
  func transitions(row: [Double]) {
    var world = Pendulum(.init())
    var random = RandomStream(seed: 1, name: "world")
    world.state = Vector([row[0], row[1]])
    let outcome = world.step(Vector([row[2]]), using: &random)
    #expect(abs(world.state[0] - row[3]) < 1e-9)
    #expect(abs(world.state[1] - row[4]) < 1e-9)
    for component in 0..<3 { #expect(abs(world.observation[component] - row[5 + component]) < 1e-6) }
    #expect(abs(outcome.reward - row[8]) < 1e-9)
    #expect(outcome.ending == .none)
  }

  @Test("an episode starts within ±π and ±1, never terminates, and is truncated after 200 steps")
  func episode() {
    var world = Pendulum(.init())
    var random = RandomStream(seed: 3, name: "world")
    for _ in 0..<20 {
      world.reset(using: &random)
      #expect(abs(world.state[0]) <= .pi && abs(world.state[1]) <= 1)
      var endings: [Ending] = []
      repeat { endings.append(world.step(Vector([0.5]), using: &random).ending) } while endings.last == Ending.none
      #expect(endings.count == 200 && endings.last == .truncated)
    }
  }

  @Test("the drawing has the tip where the angle says")
  func scene() throws {
    var world = Pendulum(.init())
    world.state = Vector([.pi / 2, 0])
    guard case .plane(let scene) = world.scene, case .line(let points, _) = scene.elements[0].shape else {
      Issue.record("a pendulum is a line in the plane")
      return
    }
    // θ = +90°, anticlockwise from upright: the tip lies to the left.
    #expect(abs(points[1].x + 1) < 1e-12 && abs(points[1].y) < 1e-12)
  }

  @Test("the trail is where the tip has been since the episode began, the last 32 places at most")
  func trail() throws {
    func trail(_ world: Pendulum) -> [PlaneScene.Point] {
      guard case .plane(let scene) = world.scene else { return [] }
      let trails = scene.elements.compactMap { element -> [PlaneScene.Point]? in
        if case .line(let points, _) = element.shape, element.role == .trail { points } else { nil }
      }
      return trails.count == 1 ? trails[0] : []
    }
    var world = Pendulum(.init())
    var random = RandomStream(seed: 3, name: "world")
    try world.reset(to: [2, 1])
    var tips = [world.state[0]]
    for step in 1...70 {
      _ = world.step(Vector([1.5]), using: &random)
      tips.append(world.state[0])
      let expected = tips.suffix(32).map { PlaneScene.Point(-sin($0), cos($0)) }
      #expect(trail(world) == expected, "\(step)")
    }
    world.reset(using: &random)
    #expect(trail(world) == [PlaneScene.Point(-sin(world.state[0]), cos(world.state[0]))])
  }
}
