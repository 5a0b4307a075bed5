import Glibc
import Testing
import Worlds

@testable import Learn
@testable import TUI

/// Moments of runs, made by hand.
enum Fixture {
  /// Five cells, of which the second and the fourth look alike; the agent came west into the second.
  static func corridor(_ theme: Theme = .dark, isASCII: Bool = false) throws -> ViewState {
    let setup = try Setup("aliased-corridor", "reinforce-baseline")
    let places = (0..<5).map {
      CellScene.Place(.floor, observation: [0, 1, 2, 1, 3][$0], state: $0, isAliased: $0 == 1 || $0 == 3)
    }
    let below = [CellScene.Kind.skull, .absent, .money, .absent, .skull].map { CellScene.Place($0) }
    var view = view(
      setup, scene: .cells(CellScene(columns: 5, rows: 2, places: places + below, agent: 1)),
      observation: .index(1), distribution: .discrete([0.01, 0.49, 0.01, 0.49]), lastAction: .index(3),
      policy: PolicyTable(
        name: "π", actionCount: 4,
        probabilities: [
          0.01, 0.98, 0.01, 0.00, 0.01, 0.49, 0.01, 0.49, 0.02, 0.01, 0.96, 0.01, 0.01, 0.01, 0.00, 0.98,
        ]), theme, isASCII: isASCII)
    view.exactValues = [6, 7, 9, 7, 6]
    view.exactActionValues = [[5, 6, -11, 5], [6, 8, 6, 5], [8, 6, 9, 6], [6, 5, 6, 8], [5, 5, -11, 6]]
    view.visits = [0.2, 0.25, 0.2, 0.25, 0.1]
    view.frame.line = 7
    view.frame.values[6] = [NamedValue("G", 5)]
    view.frame.values[7] = [NamedValue("δ", -1.37), NamedValue("v(S)", 6.37)]
    return view
  }

  /// An open square; the policy goes east in even states and north in odd ones, where it hesitates.
  static func square(side: Int, agent: Int = 0, _ theme: Theme = .dark, isASCII: Bool = false) throws
    -> ViewState
  {
    let setup = try Setup("gridworld:size=\(side)", "td-actor-critic")
    let count = side * side
    let places = (0..<count).map { index in
      index == count - 1
        ? CellScene.Place(.goal, state: index)
        : CellScene.Place(index == 0 ? .start : .floor, observation: index, state: index)
    }
    var view = view(
      setup, scene: .cells(CellScene(columns: side, rows: side, places: places, agent: agent)),
      observation: .index(agent), distribution: .discrete([0, 1, 0, 0]), lastAction: .index(1),
      policy: PolicyTable(
        name: "π", actionCount: 4,
        probabilities: (0..<count).flatMap { $0 % 2 == 0 ? [0, 1, 0, 0] : [0.55, 0, 0, 0.45] }), theme,
      isASCII: isASCII)
    view.frame.learntValues = (0..<count).map { Double($0 - count) }
    view.frame.learntActionValues = (0..<count * 4).map { Double($0 % 7) - 3 }
    return view
  }

  static func pendulum(
    mean: Double = 0, deviation: Double = 0.5, _ theme: Theme = .dark, isASCII: Bool = false
  ) throws -> ViewState {
    let setup = try Setup("pendulum", "td-actor-critic")
    let scene = PlaneScene(
      x: -1...1, y: -1...1,
      elements: [
        .init(.line([.init(0, 0), .init(0, -1)], width: 0), .body),
        .init(.disc(.init(0, 0), radius: 0.1), .joint),
        .init(.arc(.init(0, 0), radius: 0.5, from: 0, to: 1.5), .force),
        .init(.circle(.init(0, 0.8), radius: 0.1), .target),
      ], readings: [.init("θ", 180, "°"), .init("torque", -1.5, "N·m")])
    var view = view(
      setup, scene: .plane(scene), observation: .vector([-1, 0, 0.25]),
      distribution: .gaussian(mean: [mean], deviation: [deviation]), lastAction: .vector([1]), policy: nil,
      theme,
      isASCII: isASCII)
    view.frame.portrait = portrait(Pendulum(.init()).phasePlane!) { θ, ω in
      (-θ * θ - 0.1 * ω * ω, abs(θ) < 1 ? -θ - 0.3 * ω : ω / 4)
    }
    return view
  }

  /// What is thought of every state: V and the mean action.
  private static func portrait(_ plane: PhasePlane, _ thought: (Double, Double) -> (Double, Double)) -> PhasePortrait {
    let (columns, rows) = (36, 20)
    let thoughts = (0..<columns * rows).map { index in
      let point = PhasePortrait.point(
        plane, column: index % columns, row: index / columns, columns: columns, rows: rows)
      return thought(point.x, point.y)
    }
    return PhasePortrait(
      plane: plane, columns: columns, rows: rows, values: thoughts.map(\.0),
      actions: thoughts.map { min(max($0.1, -1), 1) })
  }

