import Testing
import Worlds

@testable import Learn

/// Asynchronous learners: what a worker's gradient is, who writes when, and that threads change nothing.
@Suite struct A3CTests {
  typealias Continuous = GaussianRepresentation<SharedWorld<Reals>>
  typealias Switched = SoftmaxRepresentation<SharedWorld<Int>>

  /// Keeps copies of the learner at every mark of some lines.
  struct Keeper<R: NetworkRepresentation>: Probe {
    struct Done: Error {}
    let lines: Set<Int>
    var left: Int
    var kept: [(line: A3C<R>.Line, learner: A3C<R>, shown: [String: Double])] = []

    init(_ lines: [A3C<R>.Line], times: Int) { (self.lines, left) = (Set(lines.map(\.rawValue)), times) }

    mutating func passed<L: Learner>(
      _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
    ) throws(Done) {
      guard lines.contains(line.rawValue), let copy = learner as? A3C<R>,
        let line = A3C<R>.Line(rawValue: line.rawValue)
      else { return }
      kept.append((line, copy, Dictionary(uniqueKeysWithValues: values().map { ($0.key, $0.value) })))
      left -= 1
      if left == 0 { throw Done() }
    }
  }

  private func kept<R: NetworkRepresentation>(
    _ learner: A3C<R>, _ lines: [A3C<R>.Line], times: Int
  ) -> [(line: A3C<R>.Line, learner: A3C<R>, shown: [String: Double])] {
    var (learner, probe) = (learner, Keeper<R>(lines, times: times))
    while true { do { try learner.iterate(&probe) } catch { return probe.kept } }
  }

  private func settings<R: NetworkRepresentation>(_ type: R.Type, workers: Int) -> A3C<R>.Settings {
    var settings = A3C<R>.Settings()
    (settings.workers, settings.steps, settings.form.units) = (workers, 5, 3)
    (settings.entropy, settings.value, settings.norm, settings.γ, settings.α) = (0.05, 0.3, 0.4, 0.9, 0.05)
    return settings
  }

  // MARK: The gradient

  /// What a segment looked like: the inputs of its steps, and those of the state in which it ended unless it terminated there.
  private func segment<R: NetworkRepresentation>(_ learner: A3C<R>, _ worker: Int) -> (x: [[Double]], last: [Double]?) {
    let own = learner.workers[worker]
    var pass = NetworkPass(own.critic, rows: 1)
    let inputs = pass.inputs
    func row() -> [Double] { (0..<inputs.columns).map { Double(inputs[0, $0]) } }
    let x = (0..<own.count).map { step -> [Double] in
      own.steps.write(step, to: 0, of: inputs)
      return row()
    }
    let environment = worker == 0 ? learner.environment : learner.others[worker - 1]
    guard environment.ending != .terminated else { return (x, nil) }
    own.policy.write(environment.observation, to: 0, of: inputs)
    return (x, row())
  }

  /// Compares what was accumulated with the slopes of an objective, before it was shortened.
  private func check(
    _ gradient: [Float], _ θ: [Double], shortened: Double, held: Set<Int> = [], _ L: ([Double]) -> Double
  ) {
    let slopes = θ.indices.map { index -> Double in
      if held.contains(index) { return 0 }
      var (up, down) = (θ, θ)
      up[index] += 1e-6
      down[index] -= 1e-6
      return (L(up) - L(down)) / 2e-6
    }
    let length = slopes.reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect(length > 1e-5)
    for index in θ.indices {
      let value = -Double(gradient[index]) * shortened
      #expect(abs(value - slopes[index]) < 1e-4 * max(1, length), "θ[\(index)]: \(value), \(slopes[index])")
    }
  }

