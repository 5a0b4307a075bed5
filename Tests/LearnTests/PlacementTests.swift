import Testing
import Worlds

@testable import Learn

/// Policies and values over placements, and searches whose games are long.
@Suite struct PlacementTests {
  /// Positions of a game played by a fair player.
  private static let positions: [TetrisPosition] = {
    var policy = PlacementSoftmax(features: .dellacherie, width: 10, temperature: 0)
    policy.parameters = PlacementSpeed.weights
    var world = Tetris(.init())
    var (chance, choice) = (RandomStream(seed: 3, name: "world"), RandomStream(seed: 3, name: "policy"))
    world.reset(using: &chance)
    return (0..<60).map { _ in
      defer { _ = world.step(policy.sample(at: world.position, using: &choice), using: &chance) }
      return world.position
    }
  }()

  private static func policy(_ features: TetrisFeatures, temperature: Double) -> PlacementSoftmax {
    var policy = PlacementSoftmax(features: features, width: 10, temperature: temperature)
    policy.parameters = policy.parameters.indices.map { Double($0 * 7 % 5) * 0.1 - 0.25 }
    return policy
  }

  /// φ of every placement, by action.
  private static func features(_ features: TetrisFeatures, at position: TetrisPosition) -> [Int: [Double]] {
    var result: [Int: [Double]] = [:]
    position.forEachPlacement { result[$0] = features.values(of: $1) }
    return result
  }

  @Test("π is the soft-max of θᵀφ/τ over the legal placements, 0 elsewhere, and drawn with its frequencies")
  func probabilities() {
    for kind in TetrisFeatures.allCases {
      let policy = Self.policy(kind, temperature: 1.3)
      for position in [Self.positions[0], Self.positions[40]] {
        let weights = Self.features(kind, at: position).mapValues { φ in
          Learn.exp(zip(policy.parameters, φ).reduce(0) { $0 + $1.0 * $1.1 } / 1.3)
        }
        let total = weights.values.reduce(0, +)
        let π = policy.probabilities(at: position)
        #expect(π.count == 40 && π.indices.allSatisfy { abs(π[$0] - (weights[$0] ?? 0) / total) < 1e-12 })
        #expect(policy.distribution(at: position) == .discrete(π))
        var random = RandomStream(seed: 9, name: "policy")
        var counts = [Double](repeating: 0, count: 40)
        for _ in 0..<20_000 { counts[policy.sample(at: position, using: &random)] += 1 }
        for (count, p) in zip(counts, π) {
          #expect(abs(count / 20_000 - p) < 5 * (p * (1 - p) / 20_000).squareRoot() + 1e-9)
        }
      }
    }
  }