  /// Ten arms, the best of them likely and pulled last; values as learnt a little off the means.
  static func bandit(_ theme: Theme = .dark, isASCII: Bool = false) throws -> ViewState {
    let setup = try Setup("bandit", "qac")
    let means = [0.1, -1.1, 0.8, 1.3, 1.2, 0.3, 0.2, 1.9, -0.4, 0.3]
    let pulls = (0..<12).map { ArmScene.Pull(arm: $0 * 7 % 10, reward: means[$0 * 7 % 10] + Double($0 % 5) * 0.5 - 1) }
    let π = [0.02, 0.01, 0.05, 0.12, 0.1, 0.02, 0.03, 0.6, 0.02, 0.03]
    var view = view(
      setup,
      scene: .arms(ArmScene(arms: means.map { .init(mean: $0, deviation: 1) }, pulls: pulls)),
      observation: .index(0), distribution: .discrete(π), lastAction: .index(7),
      policy: PolicyTable(name: "π", actionCount: 10, probabilities: π), theme, isASCII: isASCII)
    view.frame.learntActionValues = means.enumerated().map { $1 + Double($0 % 3 - 1) * 0.4 }
    view.frame.learntValues = [1.4]
    return view
  }

  static func continuousBandit(
    mean: Double = 0.5, deviation: Double = 1, _ theme: Theme = .dark, isASCII: Bool = false
  ) throws -> ViewState {
    let setup = try Setup("continuous-bandit", "reinforce-baseline")
    let pulls = (0..<16).map { index in
      let action = mean + deviation * (Double(index * 5 % 16) - 7.5) / 4
      return CurveScene.Pull(action: action, reward: -(action - 2) * (action - 2) + Double(index % 3 - 1) / 2)
    }
    return view(
      setup, scene: .curve(CurveScene(range: -2...6, target: 2, noise: 0.5, pulls: pulls)), observation: .vector([]),
      distribution: .gaussian(mean: [mean], deviation: [deviation]), lastAction: .vector([pulls[15].action]),
      policy: nil,
      theme, isASCII: isASCII)
  }

  /// A game against a self that learns: both have gone once round the middle, and the agent has lost the last round.
  static func game(_ theme: Theme = .dark, isASCII: Bool = false) throws -> ViewState {
    let setup = try Setup("rock-paper-scissors:opponent=self", "exact-gradient")
    // A hexagon that grows, as far as it stays within the simplex.
    let corners: [[Double]] = [[2, -1, -1], [1, 1, -2], [-1, 2, -1], [-2, 1, 1], [-1, -1, 2], [1, -2, 1]]
    let waves: [[Double]] = (0..<20).map { (step: Int) -> [Double] in
      let reach = 0.007 * Double(step)
      return corners[step % 6].map { 1.0 / 3 + reach * $0 }
    }
    let π = [0.2, 0.5, 0.3]
    let scene = GameScene(
      payoffs: [[0, -1, 1], [1, 0, -1], [-1, 1, 0]], opponent: "self", mixture: [0.3, 0.1, 0.6], round: 37, rounds: 100,
      score: -4, last: .init(agent: 1, opponent: 2), agentTrail: waves + [π],
      opponentTrail: waves.map { [$0[1], $0[2], $0[0]] } + [[0.3, 0.1, 0.6]], agentMean: [0.36, 0.33, 0.31],
      opponentMean: [0.31, 0.35, 0.34])
    return view(
      setup, scene: .game(scene), observation: .index(0), distribution: .discrete(π), lastAction: .index(1),
      policy: PolicyTable(name: "π", actionCount: 3, probabilities: π), theme, isASCII: isASCII)
  }

  /// A mass on its way, pushed by two motors.
  static func pointMass(_ theme: Theme = .dark, isASCII: Bool = false) throws -> ViewState {
    let setup = try Setup("point-mass", "td-actor-critic")
    var world = PointMass(.init())
    var random = RandomStream(seed: 1, name: "world")
    try world.reset(to: [-0.8, -0.6, 0, 0])
    for step in 0..<28 { _ = world.step(Vector([0.9, 1.6 - Double(step) * 0.07]), using: &random) }
    return view(
      setup, scene: world.scene, observation: .vector(world.observation.array),
      distribution: .gaussian(mean: [0.6, -0.35], deviation: [0.4, 0.25]), lastAction: .vector([0.9, -0.29]),
      policy: nil,
      theme, isASCII: isASCII)
  }