  private func checkActorCritic<R: NetworkRepresentation>(
    _ world: R.W, _ settings: A3C<R>.Settings, segments: Int, held: (A3C<R>) -> Set<Int> = { _ in [] }
  ) -> Set<Ending> {
    let learner = A3C<R>(world, representation: R(), settings: settings, seed: 3)
    var endings: Set<Ending> = []
    let found = kept(learner, [.turn, .gradient], times: 2 * segments)
    for index in stride(from: 0, to: found.count, by: 2) {
      let (worker, after) = (Int(found[index].shown["worker"]!) - 1, found[index + 1].learner)
      let own = after.workers[worker]
      endings.insert(own.ending)
      let (x, last) = segment(after, worker)
      // The returns, written out: Σ γᵏ R and, unless it terminated, γⁿ v.
      let (actor, critic) = (
        ReferenceNetwork<Double>(own.policy.network), ReferenceNetwork<Double>(own.critic)
      )
      let future = last.map { critic.values($0).last![0] } ?? 0
      var G: [Double] = []
      for step in x.indices {
        var (sum, γᵏ) = (0.0, 1.0)
        for later in step..<x.count {
          sum += γᵏ * own.steps.rewards[later]
          γᵏ *= settings.γ
        }
        G.append(sum + γᵏ * future)
      }
      let Â = x.indices.map { G[$0] - critic.values(x[$0]).last![0] }
      let share = found[index + 1].shown["∣g∣"]! > settings.norm ? found[index + 1].shown["∣g∣"]! / settings.norm : 1
      check(own.policyGradient.values, actor.parameters, shortened: share, held: held(after)) { θ in
        var network = actor
        network.parameters = θ
        return x.indices.reduce(0) { sum, step in
          let head = R.Head(OutputRow(network.values(x[step]).last!))
          return sum + Â[step] * head.logProbability(of: own.steps.actions[step]) + settings.entropy * head.entropy
        }
      }
      check(own.criticGradient.values, critic.parameters, shortened: share) { w in
        var network = critic
        network.parameters = w
        return x.indices.reduce(0) { sum, step in
          let error = G[step] - network.values(x[step]).last![0]
          return sum - settings.value * error * error
        }
      }
    }
    return endings
  }

  @Test("a worker's gradient is that of its objective at the parameters that it read", arguments: [1, 3])
  func actorCritic(workers: Int) {
    let endings = checkActorCritic(
      SharedWorld(CartPole(.init())), settings(Switched.self, workers: workers), segments: 14)
    // What terminated has no future.
    #expect(endings == [.none, .terminated])
  }

  @Test("the same with real actions, whose episodes are cut and have a future then")
  func gaussian() {
    var world = Pendulum.Settings()
    world.horizon = 12
    let endings = checkActorCritic(
      SharedWorld(Pendulum(world)), settings(Continuous.self, workers: 2), segments: 7,
      held: { learner in
        // The weights of ln σ come last but the two biases, each after one of μ.
        let count = learner.shared.policy.network.parameterCount
        return Set((0..<3).map { count - 2 - 6 + 2 * $0 + 1 })
      })
    #expect(endings == [.none, .truncated])
  }

