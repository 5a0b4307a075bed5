import Testing
import Worlds

@testable import Learn

/// One action and its value, which a table gives: what a search over θ is worth there can be laid down point by point.
private struct Landscape<Point: RealVector>: ContinuousWorld, DefinedWorld {
  struct Settings: ParameterSet {
    var dimension = 2
    /// The value of each point; NaN of those that nobody should ask about.
    var values: [[Double]: Double] = [:]
    static var parameters: [Parameter<Settings>] { [] }
  }

  static var info: WorldInfo {
    WorldInfo(id: "landscape", title: "Landscape", summary: "values by a table", lesson: "none", source: "a test")
  }
  static var beyondBounds: BeyondBounds { .taken }

  let settings: Settings

  init(_ settings: Settings) { self.settings = settings }

  var γ: Double { 1 }
  var horizon: Int? { 1 }
  var observation: Vector<0> { Vector(repeating: 0) }
  var stateVector: [Double] { [] }
  var observationSpace: ObservationSpace { .vector([]) }
  var actionSpace: ActionSpace { .box((0..<settings.dimension).map { .init("x\($0)", -9...9) }) }

  mutating func reset(using random: inout RandomStream) {}
  mutating func reset(to state: [Double]) throws(ParameterError) {}
  mutating func step(_ action: Point, using random: inout RandomStream) -> Outcome {
    // The Gaussian's noise is lost here.
    let point = action.array.map { ($0 * 1024).rounded() / 1024 }
    return Outcome(reward: settings.values[point] ?? .nan, ending: .terminated)
  }

  var scene: Scene { .cells(CellScene(columns: 1, rows: 1, places: [.init(.floor)], agent: 0)) }
}

/// The Nelder–Mead simplex and the elite's likelihood, each step by hand.
@Suite struct SimplexTests {
  /// A first simplex, what lies about it, and what the first step makes of it.
  struct Move: Sendable, CustomTestStringConvertible {
    var name: String
    /// Beside those of the first simplex, the points that are tried and their values, in this order.
    var tried: [([Double], Double)]
    /// From best to worst.
    var after: [[Double]]
    var testDescription: String { name }
  }

  // The best is (1, 0) with 3, then (0, 1) with 2, and the origin with 1. c = (½, ½), so that away from the worst
  // θ_r = (1, 1), then (1½, 1½), (¾, ¾) and (¼, ¼).
  static let moves = [
    Move(name: "reflection", tried: [([1, 1], 2.5)], after: [[1, 0], [1, 1], [0, 1]]),
    Move(name: "reflection as good as the best", tried: [([1, 1], 3)], after: [[1, 0], [1, 1], [0, 1]]),
    Move(name: "expansion", tried: [([1, 1], 4), ([1.5, 1.5], 5)], after: [[1.5, 1.5], [1, 0], [0, 1]]),
    Move(
      name: "expansion worse than reflection", tried: [([1, 1], 4), ([1.5, 1.5], 3.5)],
      after: [[1, 1], [1, 0], [0, 1]]),
    Move(
      name: "expansion as good as reflection", tried: [([1, 1], 4), ([1.5, 1.5], 4)],
      after: [[1, 1], [1, 0], [0, 1]]),
    Move(
      name: "contraction outside", tried: [([1, 1], 1.5), ([0.75, 0.75], 1.75)],
      after: [[1, 0], [0, 1], [0.75, 0.75]]),
    Move(
      name: "contraction outside, best of all", tried: [([1, 1], 1.5), ([0.75, 0.75], 9)],
      after: [[0.75, 0.75], [1, 0], [0, 1]]),
    Move(
      name: "contraction outside, as good as the reflection", tried: [([1, 1], 2), ([0.75, 0.75], 2)],
      after: [[1, 0], [0, 1], [0.75, 0.75]]),
    Move(
      name: "contraction outside, worse than the reflection: shrinkage",
      tried: [([1, 1], 1.5), ([0.75, 0.75], 1.25), ([0.5, 0.5], 2.5), ([0.5, 0], 2)],
      after: [[1, 0], [0.5, 0.5], [0.5, 0]]),
    Move(
      name: "contraction inside", tried: [([1, 1], 1), ([0.25, 0.25], 1.25)], after: [[1, 0], [0, 1], [0.25, 0.25]]),
    Move(
      name: "contraction inside, no better than the worst: shrinkage",
      tried: [([1, 1], 0), ([0.25, 0.25], 1), ([0.5, 0.5], 0), ([0.5, 0], 4)], after: [[0.5, 0], [1, 0], [0.5, 0.5]]),
  ]

