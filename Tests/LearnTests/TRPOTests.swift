import Testing
import Worlds

@testable import Learn

/// The steps of TRPO: their direction, their length, and that none leaves the region. Judged anew in double precision.
@Suite struct TRPOTests {
  typealias Continuous = GaussianRepresentation<SharedWorld<Reals>>
  typealias Switched = SoftmaxRepresentation<SharedWorld<Int>>

  /// Keeps what each try and the steps before it showed, with the learner after the judgement.
  private struct Search<R: NetworkRepresentation>: Probe {
    struct Done: Error {}
    struct Attempt {
      var shown: [String: Double]
      var learner: TRPO<R>
    }
    var left: Int
    /// By update, its tries.
    var updates: [[Attempt]] = []
    private var shown: [String: Double] = [:]
    private var tries: [Attempt] = []

    init(updates: Int) { left = updates }

    mutating func passed<L: Learner>(
      _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
    ) throws(Done) {
      guard let line = line as? TRPO<R>.Line, let now = learner as? TRPO<R> else { return }
      for (name, value) in values() { shown[name] = value }
      if line == .iteration, !tries.isEmpty {
        updates.append(tries)
        tries = []
        left -= 1
        if left == 0 { throw Done() }
      }
      if line == .accept { tries.append(Attempt(shown: shown, learner: now)) }
    }
  }

  private func searches<R: NetworkRepresentation>(
    _ world: R.W, updates: Int = 6, _ change: (inout TRPO<R>.Settings) -> Void
  ) -> [[Search<R>.Attempt]] {
    var settings = TRPO<R>.Settings()
    (settings.copies, settings.steps, settings.form.units) = (2, 32, 6)
    (settings.epochs, settings.batch) = (1, 32)
    change(&settings)
    var learner = TRPO<R>(world, representation: R(), settings: settings, seed: 3)
    var search = Search<R>(updates: updates)
    while true { do { try learner.iterate(&search) } catch { return search.updates } }
  }

  private var cart: SharedWorld<Int> { SharedWorld(CartPole(.init())) }
  private var pendulum: SharedWorld<Reals> { SharedWorld(Pendulum(.init())) }

  /// KL and gain of a network by the textbook's sums.
  private func judged<R: NetworkRepresentation>(_ step: PolicyStep<R>, _ network: Network) -> (kl: Double, gain: Double)
  {
    let (old, new) = (ReferenceNetwork<Double>(step.old), ReferenceNetwork<Double>(network))
    var pass = NetworkPass(step.old, rows: step.places.count)
    step.steps.write(step.places, to: &pass)
    let x = pass.inputs
    let A = step.steps.advantages
    let mean = A.reduce(0, +) / Double(A.count)
    let deviation = (A.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(A.count - 1)).squareRoot()
    var (kl, gain) = (0.0, 0.0)
    for (row, place) in step.places.enumerated() {
      let inputs = (0..<x.columns).map { Double(x[row, $0]) }
      let π₀ = R.Head(OutputRow(old.values(inputs).last!))
      let π = R.Head(OutputRow(new.values(inputs).last!))
      let action = step.steps.actions[place]
      kl += π₀.divergence(from: π) / Double(A.count)
      let ratio = exp(π.logProbability(of: action) - π₀.logProbability(of: action))
      gain += (ratio - 1) * (A[place] - mean) / deviation / Double(A.count)
    }
    return (kl, gain)
  }

