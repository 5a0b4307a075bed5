import Learn
import Worlds

/// Scenes: set-ups with something to look for.
extension Dashboard {
  /// Another scene in place of what runs; a run goes on at the scene's pace, what is paused stays paused.
  mutating func change(to scene: LectureScene) -> [Effect] {
    do throws(ParameterError) {
      pending = .scene(scene)
      return [.build(world: try Spec(scene.world), algorithm: try Spec(scene.algorithm))]
    } catch {
      note = Note(text: error.description, isError: true)
      return []
    }
  }

  /// How things were looked at before a scene, for when it is undone.
  struct Look: Sendable {
    private let setup: Setup
    private let seed: UInt64
    private let scene: String?
    private let panes: (preset: Layout.Preset, hidden: Set<Int>, focus: Int, isZoomed: Bool)
    private let values: (heatMap: HeatMap, axes: PlaneAxes, filter: String)
    private let pace: (speed: Speed, grain: Grain)
    private let announcement: Announcement?
    /// Whether the scene is being undone.
    var isAwaited = false

    init(_ dashboard: Dashboard) {
      (setup, seed, scene) = (dashboard.setup, dashboard.seed, dashboard.scene)
      panes = (dashboard.preset, dashboard.hidden, dashboard.focus, dashboard.isZoomed)
      values = (dashboard.heatMap, dashboard.axes, dashboard.readingsFilter)
      pace = (dashboard.speed, dashboard.grain)
      announcement = dashboard.announcement
    }

    /// Whether a frame is of what ran before the scene.
    func isOf(_ frame: Frame) -> Bool {
      frame.setup.worldSpec == setup.worldSpec && frame.setup.algorithmSpec == setup.algorithmSpec && frame.seed == seed
    }

    func restore(_ dashboard: inout Dashboard) {
      (dashboard.preset, dashboard.hidden, dashboard.focus, dashboard.isZoomed) = panes
      (dashboard.heatMap, dashboard.axes, dashboard.readingsFilter) = values
      (dashboard.speed, dashboard.grain) = pace
      (dashboard.scene, dashboard.announcement) = (scene, announcement)
    }
  }

  /// Looks at what runs as a scene asks for: its view, its values, its pace and its one line.
  public mutating func open(_ scene: LectureScene) {
    self.scene = scene.id
    if let chosen = Layout.Preset.allCases.first(where: { "\($0)" == scene.view }) { preset = chosen }
    (hidden, isZoomed, scrolls, inspection) = ([], false, [:], nil)
    focus = preset.panes[0]
    if let map = scene.values.flatMap(HeatMap.init(rawValue:)) { heatMap = map }
    if let chosen = scene.axes { axes = PlaneAxes(chosen.x, chosen.y) }
    readingsFilter = scene.readings
    speed = Speed(scene.pace)
    if case .limited(_, let grain) = scene.pace { self.grain = grain }
    announcement = Announcement(scene.watch, lasts: true, setup)
    note = nil
  }
}

extension Dashboard {
  /// Says that a policy plays which was learnt before; the line stays until the next key.
  /// - Parameter steps: of the training.
  public mutating func announceFrozen(steps: Int) {
    let key = keys[.freeze].first.map { $0.name(isASCII: isASCII) + " lets it learn on" } ?? "nothing is learnt"
    announcement = Announcement(
      "frozen: a policy of \(Numbers.grouped(steps)) steps plays; \(key)", lasts: false, setup)
  }
}

extension Picker {
  /// The scenes by the lecture's sections.
  static func scenes(present: String?) -> Picker {
    Picker(
      .scene,
      Catalogue.scenes.map {
        Item(
          id: $0.id, title: $0.title, summary: $0.watch, synonyms: "\($0.world) \($0.algorithm)",
          lesson: "\($0.watch). \($0.commandLine)", section: $0.section, isPresent: $0.id == present)
      })
  }
}
