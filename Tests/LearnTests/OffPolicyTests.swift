import Testing
import Worlds

@testable import Learn

/// DDPG, TD3 and both forms of SAC, part by part against double precision, and against each other.
@Suite struct OffPolicyTests {
  private static let (rows, width) = (9, 12)

  /// Critics on three observations and two actions, and a batch for them.
  private static func sample(critics count: Int) -> (critics: ActionCritics, batch: ReplayBatch, actions: Floats) {
    var random = RandomStream(seed: 12, name: "test")
    var memory = ReplayMemory(capacity: 40, observationCount: 3, actionCount: 2)
    func reals(_ count: Int) -> Reals { Reals(array: (0..<count).map { _ in random.normal() }) }
    for step in 0..<40 {
      memory.append(
        reals(3), reals(2), Outcome(reward: random.normal(), ending: step % 4 == 0 ? .terminated : .none), reals(3))
    }
    var batch = ReplayBatch(rows: rows, observationCount: 3, actionCount: 2)
    batch.draw(from: memory, isReplayed: true, using: &random)
    let critics = ActionCritics(
      count: count, observationCount: 3, actionCount: 2, width: width, rows: rows, using: &random)
    var actions = Floats(count: padded(rows * 2))
    for place in 0..<rows * 2 { actions[place] = Float(random.uniform(-1, 1)) }
    return (critics, batch, actions)
  }

  private static func inputs(_ observations: Floats, _ actions: Floats) -> [[Double]] {
    (0..<rows).map { row in
      (0..<3).map { Double(observations.pointer[3 * row + $0]) } + (0..<2).map { Double(actions.pointer[2 * row + $0]) }
    }
  }

  @Test(
    "twin targets give the smaller value, and each critic's gradient is that of its mean squared error",
    arguments: [1, 2])
  func critics(count: Int) {
    let (untouched, batch, actions) = Self.sample(critics: count)
    var critics = untouched
    let references = critics.networks.map { ReferenceNetwork<Double>($0.network) }
    let ahead = Self.inputs(batch.next, actions)
    for byTargets in [true, false] {
      critics.bootstrap(batch, actions: actions, byTargets: byTargets)
      for row in 0..<Self.rows {
        let smallest = references.map { $0.values(ahead[row]).last![0] }.min()!
        #expect(abs(Double(critics.minimum[row]) - smallest) < 1e-5)
      }
    }
    var y = [Float](repeating: 0, count: Self.rows)
    batch.targets(0.9, following: critics.minimum, into: &y)
    let now = Self.inputs(batch.observations, batch.actions)
    critics.differentiate(batch, towards: y)
    var (loss, squares) = (0.0, 0.0)
    for reference in references {
      let errors = (0..<Self.rows).map { reference.values(now[$0]).last![0] - Double(y[$0]) }
      loss += errors.reduce(0) { $0 + $1 * $1 } / Double(Self.rows * references.count)
      let gradient = reference.gradient(now, weights: errors.map { [2 * $0 / Double(Self.rows)] }).parameters
      squares += gradient.reduce(0) { $0 + $1 * $1 }
    }
    #expect(abs(critics.loss - loss) < 1e-4 * loss)
    #expect(abs(critics.gradientNorm - squares.squareRoot()) < 1e-4 * squares.squareRoot())
    // A first step of Adam moves each parameter by its rate against the sign of its gradient.
    let before = critics.networks.map(\.network.parameters)
    critics.descend(rate: 0.01, share: 0.5)
    for (index, reference) in references.enumerated() {
      let errors = (0..<Self.rows).map { reference.values(now[$0]).last![0] - Double(y[$0]) }
      let gradient = reference.gradient(now, weights: errors.map { [2 * $0 / Double(Self.rows)] }).parameters
      let (after, target) = (critics.networks[index].network.parameters, critics.targets[index].network.parameters)
      for place in gradient.indices where abs(gradient[place]) > 1e-4 {
        let step = Double(after[place] - before[index][place])
        #expect(abs(step + (gradient[place] > 0 ? 0.01 : -0.01)) < 1e-4)
        #expect(abs(target[place] - (before[index][place] + after[place]) / 2) < 1e-6)
      }
    }
  }