  private func checkSearch<R: NetworkRepresentation>(_ updates: [[Search<R>.Attempt]], δ: Double, κ: Double) throws {
    #expect(updates.count == 6)
    var refused = 0
    for tries in updates {
      let start = try #require(tries.first?.learner.step)
      for (number, attempt) in tries.enumerated() {
        let step = try #require(attempt.learner.step)
        let network = step.old.moved(pow(κ, Double(number)) * step.size, along: step.direction)
        let (kl, gain) = judged(step, network)
        #expect(abs(kl - attempt.shown["KL"]!) < 1e-4 * max(kl, δ), "\(kl)")
        #expect(abs(gain - attempt.shown["L"]!) < 1e-4, "\(gain)")
        #expect(attempt.shown["tries"] == Double(number + 1))
        let isLast = number == tries.count - 1
        let isTaken = attempt.learner.networks.policy.network != start.old
        // The first that keeps to the region, and no other.
        #expect(isTaken ? isLast && kl <= δ * 1.0001 && gain > -1e-5 : kl > δ * 0.9999 || gain < 1e-5)
        if isTaken { #expect(attempt.learner.networks.policy.network == network) } else { refused += 1 }
        #expect(attempt.shown["KL taken"]! <= δ && attempt.shown["KL largest"]! <= δ)
      }
    }
    #expect(refused > 0, "a region so large that the quadratic model is wrong has steps refused")
  }

  @Test(
    "the search takes the first step that raises the surrogate inside the region, and no other", arguments: [0.3, 1])
  func search(δ: Double) throws {
    let updates: [[Search<Switched>.Attempt]] = searches(cart) { ($0.δ, $0.shortening) = (δ, 0.7) }
    try checkSearch(updates, δ: δ, κ: 0.7)
  }

  @Test("likewise with real actions, whose deviation depends on the state or not", arguments: [true, false])
  func continuousSearch(byState: Bool) throws {
    let updates: [[Search<Continuous>.Attempt]] = searches(pendulum) {
      ($0.δ, $0.form.spreadsByState, $0.form.scalesObservations) = (0.5, byState, true)
    }
    try checkSearch(updates, δ: 0.5, κ: 0.8)
    let network = try #require(updates.last?.last?.learner.networks.policy.network)
    let weights = network.layer(2).weights
    #expect(byState == !(0..<6).allSatisfy { weights[2 * $0 + 1] == 0 })
  }

  @Test("g is the slope of the surrogate; x solves (F + c) x = g; s makes the quadratic model of KL δ")
  func direction() throws {
    let updates: [[Search<Switched>.Attempt]] = searches(cart, updates: 2) {
      ($0.iterations, $0.damping, $0.δ) = (60, 0.05, 0.002)
    }
    for tries in updates {
      let attempt = try #require(tries.first)
      let step = try #require(attempt.learner.step)
      // g by differences, over the parameters.
      var gradient = NetworkGradient(step.old)
      gradient.vector = step.gradient
      let g = gradient.values.map(Double.init)
      for index in stride(from: 0, to: g.count, by: 7) {
        func gain(_ h: Float) -> Double {
          var network = step.old
          network.parameters[index] += h
          return judged(step, network).gain
        }
        #expect(abs((gain(0.01) - gain(-0.01)) / 0.02 - g[index]) < 1e-3 * max(1, length(g)), "g[\(index)]")
      }
      var pass = NetworkPass(step.old, rows: step.places.count)
      step.steps.write(step.places, to: &pass)
      step.old.forward(&pass)
      var fisher = FisherProduct<SoftmaxHead>(step.old, rows: step.places.count, held: 0..<0)
      fisher.follow(step.old)
      let Fx = fisher.times(step.direction, step.old, &pass)
      #expect(length(difference(sum(Fx, 0.05, step.direction), step.gradient)) < 1e-3 * length(step.gradient))
      #expect(abs(step.size * step.size * dot(step.direction, Fx) / 2 - 0.002) < 1e-6)
      #expect(abs(attempt.shown["s gᵀx"]! - step.size * dot(step.gradient, step.direction)) < 1e-9)
      // So small a region is where the model is right.
      #expect(abs(attempt.shown["KL"]! - 0.002) < 0.0004)
    }
  }

  @Test("with much damping the natural step turns to the vanilla one, whose length obeys the same bound")
  func damping() throws {
    let natural: [[Search<Switched>.Attempt]] = searches(cart, updates: 1) { $0.damping = 0.001 }
    let damped: [[Search<Switched>.Attempt]] = searches(cart, updates: 1) { $0.damping = 1e4 }
    let vanilla: [[Search<Switched>.Attempt]] = searches(cart, updates: 1) { $0.direction = .vanilla }
    let steps = try [natural, damped, vanilla].map { try #require($0.first?.first?.learner.step) }
    #expect(steps[2].direction == steps[2].gradient && steps[0].gradient == steps[2].gradient)
    #expect(NaturalStep.angle(steps[1].direction, steps[1].gradient) < 0.1)
    #expect(NaturalStep.angle(steps[0].direction, steps[0].gradient) > 10)
    #expect(abs(steps[0].vanillaSize - steps[2].size) < 1e-6 * steps[2].size)
    for attempts in [natural, damped, vanilla] {
      let kl = try #require(attempts.first?.first?.shown["KL"])
      #expect((0.005...0.02).contains(kl), "\(kl)")
    }
    // Of the same length in the policy, the natural step promises more.
    let expected = [natural, vanilla].map { $0[0][0].shown["expected"]! }
    #expect(expected[0] > expected[1] && expected[1] > 0)
  }

  @Test("without the search the whole step is taken, wherever it leads")
  func withoutSearch() throws {
    let updates: [[Search<Switched>.Attempt]] = searches(cart) { ($0.searches, $0.δ) = (false, 1) }
    for tries in updates {
      #expect(tries.count == 1)
      let (attempt, step) = (tries[0], try #require(tries[0].learner.step))
      #expect(attempt.learner.networks.policy.network == step.old.moved(step.size, along: step.direction))
      #expect(attempt.shown["KL taken"] == attempt.shown["KL"])
    }
    #expect(updates.contains { $0[0].shown["KL"]! > 1 })
  }

  @Test("F over fewer steps is nearly that over all, and more iterations leave a smaller error")
  func economies() throws {
    let all: [[Search<Switched>.Attempt]] = searches(cart, updates: 1) { $0.steps = 128 }
    let thinned: [[Search<Switched>.Attempt]] = searches(cart, updates: 1) { ($0.steps, $0.thinning) = (128, 2) }
    let short: [[Search<Switched>.Attempt]] = searches(cart, updates: 1) { ($0.steps, $0.iterations) = (128, 2) }
    func step(_ updates: [[Search<Switched>.Attempt]]) throws -> PolicyStep<Switched> {
      try #require(updates.first?.first?.learner.step)
    }
    #expect(try step(all).gradient == step(thinned).gradient && step(all).direction != step(thinned).direction)
    #expect(NaturalStep.angle(try step(all).direction, try step(thinned).direction) < 30)
    #expect(all[0][0].shown["∣e∣"]! < short[0][0].shown["∣e∣"]!)
  }

  @Test("KL is within the bound in every update of whole runs", arguments: [("cart-pole", 0.01), ("pendulum", 0.05)])
  func bound(world: String, δ: Double) throws {
    let setup = try Setup(world, "trpo:units=8,steps=64,environments=4,epochs=1,kl=\(δ)")
    let place = try #require(setup.metrics.firstIndex(of: "losses/largest_kl"))
    var run = try HeadlessRun(setup, seed: 1)
    var largest = 0.0
    run.run(
      HeadlessRun.Budget(steps: 6000), reportsMetrics: true,
      report: { episode, _ in
        if episode.metrics[place].isFinite { largest = max(largest, episode.metrics[place]) }
      })
    #expect(largest > 0.3 * δ && largest <= δ)
  }

  @Test("the region has curves along both directions, the tries on them, and the ratios of the last")
  func region() throws {
    let updates: [[Search<Switched>.Attempt]] = searches(cart) { $0.δ = 0.5 }
    for tries in updates {
      var learner = try #require(tries.last).learner
      let (first, second) = (learner.trustRegion(), learner.trustRegion())
      let region = try #require(first)
      #expect(region == second)
      #expect(region.bound == 0.5 && !region.isClipped && region.direction == .natural)
      #expect(region.natural.count == 13 && region.vanilla.count == 13 && region.ratios.count == 64)
      #expect(region.natural[0].divergence == 0 && region.natural[0].gain == 0)
      #expect(region.tries.count == tries.count && region.tries.dropLast().allSatisfy { !$0.isTaken })
      // The first try has length 1, as the curve's seventh point; both by all the steps.
      let (point, tried) = (region.natural[6], try #require(region.tries.first?.point))
      #expect(point.length == 1 && abs(point.divergence - tried.divergence) < 1e-6)
      #expect(abs(point.gain - tried.gain) < 1e-6)
      let gain = region.ratios.reduce(0) { $0 + ($1.value - 1) * $1.advantage } / 64
      #expect(abs(gain - (region.tries.last?.point.gain ?? .nan)) < 1e-5)
      #expect(region.tries.last?.isTaken != true || region.divergence <= 0.5)
    }
    let vanilla: [[Search<Switched>.Attempt]] = searches(cart, updates: 1) { $0.direction = .vanilla }
    var learner = try #require(vanilla.last?.last).learner
    let seen = learner.trustRegion()
    let region = try #require(seen)
    #expect(region.natural.isEmpty && region.vanilla.count == 13 && region.direction == .vanilla)
  }

  @Test("looking at the region changes nothing of what is learnt")
  func looking() throws {
    var settings = TRPO<Continuous>.Settings()
    (settings.copies, settings.steps, settings.form.units, settings.batch) = (2, 16, 4, 16)
    var looked = TRPO<Continuous>(pendulum, representation: .init(), settings: settings, seed: 5)
    var alone = looked
    var none = NoProbe()
    for _ in 0..<3 {
      looked.iterate(&none)
      alone.iterate(&none)
      _ = looked.trustRegion()
    }
    #expect(looked.parameters == alone.parameters)
  }

  @Test("PPO's region has the ratios of its last minibatch and the KL of each")
  func clipped() throws {
    var settings = PPO<Switched>.Settings()
    (settings.copies, settings.steps, settings.batch, settings.epochs) = (2, 12, 10, 3)
    (settings.form.units, settings.α) = (4, 0.1)
    var learner = PPO<Switched>(cart, representation: .init(), settings: settings, seed: 2)
    let before = learner.trustRegion()
    #expect(before == nil)
    var none = NoProbe()
    learner.iterate(&none)
    let seen = learner.trustRegion()
    let region = try #require(seen)
    // Twenty-four steps by ten are three minibatches; the last has four.
    #expect(region.divergences.count == 9 && region.ratios.count == 4 && region.isClipped && region.bound == nil)
    #expect(abs(region.divergences[0]) < 1e-9 && region.divergence == region.divergences[8] && region.divergence > 0)
    let kl = region.ratios.reduce(0) { $0 + $1.value - 1 - log($1.value) } / 4
    #expect(abs(kl - region.divergence) < 1e-9)
  }

  @Test("a ratio counts as beyond only past the edge that matters for its advantage")
  func beyond() {
    let ratios = [(1.3, 1.0), (0.7, 1), (1.3, -1), (0.7, -1), (1.1, 1), (0.9, -1)].map {
      TrustRegion.Ratio(value: $0.0, advantage: $0.1)
    }
    var region = TrustRegion(ε: 0.2, isClipped: false)
    #expect(region.shareBeyond == 0)
    region.ratios = ratios
    #expect(ratios.map(region.isBeyond) == [true, false, false, true, false, false])
    #expect(abs(region.shareBeyond - 1.0 / 3) < 1e-12)
  }

  @Test("the listing says what is switched off, and a bound of 0 leaves θ as it is")
  func switches() throws {
    let lines = try Setup("cart-pole", "trpo").listing
    #expect(lines.contains { $0.contains("KL ≤ δ") } && lines.allSatisfy { $0.count <= 44 && !$0.isEmpty })
    let vanilla = try Setup("cart-pole", "trpo:direction=vanilla,search=false,epochs=0").listing
    #expect(vanilla.contains { $0.contains("x ← g") } && !vanilla.contains { $0.contains("KL ≤ δ") })
    #expect(vanilla.count == lines.count && vanilla.filter(\.isEmpty).count == 3)
    #expect(TRPO<Switched>.size(δ: 0.5, curvature: 4) == 0.5 && TRPO<Switched>.size(δ: 1, curvature: 0) == 0)
    #expect(TRPO<Switched>.size(δ: 1, curvature: .nan) == 0)
    let still: [[Search<Switched>.Attempt]] = searches(cart, updates: 1) { ($0.δ, $0.tries) = (0, 4) }
    #expect(still[0].count == 4)
    let learner = still[0][3].learner
    #expect(learner.updates == 1 && learner.networks.policy.network == learner.step?.old)
  }
}
