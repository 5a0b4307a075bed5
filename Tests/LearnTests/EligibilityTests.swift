import Testing
import Worlds

@testable import Learn

/// Eligibility traces: the lazy ones of tables are the written-out definition, to within roundings.
@Suite struct EligibilityTests {
  /// A walk of visits with decays and steps, applied to a table and its lazy trace, and to two vectors pass by pass.
  private struct Walk {
    var table: [Double]
    var lazy: LazyTrace
    var dense: [Double]
    var z: [Double]
    let width: Int

    init(rows: Int, width: Int) {
      self.width = width
      table = (0..<rows * width).map { Double($0) / 7 }
      dense = table
      z = Array(repeating: 0, count: rows * width)
      lazy = LazyTrace(rowCount: rows, width: width)
    }

    mutating func settle(_ row: Int) {
      lazy.settle(row) { factor, direction in
        for index in 0..<width { table[row * width + index] += factor * direction[index] }
      }
    }

    mutating func refresh() {
      lazy.refresh { row, factor, direction in
        for index in 0..<width { table[row * width + index] += factor * direction[index] }
      }
    }

    mutating func clear() {
      lazy.clear { row, factor, direction in
        for index in 0..<width { table[row * width + index] += factor * direction[index] }
      }
      for index in z.indices { z[index] = 0 }
    }

    mutating func visit(_ row: Int, decay: Double, step: Double, _ gradient: [Double]) {
      lazy.decay(by: decay)
      if lazy.isWorn { refresh() }
      settle(row)
      lazy.add(2, at: row) { gradient[$0] }
      lazy.ascend(step)
      for index in z.indices { z[index] *= decay }
      for index in 0..<width { z[row * width + index] += 2 * gradient[index] }
      for index in dense.indices { dense[index] += step * z[index] }
    }

    var traceOfAll: [Double] {
      (0..<z.count / width).flatMap { row in (0..<width).map { lazy.value(row, $0) } }
    }

    /// The table with all debts paid.
    var paid: [Double] {
      var copy = self
      copy.clear()
      return copy.table
    }
  }

  @Test(
    "a lazy trace equals z ← c z + g and x ← x + s z over all of the table, at any moment and for any decay",
    arguments: [0, 0.1, 0.5, 0.9, 0.99, 1] as [Double], [1, 2, 4])
  func definition(decay: Double, width: Int) {
    var walk = Walk(rows: 12, width: width)
    var random = RandomStream(seed: 5, name: "test")
    for step in 1...4000 {
      // A walk that comes back soon, later and never.
      let row = step < 3000 ? random.index(below: 12) : random.index(below: 3)
      walk.visit(
        row, decay: decay, step: random.normal(), (0..<width).map { _ in random.normal() })
      if step % 97 == 0 {
        #expect(close(walk.traceOfAll, walk.z, within: 1e-12))
        #expect(close(walk.paid, walk.dense, within: 1e-11), "step \(step)")
      }
      if step % 1000 == 500 { walk.clear() }
    }
    walk.clear()
    #expect(walk.traceOfAll.allSatisfy { $0 == 0 })
    #expect(close(walk.table, walk.dense, within: 1e-11))
  }

  @Test("a row whose trace has vanished is let go of, and comes back when it is visited")
  func vanishing() {
    var walk = Walk(rows: 2, width: 1)
    walk.visit(0, decay: 0.5, step: 1, [1])
    #expect(walk.lazy.isEligible(0) && !walk.lazy.isEligible(1))
    for _ in 0..<200 { walk.visit(1, decay: 0.5, step: 0.25, [1]) }
    #expect(!walk.lazy.isEligible(0) && walk.lazy.value(0) == 0)
    walk.visit(0, decay: 0.5, step: 1, [3])
    #expect(walk.lazy.value(0) == 6)
    #expect(close(walk.paid, walk.dense))
  }

  typealias Grid = TabularRepresentation<Gridworld>
  typealias Corridor = LinearRepresentation<AliasedCorridor>