  @Test("in the plane each kind of step is that of the source, where values are equal too", arguments: moves)
  func plane(move: Move) { check(Vector<2>.self, move, [([0, 0], 1), ([1, 0], 3), ([0, 1], 2)]) }

  // 1 is the best with 3, 0 the worst with 1: θ_r = 2, then 3, 1½ and ½. There is no point between best and worst, so that what
  // is no better than the best is drawn in.
  static let movesOnLine = [
    Move(name: "expansion", tried: [([2], 4), ([3], 5)], after: [[3], [1]]),
    Move(name: "expansion worse than reflection", tried: [([2], 4), ([3], 1)], after: [[2], [1]]),
    Move(name: "reflection as good as the best", tried: [([2], 3), ([1.5], 3.5)], after: [[1.5], [1]]),
    Move(name: "reflection between", tried: [([2], 2), ([1.5], 2)], after: [[1], [1.5]]),
    Move(name: "contraction inside", tried: [([2], 0), ([0.5], 2)], after: [[1], [0.5]]),
    Move(name: "shrinkage", tried: [([2], 2), ([1.5], 1.75), ([0.5], 0)], after: [[1], [0.5]]),
  ]

  @Test("on a line the second worst is the best", arguments: movesOnLine)
  func line(move: Move) { check(Vector<1>.self, move, [([0], 1), ([1], 3)]) }

  private func check<Point: RealVector>(_ type: Point.Type, _ move: Move, _ first: [([Double], Double)]) {
    typealias R = GaussianRepresentation<Landscape<Point>>
    var world = Landscape<Point>.Settings()
    world.dimension = first[0].0.count
    // A shrunk point may lie where another was tried.
    world.values = Dictionary(first + move.tried) { $1 }
    var representation = R()
    representation.deviation = 1e-9
    var settings = NelderMead<R>.Settings()
    (settings.episodes, settings.edge, settings.smallest) = (1, 1, 0)
    var learner = NelderMead<R>(Landscape(world), representation: representation, settings: settings, seed: 1)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(recorder.lines.count { $0 == NelderMead<R>.Line.act.rawValue } == first.count + move.tried.count)
    #expect(recorder.shown("R") == (first + move.tried).map(\.1))
    #expect(learner.simplex.map(\.θ) == move.after)
    #expect(learner.simplex.map(\.score) == move.after.map { world.values[$0] })
  }

  typealias R = LinearRepresentation<ShortCorridor>

  @Test("the first simplex is θ and θ + s e_i; each step is a reflection, an expansion, a contraction or a shrinkage")
  func steps() throws {
    var settings = NelderMead<R>.Settings()
    (settings.episodes, settings.edge, settings.smallest) = (20, 2, 0)
    var learner = NelderMead<R>(ShortCorridor(.init()), representation: R(), settings: settings, seed: 3)
    var kinds: Set<String> = []
    var none = NoProbe()
    for step in 0..<60 {
      let before = learner.simplex
      // Smaller than that, and one kind of step could not be told from another.
      if step > 0, NelderMead<R>.size(of: before.map(\.θ)) < 0.001 { break }
      learner.iterate(&none)
      let after = learner.simplex
      #expect(zip(after, after.dropFirst()).allSatisfy { $0.score! >= $1.score! })
      #expect(learner.policy.parameters == after[0].θ)
      if step == 0 {
        #expect(after.count == 3 && learner.population.candidates.count == 3)
        continue
      }
      // By hand, in the plane.
      let (best, second, worst) = (before[0], before[1], before[2])
      let c = [(best.θ[0] + second.θ[0]) / 2, (best.θ[1] + second.θ[1]) / 2]
      func along(_ t: Double) -> [Double] {
        [c[0] + t * (c[0] - worst.θ[0]), c[1] + t * (c[1] - worst.θ[1])]
      }
      let new = after.filter { point in !before.contains { $0.θ == point.θ } }
      if new.count == 1 {
        let t = try #require([1, 2, 0.5, -0.5].first { close(new[0].θ, along($0), within: 1e-9) })
        let score = new[0].score!
        switch t {
        case 1: #expect(score > second.score!)
        case 2: #expect(score > best.score!)
        default: #expect(score > worst.score!)
        }
        kinds.insert("\(t)")
      } else {
        for old in [second, worst] {
          let half = zip(best.θ, old.θ).map { $0 + ($1 - $0) / 2 }
          #expect(after.contains { close($0.θ, half, within: 1e-9) })
        }
        kinds.insert("shrunk")
      }
    }
    #expect(kinds.isSuperset(of: ["1.0", "-0.5", "shrunk"]), "\(kinds)")
  }