  @Test("the score is the derivative of ln π, by central differences; ascending adds it; Fisher is Σ π ψψᵀ")
  func scores() {
    for kind in TetrisFeatures.allCases {
      let (policy, o) = (Self.policy(kind, temperature: 1.7), Self.positions[30])
      let π = policy.probabilities(at: o)
      let legal = π.indices.filter { π[$0] > 0 }
      for action in [legal[0], legal[legal.count / 2]] {
        let score = policy.score(of: action, at: o)
        for index in score.indices {
          let h = 1e-5
          var (above, below) = (policy, policy)
          above.parameters[index] += h
          below.parameters[index] -= h
          let difference = (above.logProbability(of: action, at: o) - below.logProbability(of: action, at: o)) / (2 * h)
          #expect(abs(score[index] - difference) < 1e-6 * max(1, abs(difference)), "\(kind) \(index)")
        }
        var moved = policy
        moved.ascend(0.3, along: action, at: o)
        #expect(close(moved.parameters, zip(policy.parameters, score).map { $0 + 0.3 * $1 }))
      }
      let count = policy.parameters.count
      var (fisher, expected) = (BlockMatrix(count: count, size: count), BlockMatrix(count: count, size: count))
      policy.addFisher(0.7, at: o, into: &fisher)
      for action in legal { expected.addSquare(0.7 * π[action], of: policy.score(of: action, at: o), in: 0..<count) }
      for i in 0..<count {
        for j in 0..<count { #expect(abs(fisher[i, j] - expected[i, j]) < 1e-9 * max(1, abs(expected[i, j]))) }
      }
      var other = policy
      other.parameters = policy.parameters.map { $0 * 0.8 }
      let q = other.probabilities(at: o)
      let kl = legal.reduce(0) { $0 + π[$1] * Learn.log(π[$1] / q[$1]) }
      #expect(kl > 0 && abs(policy.divergence(from: other, at: o) - kl) < 1e-12)
    }
  }

  @Test("with τ = 0 the best placement is taken, ties share alike, and nothing has a slope")
  func greedy() {
    let policy = Self.policy(.dellacherie, temperature: 0)
    var random = RandomStream(seed: 2, name: "policy")
    for position in Self.positions {
      let worth = Self.features(.dellacherie, at: position).mapValues { φ in
        zip(policy.parameters, φ).reduce(0) { $0 + $1.0 * $1.1 }
      }
      let best = worth.values.max()!
      let ties = worth.filter { $0.value == best }.map(\.key)
      for _ in 0..<5 { #expect(ties.contains(policy.sample(at: position, using: &random))) }
      let π = policy.probabilities(at: position)
      #expect(π.indices.allSatisfy { π[$0] == (ties.contains($0) ? 1 / Double(ties.count) : 0) })
      #expect(policy.score(of: ties[0], at: position).allSatisfy { $0 == 0 })
    }
    // Without weights all are equal.
    let blank = PlacementSoftmax(features: .dellacherie, width: 10, temperature: 0)
    let o = Self.positions[0]
    let count = Self.features(.dellacherie, at: o).count
    var counts: [Int: Int] = [:]
    for _ in 0..<400 * count { counts[blank.sample(at: o, using: &random), default: 0] += 1 }
    #expect(counts.count == count && counts.values.allSatisfy { abs($0 - 400) < 100 })
  }

  @Test("where no placement is legal action 0 stands for the end")
  func over() {
    // Checkered to the top: nothing fits.
    let words = (0..<10).map { UInt32($0 % 2 == 0 ? 0xaaaaa : 0x55555) }
    let position = TetrisPosition(board: TetrisBoard(width: 10, height: 20, columns: words)!, piece: .o)
    #expect(position.isOver)
    for temperature in [0.0, 1] {
      let policy = Self.policy(.dellacherie, temperature: temperature)
      var random = RandomStream(seed: 1, name: "policy")
      #expect(policy.sample(at: position, using: &random) == 0 && policy.probabilities(at: position)[0] == 1)
    }
  }

  @Test("V has the features of the well over its rows, Q those of the placement; their steps follow their gradients")
  func values() {
    let o = Self.positions[50]
    var value = WellValue(width: 10)
    let after = CellFeatures.bertsekas(of: o.board)
    value.ascend(0.5, at: o)
    let φ = after.dropLast().map { $0 / 20 } + [1]
    #expect(close(value.parameters, φ.map { 0.5 * $0 }))
    #expect(abs(value.value(at: o) - 0.5 * φ.reduce(0) { $0 + $1 * $1 }) < 1e-12)
    var actions = PlacementValues(features: .dellacherie, width: 10)
    let (action, ξ) = Self.features(.dellacherie, at: o).min { $0.key < $1.key }!
    actions.ascend(0.1, at: o, action)
    #expect(close(actions.parameters, ξ.map { 0.1 * $0 }))
    #expect(abs(actions.value(at: o, action) - 0.1 * ξ.reduce(0) { $0 + $1 * $1 }) < 1e-9)
  }

  private enum CellFeatures {
    static func bertsekas(of board: TetrisBoard) -> [Double] {
      [Double](unsafeUninitializedCapacity: 22) { buffer, count in
        TetrisFeatures.writeHeights(of: board, into: buffer.baseAddress!)
        count = 22
      }
    }
  }

  // MARK: Long games

  /// Counts the marks, looks at those of some ranges only, and leaps over what it may.
  private struct Blinking: Probe {
    typealias Interrupt = Never
    /// The marks that are looked at.
    var watched: [Range<Int>]
    var marks = 0
    var leaps = 0
    var rests = 0

    mutating func passed<L: Learner>(_ line: some Listing, _ learner: inout L, _ values: @autoclosure () -> Values) {
      marks += 1
    }

    var isUnwatched: Bool { !watched.contains { $0.contains(marks) } }

    func canLeap<L: Learner>(over passage: Passage, _ learner: L) -> Bool {
      isUnwatched && !watched.contains { $0.lowerBound >= marks && $0.lowerBound < marks + passage.marks }
    }

    mutating func leapt<L: Learner>(over passage: Passage, _ learner: inout L) {
      marks += passage.marks
      leaps += 1
      rests += passage.episodes.first.map { $0.end < $0.length ? 1 : 0 } ?? 0
    }
  }

  @Test("who has seen enough of a game leaves out its rest, and comes to the same numbers at the same marks")
  func rests() throws {
    typealias L = CEMParameters<GreedyPlacements>
    var settings = Tetris.Settings()
    (settings.height, settings.horizon) = (10, 60)
    let world = Tetris(settings)
    var search = L.settings(on: "tetris")
    (search.candidates, search.elite, search.episodes) = (6, 2, 2)
    func run(_ watched: [Range<Int>]) -> (L, Blinking) {
      var learner = L(world, representation: .init(), settings: search, seed: 4)
      var probe = Blinking(watched: watched)
      for _ in 0..<3 { learner.iterate(&probe) }
      return (learner, probe)
    }
    let (slow, all) = run([0..<Int.max])
    let (fast, none) = run([])
    // From within the first episode of a candidate, and from within its second.
    let (some, blinking) = run([5..<30, 300..<420, 1000..<1003, 1500..<1650])
    #expect(all.leaps == 0 && none.leaps == 18 && none.rests == 0 && blinking.rests > 1)
    for (learner, probe) in [(fast, none), (some, blinking)] {
      #expect(learner.parameters == slow.parameters && learner.progress == slow.progress)
      #expect(probe.marks == all.marks)
      #expect(learner.environment.returns == slow.environment.returns)
      #expect(learner.population == slow.population)
    }
  }

  @Test("a trial that is stopped goes on where it was, to the same end")
  func slices() {
    typealias R = GreedyPlacements
    var settings = Tetris.Settings()
    settings.horizon = 700
    let environment = Environment(Tetris(settings), seed: 1)
    var actor = R().actor(for: environment.world)
    actor.parameters = PlacementSpeed.weights
    let candidate = Population.Candidate(actor.parameters, luck: 5)
    func trial() -> Trial<R> { Trial(of: actor, candidate, episodes: 2, on: environment, keepsSteps: false) }
    var whole = trial()
    whole.play(until: .infinity)
    var parts = trial()
    var slices = 0
    while !parts.isOver {
      // Enough for 256 steps at a time.
      parts.play(until: Metronome.now + 1e-6)
      slices += 1
    }
    #expect(slices > 3 && whole.passage.steps == 1400 && whole.passage == parts.passage && whole.score == parts.score)
    #expect(whole.passage.marks == 2 + 3 * 1400 && whole.steps.isEmpty)
  }

  @Test("an evaluation plays a game to the world's horizon, and the policy of a run comes back from its file")
  func evaluationAndFile() throws {
    let setup = try Setup("tetris:height=8,horizon=40", "cem-parameters:candidates=6,elite=2")
    var run = try HeadlessRun(setup, seed: 2)
    run.run(.init(episodes: 12))
    #expect(run.evaluate(episodes: 3, .greedy).returns.count == 3)
    let file = try PolicyFile(reading: PolicyFile(run).bytes)
    let again = try HeadlessRun(try file.setup(), seed: 5)
    #expect(again.storedPolicy.kind == "placement-softmax")
    #expect(again.storedPolicy.parts[0].tensor.values == run.storedPolicy.parts[0].tensor.values)
    #expect(run.evaluate(episodes: 3, .sampled) == again.evaluate(episodes: 3, .sampled))
    #expect(throws: ParameterError.self) { try file.setup(on: Spec("tetris:features=bertsekas")) }
  }

  @Test("gradients want a temperature; searches play by the best placement unless they are told otherwise")
  func temperatures() throws {
    #expect(throws: ParameterError.self) { try Setup("tetris", "reinforce:temperature=0") }
    let search = try Setup("tetris", "cma-es")
    #expect(search.parameters.first { $0.info.name == "temperature" }?.value == .real(0))
    #expect(throws: Never.self) { try Setup("tetris", "cma-es:temperature=2") }
    #expect(search.world.lackOfModel == "has far more wells than any model could list")
  }
}