  @Test("λ = 0 is the one-step actor–critic, on tables and on features", arguments: [5, nil])
  func oneStep(horizon: Int?) throws {
    func compare<R: Representation>(_ world: R.W, _ representation: R) {
      var settings = TDLambdaActorCritic<R>.Settings()
      (settings.α, settings.β, settings.λθ, settings.λw) = (0.02, 0.2, 0, 0)
      var theirs = TDActorCritic<R>.Settings()
      (theirs.α, theirs.β) = (0.02, 0.2)
      var ours = TDLambdaActorCritic(world, representation: representation, settings: settings, seed: 4)
      var others = TDActorCritic(world, representation: representation, settings: theirs, seed: 4)
      var none = NoProbe()
      for _ in 0..<100 {
        ours.iterate(&none)
        others.iterate(&none)
      }
      #expect(ours.progress == others.progress)
      for (a, b) in zip(ours.parameters, others.parameters) { #expect(close(a.values, b.values, within: 1e-9)) }
    }
    compare(try NStepTests.grid(horizon: horizon), Grid())
    compare(AliasedCorridor(OracleTests.settings { $0.horizon = horizon ?? 100 }), Corridor())
  }

  @Test(
    "the traces of a table are the written-out ones over whole runs, episodes of all lengths, with I = γᵗ and without")
  func dense() throws {
    for isDiscounted in [false, true] {
      var settings = TDLambdaActorCritic<Grid>.Settings()
      (settings.λθ, settings.λw, settings.isDiscounted) = (0.9, 0.7, isDiscounted)
      var plain = TDLambdaActorCritic<WrittenOut>.Settings()
      (plain.λθ, plain.λw, plain.isDiscounted) = (0.9, 0.7, isDiscounted)
      let world = try NStepTests.grid(horizon: 400)
      var ours = TDLambdaActorCritic<Grid>(world, representation: Grid(), settings: settings, seed: 8)
      var theirs = TDLambdaActorCritic<WrittenOut>(world, representation: WrittenOut(), settings: plain, seed: 8)
      var none = NoProbe()
      for _ in 0..<150 {
        ours.iterate(&none)
        theirs.iterate(&none)
      }
      #expect(ours.progress == theirs.progress && ours.updates > 500)
      for (a, b) in zip(ours.parameters, theirs.parameters) { #expect(close(a.values, b.values, within: 1e-10)) }
    }
  }

  /// Tables with traces that are written out.
  private struct WrittenOut: Representation {
    typealias TracedActor = DenselyTracedPolicy<TabularSoftmax>
    typealias TracedCritic = DenselyTracedValue<TabularValue>
    static var parameters: [Parameter<Self>] { [] }
    func actor(for world: Gridworld) -> TabularSoftmax { Grid().actor(for: world) }
    func critic(for world: Gridworld) -> TabularValue { Grid().critic(for: world) }
    func actionValues(for world: Gridworld) -> TabularActionValues { Grid().actionValues(for: world) }
    static func view(_ observation: Int) -> ObservationView { .index(observation) }
    static func view(_ action: Int) -> ActionView { .index(action) }
  }

  @Test("what is shown in the middle of an episode has all debts paid, and looking changes nothing")
  func looking() throws {
    struct Onlooker: Probe {
      var seen: [[Double]] = []
      mutating func passed<L: Learner>(
        _ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values
      ) throws(Never) {
        seen.append(learner.parameters.flatMap(\.values) + learner.policies.flatMap(\.probabilities))
        _ = (learner.distribution(at: learner.environment.observation), learner.learntValues, learner.eligibility)
      }
    }
    var settings = TDLambdaActorCritic<Grid>.Settings()
    (settings.λθ, settings.λw) = (0.9, 0.9)
    var watched = TDLambdaActorCritic<Grid>(
      try NStepTests.grid(horizon: 50), representation: Grid(), settings: settings, seed: 8)
    var alone = watched
    var (onlooker, none) = (Onlooker(), NoProbe())
    for _ in 0..<20 {
      watched.iterate(&onlooker)
      alone.iterate(&none)
    }
    #expect(watched.parameters == alone.parameters)
    // The values move at every step, also those of states left behind.
    #expect(Set(onlooker.seen).count > watched.updates)
  }
}
