import Glibc
import Testing
import Worlds

@testable import Learn

/// Ascent by the model: updates worked by hand, the directions on a quadratic whose answer is known, the line search, and
/// how few updates reach the corridors' closed forms.
@Suite struct ExactAscentTests {
  typealias Short = LinearRepresentation<ShortCorridor>

  @Test("exact ascent: J = 2 whatever is done on the stairs, so that g = 0")
  func stairs() {
    typealias Tables = TabularRepresentation<Stairs>
    var learner = ExactGradientAscent<Tables>(
      Stairs(.init(horizon: 5)), representation: Tables(), settings: .init(), seed: 3)
    var recorder = Recorder()
    learner.iterate(&recorder)
    #expect(recorder.shown("J") == [2])
    #expect(recorder.shown("∣g∣") == [0])
    #expect(learner.progress == Progress(steps: 2, episodes: 1, updates: 1))
  }

  @Test("exact ascent moves by α times the derivative of J = (2p − 4) / (p(1 − p)) on the short corridor")
  func corridor() {
    var settings = ExactGradientAscent<Short>.Settings()
    settings.α = 0.01
    var world = ShortCorridor.Settings()
    world.horizon = 100_000
    var learner = ExactGradientAscent<Short>(
      ShortCorridor(world), representation: Short(), settings: settings, seed: 1)
    var none = NoProbe()
    learner.iterate(&none)
    // J′(½) = (2p(1 − p) − (2p − 4)(1 − 2p)) / (p(1 − p))² = 8, and ∂p/∂θ = ±¼.
    #expect(close(learner.policy.parameters, [0.02, -0.02]) || close(learner.policy.parameters, [-0.02, 0.02]))
  }

  /// What is best on each world in closed form.
  private static let best: [String: Double] = [
    "aliased-corridor": 6.2, "short-corridor": -6 - 4 * 2.0.squareRoot(), "gridworld": -18,
  ]

  private struct Race: Sendable {
    var algorithm: String
    var world: String
    var updates: Int
    /// How near to the best.
    var distance: Double
  }

  private static let races: [Race] = [
    Race(algorithm: "exact-gradient", world: "aliased-corridor", updates: 400, distance: 0.2),
    Race(algorithm: "exact-gradient", world: "short-corridor", updates: 100, distance: 1e-9),
    Race(algorithm: "exact-gradient", world: "gridworld", updates: 100, distance: 0.05),
    Race(algorithm: "conjugate-gradient", world: "aliased-corridor", updates: 30, distance: 1e-3),
    Race(algorithm: "conjugate-gradient", world: "short-corridor", updates: 10, distance: 1e-9),
    Race(algorithm: "conjugate-gradient", world: "gridworld", updates: 30, distance: 1e-6),
    Race(algorithm: "quasi-newton", world: "aliased-corridor", updates: 30, distance: 1e-9),
    Race(algorithm: "quasi-newton", world: "short-corridor", updates: 3, distance: 1e-9),
    Race(algorithm: "quasi-newton", world: "gridworld", updates: 30, distance: 1e-6),
  ]

