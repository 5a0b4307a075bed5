import Worlds

@testable import Learn
@testable import TUI

/// Frames and dashboards to test with, made without a thread or a clock.
enum DashboardSample {
  static func setup(_ world: String = "aliased-corridor", _ algorithm: String = "reinforce-baseline") -> Setup {
    do { return try Setup(world, algorithm) } catch { fatalError("\(error)") }
  }

  /// What a learner looks like that has made so many steps.
  static func frame(
    _ setup: Setup = setup(), seed: UInt64 = 1, steps: Int = 0, mark: Int = 0, mode: Mode = .paused,
    line: Int? = nil, notice: Notice? = nil
  ) -> Frame {
    let learner = setup.make(seed)
    while learner.learner.progress.steps < steps {
      var limit = HeadlessProbe(steps: steps)
      do { try learner.iterateHeadless(&limit) } catch {}
    }
    return frame(
      of: learner.learner, setup, seed: seed, mark: mark, mode: mode, line: line, notice: notice)
  }

  private static func frame<L: Learner>(
    of learner: L, _ setup: Setup, seed: UInt64, mark: Int, mode: Mode, line: Int?, notice: Notice?
  ) -> Frame {
    let environment = learner.environment
    return Frame(
      setup: setup, seed: seed, mark: mark, line: line, listing: setup.listing,
      values: Array(repeating: [], count: setup.listing.count), progress: learner.progress, mode: mode,
      isFrozen: false, scene: environment.world.scene, observation: L.R.view(environment.observation),
      distribution: learner.distribution(at: environment.observation),
      lastAction: environment.lastAction.map(L.R.view), lastReward: environment.lastReward,
      episode: EpisodeView(
        steps: environment.episodeSteps, return: environment.episodeReturn, ending: environment.ending),
      policies: learner.policies, learntValues: learner.learntValues,
      learntActionValues: learner.learntActionValues, returns: environment.returns,
      divergence: learner.divergence, notice: notice)
  }

  /// A dashboard that has received these frames, or one frame of a new learner.
  static func dashboard(
    _ frames: [Frame]? = nil, columns: Int = 80, rows: Int = 24, isASCII: Bool = false, theme: Theme = .dark
  ) -> Dashboard {
    let frames = frames ?? [frame()]
    var dashboard = Dashboard(
      frames[0].setup, seed: frames[0].seed, mode: frames[0].mode, columns: columns, rows: rows, theme: theme,
      isASCII: isASCII)
    _ = dashboard.update(.frames(frames, firstNumber: 0, time: 0))
    return dashboard
  }

  static func screen(_ dashboard: Dashboard) -> [String] {
    var canvas = Canvas(columns: dashboard.columns, rows: dashboard.rows, isASCII: dashboard.isASCII)
    dashboard.draw(into: &canvas)
    return canvas.text
  }
}

extension Dashboard {
  /// Presses keys one after the other, builds what is asked for, and returns all effects.
  @discardableResult
  mutating func press(_ keys: Key...) -> [Effect] {
    var all: [Effect] = []
    for key in keys {
      for effect in update(.key(key)) { all += follow(effect) }
    }
    return all
  }

  /// Clicks on a cell of the screen, builds what is asked for, and returns all effects.
  @discardableResult
  mutating func click(_ x: Int, _ y: Int) -> [Effect] {
    var all: [Effect] = []
    for effect in update(.mouse(Mouse(.press, x: x, y: y))) { all += follow(effect) }
    return all
  }

  mutating func wheel(_ kind: Mouse.Kind, _ x: Int, _ y: Int) { _ = update(.mouse(Mouse(kind, x: x, y: y))) }

  mutating func type(_ text: String) {
    for scalar in text.unicodeScalars { press(.character(scalar)) }
  }

  private mutating func follow(_ effect: Effect) -> [Effect] {
    guard case .build(let world, let algorithm) = effect else { return [effect] }
    do {
      return [effect] + update(.built(.success(try Setup(world: world, algorithm: algorithm))))
    } catch {
      return [effect] + update(.built(.failure(error)))
    }
  }
}

extension [Effect] {
  /// The effects in short, such as `send run full` or `quit`.
  var words: [String] {
    map { effect in
      switch effect {
      case .send(.run(.full)): "run full"
      case .send(.run(.limited(let rate, let grain))): "run \(Int(rate)) \(grain)"
      case .send(.runUntil(let condition, .full)): "run full until \(condition)"
      case .send(.runUntil(let condition, .limited(let rate, let grain))):
        "run \(Int(rate)) \(grain) until \(condition)"
      case .send(.pause): "pause"
      case .send(.advance(let grain)): "advance \(grain)"
      case .send(.set(let name, let text)): "set \(name)=\(text)"
      case .send(.freeze(let isOn)): "freeze \(isOn)"
      case .send(.switchTo(let setup)): "switch \(setup.worldSpec) \(setup.algorithmSpec)"
      case .send(.reset(let seed)): "reset \(seed)"
      case .send(.begin(let setup, let seed)): "begin \(setup.worldSpec) \(setup.algorithmSpec) \(seed)"
      case .send(.undo): "undo"
      case .send(.redo): "redo"
      case .send(.quit): "end"
      case .requestFrame: "frame"
      case .build(let world, let algorithm): "build \(world) \(algorithm)"
      case .save(_, let name): "save \(name)"
      case .redraw: "redraw"
      case .copy(let text): "copy \(text)"
      case .remember(let line): "remember \(line)"
      case .suspend: "suspend"
      case .quit: "quit"
      }
    }
  }
}