  @Test("a simplex that has become small gives way to a new one about its best point, which is tried again")
  func restart() {
    var settings = NelderMead<R>.Settings()
    (settings.episodes, settings.edge, settings.smallest) = (2, 1, 0.6)
    var learner = NelderMead<R>(ShortCorridor(.init()), representation: R(), settings: settings, seed: 3)
    var none = NoProbe()
    var (restarts, kept) = (0, 0)
    for _ in 0..<40 {
      let before = learner.simplex
      learner.iterate(&none)
      guard !before.isEmpty, NelderMead<R>.size(of: before.map(\.θ)) < 0.6 else { continue }
      restarts += 1
      let best = before[0]
      // Where it turned out to be the worst by new luck, it is gone.
      guard let again = learner.simplex.first(where: { $0.θ == best.θ }) else { continue }
      kept += 1
      #expect(again.trials == best.trials + 1)
      #expect(NelderMead<R>.size(of: learner.simplex.map(\.θ)) >= 0.5)
    }
    #expect(restarts > 2 && kept > 1)
    #expect(NelderMead<R>.size(of: [[1, 1], [2, 4], [0.5, 1]]) == 3 && NelderMead<R>.size(of: []) == .infinity)
  }

  @Test("the elite's mean log-likelihood ascends: from the uniform policy each score is ±½, divided by the pairs")
  func likelihood() {
    var settings = CEMPolicy<TabularRepresentation<Stairs>>.Settings()
    (settings.α, settings.candidates, settings.elite, settings.steps) = (0.8, 3, 2, 1)
    var learner: CEMPolicy<TabularRepresentation<Stairs>> = onStairs(settings)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(recorder.shown("R_i") == [2, 2, 2])
    // Of equals the first two are the elite: four pairs.
    let actions = recorder.actions
    #expect(actions.count == 6)
    let share = 0.8 / 4 / 2
    let first = signed([share, share], Array(actions[0..<2]))
    let second = signed([share, share], Array(actions[2..<4]))
    #expect(close(learner.policy.parameters, sum(first, 1, second)))
    #expect(learner.updates == 1)
  }

  @Test("the likelihood of a kept elite rises with each of E steps, and the best returns are the elite")
  func ascent() throws {
    typealias R = TabularRepresentation<Gridworld>
    var world = Gridworld.Settings()
    (world.size, world.horizon) = (4, 40)
    var settings = CEMPolicy<R>.Settings()
    (settings.candidates, settings.elite, settings.steps) = (30, 5, 8)
    var learner = CEMPolicy<R>(try Gridworld(world), representation: R(), settings: settings, seed: 5)
    var recorder = Recorder()
    learner.iterate(&recorder)
    let returns = recorder.shown("R_i").sorted(by: >)
    #expect(recorder.shown("best") == [returns[0]] && recorder.shown("M-th") == [returns[4]])
    #expect(recorder.shown("pairs")[0] == -returns.prefix(5).reduce(0, +))
    let lengths = recorder.shown("∣g∣")
    #expect(lengths.count == 8 && zip(lengths, lengths.dropFirst()).allSatisfy { $0 > $1 })
    #expect(learner.shownPopulation == nil)
  }
}