  @Test(
    "the slope by the actions is that of the smaller critic, by finite differences",
    arguments: [(1, false), (2, false), (2, true)])
  func slopes(count: Int, isFirstOnly: Bool) {
    let (untouched, batch, actions) = Self.sample(critics: count)
    var critics = untouched
    critics.judge(batch, actions: actions, isFirstOnly: isFirstOnly)
    critics.differentiateByActions(isFirstOnly: isFirstOnly)
    let references = critics.networks.prefix(isFirstOnly ? 1 : 2).map { ReferenceNetwork<Double>($0.network) }
    let rows = Self.inputs(batch.observations, actions)
    func mean(_ rows: [[Double]]) -> Double {
      rows.reduce(0) { sum, row in sum + references.map { $0.values(row).last![0] }.min()! } / Double(Self.rows)
    }
    #expect(abs(critics.meanMinimum - mean(rows)) < 1e-5)
    for row in 0..<Self.rows {
      for column in 0..<2 {
        var (up, down) = (rows, rows)
        up[row][3 + column] += 1e-6
        down[row][3 + column] -= 1e-6
        let slope = (mean(up) - mean(down)) / 2e-6
        #expect(abs(Double(critics.slope.pointer[2 * row + column]) - slope) < 1e-5)
      }
    }
  }

  private static func parameters(_ algorithm: String, steps: Int = 260, seed: UInt64 = 5) throws -> [LearntParameters] {
    var run = try HeadlessRun(try Setup("pendulum", algorithm + ",units=16,batch=16,start=40"), seed: seed)
    run.run(HeadlessRun.Budget(steps: steps))
    return run.parameters
  }

  @Test("TD3 without its three remedies is DDPG, to the bit")
  func plain() throws {
    let plain = try Self.parameters("td3:twin=false,delay=1,smoothing=0")
    #expect(try plain == Self.parameters("ddpg:sigma=0.1"))
    for remedy in ["delay=1,smoothing=0", "twin=false,smoothing=0", "twin=false,delay=1"] {
      #expect(try Self.parameters("td3:" + remedy) != plain)
    }
  }