  @Test("so it is with action values", arguments: [AsynchronousMethod.sarsa, .qLearning, .nStepQ])
  func actionValues(method: AsynchronousMethod) {
    var settings = settings(Switched.self, workers: 2)
    (settings.method, settings.ε, settings.refresh) = (method, 0.3, 17)
    let learner = A3C<Switched>(
      SharedWorld(CartPole(.init())), representation: .init(), settings: settings, seed: 5)
    let found = kept(learner, [.turn, .gradient], times: 24)
    var next: [Int: Int] = [:]
    for index in stride(from: 0, to: found.count, by: 2) {
      let (worker, after) = (Int(found[index].shown["worker"]!) - 1, found[index + 1].learner)
      let own = after.workers[worker]
      let (x, last) = segment(after, worker)
      let (network, target) = (ReferenceNetwork<Double>(own.policy.network), ReferenceNetwork<Double>(own.critic))
      // What SARSA has drawn it does.
      if let drawn = next[worker] { #expect(own.steps.actions[0] == drawn) }
      next[worker] = nil
      func future(_ step: Int) -> Double {
        guard let inputs = step < x.count ? x[step] : last else { return 0 }
        let q = target.values(inputs).last!
        guard method == .sarsa else { return q.max()! }
        if step < x.count { return q[own.steps.actions[step]] }
        let drawn = own.drawnAction!
        if own.ending == .none { next[worker] = drawn }
        return q[drawn]
      }
      var G = [Double](repeating: 0, count: x.count)
      for step in x.indices.reversed() {
        let isLast = step == x.count - 1
        G[step] =
          own.steps.rewards[step]
          + settings.γ * (method == .nStepQ && !isLast ? G[step + 1] : future(step + 1))
      }
      let norm = found[index + 1].shown["∣g∣"]!
      check(own.policyGradient.values, network.parameters, shortened: max(1, norm / settings.norm)) { θ in
        var network = network
        network.parameters = θ
        return x.indices.reduce(0) { sum, step in
          let error = G[step] - network.values(x[step]).last![own.steps.actions[step]]
          return sum - settings.value * error * error
        }
      }
    }
  }

  @Test("the step is RMSProp's, of mean squares that all writes share")
  func optimiser() {
    var settings = settings(Switched.self, workers: 2)
    settings.anneal = 100
    let learner = A3C<Switched>(
      SharedWorld(CartPole(.init())), representation: .init(), settings: settings, seed: 2)
    let found = kept(learner, [.turn, .gradient, .write], times: 12)
    var squares = [Double](repeating: 0, count: learner.shared.policy.network.parameterCount)
    var steps = 0
    for index in stride(from: 0, to: found.count, by: 3) {
      let worker = Int(found[index].shown["worker"]!) - 1
      let (before, after) = (found[index + 1].learner, found[index + 2].learner)
      let g = before.workers[worker].policyGradient.values.map(Double.init)
      steps += before.workers[worker].count
      let α = 0.05 * (1 - Double(steps) / 100)
      #expect(abs(found[index + 2].shown["α"]! - α) < 1e-12)
      squares = zip(squares, g).map { 0.99 * $0 + 0.01 * $1 * $1 }
      let moved = zip(before.shared.policy.network.parameters, zip(g, squares)).map {
        Double($0) - α * $1.0 / ($1.1 + 1e-8).squareRoot()
      }
      #expect(close(after.shared.policy.network.parameters.map(Double.init), moved, within: 1e-5))
    }
  }

  // MARK: Who writes when

  @Test("staleness is what a replay of the order says, and workers read what they say", arguments: [1, 2, 5])
  func staleness(workers: Int) {
    let settings = settings(Switched.self, workers: workers)
    let learner = A3C<Switched>(
      SharedWorld(CartPole(.init())), representation: .init(), settings: settings, seed: 8)
    let found = kept(learner, [.read, .write], times: 120)
    var schedule = WorkerSchedule(workers: workers, unevenness: settings.unevenness, seed: 8)
    // The parameters by version, and the version that each has read.
    var versions = [learner.shared.policy.network]
    var reads = Array(repeating: 0, count: workers)
    for index in stride(from: 0, to: found.count, by: 2) {
      let worker = schedule.next()
      let (before, after) = (found[index].learner, found[index + 1].learner)
      #expect(before.workers[worker].policy.network == versions[reads[worker]])
      let staleness = versions.count - 1 - reads[worker]
      #expect(found[index + 1].shown["staleness"] == Double(staleness))
      let write = after.timeLine.writes.last!
      #expect(write.worker == worker && write.read == reads[worker] && write.staleness == staleness)
      versions.append(after.shared.policy.network)
      #expect(found[index + 1].shown["version"] == Double(versions.count - 1) && after.updates == versions.count - 1)
      reads[worker] = versions.count - 1
    }
    let timeLine = found.last!.learner.timeLine
    #expect(timeLine.counts.reduce(0, +) == 60 && timeLine.largest == timeLine.writes.map(\.staleness).max())
    #expect(timeLine.reads == reads)
    // Everybody writes once in N writes on the average.
    #expect(abs(timeLine.meanStaleness! - Double(workers - 1)) < 0.3)
    if workers == 1 { #expect(timeLine.largest == 0) }
  }

  @Test("without unevenness workers take turns; with it nobody falls behind")
  func schedule() {
    var even = WorkerSchedule(workers: 3, unevenness: 0, seed: 1)
    #expect((0..<9).map { _ in even.next() } == [0, 1, 2, 0, 1, 2, 0, 1, 2])
    var uneven = WorkerSchedule(workers: 4, unevenness: 1, seed: 1)
    var counts = [0, 0, 0, 0]
    for _ in 0..<8000 { counts[uneven.next()] += 1 }
    #expect(counts.allSatisfy { abs($0 - 2000) < 200 })
    var other = WorkerSchedule(workers: 4, unevenness: 1, seed: 2)
    var again = WorkerSchedule(workers: 4, unevenness: 1, seed: 1)
    let (a, b) = ((0..<50).map { _ in other.next() }, (0..<50).map { _ in again.next() })
    #expect(a != b)
  }

  // MARK: Threads

  /// A run's episodes as they are reported, its end and where it was.
  private func run(_ spec: String, on world: String, threads: Int, _ budget: HeadlessRun.Budget) throws -> (
    reports: [HeadlessProbe.EpisodeReport], run: HeadlessRun
  ) {
    var run = try HeadlessRun(try Setup(world, spec), seed: 6)
    var reports: [HeadlessProbe.EpisodeReport] = []
    LearnerThreads.with(threads) {
      run.run(budget, reportsMetrics: true, report: { report, _ in reports.append(report) })
    }
    return (reports, run)
  }

  /// A headless run's probe that counts the leaps.
  private struct Leaping: Probe {
    var probe: HeadlessProbe
    private(set) var leaps = 0

    init(_ probe: HeadlessProbe) { self.probe = probe }

    mutating func passed<L: Learner>(
      _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
    ) throws(HeadlessProbe.Reached) {
      try probe.passed(line, &learner, values())
    }

    var isUnwatched: Bool { probe.isUnwatched }
    var isPatient: Bool { probe.isPatient }
    func canLeap<L: Learner>(over passage: Passage, _ learner: L) -> Bool { probe.canLeap(over: passage, learner) }

    mutating func leapt<L: Learner>(over passage: Passage, _ learner: inout L) throws(HeadlessProbe.Reached) {
      leaps += 1
      try probe.leapt(over: passage, &learner)
    }
  }

  /// How often the same run leaps.
  private func leaps(_ spec: String, on world: String, threads: Int, steps: Int, episodes: Int) throws -> Int {
    func count(_ learner: some Learner) -> Int {
      var (learner, probe) = (learner, Leaping(HeadlessProbe(steps: steps, episodes: episodes)))
      while true {
        do throws(HeadlessProbe.Reached) { try learner.iterate(&probe) } catch { return probe.leaps }
        if probe.probe.endIteration() { return probe.leaps }
      }
    }
    let learner = try Setup(world, spec).make(6).learner
    return LearnerThreads.with(threads) { count(learner) }
  }

  @Test(
    "a run on two threads is the run line by line, report by report",
    arguments: [
      ("cart-pole", "a3c:workers=3,steps=7,units=8"), ("cart-pole", "a3c:workers=2,steps=7,units=8,method=sarsa"),
      ("pendulum:horizon=30", "a3c:workers=5,steps=8,units=8,normalize=true"),
    ])
  func leaping(world: String, spec: String) throws {
    for budget in [HeadlessRun.Budget(steps: 3001), HeadlessRun.Budget(episodes: 61)] {
      let (steps, episodes) = (budget.steps ?? .max, budget.episodes ?? .max)
      #expect(try leaps(spec, on: world, threads: 1, steps: steps, episodes: episodes) == 0)
      #expect(try leaps(spec, on: world, threads: 2, steps: steps, episodes: episodes) > 0)
      let one = try run(spec, on: world, threads: 1, budget)
      let two = try run(spec, on: world, threads: 2, budget)
      #expect(one.run.progress == two.run.progress)
      #expect(one.run.parameters == two.run.parameters)
      #expect(one.run.meanReturn == two.run.meanReturn)
      #expect(one.reports.count == two.reports.count && one.reports.count > 50)
      for (a, b) in zip(one.reports, two.reports) {
        #expect(a.episode == b.episode && a.steps == b.steps && a.return == b.return && a.length == b.length)
        #expect(a.metrics.map(\.bitPattern) == b.metrics.map(\.bitPattern))
      }
    }
  }

  @Test("a run that was cut is done again to the same end, on one thread or two")
  func cutting() throws {
    let spec = "a3c:workers=3,steps=7,units=8"
    let cut = try run(spec, on: "cart-pole", threads: 2, .init(seconds: 0.15))
    let place = try #require(cut.run.cut)
    for threads in 1...2 {
      let again = try run(spec, on: "cart-pole", threads: threads, .init(seconds: 0.15, cut: place))
      #expect(again.run.progress == cut.run.progress && again.run.parameters == cut.run.parameters)
    }
  }

  @Test("a copy of the learner is a snapshot: it goes on as the other did, on threads or line by line")
  func snapshot() {
    var learner = A3C<Switched>(
      SharedWorld(CartPole(.init())), representation: .init(), settings: settings(Switched.self, workers: 3), seed: 4)
    _ = learner.playAhead(40)
    let (copy, known) = (learner, learner.parameters)
    _ = learner.playAhead(50)
    #expect(copy.parameters == known && learner.parameters != known)
    var (again, slow) = (copy, copy)
    _ = again.playAhead(50)
    var watched = Watched()
    for _ in 0..<50 { slow.iterate(&watched) }
    #expect(again.parameters == learner.parameters && slow.parameters == learner.parameters)
    #expect(slow.timeLine == learner.timeLine)
    #expect(slow.environment.returns == learner.environment.returns && slow.progress == learner.progress)
    #expect(slow.environment.ownSteps == learner.environment.ownSteps)
    #expect(slow.environment.ownEpisodes == learner.environment.ownEpisodes)
  }

  /// Looks at every mark, and sees nothing.
  private struct Watched: Probe {
    mutating func passed<L: Learner>(
      _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
    ) {}
  }

  // MARK: What else it says

  @Test("workers explore by themselves: c from 0 to 2 c, and ε as the paper draws it")
  func exploration() {
    var settings = settings(Switched.self, workers: 3)
    let rules = A3C<Switched>.rules(settings, γ: 1, [0.1, 0.5, 0.01])
    #expect(rules.entropies == [0.05, 0.05, 0.05] && rules.εs == [0.1, 0.1, 0.1] && rules.γ == 0.9)
    settings.exploration = .graded
    let graded = A3C<Switched>.rules(settings, γ: 0.5, [0.1, 0.5, 0.01])
    #expect(graded.entropies == [0, 0.05, 0.1] && graded.εs == [0.1, 0.5, 0.01] && graded.γ == 0.5)
    var random = RandomStream(seed: 1, name: "exploration")
    let drawn = (0..<10_000).map { _ in A3C<Switched>.drawε(using: &random) }
    for (ε, share) in [(0.1, 0.4), (0.01, 0.3), (0.5, 0.3)] {
      #expect(abs(Double(drawn.count { $0 == ε }) / 10_000 - share) < 0.02)
    }
  }

  @Test("values are kept as a policy that is greedy but for ε, and read back")
  func stored() throws {
    let setup = try Setup("cart-pole", "a3c:method=q-learning,units=4,epsilon=0.2")
    let learner = setup.make(3)
    var probe = HeadlessProbe(steps: 500)
    while true { do throws(HeadlessProbe.Reached) { try learner.iterateHeadless(&probe) } catch { break } }
    let stored = learner.learner.storedPolicy
    #expect(stored.kind == "network-epsilon-greedy" && stored.facts.map(\.value) == [0.2])
    let other = setup.make(4)
    other.restorePolicy(stored.parts.map(\.tensor))
    let observation = [0.01, 0.2, -0.02, 0.1]
    #expect(other.distribution(observation) == learner.distribution(observation))
    guard case .discrete(let π) = other.distribution(observation) else { throw ParameterError("not discrete") }
    #expect(π.sorted() == [0.1, 0.9])
    #expect(learner.learner.policyParameters == nil)
  }

  @Test("values want actions that can be counted")
  func refusals() {
    func message(_ algorithm: String) -> String? {
      #expect(throws: ParameterError.self) { try Setup("pendulum", algorithm) }?.description
    }
    #expect(
      message("a3c:method=sarsa")
        == "`method` is `sarsa`, which needs actions that can be counted; on `pendulum` it must be `actor-critic`")
    #expect(message("a3c:epsilon=0.1")?.contains("there is no parameter `epsilon`") == true)
  }
}
