import Testing
import Worlds

@testable import Learn

/// The updates of PPO and A2C against the objective itself, in double precision and by finite differences.
@Suite struct PPOTests {
  typealias Continuous = GaussianRepresentation<SharedWorld<Reals>>
  typealias Switched = SoftmaxRepresentation<SharedWorld<Int>>

  /// Keeps copies of the learner at the passes of two lines, until the second has been passed so often.
  struct Watcher<Watched: OnPolicyLearner>: Probe {
    struct Done: Error {}
    let before: Int
    let after: Int
    var left: Int
    var found: [(before: Watched, after: Watched, shown: [String: Double])] = []
    private var last: Watched?
    private var shown: [String: Double] = [:]

    init(_ before: Int, _ after: Int, times: Int) { (self.before, self.after, left) = (before, after, times) }

    mutating func passed<L: Learner>(
      _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
    ) throws(Done) {
      for (name, value) in values() { shown[name] = value }
      if line.rawValue == before { last = learner as? Watched }
      guard line.rawValue == after, let last, let now = learner as? Watched else { return }
      found.append((last, now, shown))
      left -= 1
      if left == 0 { throw Done() }
    }
  }

  /// L of the listing by θ and w, which are given as the networks have them, one after the other.
  private func objective<R: NetworkRepresentation>(
    _ networks: ActorCriticNetworks<R>, _ parameters: [Double], _ places: [Int], entropy: Double, value: Double,
    _ gain: (_ place: Int, _ logProbability: Double) -> Double
  ) -> Double {
    var (actor, critic) = (ReferenceNetwork<Double>(networks.policy.network), ReferenceNetwork<Double>(networks.critic))
    actor.parameters = Array(parameters[..<actor.parameters.count])
    critic.parameters = Array(parameters[actor.parameters.count...])
    var pass = NetworkPass(networks.critic, rows: 1)
    var sum = 0.0
    for place in places {
      let inputs = pass.inputs
      networks.steps.write(place, to: 0, of: inputs)
      let x = (0..<inputs.columns).map { Double(inputs[0, $0]) }
      let head = R.Head(OutputRow(actor.values(x).last!))
      let G = networks.steps.advantages[place] + networks.steps.values[place]
      let error = G - critic.values(x).last![0]
      sum += gain(place, head.logProbability(of: networks.steps.actions[place])) + entropy * head.entropy
      sum -= value * error * error
    }
    return sum / Double(places.count)
  }

