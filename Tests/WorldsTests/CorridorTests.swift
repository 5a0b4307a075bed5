import Testing

@testable import Worlds

@Suite struct CorridorTests {
  @Test("the aliased corridor pays −1 a step, +9 at the money and −11 at a skull, and both end the episode")
  func aliasedRewards() {
    let model = AliasedCorridor(.init()).model
    func only(_ state: Int, _ action: Int) -> TabularModel.Transition { model.transitions[state][action][0] }
    #expect(only(2, 2) == .init(probability: 1, next: -1, reward: 9, terminates: true))
    for end in [0, 4] { #expect(only(end, 2) == .init(probability: 1, next: -1, reward: -11, terminates: true)) }
    #expect(only(1, 2) == .init(probability: 1, next: 1, reward: -1, terminates: false))
    #expect(only(0, 3) == .init(probability: 1, next: 0, reward: -1, terminates: false))
    #expect(only(3, 1) == .init(probability: 1, next: 4, reward: -1, terminates: false))
    #expect(model.start == [0.2, 0.2, 0.2, 0.2, 0.2])
    #expect(model.observations == [0, 1, 2, 1, 3])
  }

  @Test("its features cross four wall bits with the action, action-major in the order N, E, S, W")
  func aliasedFeatures() {
    let features = AliasedCorridor(.init()).features
    #expect(features.count == 16)
    // Grey cells have walls to N and S; going east is action 1.
    #expect(Array(features.row(1, 1)) == [0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    // The west end has walls to N and W; going west is action 3.
    #expect(Array(features.row(0, 3)) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1])
    #expect(features.names[6] == "E·wall S")
  }

  @Test("an episode that terminates at the horizon has terminated; one that only reaches it is truncated")
  func endings() {
    var settings = AliasedCorridor.Settings()
    settings.horizon = 1
    var random = RandomStream(seed: 1, name: "world")
    var endings: Set<Ending> = []
    for _ in 0..<100 {
      var world = AliasedCorridor(settings)
      world.reset(using: &random)
      let ending = world.step(2, using: &random).ending
      #expect((ending == .terminated) == (world.state != 1 && world.state != 3))
      endings.insert(ending)
    }
    #expect(endings == [.terminated, .truncated])
  }

  @Test("the short corridor switches its actions in the second state only")
  func shortCorridor() {
    let model = ShortCorridor(.init()).model
    let next = model.transitions.map { $0.map { $0[0].next } }
    #expect(next == [[0, 1], [2, 0], [1, -1]])
    #expect(model.transitions[2][1][0].terminates)
    #expect(model.observations == [0, 0, 0])
  }

  @Test("its features are the book's: x(s, right) = (1, 0), x(s, left) = (0, 1)")
  func shortFeatures() {
    let features = ShortCorridor(.init()).features
    #expect(features.names == ["right", "left"])
    #expect(Array(features.row(0, 0)) == [0, 1])
    #expect(Array(features.row(0, 1)) == [1, 0])
  }
}
