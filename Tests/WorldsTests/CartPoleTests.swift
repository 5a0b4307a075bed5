import Recorded
import Testing

@testable import Worlds

@Suite struct CartPoleTests {
  @Test("each transition is Gymnasium's", arguments: gymnasiumCartPole)
  func transitions(row: [Double]) {
    var world = CartPole(.init())
    var random = RandomStream(seed: 1, name: "world")
    world.state = Vector(array: Array(row[0...3]))
    let outcome = world.step(Int(row[4]), using: &random)
    for component in 0..<4 { #expect(abs(world.state[component] - row[5 + component]) < 1e-9) }
    #expect(outcome == Outcome(reward: row[9], ending: row[10] == 1 ? .terminated : .none))
  }

  @Test("an episode starts near rest; a balanced one is cut after 500 steps, a neglected one terminates early")
  func episode() {
    var world = CartPole(.init())
    var random = RandomStream(seed: 3, name: "world")
    for isBalanced in [true, false] {
      world.reset(using: &random)
      #expect(world.state.array.allSatisfy { abs($0) <= 0.05 })
      var endings: [Ending] = []
      repeat {
        let lean = world.state[2] + 0.3 * world.state[3] + 0.02 * world.state[0] + 0.06 * world.state[1]
        endings.append(world.step(isBalanced && lean < 0 ? 0 : 1, using: &random).ending)
      } while endings.last == Ending.none
      #expect(isBalanced ? endings.count == 500 && endings.last == .truncated : endings.count < 20)
      #expect(isBalanced || endings.last == .terminated)
    }
  }

  @Test("a fall in the last step has terminated, not truncated")
  func lastStep() throws {
    var settings = CartPole.Settings()
    settings.horizon = 1
    var world = CartPole(settings)
    var random = RandomStream(seed: 1, name: "world")
    try world.reset(to: [0, 0, 0.209, 1])
    #expect(world.step(0, using: &random).ending == .terminated)
    try world.reset(to: [0, 0, 0, 0])
    #expect(world.step(0, using: &random).ending == .truncated)
  }

  @Test("the pole leans where the angle says, and the push points where it acts")
  func scene() throws {
    var world = CartPole(.init())
    var random = RandomStream(seed: 1, name: "world")
    try world.reset(to: [0.5, 0, 0.2, 0])
    _ = world.step(0, using: &random)
    guard case .plane(let scene) = world.scene else {
      Issue.record("a cart is drawn in the plane")
      return
    }
    let pole = scene.elements.compactMap { element -> [PlaneScene.Point]? in
      if case .line(let points, _) = element.shape, element.role == .body, points[0].y == 0 { points } else { nil }
    }
    #expect(pole.count == 1 && pole[0][1].x > pole[0][0].x + 0.15 && pole[0][1].y > 0.9)
    let arrows = scene.elements.compactMap { element -> Double? in
      if case .arrow(let start, let end) = element.shape { end.x - start.x } else { nil }
    }
    #expect(arrows.count == 1 && arrows[0] < 0)
    // Behind all the rest, the way of the pole's tip since the episode began.
    guard case .line(let trail, _) = scene.elements[0].shape, scene.elements[0].role == .trail else {
      Issue.record("the tip leaves a trail")
      return
    }
    #expect(trail == [PlaneScene.Point(0.5 + sin(0.2), cos(0.2)), pole[0][1]])
  }
}