  @Test(
    "both corridors' best, 6.2 and −(6 + 4√2), are reached in so few updates, and gridworld's −18", arguments: races)
  private func closedForms(race: Race) throws {
    var run = try HeadlessRun(try Setup(race.world, race.algorithm), seed: 1)
    run.run(.init(episodes: race.updates))
    #expect(run.progress.updates == race.updates)
    let (J, best) = (try #require(run.objectives().first?.value), try #require(Self.best[race.world]))
    #expect(abs(J - best) < race.distance)
  }

  @Test("a line search never lowers J, and one that finds nothing leaves θ as it is and says so")
  func failedSearch() throws {
    var learner = QuasiNewton<Short>(ShortCorridor(.init()), representation: Short(), settings: .init(), seed: 1)
    var recorder = Recorder()
    for _ in 0..<30 { learner.iterate(&recorder) }
    let J = recorder.shown("J")
    #expect(zip(J, J.dropFirst()).allSatisfy { $0 <= $1 })
    let found = recorder.shown("η found").filter { $0 == 0 }
    #expect(!found.isEmpty)
    let θ = learner.policy.parameters
    learner.iterate(&recorder)
    #expect(learner.policy.parameters == θ && recorder.shown("η found").last == 0)
  }

  @Test(
    "a world whose J is not finite, or not to be had between two marks, is refused in one line",
    arguments: ["exact-gradient", "conjugate-gradient", "quasi-newton"])
  func refusals(algorithm: String) throws {
    for (world, message) in [
      (
        "gridworld:size=21,horizon=none",
        "`gridworld` has 441 states and no horizon: exact J needs a `horizon`, or at most 400 states"
      )
    ] {
      #expect(throws: ParameterError(message)) { try Setup(world, algorithm) }
    }
    _ = try Setup("gridworld:size=4,horizon=none", algorithm)
  }

  // MARK: Directions, on f(x) = bᵀx − ½ xᵀAx with its best at A⁻¹b

  private static let A: [[Double]] = [[4, 1, 0, 0], [1, 3, 1, 0], [0, 1, 2, 0.5], [0, 0, 0.5, 1]]
  private static let summit: [Double] = [1, -2, 3, 0.5]
  private static func product(_ x: [Double]) -> [Double] { A.map { dot($0, x) } }
  private static func gradient(_ x: [Double]) -> [Double] { difference(product(summit), product(x)) }
  /// To where f is best along d.
  private static func exactStep(_ x: [Double], _ d: [Double]) -> [Double] {
    sum(x, dot(gradient(x), d) / dot(d, product(d)), d)
  }

  @Test("with exact steps conjugate gradients end in n of them, each direction conjugate to all before")
  func conjugate() {
    var conjugate = ConjugateDirection()
    var x = [0.0, 0, 0, 0]
    var directions: [[Double]] = []
    for step in 1...4 {
      conjugate.follow(Self.gradient(x))
      let d = conjugate.direction
      for earlier in directions { #expect(abs(dot(earlier, Self.product(d))) < 1e-10 * length(d)) }
      directions.append(d)
      x = Self.exactStep(x, d)
      #expect((length(Self.gradient(x)) < 1e-10) == (step == 4))
    }
    #expect(close(x, Self.summit))
  }

  @Test("β is 0 where it would be negative, and where d would lead downhill it begins anew; so it does when told to")
  func restarts() {
    var conjugate = ConjugateDirection()
    conjugate.follow([2, 0])
    // gᵀ(g − g₋) = −1.
    conjugate.follow([1, 0])
    #expect(conjugate.β == 0 && conjugate.direction == [1, 0])
    // (9 + 3) / 1 = 12, but [−3, 0] + 12 [1, 0] leads downhill.
    conjugate.follow([-3, 0])
    #expect(conjugate.β == 0 && conjugate.direction == [-3, 0])
    // g − g₋ = [0, 3], and so β = 9 / 9.
    conjugate.follow([-3, 3])
    #expect(conjugate.β == 1 && conjugate.direction == [-6, 3])
    conjugate.restart()
    conjugate.follow([-3, 3])
    #expect(conjugate.β == 0 && conjugate.direction == [-3, 3])
  }

  @Test("after n exact steps the two loops are A⁻¹; with fewer pairs H y = s of the last one still holds")
  func twoLoops() {
    var memory = LimitedMemory()
    var x = [0.0, 0, 0, 0]
    for step in 1...4 {
      let next = Self.exactStep(x, memory.product(Self.gradient(x)))
      let (s, y) = (difference(next, x), difference(Self.gradient(x), Self.gradient(next)))
      memory.remember(s, y, limit: 4)
      #expect(memory.count == step)
      #expect(close(memory.product(y), s))
      x = next
    }
    #expect(close(x, Self.summit))
    for v in [[1.0, 0, 0, 0], [0, 1, 0, 0], [3, -1, 2, 5]] { #expect(close(memory.product(Self.product(v)), v)) }
    memory.remember([1, 0, 0, 0], Self.A[0], limit: 2)
    #expect(memory.count == 2 && close(memory.product(Self.A[0]), [1, 0, 0, 0]))
  }

  @Test("a pair that is not curved like a maximum is refused; without pairs the direction is the gradient")
  func refusedPairs() {
    var memory = LimitedMemory()
    for (s, y) in [([1.0, 0], [-1.0, 0]), ([1, 0], [0, 1]), ([0, 0], [0, 0])] { memory.remember(s, y, limit: 3) }
    #expect(memory.count == 0)
    #expect(memory.product([5, 6]) == [5, 6])
    // One pair, s = (1, 0), y = (2, 0): H₀ = ½, and so H along s; the other direction has H₀.
    memory.remember([1, 0], [2, 0], limit: 3)
    #expect(memory.product([5, 6]) == [2.5, 3])
    memory.clear()
    #expect(memory.product([5, 6]) == [5, 6])
  }

  // MARK: The line search

  private func search(
    slope: Double, first: Double, longest: Double = 100, _ J: (Double) -> Double?
  ) -> LineSearch {
    var search = LineSearch(from: 0, slope: slope, first: first, longest: longest)
    repeat { search.judge(J(search.η)) } while !search.isDone
    return search
  }

  @Test("it halves to a rise, doubles while J rises, goes no further than it may, and gives up where there is none")
  func lineSearch() {
    // J = η − η²: best at ½, a rise below 1.
    let back = search(slope: 1, first: 4) { $0 - $0 * $0 }
    #expect(back.found?.η == 0.5 && back.found?.J == 0.25 && back.trials == 4)
    let forth = search(slope: 1, first: 0.125) { $0 - $0 * $0 }
    #expect(forth.found?.η == 0.5 && forth.trials == 4)
    let straight = search(slope: 1, first: 1, longest: 6) { $0 }
    #expect(straight.found?.η == 6 && straight.trials == 4)
    #expect(search(slope: 1, first: 9, longest: 6) { $0 }.found?.η == 6)
    // Where J is not finite there is no rise.
    #expect(search(slope: 1, first: 8) { $0 > 1.5 ? nil : $0 }.found?.η == 1)
    let none = search(slope: 1, first: 1) { -$0 }
    #expect(none.found == nil && none.trials == LineSearch.mostTrials)
    let flat = search(slope: 0, first: 1) { _ in 0 }
    #expect(flat.found == nil && flat.trials == 1)
    // A rise of less than the ten-thousandth part of what the slope promises is none: Armijo's condition.
    #expect(search(slope: 1, first: 1, longest: 1) { $0 == 1 ? 0.5e-4 : $0 }.found?.η == 0.5)
  }
}
