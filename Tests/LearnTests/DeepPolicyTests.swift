import Testing
import Worlds

@testable import Learn

/// Networks that learn step by step, in double precision, against sums written out and finite differences.
@Suite struct DeepPolicyTests {
  typealias Switched = SoftmaxRepresentation<SharedWorld<Int>>
  typealias Continuous = GaussianRepresentation<SharedWorld<Reals>>

  private static func softmax() -> DeepPolicy<Reals, SoftmaxHead> {
    var random = RandomStream(seed: 3, name: "test")
    var representation = Switched()
    representation.temperature = 0.7
    var policy = representation.network(for: SharedWorld(CartPole(.init())), units: 5, using: &random)
    policy.parameters = policy.parameters.map { $0 + 0.3 * random.normal() }
    return policy
  }

  private static func gaussian(learnsDeviation: Bool) -> DeepPolicy<Reals, GaussianHead<Reals>> {
    var random = RandomStream(seed: 4, name: "test")
    var representation = Continuous()
    (representation.deviation, representation.learnsDeviation) = (0.6, learnsDeviation)
    return representation.network(for: SharedWorld(Pendulum(.init())), units: 6, using: &random)
  }

  private let pole = Reals(array: [0.5, -1, 0.1, 2])
  private let swing = Reals(array: [0.6, -0.8, 3])

  /// Compares the score with the slopes of ln π, in the places that are learnt, and the update in place with it.
  private func check<Head: PolicyHead>(
    _ policy: DeepPolicy<Reals, Head>, _ action: Head.Action, _ observation: Reals, learnt: (Int) -> Bool
  ) {
    let score = policy.score(of: action, at: observation)
    for index in score.indices {
      var (up, down) = (policy, policy)
      up.parameters[index] += 1e-6
      down.parameters[index] -= 1e-6
      let rise = up.logProbability(of: action, at: observation) - down.logProbability(of: action, at: observation)
      #expect(abs(score[index] - (learnt(index) ? rise / 2e-6 : 0)) < 1e-7, "θ[\(index)]")
    }
    var (moved, along) = (policy, policy)
    moved.ascend(0.25, along: action, at: observation)
    along.move(0.25, along: score)
    #expect(close(moved.parameters, along.parameters))
  }

  @Test("the score is the slope of ln π, and an update in place goes along it")
  func scores() {
    for action in 0...1 { check(Self.softmax(), action, pole) { _ in true } }
    for learnsDeviation in [false, true] {
      let policy = Self.gaussian(learnsDeviation: learnsDeviation)
      let last = policy.network.lastBiases.upperBound - 1
      // Of two outputs the second is ln σ: a bias, if that.
      let held = Set((0..<6).map { policy.network.layer(2).weights.lowerBound + 2 * $0 + 1 })
      check(policy, Reals(array: [0.9]), swing) { $0 == last ? learnsDeviation : !held.contains($0) }
    }
  }

  @Test("the outputs are those of the network written out")
  func outputs() {
    let policy = Self.softmax()
    var reference = ReferenceNetwork<Double>(Network(policy.network.sizes, .tanh, output: .identity))
    reference.parameters = policy.parameters
    let x = pole.array.indices.map { pole[$0] * policy.scale[$0] }
    let y = reference.values(x).last!.map { $0 / 0.7 }
    let expected = y.map { exp($0) / y.reduce(0) { $0 + exp($1) } }
    for action in 0...1 {
      #expect(abs(exp(policy.logProbability(of: action, at: pole)) - expected[action]) < 1e-14)
    }
  }

  @Test("the slope of a value is that of differences, and its update goes along it")
  func values() {
    var random = RandomStream(seed: 5, name: "test")
    let value = DeepValue<Reals>(components: Pendulum(.init()).components, units: 5, using: &random)
    var slope = [Double](repeating: 0, count: value.parameters.count)
    value.addGradient(2, at: swing, into: &slope)
    for index in slope.indices {
      var direction = [Double](repeating: 0, count: slope.count)
      direction[index] = 1
      var (up, down) = (value, value)
      up.move(1e-6, along: direction)
      down.move(-1e-6, along: direction)
      #expect(abs(slope[index] - (up.value(at: swing) - down.value(at: swing)) / 1e-6) < 1e-7)
    }
    var (moved, along) = (value, value)
    moved.ascend(0.5, at: swing)
    along.move(0.25, along: slope)
    #expect(close(moved.parameters, along.parameters))
  }

  @Test("without hidden units all is as it is with linear policies, to the bit")
  func linear() {
    let world = SharedWorld(CartPole(.init()))
    var settings = ReinforceBaseline<Switched>.Settings()
    settings.α = 0.01
    var either = ReinforceBaseline<EitherRepresentation<Switched>>.Settings()
    either.α = 0.01
    var a = ReinforceBaseline<Switched>(world, representation: .init(), settings: settings, seed: 2)
    var b = ReinforceBaseline<EitherRepresentation<Switched>>(
      world, representation: .init(), settings: either, seed: 2)
    var none = NoProbe()
    for _ in 0..<5 {
      a.iterate(&none)
      b.iterate(&none)
    }
    #expect(a.parameters == b.parameters && a.environment.steps == b.environment.steps)
  }

  @Test("networks learn too, begin otherwise with each seed, and come back from a file to the bit")
  func hidden() throws {
    for algorithm in ["reinforce", "reinforce-baseline", "td-lambda-actor-critic"] {
      for world in ["cart-pole", "pendulum:horizon=20"] {
        let setup = try Setup(world, "\(algorithm):hidden=4,alpha=0.001")
        let start = try HeadlessRun(setup, seed: 1).storedPolicy
        let other = try HeadlessRun(setup, seed: 2).storedPolicy
        #expect(start.parts[0].tensor.values != other.parts[0].tensor.values)
        var run = try HeadlessRun(setup, seed: 1)
        run.run(.init(episodes: 3))
        #expect(run.storedPolicy.parts[0].tensor.values != start.parts[0].tensor.values)
        let back = try PolicyFile(reading: PolicyFile(run).bytes).setup()
        let again = try HeadlessRun(back, seed: 5)
        #expect(again.storedPolicy.parts.map(\.tensor.values) == run.storedPolicy.parts.map(\.tensor.values))
        #expect(again.evaluate(episodes: 1, .sampled) == run.evaluate(episodes: 1, .sampled))
      }
    }
  }
}
