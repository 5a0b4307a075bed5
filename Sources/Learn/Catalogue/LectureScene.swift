import Worlds

/// A set-up worth showing: what runs, how it is looked at, and one line of what to look for.
///
/// A scene is a value that only names things; a test checks for each that they exist and that it shows what it says.
public struct LectureScene: Sendable {
  public let id: String
  public let title: String
  /// The lecture's section, such as `3 Temporal structure`.
  public let section: String
  /// As `-w` and `-a` have them.
  public let world: String
  public let algorithm: String
  public let seed: UInt64
  /// The dashboard's view: `all`, `lecture`, `returns`, `world`, `code`, `trajectory`, `phase`, `population`, `region` or
  /// `workers`.
  public let view: String
  /// What the colours of cells mean, as `:values` has it; nil for whatever they mean already.
  public let values: String?
  /// Which two parameters a generation is shown over, by their places from 0 on; nil for whichever it is already.
  public let axes: (x: Int, y: Int)?
  /// Which readings are shown, by what is in their names; all where it is empty.
  public let readings: String
  public let pace: Pace
  /// What to look for, in one line.
  public let watch: String

  init(
    _ id: String, _ title: String, section: String, world: String, algorithm: String, seed: UInt64 = 1,
    view: String = "all", values: String? = nil, axes: (x: Int, y: Int)? = nil, readings: String = "",
    pace: Pace = .full, _ watch: String
  ) {
    self.id = id
    self.title = title
    self.section = section
    self.world = world
    self.algorithm = algorithm
    self.seed = seed
    self.view = view
    self.values = values
    self.axes = axes
    self.readings = readings
    self.pace = pace
    self.watch = watch
  }

  /// - Throws: a `ParameterError` where it names what the catalogue does not have.
  public func setup() throws(ParameterError) -> Setup { try Setup(world, algorithm) }

  /// As a shell runs it without the scene's name.
  public var commandLine: String { "ascent -w \(world) -a \(algorithm) -s \(seed)" }

  /// - Throws: a `ParameterError` with the nearest names where there is no such scene.
  public static func named(_ id: String) throws(ParameterError) -> LectureScene {
    if let scene = Catalogue.scenes.first(where: { $0.id == id }) { return scene }
    throw ParameterError(
      "there is no scene `\(id)`; " + Spelling.advice(for: id, among: Catalogue.scenes.map(\.id)))
  }
}