  @Test(
    "every switch changes what is learnt, and the same settings learn the same",
    arguments: [
      ("ddpg", ["targets=false", "replay=false", "noise=ornstein-uhlenbeck", "tau=0.1", "sigma=0.3"]),
      ("td3", ["targets=false", "replay=false", "twin=false", "clip=0.01"]),
      ("sac", ["targets=false", "replay=false", "twin=false", "entropy=fixed", "entropy=none", "correlation=0.9"]),
      ("sac-v", ["targets=false", "replay=false", "twin=false", "alpha=0.5", "half-life=50", "correlation=0.9"]),
    ])
  func switches(algorithm: String, changes: [String]) throws {
    let standard = try Self.parameters(algorithm + ":critic-rate=0.001")
    #expect(try Self.parameters(algorithm + ":critic-rate=0.001") == standard)
    #expect(standard.allSatisfy { $0.values.allSatisfy(\.isFinite) })
    for change in changes { #expect(try Self.parameters("\(algorithm):\(change)") != standard, "\(change)") }
  }

  @Test("SAC's temperature falls while the entropy is above its target, and rises below it")
  func temperature() throws {
    func logTemperature(_ target: String) throws -> Double {
      try #require(try Self.parameters("sac:target-entropy=\(target)").first { $0.name == "ln α" }).values[0]
    }
    #expect(try logTemperature("-20") < -0.1 && logTemperature("0.7") > 0.1)
    var (value, adam) = (0.5, ScalarAdam())
    adam.descend(&value, 3, rate: 0.01)
    #expect(abs(value - 0.49) < 1e-9)
    // m̂ = (0.9 · 0.3 − 0.1) / 0.19, v̂ = (0.999 · 0.009 + 0.001) / 0.001999.
    adam.descend(&value, -1, rate: 0.01)
    #expect(abs(value - (0.49 - 0.01 * (0.17 / 0.19) / (0.009991 / 0.001999).squareRoot())) < 1e-9)
  }

  @Test("Ornstein–Uhlenbeck noise and correlated noise have the variances and correlations of their formulas")
  func noise() {
    var random = RandomStream(seed: 3, name: "test")
    func moments(_ next: (inout ExplorationNoise, Int) -> Reals) -> (variance: Double, correlation: Double) {
      var noise = ExplorationNoise(count: 1)
      var (last, squares, products) = (0.0, 0.0, 0.0)
      for step in 0..<200_000 {
        let x = next(&noise, step)[0]
        squares += x * x
        products += x * last
        last = x
      }
      return (squares / 200_000, products / squares)
    }
    let swinging = moments { noise, _ in noise.next(.swinging, 0.2, using: &random) }
    // x ← 0.85 x + 0.2 n: variance 0.04 / (1 − 0.85²).
    #expect(abs(swinging.variance - 0.04 / 0.2775) < 0.005 && abs(swinging.correlation - 0.85) < 0.01)
    // The deviation that is drawn is the one that it comes to.
    #expect(abs(swinging.variance.squareRoot() - ExplorationNoise.deviation(.swinging, 0.2)) < 0.007)
    #expect(ExplorationNoise.deviation(.gaussian, 0.2) == 0.2)
    let plain = moments { noise, _ in noise.next(.gaussian, 0.2, using: &random) }
    #expect(abs(plain.variance - 0.04) < 0.001 && abs(plain.correlation) < 0.01)
    let unit = moments { noise, step in noise.nextUnit(0.95, isFirst: step == 0, using: &random) }
    #expect(abs(unit.variance - 1) < 0.06 && abs(unit.correlation - 0.95) < 0.01)
  }

  @Test(
    "a step size far too large is reported as divergence with the parameter, soon",
    arguments: ["ddpg", "sac", "sac-v", "td3"])
  func divergence(algorithm: String) throws {
    let setup = try Setup("pendulum", algorithm + ":critic-rate=1e9,units=8,batch=8,start=10")
    var run = try HeadlessRun(setup, seed: 1)
    run.run(HeadlessRun.Budget(steps: 100_000))
    #expect(run.divergence != nil && run.progress.steps < 500)
  }

  @Test("what a critic promised is compared with the discounted return, and with the critic's own value beyond a cut")
  func promises() {
    var gauge = PromiseGauge()
    gauge.begin(nil)
    gauge.add(1, 0.5)
    gauge.end(beyond: 0)
    #expect(gauge.last == nil && gauge.values.isEmpty)
    gauge.begin(10)
    for reward in [4.0, 2, 8] { gauge.add(reward, 0.5) }
    gauge.end(beyond: 16)
    // 4 + 1 + 2 and an eighth of 16.
    #expect(gauge.last?.promised == 10 && gauge.last?.came == 9)
    #expect(gauge.values.map(\.value) == [10, 9, 1, 1])
    // A soft critic's: every action's entropy but the first's.
    gauge.begin(10)
    for reward in [4.0, 2, 8] { gauge.add(reward, entropy: 0.5, 0.5) }
    gauge.end(beyond: 16)
    #expect(gauge.last?.came == 9 + 0.25 + 0.125)
  }

  @Test("a frame has Q over the action, the replayed states and the policy's density", arguments: ["td3", "sac"])
  func frames(algorithm: String) throws {
    let reader = try Reader("pendulum", algorithm + ":units=8,batch=8,start=20", seed: 2)
    _ = try #require(reader.frame())
    for _ in 0..<30 { _ = try #require(reader.paused(after: .advance(.step))) }
    let frame = try #require(reader.paused(after: .advance(.line)))
    let curve = try #require(frame.actionCurve)
    #expect(curve.range == -2...2 && curve.values.count == 41 && Set(curve.values).count > 10)
    let points = try #require(frame.portrait).replayed
    #expect((25...31).contains(points.count) && points.allSatisfy { abs($0.x) <= .pi && abs($0.y) <= 8 })
    switch frame.distribution {
    case .squashed(_, _, let bounds): #expect(algorithm == "sac" && bounds.half == [2])
    case .gaussian(_, let deviation): #expect(algorithm == "td3" && abs(deviation[0] - 0.2) < 1e-12)
    case .discrete: Issue.record("a torque is no choice")
    }
    reader.session.stop()
  }

  @Test("who has metrics says so: at full speed nobody else's lines are asked for values")
  func metrics() {
    func isRight<L: Learner>(_ type: L.Type) -> Bool { L.hasMetrics == !L.metrics.isEmpty }
    #expect(isRight(DDPG.self) && isRight(TD3.self) && isRight(SACV.self) && isRight(SAC.self))
    #expect(isRight(A2C<OnPolicyTests.Switched>.self) && isRight(PPO<OnPolicyTests.Switched>.self))
    #expect(isRight(A3C<OnPolicyTests.Switched>.self))
    let rows = Catalogue.worlds.flatMap(\.algorithms).filter { !$0.metrics.isEmpty }
    #expect(Set(rows.map(\.info.id)) == ["a2c", "a3c", "trpo", "ppo", "ddpg", "td3", "sac-v", "sac"])
  }
}