  /// A cart driven right, its pole leaning left.
  static func cartPole(_ theme: Theme = .dark, isASCII: Bool = false) throws -> ViewState {
    var world = CartPole(.init())
    var random = RandomStream(seed: 1, name: "world")
    try world.reset(to: [0.6, 0.4, -0.12, -0.3])
    _ = world.step(1, using: &random)
    return view(
      try Setup("cart-pole", "td-actor-critic"), scene: world.scene, observation: .vector(world.observation.array),
      distribution: .discrete([0.73, 0.27]), lastAction: .index(1), policy: nil, theme, isASCII: isASCII)
  }

  /// A car on its way back down the left slope, with full force.
  static func mountainCar(_ theme: Theme = .dark, isASCII: Bool = false) throws -> ViewState {
    var world = MountainCarContinuous(.init())
    var random = RandomStream(seed: 1, name: "world")
    try world.reset(to: [-0.52, 0])
    var steps: [Trajectory.Step] = []
    for step in 0..<62 {
      let force = world.state[1] < 0 ? -0.9 : 0.9
      steps.append(
        Trajectory.Step(
          observation: .vector(world.observation.array), action: .vector([force]), logProbability: -0.5, reward: -0.081,
          returnSoFar: -0.081 * Double(step + 1), returnToGo: -0.081 * Double(62 - step)))
      _ = world.step(Vector([force]), using: &random)
    }
    var view = view(
      try Setup("mountain-car-continuous", "td-actor-critic"), scene: world.scene,
      observation: .vector(world.observation.array), distribution: .gaussian(mean: [0.6], deviation: [0.5]),
      lastAction: .vector([0.9]), policy: nil, theme, isASCII: isASCII)
    view.frame.trajectory = Trajectory(
      episode: 1649, isPresent: true, ending: .none, missing: 0, steps: steps, firstStep: 0, logPolicy: -31)
    view.frame.portrait = portrait(world.phasePlane!) { x, v in
      (60 + 40 * (x + 0.5) * (x + 0.5) + 8000 * v * v, v * 25)
    }
    return view
  }

  /// A pole that is being swung up.
  static func swingUp(_ theme: Theme = .dark, isASCII: Bool = false) throws -> ViewState {
    var world = CartPoleSwingUp(.init())
    var random = RandomStream(seed: 1, name: "world")
    try world.reset(to: [0.3, 0, 2.2, 1])
    for step in 0..<36 { _ = world.step(Vector([step < 20 ? 8 : -6]), using: &random) }
    return view(
      try Setup("cart-pole-swing-up", "td-actor-critic"), scene: world.scene,
      observation: .vector(world.observation.array), distribution: .gaussian(mean: [-5], deviation: [2]),
      lastAction: .vector([-6]), policy: nil, theme, isASCII: isASCII)
  }

  /// A body of three rods that swims by a wave.
  static func swimmer(_ theme: Theme = .dark, isASCII: Bool = false) throws -> ViewState {
    var world = Swimmer(.init())
    var random = RandomStream(seed: 1, name: "world")
    try world.reset(to: [0, 0, 0.1, 0, 0, 0, 0, 0, 0, 0])
    for step in 0..<52 {
      let (o, t) = (world.observation, 3 * 0.05 * Double(step))
      let torque = Vector<2>([20 * (0.9 * sin(t) - o[1]) - o[6], 20 * (0.9 * sin(t + 1.5) - o[2]) - o[7]])
      _ = world.step(torque, using: &random)
    }
    return view(
      try Setup("swimmer", "td-actor-critic"), scene: world.scene, observation: .vector(world.observation.array),
      distribution: .gaussian(mean: [2, -3], deviation: [1, 1]), lastAction: .vector(world.torque.array), policy: nil,
      theme, isASCII: isASCII)
  }

  /// A well in the middle of a game, by a player who has learnt something.
  static func tetris(
    _ features: TetrisFeatures = .dellacherie, _ theme: Theme = .dark, isASCII: Bool = false
  ) throws -> ViewState {
    var settings = Tetris.Settings()
    settings.features = features
    var (world, player) = (Tetris(settings), PlacementSoftmax(features: .dellacherie, width: 10, temperature: 0))
    player.parameters = [-4, 1, -2, -6, -5, -1, -1, -8]
    var (chance, choice) = (RandomStream(seed: 1, name: "world"), RandomStream(seed: 1, name: "policy"))
    world.reset(using: &chance)
    for _ in 0..<147 { _ = world.step(player.sample(at: world.position, using: &choice), using: &chance) }
    var policy = PlacementSoftmax(features: features, width: 10, temperature: 4)
    policy.parameters =
      features == .dellacherie ? player.parameters : (0..<22).map { $0 == 20 ? -13.5 : -Double($0 % 7) }
    var view = view(
      try Setup("tetris:features=\(features.rawValue)", "cem-parameters"), scene: world.scene,
      observation: .vector(world.observation.components), distribution: policy.distribution(at: world.observation),
      lastAction: .index(3), policy: nil, theme, isASCII: isASCII)
    view.frame.weights = policy.parameters
    return view
  }

