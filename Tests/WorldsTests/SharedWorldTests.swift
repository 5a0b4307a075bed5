import Testing

@testable import Worlds

@Suite struct SharedWorldTests {
  @Test("a shared world is the world itself, to the bit, and a copy of it a snapshot")
  func sharing() throws {
    try check(Pendulum(.init())) {
      Vector<1>([Double($0 % 5) - 2.5])
    } and: {
      Reals(Vector<1>([Double($0 % 5) - 2.5]))
    }
    try check(PointMass(.init())) { step in
      Vector<2>([0.3, Double(step % 3) - 1])
    } and: { step in
      Reals(Vector<2>([0.3, Double(step % 3) - 1]))
    }
    try check(CartPole(.init())) {
      $0 % 2
    } and: {
      $0 % 2
    }

    func check<W: RealWorld>(
      _ world: W, _ action: (Int) -> W.Action, and move: (Int) -> W.Move
    ) throws where W: DefinedWorld {
      var (own, shared) = (world, SharedWorld(world))
      var (random, same) = (RandomStream(seed: 5, name: "world"), RandomStream(seed: 5, name: "world"))
      own.reset(using: &random)
      shared.reset(using: &same)
      #expect(shared.id == W.info.id && shared.γ == own.γ && shared.horizon == own.horizon)
      #expect(shared.clipsActions == (W.beyondBounds == .clipped))
      #expect(shared.observationSpace == own.observationSpace && shared.actionSpace == own.actionSpace)
      for step in 0..<12 {
        let (copy, before) = (shared, own.stateVector)
        #expect(own.step(action(step), using: &random) == shared.step(move(step), using: &same))
        #expect(own.stateVector == shared.stateVector && own.observation.array == shared.observation.array)
        #expect(copy.stateVector == before && own.scene == shared.scene)
      }
      #expect(throws: ParameterError.self) { try shared.reset(to: [1, 2, 3, 4, 5, 6, 7, 8, 9]) }
    }
  }

  @Test("reals are equal by their components alone, as many as they are")
  func reals() {
    #expect(Reals(array: [1, 2]) == Reals(Vector<2>([1, 2])) && Reals(array: [1, 2]) != Reals(array: [1, 2, 0]))
    #expect(Reals(array: []).array == [] && Reals(components: [3]).components == [3])
  }
}
