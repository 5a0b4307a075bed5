import Glibc
import Testing
import Worlds

@testable import Learn

@Suite struct PhasePortraitTests {
  @Test("each point shows the learnt value and the mean action of what is observed there, from the highest speed on")
  func portrait() throws {
    typealias R = GaussianRepresentation<Pendulum>
    var learner = TDActorCritic<R>(Pendulum(.init()), representation: R(), settings: .init(), seed: 3)
    var none = NoProbe()
    learner.settings.α = 0.0003
    learner.settings.β = 0.01
    for _ in 0..<3 { learner.iterate(&none) }
    let portrait = try #require(learner.portrait(columns: 8, rows: 4))
    #expect(portrait.values?.count == 32 && portrait.actions.count == 32)
    // The second point of the first row: θ a sixteenth and an eighth of the way round, ω an eighth below the largest.
    let (θ, ω) = (-Double.pi + 3 * .pi / 8, 6.0)
    let o = Vector<3>([cos(θ), sin(θ), ω])
    #expect(close([portrait.values![1]], [learner.critic.value(at: o)]))
    #expect(close([portrait.actions[1]], [min(max(learner.policy.mean(at: o)[0] / 2, -1), 1)]))
    #expect(Set(portrait.values!).count > 20)
  }

  @Test("choices count from one side to the other, a Gaussian's mean within its bounds, and finite worlds have none")
  func direction() throws {
    let cart = MountainCar(.init()).actionSpace
    #expect(cart.direction(of: .discrete([1, 0, 0])) == -1 && cart.direction(of: .discrete([0, 1, 0])) == 0)
    #expect(abs(cart.direction(of: .discrete([0.1, 0.2, 0.7])) - 0.6) < 1e-12)
    let torque = Pendulum(.init()).actionSpace
    #expect(torque.direction(of: .gaussian(mean: [-1], deviation: [1])) == -0.5)
    #expect(torque.direction(of: .gaussian(mean: [9], deviation: [1])) == 1)
    let setup = try Setup("cart-pole", "td-actor-critic")
    #expect(setup.world.phasePlane == nil && setup.make(1).learner.portrait() == nil)
    #expect(try Setup("mountain-car", "td-actor-critic").make(1).learner.portrait() != nil)
    // Q alone says nothing of V.
    #expect(try Setup("pendulum", "qac").make(1).learner.portrait()?.values == nil)
  }

  @Test("an angle is observed by cosine and sine, and found again")
  func plane() throws {
    let plane = try #require(Pendulum(.init()).phasePlane)
    let point = try #require(plane.point(of: plane.observation(x: -2.5, y: 3)))
    #expect(abs(point.x + 2.5) < 1e-12 && point.y == 3)
    #expect(plane.point(of: [1, 2]) == nil)
    let valley = try #require(MountainCar(.init()).phasePlane)
    #expect(valley.observation(x: -0.5, y: 0.01) == [-0.5, 0.01] && valley.point(of: [1]) == nil)
  }
}