  /// A gymnast in full swing, bending.
  static func acrobot(_ theme: Theme = .dark, isASCII: Bool = false) throws -> ViewState {
    var world = Acrobot(.init())
    var random = RandomStream(seed: 1, name: "world")
    try world.reset(to: [-1.9, 0.4, 0.5, 0.2])
    for _ in 0..<9 { _ = world.step(2, using: &random) }
    return view(
      try Setup("acrobot", "td-actor-critic"), scene: world.scene, observation: .vector(world.observation.array),
      distribution: .discrete([0.1, 0.2, 0.7]), lastAction: .index(2), policy: nil, theme, isASCII: isASCII)
  }

  /// The corridor with a cell looked at.
  static func looking(_ heatMap: HeatMap, at place: Int, _ theme: Theme = .dark, isASCII: Bool = false) throws
    -> ViewState
  {
    var view = try corridor(theme, isASCII: isASCII)
    (view.heatMap, view.inspected) = (heatMap, place)
    return view
  }

  private static func view(
    _ setup: Setup, scene: Scene, observation: ObservationView, distribution: ActionDistribution,
    lastAction: ActionView, policy: PolicyTable?, _ theme: Theme, isASCII: Bool
  ) -> ViewState {
    let frame = Frame(
      setup: setup, seed: 7, mark: 100, line: nil, listing: setup.listing,
      values: Array(repeating: [], count: setup.listing.count),
      progress: Progress(steps: 4321, episodes: 1648, updates: 12_345), mode: .paused, isFrozen: false,
      scene: scene, observation: observation, distribution: distribution, lastAction: lastAction,
      lastReward: -1,
      episode: EpisodeView(steps: 3, return: -3, ending: .none), policies: policy.map { [$0] } ?? [],
      learntValues: nil, returns: ReturnHistory(), divergence: nil, notice: nil)
    return ViewState(
      frame: frame, theme: theme, isASCII: isASCII, heatMap: .off, exactValues: nil, objectives: [],
      readings: [])
  }

  /// Every fixture with everything filled in.
  static func all(_ theme: Theme = .dark, isASCII: Bool = false) throws -> [ViewState] {
    try [
      corridor(theme, isASCII: isASCII), square(side: 12, theme, isASCII: isASCII),
      pendulum(theme, isASCII: isASCII), bandit(theme, isASCII: isASCII), continuousBandit(theme, isASCII: isASCII),
      game(theme, isASCII: isASCII), pointMass(theme, isASCII: isASCII), cartPole(theme, isASCII: isASCII),
      mountainCar(theme, isASCII: isASCII), acrobot(theme, isASCII: isASCII),
      swingUp(theme, isASCII: isASCII), swimmer(theme, isASCII: isASCII),
      tetris(.dellacherie, theme, isASCII: isASCII), tetris(.bertsekas, theme, isASCII: isASCII),
      population(theme, isASCII: isASCII),
      region(theme, isASCII: isASCII), clipped(theme, isASCII: isASCII),
      workers(4, theme, isASCII: isASCII), workers(40, theme, isASCII: isASCII),
      looking(.advantage, at: 1, theme, isASCII: isASCII),
      looking(.visits, at: 7, theme, isASCII: isASCII),
    ]
    .map { view in
      var view = view
      if view.inspected == nil { view.heatMap = view.exactValues == nil ? .learnt : .exact }
      view.readings = [
        ReadingSeries(name: "δ", values: [1, -2, 3]), ReadingSeries(name: "∣∇∣", values: [0.5]),
      ]
      for episode in 0..<300 { view.frame.returns.add(Double(episode % 17) - 40 / Double(episode + 1)) }
      view.frame.returns.note("α = 0.01")
      for episode in 0..<300 { view.frame.returns.add(Double(episode % 17)) }
      view.objectives = [
        ObjectiveCurve(name: "π", points: [.init(episode: 0, value: -14), .init(episode: 500, value: 5.9)]),
        ObjectiveCurve(name: "greedy", points: [.init(episode: 0, value: -35.2)]),
      ]
      return view
    }
  }
}

extension Pane {
  /// What the pane draws on a canvas of this size.
  func drawn(_ view: ViewState, _ columns: Int, _ rows: Int) -> Canvas {
    var canvas = Canvas(columns: columns, rows: rows, isASCII: view.isASCII)
    draw(view, in: canvas.bounds, on: &canvas)
    return canvas
  }
}

extension Canvas {
  /// The cells that show this glyph.
  func cells(showing glyph: Unicode.Scalar) -> [Cell] { cells.filter { $0.glyph == glyph } }

  /// Rows of text without the blanks at their ends.
  var trimmed: [String] {
    text.map { row in
      var row = row[...]
      while row.last == " " { row.removeLast() }
      return String(row)
    }
  }
}