  /// Compares −g with the slopes of L, before it was shortened.
  private func check<R: NetworkRepresentation>(
    _ before: ActorCriticNetworks<R>, _ after: ActorCriticNetworks<R>, norm: Double, limit: Double,
    held: Set<Int> = [], _ L: ([Double]) -> Double
  ) {
    let θ = before.policy.network.parameters.map(Double.init) + before.critic.parameters.map(Double.init)
    let gradient = (after.actorGradient.values + after.criticGradient.values).map { -Double($0) * max(1, norm / limit) }
    let slopes = θ.indices.map { index -> Double in
      if held.contains(index) { return 0 }
      var (up, down) = (θ, θ)
      up[index] += 1e-6
      down[index] -= 1e-6
      return (L(up) - L(down)) / 2e-6
    }
    let length = slopes.reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect(abs(norm - length) < 1e-4 * length)
    #expect(length > 0.01)
    for index in θ.indices {
      #expect(
        abs(gradient[index] - slopes[index]) < 1e-4 * max(1, length),
        "θ[\(index)]: \(gradient[index]), \(slopes[index])")
    }
  }

  private func ppoSettings<R: NetworkRepresentation>(_ type: R.Type) -> PPO<R>.Settings {
    var settings = PPO<R>.Settings()
    (settings.copies, settings.steps, settings.batch, settings.epochs) = (2, 6, 8, 3)
    (settings.α, settings.entropy, settings.value, settings.norm) = (0.2, 0.05, 0.3, 0.4)
    settings.form.units = 3
    return settings
  }

  private func checkPPO<R: NetworkRepresentation>(
    _ world: R.W, _ settings: PPO<R>.Settings, held: (ActorCriticNetworks<R>) -> Set<Int> = { _ in [] }
  ) {
    var learner = PPO<R>(world, representation: R(), settings: settings, seed: 2)
    var watcher = Watcher<PPO<R>>(PPO<R>.Line.ratio.rawValue, PPO<R>.Line.gradient.rawValue, times: 6)
    do { while true { try learner.iterate(&watcher) } } catch {}
    #expect(watcher.found.count == 6)
    var wasClipped = false
    for (number, (before, after, shown)) in watcher.found.enumerated() {
      // Minibatches of eight and of what is left of the twelve.
      let begin = number % 2 == 0 ? 0 : 8
      let places = Array(before.order[begin..<(begin == 0 ? 8 : 12)])
      let steps = before.networks.steps
      let A = places.map { steps.advantages[$0] }
      let mean = A.reduce(0, +) / Double(A.count)
      let deviation = (A.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(A.count - 1)).squareRoot()
      func gain(_ place: Int, _ logπ: Double) -> Double {
        let r = exp(logπ - steps.logProbabilities[place])
        let Â = settings.standardises ? (steps.advantages[place] - mean) / deviation : steps.advantages[place]
        return Swift.min(r * Â, Swift.min(Swift.max(r, 1 - settings.ε), 1 + settings.ε) * Â)
      }
      check(
        before.networks, after.networks, norm: shown["∣g∣"] ?? .nan, limit: settings.norm, held: held(before.networks)
      ) {
        objective(before.networks, $0, places, entropy: settings.entropy, value: settings.value, gain)
      }
      if number == 0 { #expect(abs(shown["r"]! - 1) < 1e-5 && shown["KL"]! < 1e-9 && shown["clipped"] == 0) }
      if shown["clipped"]! > 0 { wasClipped = true }
      #expect(shown["KL"]! >= 0)
    }
    #expect(wasClipped)
  }

  @Test("PPO's gradient is that of its objective, with actions that can be counted", arguments: [true, false])
  func switched(standardises: Bool) {
    var settings = ppoSettings(Switched.self)
    settings.standardises = standardises
    checkPPO(SharedWorld(CartPole(.init())), settings)
  }

  @Test("and with real ones, whose deviation depends on the state or not", arguments: [true, false])
  func continuous(byState: Bool) {
    var settings = ppoSettings(Continuous.self)
    (settings.form.spreadsByState, settings.form.scalesObservations) = (byState, true)
    checkPPO(SharedWorld(Pendulum(.init())), settings) { networks in
      guard !byState else { return [] }
      // The weights of ln σ come last but the two biases, each after one of μ.
      let count = networks.policy.network.parameterCount
      return Set((0..<3).map { count - 2 - 6 + 2 * $0 + 1 })
    }
  }

  @Test("A2C's gradient is that of its objective")
  func advantageActorCritic() {
    var settings = A2C<Switched>.Settings()
    (settings.copies, settings.steps, settings.form.units, settings.entropy) = (3, 4, 3, 0.1)
    var learner = A2C<Switched>(
      SharedWorld(CartPole(.init())), representation: .init(), settings: settings, seed: 2)
    var watcher = Watcher<A2C<Switched>>(
      A2C<Switched>.Line.advantage.rawValue, A2C<Switched>.Line.gradient.rawValue, times: 3)
    do { while true { try learner.iterate(&watcher) } } catch {}
    for (before, after, shown) in watcher.found {
      let steps = before.networks.steps
      check(before.networks, after.networks, norm: shown["∣g∣"] ?? .nan, limit: settings.norm) {
        objective(before.networks, $0, Array(0..<12), entropy: settings.entropy, value: settings.value) {
          steps.advantages[$0] * $1
        }
      }
    }
  }

  @Test("the step is Adam's, and falls to nothing where it is annealed")
  func steps() throws {
    var settings = A2C<Switched>.Settings()
    (settings.copies, settings.steps, settings.form.units, settings.anneal) = (2, 5, 3, 30)
    var learner = A2C<Switched>(SharedWorld(CartPole(.init())), representation: .init(), settings: settings, seed: 2)
    var none = NoProbe()
    let start = learner.networks.policy.network.parameters
    learner.iterate(&none)
    let first = learner.networks.policy.network.parameters
    // The first step of Adam is α in every component whose gradient is not tiny; a third of the way is gone.
    let largest = zip(start, first).map { abs($0 - $1) }.max() ?? 0
    #expect(abs(Double(largest) / settings.α - 2.0 / 3) < 0.02)
    learner.iterate(&none)
    let second = learner.networks.policy.network.parameters
    learner.iterate(&none)
    #expect(learner.environment.steps == 30)
    #expect(second != first && learner.networks.policy.network.parameters == second)
    #expect(learner.updates == 3)
  }

  @Test("the clipped objective pays up to its edges, and calls back what went the wrong way")
  func surrogate() {
    let surrogate = ClippedSurrogate(ε: 0.2)
    for (r, A, value, slope) in [
      (1.1, 2.0, 2.2, 2.2), (1.3, 2, 2.4, 0), (0.5, 2, 1, 1), (0.9, -2, -1.8, -1.8), (0.7, -2, -1.6, 0),
      (1.5, -2, -3, -3),
    ] {
      #expect(abs(surrogate.value(ratio: r, advantage: A) - value) < 1e-12)
      #expect(abs(surrogate.slope(ratio: r, advantage: A) - slope) < 1e-12)
    }
  }
}
